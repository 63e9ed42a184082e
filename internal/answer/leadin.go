package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
)

// Sizes of a lead-in, as the first sentence of news often has one: "A piece of news has just come in:".
const (
	maxLeadIn = 12 // words of a lead-in at most; as many Chinese characters and half again
	minClaim  = 5  // words after it at least
)

// leadIn returns how many bytes at the head of a sentence only announce the rest: a short clause up to a colon without a word
// of the question, a name or a figure. It returns 0 if there is none.
func leadIn(text string, asked []Mark) int {
	at := strings.IndexAny(text, ":：")
	if at < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	head, claim := text[:at], strings.TrimSpace(text[at+size:])
	if len(asked) > 0 && asked[0].Start < at || words(head) > maxLeadIn || words(claim) < minClaim || !beginsClaim(claim) {
		return 0
	}
	for _, t := range analysis.Analyze(analysis.Standard, head) {
		if t.Number || t.Capital && t.Start > 0 {
			return 0
		}
	}
	return len(text) - len(strings.TrimLeft(text[at+size:], " \n"))
}

// words returns the length of a text in words; a Chinese character counts two thirds.
func words(text string) int {
	n := 0.0
	for _, t := range analysis.Analyze(analysis.Standard, text) {
		if t.Han {
			n += 2.0 / 3
		} else {
			n++
		}
	}
	return int(n)
}

// beginsClaim reports whether a text can be a sentence of its own: it begins with a capital, a digit or a Chinese character.
func beginsClaim(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, `"“‘'「《`))
	return unicode.IsUpper(r) || unicode.IsDigit(r) || analysis.IsHan(r)
}

// maxShort is how many characters a shortened sentence has, where it has a place to end; half as many in Chinese.
const maxShort = 200

// Shorten returns a sentence without a lead-in, and one that is too long as far as its last clause mark of weight before that, with
// "…" at each cut. It returns a sentence without such a mark whole.
func Shorten(sentence string) string {
	start, end, left := leadIn(sentence, nil), len(sentence), float64(maxShort)
	last := 0
	for i, r := range sentence[start:] {
		left--
		if analysis.IsHan(r) {
			left--
		}
		if left > 0 && strings.ContainsRune(";；—", r) {
			last = start + i
		}
	}
	if left < 0 && last > start {
		end = last
	}
	text, _ := excerpt(sentence, start, end, nil)
	return text
}
