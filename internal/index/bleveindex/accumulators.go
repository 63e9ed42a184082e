package bleveindex

import (
	"container/heap"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	bindex "github.com/blevesearch/bleve_index_api"

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
// contains. That takes a third of the time of bleve's searchers, which go article by article. All slices are indexed
// by bleve's document number.
type accumulators struct {
	scores  []float32
	matched []uint16 // number of clauses that the article contains
	missing []uint16 // number of required clauses that it lacks
}

// accumulatorPool reuses accumulators, which take eight bytes for each article.
var accumulatorPool = sync.Pool{New: func() any { return &accumulators{} }}

// scoreByTerm returns up to size articles that match any clause and all required ones, best first.
func (x *Index) scoreByTerm(ctx context.Context, all []index.Clause, must required, size int) ([]index.Hit, error) {
	t := accumulatorPool.Get().(*accumulators)
	defer accumulatorPool.Put(t)
	t.clear()
	var hits []index.Hit
	err := x.read(func(r bindex.IndexReader) error {
		count, err := r.DocCount()
		if err != nil {
			return err
		}
		p, err := newPostings(ctx, r, &x.kept)
		if err != nil {
			return err
		}
		for _, c := range all {
			if err := t.add(p, c, float64(count)); err != nil {
				return err
			}
		}
		if err := t.require(p, must); err != nil {
			return err
		}
		for _, n := range t.best(size, len(all)) {
			id, err := r.ExternalID(bindex.NewIndexInternalID(nil, uint64(n.number)))
			if err != nil {
				return err
			}
			if c := x.card(id); c != nil {
				hits = append(hits, index.Hit{Card: c, Score: n.score})
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err) // without the question, which must not be logged
	}
	return hits, nil
}

// add adds the score of a clause to each article that matches it. articles is the number of all.
func (t *accumulators) add(p *postings, c index.Clause, articles float64) error {
	term, err := p.of(c.Field, c.Term)
	if err != nil {
		return err
	}
	weight := index.Weight(articles, float64(term.count)) * c.Boost
	return term.each(func(articles []uint32, shares []float64) {
		t.grow(int(articles[len(articles)-1]) + 1)
		for i, n := range articles {
			t.scores[n] += float32(shares[i] * weight)
			t.matched[n]++
		}
	})
}

// require counts for each article that has a score the required clauses it lacks.
func (t *accumulators) require(p *postings, must required) error {
	if len(must.clauses) == 0 {
		return nil
	}
	for n := range t.missing {
		t.missing[n] = math.MaxUint16
	}
	for _, c := range must.clauses {
		term, err := p.of(c.Field, c.Term)
		if err != nil {
			return err
		}
		err = term.each(func(articles []uint32, _ []float64) {
			for _, n := range articles {
				if int(n) < len(t.missing) { // any other has no score
					t.missing[n] = min(t.missing[n], must.need[c.Field]) - 1
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// clear removes all scores and keeps the memory.
func (t *accumulators) clear() {
	clear(t.scores)
	clear(t.matched)
	clear(t.missing)
}

func (t *accumulators) grow(n int) {
	if more := n - len(t.scores); more > 0 {
		t.scores = append(t.scores, make([]float32, more)...)
		t.matched = append(t.matched, make([]uint16, more)...)
		t.missing = append(t.missing, make([]uint16, more)...)
	}
}

// best returns up to size documents with the highest scores, best first, of equal scores the lower number first.
// clauses is the number of clauses.
func (t *accumulators) best(size, clauses int) []scoredDocument {
	var h lowestFirst
	for n, score := range t.scores {
		if score == 0 || t.missing[n] > 0 {
			continue
		}
		s := scoredDocument{n, float64(score) * float64(t.matched[n]) / float64(clauses)}
		switch {
		case len(h) < size:
			heap.Push(&h, s)
		case len(h) > 0 && s.score > h[0].score:
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
