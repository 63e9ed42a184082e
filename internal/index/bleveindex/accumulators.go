package bleveindex

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"lede/internal/index"
	"lede/internal/query"
)

// required are the terms of phrases. An article must contain all of them in one field.
type required struct {
	clauses []index.Clause
	need    map[string]uint16 // number of clauses by field
}

func newRequired(phrases []query.Phrase) required {
	r := required{need: map[string]uint16{}}
	able := map[string]int{} // number of phrases that have terms in a field
	for _, phrase := range phrases {
		for field, terms := range index.TermsOf(phrase.Terms) {
			able[field]++
			for _, t := range terms {
				r.clauses = append(r.clauses, index.Clause{Field: field, Term: t, Boost: 1})
				r.need[field]++
			}
		}
	}
	for field, n := range able {
		if n < len(phrases) {
			r.need[field] = math.MaxUint16 // cannot be reached: a phrase has no terms in this field
		}
	}
	return r
}

// accumulators score articles term by term, with bleve's formula: tf-idf times the share of the clauses that an article
// contains. That takes a third of the time of bleve's searchers, which go article by article. The slices are indexed by an
// article's number.
type accumulators struct {
	articles []accumulator
	found    []uint32 // articles with a clause
	missing  []uint16 // number of required clauses that the article lacks; empty if none are required
	scored   []scoredDocument
}

// accumulator is what an article has so far.
type accumulator struct {
	score   float32
	matched uint32 // number of clauses that the article contains
}

// accumulatorPool reuses accumulators, which take eight bytes for each article.
var accumulatorPool = sync.Pool{New: func() any { return &accumulators{} }}

// release removes all scores and keeps the memory.
func (t *accumulators) release() {
	for _, n := range t.found {
		t.articles[n] = accumulator{}
	}
	t.found, t.missing = t.found[:0], t.missing[:0]
	accumulatorPool.Put(t)
}

// grow makes room for n articles.
func (t *accumulators) grow(n int) {
	if more := n - len(t.articles); more > 0 {
		t.articles = append(t.articles, make([]accumulator, more)...)
	}
}

// add adds the score of a clause to an article.
func (t *accumulators) add(n uint32, score float32) {
	a := &t.articles[n]
	if a.matched == 0 {
		t.found = append(t.found, n)
	}
	a.score += score
	a.matched++
}

// best returns up to size of the found articles with the highest scores, those of equal scores with the lower numbers, unordered.
// It leaves out those below a floor. clauses is the number of all clauses.
func (t *accumulators) best(size, clauses int, floor float64) []scoredDocument {
	t.scored = t.scored[:0]
	for _, n := range t.found {
		a := t.articles[n]
		score := float64(a.score) * float64(a.matched) / float64(clauses)
		if score >= floor && score > 0 && (len(t.missing) == 0 || t.missing[n] == 0) {
			t.scored = append(t.scored, scoredDocument{int(n), score})
		}
	}
	return selectBest(t.scored, size)
}

type scoredDocument struct {
	number int
	score  float64
}

// isBetter reports whether a document comes before another: with the higher score, of equal ones with the lower number.
func (d scoredDocument) isBetter(than scoredDocument) bool {
	return d.score > than.score || d.score == than.score && d.number < than.number
}

// sortBest sorts documents, the best first.
func sortBest(all []scoredDocument) {
	slices.SortFunc(all, func(a, b scoredDocument) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.number, b.number))
	})
}

// selectBest moves the n best of some documents to the front and returns them, unordered; all if there are fewer. The n-th of them
// is the least (quickselect: Hoare, Algorithm 65, 1961).
func selectBest(all []scoredDocument, n int) []scoredDocument {
	n = min(n, len(all))
	for lo, hi := 0, len(all)-1; lo < hi && n > 0; {
		pivot := all[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for all[i].isBetter(pivot) {
				i++
			}
			for pivot.isBetter(all[j]) {
				j--
			}
			if i <= j {
				all[i], all[j] = all[j], all[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case n-1 <= j:
			hi = j
		case n-1 >= i:
			lo = i
		default:
			return all[:n]
		}
	}
	return all[:n]
}
