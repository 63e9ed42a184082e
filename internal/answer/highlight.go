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
	if spans := t.fitting(text, asked); len(spans) > 0 {
		return spans
	}
	return longestGap(text, asked)
}

// fitting returns the parts of a sentence that fit the type of the question; nil where a text cannot show it.
func (t answerType) fitting(text string, asked []Mark) []Mark {
	if spans := widen(text, t.spans(text)); len(spans) > 0 {
		return joined(text, spans)
	}
	return t.namesIn(text, asked)
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
	// inPlace is the end of what precedes the name of a place, or of a party.
	inPlace = regexp.MustCompile(`\b(?:[Ii]n|[Aa]t|[Tt]o|[Ff]rom|[Nn]ear|[Oo]utside|[Ii]nside|[Oo]f|[Ff]or)(?: the)? $`)
)

// maxNames is how many names of a sentence are marked.
const maxNames = 4

// namesIn returns the names in a sentence that a question for a person, a place or one of a kind may ask for: none of its own
// words, no dates.
func (t answerType) namesIn(text string, asked []Mark) []Mark {
	var names []Mark
	switch t.Type {
	case query.Who:
		names = append(t.capitalized(text, asked, func(before string) bool { return !inPlace.MatchString(before) }),
			without(hanPersons(analysis.Simplified(text)), asked)...)
	case query.Where:
		names = append(t.capitalized(text, asked, inPlace.MatchString), without(groups(hanPlace, analysis.Simplified(text)), asked)...)
	case query.Which:
		names = t.capitalized(text, asked, func(string) bool { return true })
	}
	return names[:min(len(names), maxNames)]
}

// capitalized returns the names in a sentence that have capitals, if what is before them fits.
func (t answerType) capitalized(text string, asked []Mark, fits func(before string) bool) []Mark {
	var names []Mark
	none := slices.Concat(asked, dateMarks(text), all(clock, text))
	for _, m := range all(capitals, text) {
		m.End = m.Start + len(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(text[m.Start:m.End], "'s"), "’s"), ".'’-"))
		if !overlaps(m, none) && !(m.Start == 0 && isCommon(text[:m.End])) && fits(text[:m.Start]) {
			names = append(names, m)
		}
	}
	return names
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
