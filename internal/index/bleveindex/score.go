package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/index"
	"lede/internal/index/bleveindex/segments"
	"lede/internal/parallel"
)

// scoreByTerm returns up to size articles that match any clause and all required ones, best first.
func (x *Index) scoreByTerm(ctx context.Context, all []index.Clause, must required, size int) ([]index.Hit, error) {
	var best []scoredDocument
	var ids []string
	err := x.read(func(r bindex.IndexReader) error {
		count, err := r.DocCount()
		if err != nil {
			return err
		}
		p, err := newPostings(ctx, r)
		if err != nil {
			return err
		}
		if best, err = bestDocuments(p, all, must, float64(count), size); err != nil {
			return err
		}
		ids, err = idsOf(r, best)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err) // without the question, which must not be logged
	}
	return x.hitsOf(ids, best)
}

// idsOf returns the ids of some documents.
func idsOf(r bindex.IndexReader, documents []scoredDocument) ([]string, error) {
	var out []string
	for _, d := range documents {
		id, err := r.ExternalID(bindex.NewIndexInternalID(nil, uint64(d.number)))
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}

// hitsOf returns the articles of some documents, given their ids.
func (x *Index) hitsOf(ids []string, documents []scoredDocument) ([]index.Hit, error) {
	hits, errs := make([]index.Hit, len(documents)), make([]error, len(documents))
	parallel.Each(len(documents), func(i int) {
		hits[i].Score = documents[i].score
		hits[i].Card, errs[i] = x.found(ids[i])
	})
	return slices.DeleteFunc(hits, func(h index.Hit) bool { return h.Card == nil }), errors.Join(errs...)
}

// bestDocuments searches the segments on all processors. articles is the number of all.
func bestDocuments(p *postings, all []index.Clause, must required, articles float64, size int) ([]scoredDocument, error) {
	s := termSearch{postings: p, clauses: len(all), need: must.need, size: size}
	var err error
	if s.any, err = weigh(p, all, articles); err != nil {
		return nil, err
	}
	if s.must, err = weigh(p, must.clauses, articles); err != nil {
		return nil, err
	}
	found := make([][]scoredDocument, len(p.segments))
	if err := p.eachSegment(func(i int) error { found[i] = s.segment(i); return nil }); err != nil {
		return nil, err
	}
	best := selectBest(slices.Concat(found...), size)
	sortBest(best)
	return best, nil
}

// weighted is the postings of a clause with the factor of their shares.
type weighted struct {
	termPostings
	weight float64
}

// weigh returns the postings of clauses. articles is the number of all.
func weigh(p *postings, clauses []index.Clause, articles float64) ([]weighted, error) {
	var out []weighted
	for _, c := range clauses {
		term, err := p.of(c.Field, c.Term)
		if err != nil {
			return nil, err
		}
		out = append(out, weighted{term, index.Weight(articles, float64(term.count)) * c.Boost})
	}
	return out, nil
}

// termSearch is a search of all segments. It is safe for concurrent use.
type termSearch struct {
	*postings
	any, must []weighted
	need      map[string]uint16 // see required
	clauses   int
	size      int
	floor     atomic.Uint64 // bits of a score that size articles have at least, see raise
}

// segment returns the best documents of a segment, unordered.
func (s *termSearch) segment(i int) []scoredDocument {
	t := accumulatorPool.Get().(*accumulators)
	defer t.release()
	t.grow(int(s.segments[i].segment.Count()))
	b := segments.Blocks.Get().(*segments.Block)
	defer segments.Blocks.Put(b)
	for _, c := range s.any {
		c.in[i].Each(s.segments[i].deleted, b, func(articles []uint32, shares []float64) {
			for k, n := range articles {
				t.add(n, float32(shares[k]*c.weight))
			}
		})
	}
	s.require(t, i, b)
	best := slices.Clone(t.best(s.size, s.clauses, math.Float64frombits(s.floor.Load())))
	if len(best) == s.size && s.size > 0 {
		s.raise(best[s.size-1].score)
	}
	for k := range best {
		best[k].number += s.segments[i].first
	}
	return best
}

// raise sets the floor to a score that size articles of a segment have at least, if it is higher.
func (s *termSearch) raise(score float64) {
	for {
		floor := s.floor.Load()
		if math.Float64frombits(floor) >= score || s.floor.CompareAndSwap(floor, math.Float64bits(score)) {
			return
		}
	}
}

// require counts for each article of a segment the required clauses that it lacks.
func (s *termSearch) require(t *accumulators, segment int, b *segments.Block) {
	if len(s.must) == 0 {
		return
	}
	t.missing = slices.Grow(t.missing, len(t.articles))[:len(t.articles)]
	for n := range t.missing {
		t.missing[n] = math.MaxUint16
	}
	for _, c := range s.must {
		c.in[segment].Each(s.segments[segment].deleted, b, func(articles []uint32, _ []float64) {
			for _, n := range articles {
				t.missing[n] = min(t.missing[n], s.need[c.field]) - 1
			}
		})
	}
}
