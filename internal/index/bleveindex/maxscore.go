package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/index"
	"lede/internal/parallel"
)

// The best articles for the terms of a question are found without reading all postings: MaxScore (Turtle and Flood, Query
// Evaluation: Strategies and Optimizations, 1995), one segment at a time, its rarest terms first. When an article that has none of
// the terms so far can no longer be among the best, the postings of the other terms, which are the long ones, are only looked up
// for the articles that still can.

// weighted is the postings of a clause with the factor of their shares.
type weighted struct {
	termPostings
	weight float64
}

// scoreByTerm returns up to size articles that match any clause and all required ones, best first.
func (x *Index) scoreByTerm(ctx context.Context, all []index.Clause, must required, size int) ([]index.Hit, error) {
	var hits []index.Hit
	err := x.read(func(r bindex.IndexReader) error {
		p, err := newPostings(ctx, r, &x.kept)
		if err != nil {
			return err
		}
		best, err := bestDocuments(r, p, all, must, size)
		if err != nil {
			return err
		}
		hits, err = x.hitsOf(r, best)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err) // without the question, which must not be logged
	}
	return hits, nil
}

// hitsOf returns the articles of some documents.
func (x *Index) hitsOf(r bindex.IndexReader, best []scoredDocument) ([]index.Hit, error) {
	var hits []index.Hit
	for _, n := range best {
		id, err := r.ExternalID(bindex.NewIndexInternalID(nil, uint64(n.number)))
		if err != nil {
			return nil, err
		}
		if c := x.card(id); c != nil {
			hits = append(hits, index.Hit{Card: c, Score: n.score})
		}
	}
	return hits, nil
}

// bestDocuments searches the segments on all processors.
func bestDocuments(r bindex.IndexReader, p *postings, all []index.Clause, must required, size int) ([]scoredDocument, error) {
	count, err := r.DocCount()
	if err != nil || size == 0 {
		return nil, err
	}
	s := termSearch{postings: p, clauses: len(all), need: must.need, size: size}
	if s.any, err = weigh(p, all, float64(count)); err != nil {
		return nil, err
	}
	if s.must, err = weigh(p, must.clauses, float64(count)); err != nil {
		return nil, err
	}
	found, errs := make([][]scoredDocument, len(p.segments)), make([]error, len(p.segments))
	parallel.Each(len(p.segments), func(i int) { found[i], errs[i] = s.segment(i) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	best := selectBest(slices.Concat(found...), size)
	sortBest(best)
	return best, nil
}

// weigh returns the postings of clauses, those of the largest weight first. articles is the number of all.
func weigh(p *postings, clauses []index.Clause, articles float64) ([]weighted, error) {
	var out []weighted
	for _, c := range clauses {
		term, err := p.of(c.Field, c.Term)
		if err != nil {
			return nil, err
		}
		out = append(out, weighted{term, index.Weight(articles, float64(term.count)) * c.Boost})
	}
	slices.SortStableFunc(out, func(a, b weighted) int { return cmp.Compare(b.weight, a.weight) })
	return out, nil
}

// termSearch is a search of all segments. It is safe for concurrent use.
type termSearch struct {
	*postings
	any, must []weighted
	need      map[string]uint16 // see required
	clauses   int
	size      int
	floor     atomic.Uint64 // bits of the score that size articles of a segment have at least
}

// part is the postings of a clause in a segment.
type part struct {
	*list
	weight float64
}

// segment returns the best documents of a segment, unordered.
func (s *termSearch) segment(i int) ([]scoredDocument, error) {
	parts, err := s.parts(i)
	if err != nil {
		return nil, err
	}
	t := accumulatorPool.Get().(*accumulators)
	defer t.release()
	t.grow(int(s.segments[i].segment.Count()))
	b := blocks.Get().(*block)
	defer blocks.Put(b)
	s.score(t, parts, b)
	if err := s.require(t, i, b); err != nil {
		return nil, err
	}
	best := slices.Clone(t.best(s.size, s.clauses))
	for k := range best {
		best[k].number += s.segments[i].first
	}
	return best, nil
}

// parts returns the postings of the clauses in a segment.
func (s *termSearch) parts(segment int) ([]part, error) {
	var out []part
	for _, w := range s.any {
		l, err := w.in(segment)
		if err != nil {
			return nil, err
		}
		if l != nil {
			out = append(out, part{l, w.weight})
		}
	}
	return out, nil
}

// How many postings are read in the time that one is looked up, and that an article's part in raise and keep takes.
const lookupCost, raiseCost = 32, 4

// slack is how far a bound is above what it bounds at least, as a share: more than all rounding of float32 sums.
const slack = 1e-4

// score adds the scores of the clauses. The articles found are then those that can be among the best, with their whole score.
func (s *termSearch) score(t *accumulators, parts []part, b *block) {
	most, postings := 0.0, 0 // of the clauses that are left
	for _, p := range parts {
		most += p.weight * p.most * (1 + slack)
		postings += p.count
	}
	narrow := false // no other article can be among the best
	for k, p := range parts {
		left := len(parts) - k
		if len(s.must) == 0 && len(t.found)*raiseCost < postings {
			floor := s.raise(t)
			narrow = narrow || most*float64(left)/float64(s.clauses) < floor
			if narrow {
				t.keep(floor, most, left, s.clauses)
			}
		}
		t.addAll(p, narrow, b)
		most -= p.weight * p.most * (1 + slack)
		postings -= p.count
	}
}

// raise sets the floor to the score that size of the found articles have, if it is higher, and returns it.
func (s *termSearch) raise(t *accumulators) float64 {
	floor := 0.0
	if len(t.found) >= s.size {
		if best := t.best(s.size, s.clauses); len(best) == s.size {
			floor = best[s.size-1].score
		}
	}
	for {
		old := s.floor.Load()
		if high := math.Float64frombits(old); high >= floor {
			return high
		}
		if s.floor.CompareAndSwap(old, math.Float64bits(floor)) {
			return floor
		}
	}
}

// keep forgets the articles whose score stays below the floor: with at most so much more for so many more clauses.
func (t *accumulators) keep(floor, more float64, left, clauses int) {
	kept := t.found[:0]
	for _, n := range t.found {
		bound := (float64(t.scores[n])*(1+slack) + more) * float64(int(t.matched[n])+left) / float64(clauses)
		if bound < floor {
			t.scores[n], t.matched[n] = 0, 0
			continue
		}
		kept = append(kept, n)
	}
	t.found = kept
}

// addAll adds the score of a clause to the articles that match it; with narrow, only to those that are found.
func (t *accumulators) addAll(p part, narrow bool, b *block) {
	if narrow && p.bitmap != nil && len(t.found)*lookupCost < p.count {
		for _, n := range t.found {
			if share, ok := p.of(n); ok {
				t.add(n, float32(share*p.weight))
			}
		}
		return
	}
	p.each(b, func(articles []uint32, shares []float64) {
		for i, n := range articles {
			if !narrow || t.matched[n] > 0 {
				t.add(n, float32(shares[i]*p.weight))
			}
		}
	})
}

// require counts for each article of a segment the required clauses that it lacks.
func (s *termSearch) require(t *accumulators, segment int, b *block) error {
	if len(s.must) == 0 {
		return nil
	}
	t.missing = slices.Grow(t.missing, len(t.scores))[:len(t.scores)]
	for n := range t.missing {
		t.missing[n] = math.MaxUint16
	}
	for _, w := range s.must {
		l, err := w.in(segment)
		if err != nil {
			return err
		}
		if l == nil {
			continue
		}
		l.each(b, func(articles []uint32, _ []float64) {
			for _, n := range articles {
				t.missing[n] = min(t.missing[n], s.need[w.field]) - 1
			}
		})
	}
	return nil
}
