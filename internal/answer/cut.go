package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
)

const ellipsis = "…"

// length returns a text's length as a share of an answer's limit.
func length(text string) float64 {
	words, han, inWord := 0, 0, false
	for _, r := range text {
		switch {
		case analysis.IsHan(r):
			han, inWord = han+1, false
		case unicode.IsSpace(r):
			inWord = false
		case !inWord:
			words, inWord = words+1, true
		}
	}
	return float64(words)/MaxWords + float64(han)/MaxHan
}

// cut shortens a text that is longer than a share of the limit to its clauses around the marks, with "…" at each cut.
// A clause that is too long itself, or says too little, is cut between words.
func cut(text string, marks []Mark, limit float64) (string, []Mark) {
	start, end := part(text, marks, limit)
	return excerpt(text, start, end, marks)
}

// part returns the part of a text to which cut shortens it.
func part(text string, marks []Mark, limit float64) (start, end int) {
	if length(text) <= limit {
		return 0, len(text)
	}
	start, end = stretch(text, boundaries(text, isClauseEnd), marks, limit)
	if words(text[start:end]) < minClaim || len(marks) > 0 && within(marks, start, end) == 0 {
		start, end = stretch(text, boundaries(text, isWordEnd), marks, limit)
	}
	return start, end
}

// stretch returns the part of a text between two boundaries that fits the limit and has the most marks; of equals
// the longest, then the first. It returns an empty stretch if no two neighbouring boundaries fit.
func stretch(text string, bounds []int, marks []Mark, limit float64) (start, end int) {
	fill := make([]float64, len(bounds)) // share of the limit that the text up to a boundary fills
	for i := range bounds[1:] {
		fill[i+1] = fill[i] + length(text[bounds[i]:bounds[i+1]])
	}
	most, last := -1, 0
	for i, from := range bounds {
		for last+1 < len(bounds) && fill[last+1]-fill[i] <= limit {
			last++
		}
		to := bounds[max(last, i)]
		if held := within(marks, from, to); held > most || held == most && to-from > end-start {
			most, start, end = held, from, to
		}
	}
	return start, end
}

// within returns how many marks lie in [start, end).
func within(marks []Mark, start, end int) int {
	n := 0
	for _, m := range marks {
		if m.Start >= start && m.End <= end {
			n++
		}
	}
	return n
}

// boundaries returns the offsets at which a text may be cut: 0, after each rune that ends something, its end.
func boundaries(text string, ends func(r, next rune) bool) []int {
	out := []int{0}
	for i, r := range text {
		after := i + utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(text[min(after, len(text)):])
		if after < len(text) && ends(r, next) {
			out = append(out, after)
		}
	}
	return append(out, len(text))
}

func isClauseEnd(r, next rune) bool {
	return strings.ContainsRune("，；：、）", r) || strings.ContainsRune(",;:)—–", r) && (unicode.IsSpace(next) || r == '—' || r == '–')
}

func isWordEnd(r, next rune) bool { return unicode.IsSpace(r) || analysis.IsHan(next) }

// excerpt returns text[start:end] without outer blanks and clause marks, "…" at each cut, and its marks.
func excerpt(text string, start, end int, marks []Mark) (string, []Mark) {
	for start < end && unicode.IsSpace(rune(text[start])) {
		start++
	}
	body := text[start:end]
	prefix, suffix := "", ""
	if start > 0 {
		prefix = ellipsis + " "
	}
	if end < len(text) {
		body = strings.TrimRight(body, " \n,;:—–，；：、")
		suffix = " " + ellipsis
	}
	var kept []Mark
	for _, m := range marks {
		if m.Start >= start && m.End <= start+len(body) {
			kept = append(kept, Mark{Start: m.Start - start + len(prefix), End: m.End - start + len(prefix)})
		}
	}
	return prefix + body + suffix, kept
}
