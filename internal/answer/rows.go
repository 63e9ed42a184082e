package answer

import (
	"cmp"
	"slices"

	"lede/internal/analysis"
	"lede/internal/index"
)

// rowMatcher finds alternatives in texts: the words of one in a row. A match carries the position of its alternatives in
// the list.
type rowMatcher struct {
	words *analysis.Matcher
	from  map[int][]row // by the number of the first term
}

// row is one alternative.
type row struct {
	terms []int // their numbers in words
	of    int
}

// newRowMatcher returns a matcher for texts of one analyzer.
func newRowMatcher(lang analysis.Lang, list []index.Alternatives) rowMatcher {
	numbers := map[string]int{}
	m := rowMatcher{from: map[int][]row{}}
	for of, any := range list {
		for _, terms := range any {
			r := row{of: of}
			for _, t := range terms {
				if _, ok := numbers[t]; !ok {
					numbers[t] = len(numbers)
				}
				r.terms = append(r.terms, numbers[t])
			}
			m.from[r.terms[0]] = append(m.from[r.terms[0]], r)
		}
	}
	for _, rows := range m.from { // so that the longest match of each comes first
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(len(b.terms), len(a.terms)) })
	}
	m.words = analysis.NewMatcher(lang, numbers)
	return m
}

// Match returns where the alternatives occur, in order.
func (m rowMatcher) Match(text string) []analysis.Match { return m.join(m.words.Match(text)) }

// MatchCapitals returns the same as Match, and the words that begin with a capital letter.
func (m rowMatcher) MatchCapitals(text string) ([]analysis.Match, []analysis.Word) {
	found, capitals := m.words.MatchCapitals(text)
	return m.join(found), capitals
}

// MatchAll returns the same as Match, and how many words of the text are no stop words.
func (m rowMatcher) MatchAll(text string) ([]analysis.Match, int) {
	found, words := m.words.MatchAll(text)
	return m.join(found), words
}

// rowGap is how many positions two words of an alternative are apart at most: one word may be between ("rights of man").
const rowGap = 2

// join returns the rows among the matches of single terms: of several for one thing at one place, the longest.
func (m rowMatcher) join(found []analysis.Match) []analysis.Match {
	var out []analysis.Match
	for i, first := range found {
		from := len(out)
		for _, r := range m.from[first.Term] {
			last, ok := r.end(found[i:])
			if !ok || slices.ContainsFunc(out[from:], func(o analysis.Match) bool { return o.Term == r.of }) {
				continue
			}
			out = append(out, analysis.Match{Term: r.of, Start: first.Start, End: last.End, Position: first.Position})
		}
	}
	return out
}

// end returns the last of the matches that a row needs, which begins with the first of some.
func (r row) end(found []analysis.Match) (analysis.Match, bool) {
	last := 0
	for k, t := range r.terms {
		next := slices.IndexFunc(found[last:], func(f analysis.Match) bool { return f.Term == t && (k == 0 || f.Position > found[last].Position) })
		if next < 0 || k > 0 && found[last+next].Position-found[last].Position > rowGap {
			return analysis.Match{}, false
		}
		last += next
	}
	return found[last], true
}
