package bleveindex

import (
	"context"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2"
	bquery "github.com/blevesearch/bleve/v2/search/query"
	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
	"lede/internal/store"
)

// Search returns up to size articles for a query, best first, one for each group of copies. variants are folded words
// that match like words of the query with index.VariantFactor of their score. A query without words matches every article
// that passes its filter, newest first. An article matches a phrase if it contains all its words: the caller checks
// that they are adjacent.
func (x *Index) Search(ctx context.Context, q query.Query, variants []string, size int) (index.Result, error) {
	found, err := x.search(ctx, q, variants, size)
	if err == nil {
		err = x.checkNow() // nothing may be found in bytes that another program has written
	}
	return found, err
}

func (x *Index) search(ctx context.Context, q query.Query, variants []string, size int) (index.Result, error) {
	if isPlain(q) {
		hits, err := x.distinctHits(ctx, q, variants, nil, size)
		return index.Result{Hits: hits}, err
	}
	passed, undated := x.filter(q.Filter)
	if !index.HasTerms(q) {
		return index.Result{Hits: firstHits(x.cards(passed, size), size), Undated: len(undated)}, nil
	}
	hits, err := x.distinctHits(ctx, q, variants, passed, size)
	if err != nil {
		return index.Result{}, err
	}
	if len(undated) == 0 {
		return index.Result{Hits: hits}, nil
	}
	_, total, err := x.searchAmong(ctx, x.bleveQuery(q, variants), undated, 0)
	return index.Result{Hits: hits, Undated: total}, err
}

// distinctHits returns the best hits of a query, one of each group of copies. Copies take up places among the hits of a
// search, so it searches for more until there are enough.
func (x *Index) distinctHits(ctx context.Context, q query.Query, variants []string, passed []store.ID, size int) ([]index.Hit, error) {
	more := size
	if len(x.catalog.now().groups) > 0 {
		more *= 2
	}
	for {
		hits, err := x.bestHits(ctx, q, variants, passed, more)
		if err != nil {
			return nil, err
		}
		found := len(hits)
		if hits = x.catalog.now().groups.Collapse(hits); len(hits) >= size || found < more {
			return hits[:min(size, len(hits))], nil
		}
		more *= 4
	}
}

// bestHits returns the best hits of a query, copies included.
func (x *Index) bestHits(ctx context.Context, q query.Query, variants []string, passed []store.ID, size int) ([]index.Hit, error) {
	if isPlain(q) {
		return x.scoreByTerm(ctx, index.Clauses(q, variants), newRequired(q.Phrases), size)
	}
	hits, _, err := x.searchAmong(ctx, x.bleveQuery(q, variants), passed, size)
	return hits, err
}

// isPlain reports whether a query has words, and neither a filter nor excluded words.
func isPlain(q query.Query) bool {
	return q.Filter.IsZero() && len(q.Excluded) == 0 && len(q.Terms) > 0
}

// filter returns the articles that pass a filter, newest first, and those that fail only because they have no date.
func (x *Index) filter(f query.Filter) (passed, undated []store.ID) {
	all := x.catalog.sorted().ids
	if f.IsZero() {
		return all, nil
	}
	dateless := f
	dateless.Since, dateless.Until = time.Time{}, time.Time{}
	for _, id := range all {
		a, ok := x.store.Summary(id)
		switch {
		case !ok:
		case matchesFilter(a, f):
			passed = append(passed, id)
		case a.Published.IsZero() && matchesFilter(a, dateless):
			undated = append(undated, id)
		}
	}
	return passed, undated
}

// firstHits returns the first articles as hits without a score.
func firstHits(articles []*article.Card, size int) []index.Hit {
	var hits []index.Hit
	for _, a := range articles[:min(size, len(articles))] {
		hits = append(hits, index.Hit{Card: a})
	}
	return hits
}

// searchAmong searches some articles with bleve. It returns the best hits and the number of all.
func (x *Index) searchAmong(ctx context.Context, root *bquery.BooleanQuery, among []store.ID, size int) ([]index.Hit, int, error) {
	if len(among) == 0 {
		return nil, 0, nil
	}
	if len(among) < x.Len() {
		root.AddMust(docIDs(among))
	}
	var result *bleve.SearchResult
	err := x.useBleve(func(b bleve.Index) (err error) {
		result, err = b.SearchInContext(ctx, bleve.NewSearchRequestOptions(root, size, 0, false))
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("search: %w", err) // without the question, which must not be logged
	}
	var hits []index.Hit
	for _, h := range result.Hits {
		c, err := x.found(h.ID)
		if err != nil {
			return nil, 0, err
		}
		if c != nil {
			hits = append(hits, index.Hit{Card: c, Score: h.Score})
		}
	}
	return hits, int(result.Total), nil
}

// docIDs returns a query that matches some articles with a score of 0.
func docIDs(articles []store.ID) bquery.Query {
	ids := make([]string, len(articles))
	for i, id := range articles {
		ids[i] = id.String()
	}
	q := bleve.NewDocIDQuery(ids)
	q.SetBoost(0)
	return q
}

// bleveQuery returns a query for bleve: any of the terms and variants, all terms of the phrases, none of the excluded
// words.
func (x *Index) bleveQuery(q query.Query, variants []string) *bquery.BooleanQuery {
	root := bleve.NewBooleanQuery()
	terms := 0
	for lang, tokens := range q.Terms {
		for _, t := range tokens {
			root.AddShould(term(lang, t.Term))
			terms++
		}
	}
	for _, word := range variants {
		any := allTerms(analysis.All(word))
		any.SetBoost(index.VariantFactor)
		root.AddShould(any)
	}
	for _, phrase := range q.Phrases {
		root.AddMust(allTerms(phrase.Terms))
	}
	for _, word := range q.Excluded {
		root.AddMustNot(allTerms(analysis.All(word)))
	}
	if terms > 0 {
		root.SetMinShould(1)
	} else if len(q.Phrases) == 0 {
		root.AddMust(bleve.NewMatchAllQuery())
	}
	return root
}

func term(lang analysis.Lang, t string) bquery.Query {
	q := bleve.NewTermQuery(t)
	q.SetField(string(lang))
	return q
}

// allTerms returns a query for articles that contain all terms of a text in the field of one analyzer.
func allTerms(tokens map[analysis.Lang][]analysis.Token) *bquery.DisjunctionQuery {
	any := bleve.NewDisjunctionQuery()
	for field, terms := range index.TermsOf(tokens) {
		all := bleve.NewConjunctionQuery()
		for _, t := range terms {
			all.AddQuery(term(analysis.Lang(field), t))
		}
		any.AddQuery(all)
	}
	return any
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
