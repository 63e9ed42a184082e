package follow

import (
	"slices"

	"lede/internal/analysis"
	"lede/internal/article"
)

// Set is queries by number, filed so that an article is compared with few of them.
type Set struct {
	queries []Query
	filed   map[analysis.Lang]map[string][]int // by the rarest term that an article of a language must have; "" if it needs none
}

// NewSet returns a set of queries. frequency returns how many articles have a term; any order of the terms is right, one by
// frequency is fast.
func NewSet(queries []Query, frequency func(lang analysis.Lang, term string) int) *Set {
	s := &Set{queries: queries, filed: map[analysis.Lang]map[string][]int{}}
	for _, lang := range analysis.Langs() {
		filed, known := map[string][]int{}, map[string]int{}
		for i, q := range queries {
			for _, spelling := range q.spellings() {
				rarest := ""
				for _, term := range spelling.needed[lang] {
					if _, ok := known[term]; !ok {
						known[term] = frequency(lang, term)
					}
					if rarest == "" || known[term] < known[rarest] {
						rarest = term
					}
				}
				filed[rarest] = append(filed[rarest], i)
			}
		}
		s.filed[lang] = filed
	}
	return s
}

// Match returns the numbers of the queries that an article matches, in order.
func (s *Set) Match(a *article.Article) []int {
	if len(s.queries) == 0 {
		return nil
	}
	t := newText(a)
	var out []int
	try := func(numbers []int) {
		for _, i := range numbers {
			if _, ok := s.queries[i].match(t); ok {
				out = append(out, i)
			}
		}
	}
	filed := s.filed[t.lang]
	try(filed[""])
	for term := range t.terms {
		try(filed[term])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
