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
	"lede/internal/store"
)

// bestHits returns the best articles of a search, copies included.
func (x *Index) bestHits(ctx context.Context, s termSearch) ([]index.Hit, error) {
	var best []scoredDocument
	var ids []string
	err := x.find(ctx, s, func(r bindex.IndexReader, found []scoredDocument) (err error) {
		best = found
		ids, err = idsOf(r, found)
		return err
	})
	if err != nil {
		return nil, err
	}
	return x.hitsOf(ids, best)
}

// find calls f with the best documents of a search, best first.
func (x *Index) find(ctx context.Context, s termSearch, f func(bindex.IndexReader, []scoredDocument) error) error {
	err := x.read(func(r bindex.IndexReader) error {
		count, err := r.DocCount()
		if err != nil {
			return err
		}
		p, err := newPostings(ctx, r)
		if err != nil {
			return err
		}
		best, err := s.run(p, float64(count))
		if err != nil {
			return err
		}
		return f(r, best)
	})
	if err != nil {
		return fmt.Errorf("search: %w", err) // without the question, which must not be logged
	}
	return nil
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

// termSearch is a search for documents with any of some terms and all required ones; without any, those with the required ones.
type termSearch struct {
	any    []index.Clause
	must   required
	passes func(store.ID) bool // nil if all documents pass
	size   int                 // the most that are returned
}

// run searches the segments on all processors. It returns the best documents, best first. articles is the number of all.
func (s termSearch) run(p *postings, articles float64) ([]scoredDocument, error) {
	if len(s.any) == 0 {
		s.any = s.must.clauses
	}
	r := searchRun{termSearch: s, postings: p}
	var err error
	if r.terms, err = weigh(p, s.any, articles); err != nil {
		return nil, err
	}
	if r.required, err = weigh(p, s.must.clauses, articles); err != nil {
		return nil, err
	}
	found := make([][]scoredDocument, len(p.segments))
	err = p.eachSegment(func(i int) (err error) { found[i], err = r.segment(i); return err })
	if err != nil {
		return nil, err
	}
	best := selectBest(slices.Concat(found...), s.size)
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

// searchRun is one run of a termSearch. It is safe for concurrent use.
type searchRun struct {
	termSearch
	*postings
	terms, required []weighted
	floor           atomic.Uint64 // bits of a score that size articles have at least, see raise
}

// segment returns the best documents of a segment, unordered.
func (s *searchRun) segment(i int) ([]scoredDocument, error) {
	t := accumulatorPool.Get().(*accumulators)
	defer t.release()
	t.grow(int(s.segments[i].segment.Count()))
	b := segments.Blocks.Get().(*segments.Block)
	defer segments.Blocks.Put(b)
	for _, c := range s.terms {
		c.in[i].Each(s.segments[i].deleted, b, func(articles []uint32, shares []float64) {
			for k, n := range articles {
				t.add(n, float32(shares[k]*c.weight))
			}
		})
	}
	s.require(t, i, b)
	if err := s.filter(t, i); err != nil {
		return nil, err
	}
	best := slices.Clone(t.best(s.size, len(s.any), math.Float64frombits(s.floor.Load())))
	if len(best) == s.size && s.size > 0 {
		s.raise(best[s.size-1].score)
	}
	for k := range best {
		best[k].number += s.segments[i].first
	}
	return best, nil
}

// filter sets the scores of documents that do not pass to 0: they are not found then.
func (s *searchRun) filter(t *accumulators, segment int) error {
	if s.passes == nil {
		return nil
	}
	for _, n := range t.found {
		id, err := s.segments[segment].segment.DocID(uint64(n))
		if err != nil {
			return err
		}
		if key, ok := store.IDOf(string(id)); !ok || !s.passes(key) {
			t.articles[n].score = 0
		}
	}
	return nil
}

// raise sets the floor to a score that size articles of a segment have at least, if it is higher.
func (s *searchRun) raise(score float64) {
	for {
		floor := s.floor.Load()
		if math.Float64frombits(floor) >= score || s.floor.CompareAndSwap(floor, math.Float64bits(score)) {
			return
		}
	}
}

// require counts for each article of a segment the required clauses that it lacks.
func (s *searchRun) require(t *accumulators, segment int, b *segments.Block) {
	if len(s.required) == 0 {
		return
	}
	t.missing = slices.Grow(t.missing, len(t.articles))[:len(t.articles)]
	for n := range t.missing {
		t.missing[n] = math.MaxUint16
	}
	for _, c := range s.required {
		c.in[segment].Each(s.segments[segment].deleted, b, func(articles []uint32, _ []float64) {
			for _, n := range articles {
				t.missing[n] = min(t.missing[n], s.must.need[c.field]) - 1
			}
		})
	}
}
