package bleveindex

import (
	"container/heap"
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
	scores  []float32
	matched []uint16 // number of clauses that the article contains
	found   []uint32 // articles with a clause
	missing []uint16 // number of required clauses that the article lacks; empty if none are required
	lower   []float64
}

// accumulatorPool reuses accumulators, which take six bytes for each article.
var accumulatorPool = sync.Pool{New: func() any { return &accumulators{} }}

// release removes all scores and keeps the memory.
func (t *accumulators) release() {
	for _, n := range t.found {
		t.scores[n], t.matched[n] = 0, 0
	}
	t.found, t.missing = t.found[:0], t.missing[:0]
	accumulatorPool.Put(t)
}

// grow makes room for n articles.
func (t *accumulators) grow(n int) {
	if more := n - len(t.scores); more > 0 {
		t.scores = append(t.scores, make([]float32, more)...)
		t.matched = append(t.matched, make([]uint16, more)...)
	}
}

// add adds the score of a clause to an article.
func (t *accumulators) add(n uint32, score float32) {
	if t.matched[n] == 0 {
		t.found = append(t.found, n)
	}
	t.scores[n] += score
	t.matched[n]++
}

// score returns the score of an article so far. clauses is the number of all clauses.
func (t *accumulators) score(n uint32, clauses int) float64 {
	return float64(t.scores[n]) * float64(t.matched[n]) / float64(clauses)
}

// best returns up to size of the found articles with the highest scores, best first, of equal scores the lower number first.
func (t *accumulators) best(size, clauses int) []scoredDocument {
	var h lowestFirst
	for _, n := range t.found {
		if t.scores[n] == 0 || len(t.missing) > 0 && t.missing[n] > 0 {
			continue
		}
		s := scoredDocument{int(n), t.score(n, clauses)}
		switch {
		case len(h) < size:
			heap.Push(&h, s)
		case len(h) > 0 && compareScores(s, h[0]) > 0:
			h[0] = s
			heap.Fix(&h, 0)
		}
	}
	slices.SortFunc(h, func(a, b scoredDocument) int { return -compareScores(a, b) })
	return h
}

type scoredDocument struct {
	number int
	score  float64
}

// compareScores orders the lowest score first, of equal scores the higher number first.
func compareScores(a, b scoredDocument) int {
	switch {
	case a.score != b.score && a.score < b.score, a.score == b.score && a.number > b.number:
		return -1
	case a == b:
		return 0
	}
	return 1
}

// lowestFirst is a heap with the lowest score at index 0. It implements heap.Interface.
type lowestFirst []scoredDocument

// Len returns the number of documents.
func (h lowestFirst) Len() int { return len(h) }

// Less reports whether document i has the lower score.
func (h lowestFirst) Less(i, j int) bool { return compareScores(h[i], h[j]) < 0 }

// Swap swaps two documents.
func (h lowestFirst) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push appends a document.
func (h *lowestFirst) Push(x any) { *h = append(*h, x.(scoredDocument)) }

// Pop removes the last document and returns it.
func (h *lowestFirst) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
