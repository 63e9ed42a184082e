package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/query"
)

// answering returns the parts of a sentence that answer a question: what fits its type (a date for "when", a new name for
// "who"), or else the longest part between the words that the question has itself, which asked marks.
func (t answerType) answering(text string, asked []Mark) []Mark {
	if spans := widen(text, t.spans(text)); len(spans) > 0 {
		return joined(text, spans)
	}
	if names := t.namesIn(text, asked); len(names) > 0 {
		return names
	}
	return longestGap(text, asked)
}

// figure is the rest of an amount behind its first digit, with the unit that follows.
var figure = regexp.MustCompile(`^[\p{Nd}.,]*\p{Nd}%?(?: (?:per ?cent|million|billion|trillion|thousand|hundred))?(?: \p{Ll}{3,})?`)

// widen returns marks that begin with a digit, each as far as its amount goes.
func widen(text string, marks []Mark) []Mark {
	for i, m := range marks {
		if loc := figure.FindStringIndex(text[m.Start:]); loc != nil && m.Start+loc[1] > m.End {
			marks[i].End = m.Start + loc[1]
		}
	}
	return marks
}

var (
	// capitals is a name: capitalized words in a row, with the small words that names have inside.
	capitals = regexp.MustCompile(`\p{Lu}[\p{L}\p{Nd}'’.-]*(?: (?:(?:of|the|de|van|von|bin|al|la|da) )*\p{Lu}[\p{L}\p{Nd}'’.-]*)*`)
	// before is what precedes the name of a place.
	before = regexp.MustCompile(`\b(?:in|at|to|from|near|outside|inside)(?: the)? $`)
)

// maxNames is how many names of a sentence are marked.
const maxNames = 4

// namesIn returns the names in a sentence that a question for a person, a place or one of a kind may ask for: none of its own
// words; of places those after a word such as "in", if there are any.
func (t answerType) namesIn(text string, asked []Mark) []Mark {
	if t.Type != query.Who && t.Type != query.Where && t.Type != query.Which {
		return nil
	}
	var names, places []Mark
	for _, m := range all(capitals, text) {
		m.End = m.Start + len(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(text[m.Start:m.End], "'s"), "’s"), ".'’-"))
		if overlaps(m, asked) || m.Start == 0 && isCommon(text[:m.End]) {
			continue
		}
		names = append(names, m)
		if before.MatchString(text[:m.Start]) {
			places = append(places, m)
		}
	}
	if t.Type == query.Where && len(places) > 0 {
		names = places
	}
	return names[:min(len(names), maxNames)]
}

// isCommon reports whether the first word of a text is one that sentences begin with rather than a name.
func isCommon(text string) bool {
	first, _, several := strings.Cut(text, " ")
	tokens := analysis.Analyze(analysis.English, first)
	return !several || len(tokens) == 0 || tokens[0].Stop
}

func overlaps(m Mark, others []Mark) bool {
	return slices.ContainsFunc(others, func(o Mark) bool { return m.Start < o.End && o.Start < m.End })
}

// maxGap is the most bytes that are marked where the type of the question shows nothing: a clause, not a sentence.
const maxGap = 90

// longestGap returns the longest part of a text between the words of the question, cut at a clause where it is long, without
// the small words at its ends.
func longestGap(text string, asked []Mark) []Mark {
	var gaps []Mark
	at := 0
	for _, m := range append(slices.Clone(asked), Mark{len(text), len(text)}) {
		for start := at; start < m.Start; {
			end := start + clauseEnd(text[start:m.Start])
			gaps = append(gaps, trimmed(text, Mark{start, end}))
			start = end
		}
		at = max(at, m.End)
	}
	if len(gaps) == 0 || len(asked) == 0 {
		return nil
	}
	best := slices.MaxFunc(gaps, func(a, b Mark) int { return cmp.Compare(a.End-a.Start, b.End-b.Start) })
	if best.End-best.Start > maxGap || best.End <= best.Start {
		return nil
	}
	return []Mark{best}
}

// clauseEnd returns the offset after the first clause of a text.
func clauseEnd(text string) int {
	for i, r := range text {
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		if isClauseEnd(r, next) {
			return i + utf8.RuneLen(r)
		}
	}
	return len(text)
}

// trimmed returns a mark without marks, blanks and stop words at its ends.
func trimmed(text string, m Mark) Mark {
	for {
		part := text[m.Start:m.End]
		left := strings.TrimLeftFunc(part, notWord)
		m.Start += len(part) - len(left)
		m.End = m.Start + len(strings.TrimRightFunc(left, notWord))
		tokens := analysis.Analyze(analysis.English, text[m.Start:m.End])
		switch n := len(tokens); {
		case n == 0:
			return Mark{m.Start, m.Start}
		case tokens[0].Stop && !tokens[0].Han:
			m.Start += tokens[0].End
		case tokens[n-1].Stop && !tokens[n-1].Han:
			m.End = m.Start + tokens[n-1].Start
		default:
			return m
		}
	}
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%' && r != '$' }
