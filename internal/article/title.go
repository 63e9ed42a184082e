package article

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A derived title is as long as this, in characters, and comes out of the first sentences.
const (
	titleRunes     = 90
	titleHan       = 36
	titleSentences = 4
	titleEllipsis  = "…"
)

// deriveTitle returns a title for a text without one. Of the first sentences it takes the stretch that names
// most: capitals and numbers tell better what an article is about than its opener does. A stretch begins
// with a sentence or after a colon.
func (d *draft) deriveTitle() string {
	best, most := "", -1
	for i := range d.Sentences[:min(titleSentences, len(d.Sentences))] {
		for _, start := range []string{d.Sentence(i), afterColon(d.Sentence(i))} {
			title := shortTitle(start)
			if n := countNames(title); n > most {
				best, most = title, n
			}
		}
	}
	if best == "" {
		return fileTitle(d.Path)
	}
	return best
}

// fileTitle returns the name of a file without its folder and extension.
func fileTitle(name string) string {
	base := clean(path.Base(name))
	if title := strings.TrimSuffix(base, path.Ext(base)); title != "" {
		return title
	}
	return base
}

func afterColon(sentence string) string {
	if _, rest, ok := strings.Cut(sentence, ": "); ok {
		return rest
	}
	if _, rest, ok := strings.Cut(sentence, "："); ok {
		return rest
	}
	return ""
}

// shortTitle cuts a sentence to a title's length, at a clause mark or blank, without its full stop.
func shortTitle(sentence string) string {
	sentence = strings.TrimRight(sentence, ".。,;:，；：、 ")
	limit, runes, last := titleRunes, 0, 0
	for i, r := range sentence {
		if isHan(r) {
			limit = min(limit, titleHan)
		}
		if runes++; runes > limit {
			if last == 0 {
				last = i
			}
			return strings.TrimRight(sentence[:last], " ,;:，；：、") + titleEllipsis
		}
		if r == ' ' || strings.ContainsRune("，；、", r) {
			last = i
		}
	}
	return sentence
}

// countNames counts words with a capital, but for the first, and numbers.
func countNames(text string) int {
	n := 0
	for i, word := range strings.Fields(text) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, `"'“‘(`))
		if unicode.IsDigit(r) || i > 0 && unicode.IsUpper(r) {
			n++
		}
	}
	return n
}
