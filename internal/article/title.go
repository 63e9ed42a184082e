package article

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The length of a derived title in characters, with and without Chinese ones, and the number of sentences to derive it
// from.
const (
	titleRunes     = 90
	titleHan       = 36
	titleSentences = 4
	titleEllipsis  = "…"
)

// deriveTitle returns a title for a text without one: the start of one of the first sentences, or the part after its
// colon, with the most names and numbers. It returns the file name if there is no sentence.
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

// fileTitle returns the name of a file without folder and extension.
func fileTitle(name string) string {
	base := clean(path.Base(name))
	if title := strings.TrimSuffix(base, path.Ext(base)); title != "" {
		return title
	}
	return base
}

// afterColon returns the part of a sentence after its first colon, or "".
func afterColon(sentence string) string {
	if _, rest, ok := strings.Cut(sentence, ": "); ok {
		return rest
	}
	if _, rest, ok := strings.Cut(sentence, "："); ok {
		return rest
	}
	return ""
}

// shortTitle cuts a sentence to the length of a title, at a clause mark or blank, and removes marks at its end.
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

// countNames returns the number of words with a capital, except the first, plus the number of numbers.
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
