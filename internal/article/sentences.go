package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
)

// A longer sentence is split, so that text without any sentence mark stays manageable.
const (
	maxUnits = 400
	maxRunes = 3000
)

// abbreviations are words before a full stop that ends no sentence.
var abbreviations = wordSet(`mr mrs ms dr prof gen col lt sgt capt sen rep gov pres hon rev st sr jr vs no nos vol pp fig
eq al ca cf etc inc ltd corp co dept est approx jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri
sat sun e.g i.e a.m p.m ph.d mt ft`)

// starters are words that begin sentences: after them "U.S." ends the one before.
var starters = wordSet(`the a an in on at but and it he she they we this that these those there as for however while
when after before if his her its their our`)

var dotted = regexp.MustCompile(`^(?:\pL\.)+\pL$`)

func wordSet(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

const closers = `"'”’»」』）)]】`

// SplitSentences returns the byte ranges of a paragraph's sentences, without the white space between them.
// It returns nil for a text of white space.
func SplitSentences(text string) [][2]int {
	var out [][2]int
	start := 0
	for i, r := range text {
		if i < start || !strings.ContainsRune(".!?。！？…", r) {
			continue
		}
		if end, ok := sentenceEnd(text, start, i); ok {
			out = appendSplit(out, text, start, end)
			start = end
		}
	}
	return appendSplit(out, text, start, len(text))
}

// sentenceEnd reports whether the mark at i ends a sentence, and where, closing quotes included.
func sentenceEnd(text string, start, i int) (int, bool) {
	end := i
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !strings.ContainsRune(".!?。！？…"+closers, r) {
			break
		}
		end += size
	}
	mark, _ := utf8.DecodeRuneInString(text[i:])
	if end == len(text) || strings.ContainsRune("。！？", mark) {
		return end, true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[end:], ` "'“‘(「『[`))
	blank := text[end] == ' '
	switch {
	case analysis.IsHan(next) && mark != '.':
		return end, true
	case !blank:
		return 0, false
	case mark == '.' && i > start && text[i-1] == ' ':
		return end, true // text that was cut into tokens: "the experiment . the"
	case unicode.IsLower(next):
		return 0, false
	case mark == '.' && end == i+1:
		return end, !abbreviated(text[start:i], text[end:])
	}
	return end, true
}

// abbreviated reports whether a full stop belongs to the word before it.
func abbreviated(before, after string) bool {
	word := before[strings.LastIndexAny(before, " (“\"'")+1:]
	next, _, _ := strings.Cut(strings.TrimLeft(after, " "), " ")
	lower := strings.ToLower(word)
	first, size := utf8.DecodeRuneInString(word)
	switch {
	case abbreviations[lower]:
		return lower != "no" || next != "" && next[0] >= '0' && next[0] <= '9'
	case dotted.MatchString(word):
		return !starters[strings.ToLower(next)]
	}
	return size > 0 && size == len(word) && unicode.IsUpper(first) // an initial
}

// appendSplit appends the range without outer white space; a range that is too long in several parts.
func appendSplit(out [][2]int, text string, start, end int) [][2]int {
	for {
		for start < end && text[start] == ' ' {
			start++
		}
		for end > start && text[end-1] == ' ' {
			end--
		}
		if start == end {
			return out
		}
		cut := start + overlong(text[start:end])
		out = append(out, [2]int{start, cut})
		if cut == end {
			return out
		}
		for n := len(out) - 1; text[out[n][1]-1] == ' '; {
			out[n][1]--
		}
		start = cut
	}
}

// overlong returns where to cut a sentence that is too long, after a blank or clause mark if there is one;
// the length of the sentence if it is not.
func overlong(sentence string) int {
	units, runes, last := 0.0, 0, 0
	for i, r := range sentence {
		if units > maxUnits || runes > maxRunes {
			if last > 0 {
				return last
			}
			return i
		}
		runes++
		switch {
		case r == ' ':
			units, last = units+1, i+1
		case analysis.IsHan(r):
			units += 1.0 / 3
		case strings.ContainsRune("，；、：", r):
			last = i + utf8.RuneLen(r)
		}
	}
	return len(sentence)
}
