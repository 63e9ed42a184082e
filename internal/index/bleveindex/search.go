package bleveindex

import (
	"context"
	"fmt"
	"math"
	"time"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
	"lede/internal/store"
)

// Search returns up to size articles for a query, best first, one for each group of copies. variants are folded words
// that match like words of the query with index.VariantFactor of their score. A query without words matches every article
// that passes its filter, newest first, copies too. An article matches a phrase if it contains all its words: the caller checks
// that they are adjacent.
func (x *Index) Search(ctx context.Context, q query.Query, variants []string, size int) (index.Result, error) {
	found, err := x.search(ctx, q, variants, size)
	if err == nil {
		err = x.checkNow() // nothing may be found in bytes that another program has written
	}
	return found, err
}

func (x *Index) search(ctx context.Context, q query.Query, variants []string, size int) (index.Result, error) {
	excluded, err := x.withAny(ctx, q.Excluded)
	if err != nil {
		return index.Result{}, err
	}
	if !index.HasTerms(q) {
		passed, undated := x.listed(q.Filter, excluded)
		return index.Result{Hits: firstHits(x.cards(passed, size)), Undated: undated}, nil
	}
	s := termSearch{any: index.Clauses(q, variants), must: newRequired(q.Phrases), passes: x.condition(q.Filter, excluded, false)}
	var result index.Result
	if result.Hits, err = x.distinctHits(ctx, s, size); err != nil || !q.Filter.Dated() || !x.hasUndated() {
		return result, err
	}
	s.passes, s.size = x.condition(q.Filter, excluded, true), math.MaxInt
	err = x.find(ctx, s, func(_ bindex.IndexReader, found []scoredDocument) error { result.Undated = len(found); return nil })
	return result, err
}

// condition returns a function that reports whether an article passes a filter and is not excluded; nil if all pass. With undated, the
// function reports whether it fails for no other reason than that it has no date.
func (x *Index) condition(f query.Filter, excluded map[store.ID]bool, undated bool) func(store.ID) bool {
	if f.IsZero() && len(excluded) == 0 {
		return nil
	}
	if undated {
		f.Since, f.Until = time.Time{}, time.Time{}
	}
	return func(id store.ID) bool {
		a, ok := x.store.Summary(id)
		return ok && !excluded[id] && matchesFilter(a, f) && !(undated && !a.Published.IsZero())
	}
}

// hasUndated reports whether there are articles without a date, which are the last in the list of all.
func (x *Index) hasUndated() bool {
	ids := x.catalog.sorted().ids
	if len(ids) == 0 {
		return false
	}
	a, ok := x.store.Summary(ids[len(ids)-1])
	return ok && a.Published.IsZero()
}

// listed returns the articles that pass a filter, newest first, and the number of those that fail only because they have no date.
func (x *Index) listed(f query.Filter, excluded map[store.ID]bool) (passed []store.ID, undated int) {
	all := x.catalog.sorted().ids
	passes, passesUndated := x.condition(f, excluded, false), x.condition(f, excluded, true)
	if passes == nil {
		return all, 0
	}
	for _, id := range all {
		switch {
		case passes(id):
			passed = append(passed, id)
		case f.Dated() && passesUndated(id):
			undated++
		}
	}
	return passed, undated
}

// withAny returns the articles that contain any of some words or phrases; of a phrase all words.
func (x *Index) withAny(ctx context.Context, phrases []string) (map[store.ID]bool, error) {
	out := map[store.ID]bool{}
	for _, text := range phrases {
		must := newRequired([]query.Phrase{{Text: text, Terms: analysis.All(text)}})
		err := x.find(ctx, termSearch{must: must, size: math.MaxInt}, func(r bindex.IndexReader, found []scoredDocument) error {
			ids, err := idsOf(r, found)
			for _, id := range ids {
				key, _ := store.IDOf(id)
				out[key] = true
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// distinctHits returns the best hits of a search, one of each group of copies. Copies take up places among the hits of a
// search, so it searches for more until there are enough.
func (x *Index) distinctHits(ctx context.Context, s termSearch, size int) ([]index.Hit, error) {
	s.size = size
	if len(x.catalog.now().groups) > 0 {
		s.size *= 2
	}
	for {
		hits, err := x.bestHits(ctx, s)
		if err != nil {
			return nil, err
		}
		found := len(hits)
		if hits = x.catalog.now().groups.Collapse(hits); len(hits) >= size || found < s.size {
			return hits[:min(size, len(hits))], nil
		}
		s.size *= 4
	}
}

// firstHits returns articles as hits without a score.
func firstHits(articles []*article.Card) []index.Hit {
	var hits []index.Hit
	for _, a := range articles {
		hits = append(hits, index.Hit{Card: a})
	}
	return hits
}

// Frequencies returns how many articles contain each of some terms.
func (x *Index) Frequencies(ctx context.Context, terms []index.Term) ([]int, error) {
	out := make([]int, len(terms))
	err := x.read(func(r bindex.IndexReader) error {
		p, err := newPostings(ctx, r)
		if err != nil {
			return err
		}
		for i, t := range terms {
			list, err := p.of(t.Field, t.Text)
			if err != nil {
				return err
			}
			out[i] = list.count
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count words: %w", err) // without them, which must not be logged
	}
	return out, nil
}
