package index

import (
	"context"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	bquery "github.com/blevesearch/bleve/v2/search/query"
	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/query"
)

// Hit is an article that matches a query.
type Hit struct {
	*article.Card
	Score float64 // tf-idf; comparable within one Result only
}

// Result is the result of a search.
type Result struct {
	Hits    []Hit // best first
	Undated int   // in a search by date: articles that match except that they have no date
}

// Search returns up to size articles for a query, best first, one for each group of copies. variants are folded words
// that match like words of the query with VariantFactor of their score. A query without words matches every article
// that passes its filter, newest first. An article matches a phrase if it contains all its words: the caller checks
// that they are adjacent.
func (x *Index) Search(ctx context.Context, q query.Query, variants []string, size int) (Result, error) {
	passed, undated := x.filter(q.Filter)
	if !hasTerms(q) {
		return Result{Hits: firstHits(passed, size), Undated: len(undated)}, nil
	}
	hits, err := x.distinctHits(ctx, q, variants, passed, size)
	if err != nil {
		return Result{}, err
	}
	if len(undated) == 0 {
		return Result{Hits: hits}, nil
	}
	_, total, err := x.searchAmong(ctx, x.bleveQuery(q, variants), undated, 0)
	return Result{Hits: hits, Undated: total}, err
}

// distinctHits returns the best hits of a query, one of each group of copies. Copies take up places among the hits of a
// search, so it searches for more until there are enough.
func (x *Index) distinctHits(ctx context.Context, q query.Query, variants []string, passed []*article.Card, size int) ([]Hit, error) {
	more := size
	if len(x.listing().groups) > 0 {
		more *= 2
	}
	for {
		hits, err := x.bestHits(ctx, q, variants, passed, more)
		if err != nil {
			return nil, err
		}
		found := len(hits)
		if hits = x.collapse(hits); len(hits) >= size || found < more {
			return hits[:min(size, len(hits))], nil
		}
		more *= 4
	}
}

// bestHits returns the best hits of a query, copies included.
func (x *Index) bestHits(ctx context.Context, q query.Query, variants []string, passed []*article.Card, size int) ([]Hit, error) {
	if isPlain(q) {
		return x.scoreByTerm(ctx, clauses(q, variants), newRequired(q.Phrases), size)
	}
	hits, _, err := x.searchAmong(ctx, x.bleveQuery(q, variants), passed, size)
	return hits, err
}

// isPlain reports whether a query has words, and neither a filter nor excluded words.
func isPlain(q query.Query) bool {
	return q.Filter.IsZero() && len(q.Excluded) == 0 && len(q.Terms) > 0
}

// filter returns the articles that pass a filter, newest first, and those that fail only because they have no date.
func (x *Index) filter(f query.Filter) (passed, undated []*article.Card) {
	all := x.Cards()
	if f.IsZero() {
		return all, nil
	}
	dateless := query.Filter{Source: f.Source, Tag: f.Tag}
	for _, a := range all {
		switch {
		case f.Match(a.ID, a.Outlet, a.Host, a.Tags, a.Published):
			passed = append(passed, a)
		case a.Published.IsZero() && dateless.Match(a.ID, a.Outlet, a.Host, a.Tags, a.Published):
			undated = append(undated, a)
		}
	}
	return passed, undated
}

// firstHits returns the first articles as hits without a score.
func firstHits(articles []*article.Card, size int) []Hit {
	var hits []Hit
	for _, a := range articles[:min(size, len(articles))] {
		hits = append(hits, Hit{Card: a})
	}
	return hits
}

// searchAmong searches some articles with bleve. It returns the best hits and the number of all.
func (x *Index) searchAmong(ctx context.Context, root *bquery.BooleanQuery, among []*article.Card, size int) ([]Hit, int, error) {
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
	var hits []Hit
	for _, h := range result.Hits {
		if c, ok := x.Card(h.ID); ok {
			hits = append(hits, Hit{Card: c, Score: h.Score})
		}
	}
	return hits, int(result.Total), nil
}

// minCopyScore is the share of another copy's score that a better documented copy needs to replace it. With less, the
// other one contains something about the question that the better one lacks. The figures of eval/en-news are the same
// from 0.5 to 1.
const minCopyScore = 0.9

// collapse keeps one hit of each group, at the place of its first: the best documented copy with minCopyScore of the
// first one's score.
func (x *Index) collapse(hits []Hit) []Hit {
	all := x.listing().groups
	at := map[string]int{} // index in out of a group's hit, by the id of the group's first article
	out := hits[:0]
	for _, h := range hits {
		group := all[h.ID]
		if len(group) == 0 {
			out = append(out, h)
			continue
		}
		best := group[0].ID
		i, seen := at[best]
		switch {
		case !seen:
			at[best] = len(out)
			out = append(out, h)
		case h.Score >= minCopyScore*out[i].Score && positionIn(group, h.ID) < positionIn(group, out[i].ID):
			out[i].Card = h.Card
		}
	}
	return out
}

// positionIn returns the index of an article in its group.
func positionIn(group []*article.Card, id string) int {
	return slices.IndexFunc(group, func(c *article.Card) bool { return c.ID == id })
}

// docIDs returns a query that matches some articles with a score of 0.
func docIDs(articles []*article.Card) bquery.Query {
	ids := make([]string, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	q := bleve.NewDocIDQuery(ids)
	q.SetBoost(0)
	return q
}

// hasTerms reports whether a query has any words, phrases or excluded words.
func hasTerms(q query.Query) bool {
	for _, terms := range q.Terms {
		if len(terms) > 0 {
			return true
		}
	}
	return len(q.Phrases)+len(q.Excluded) > 0
}

// VariantFactor is the weight of another spelling of a word, as a share of the word's. It is below 1 so that the exact
// spelling ranks first; the figures of eval/en-news are the same from 0.4 to 1.
const VariantFactor = 0.8

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
		any.SetBoost(VariantFactor)
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
	for field, terms := range termsOf(tokens) {
		all := bleve.NewConjunctionQuery()
		for _, t := range terms {
			all.AddQuery(term(analysis.Lang(field), t))
		}
		any.AddQuery(all)
	}
	return any
}

// termsOf returns the terms of a text without stop words, by the field of each analyzer that returns any.
func termsOf(tokens map[analysis.Lang][]analysis.Token) map[string][]string {
	out := map[string][]string{}
	for lang, list := range tokens {
		for _, t := range list {
			if !t.Stop {
				out[string(lang)] = append(out[string(lang)], t.Term)
			}
		}
	}
	return out
}

// Frequency returns the number of articles that contain a term in the field of an analyzer.
func (x *Index) Frequency(ctx context.Context, lang analysis.Lang, t string) (int, error) {
	return x.frequency(ctx, string(lang), t)
}

func (x *Index) frequency(ctx context.Context, field, t string) (int, error) {
	n := 0
	err := x.read(func(r bindex.IndexReader) error {
		postings, err := r.TermFieldReader(ctx, []byte(t), field, false, false, false)
		if err != nil {
			return err
		}
		defer postings.Close()
		n = int(postings.Count())
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("frequency of %q: %w", t, err)
	}
	return n, nil
}
