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

// Hit is an article that a query found.
type Hit struct {
	*article.Card
	Score float64 // bleve's; comparable within one result only
}

// Result is what a search found.
type Result struct {
	Hits    []Hit // best first
	Undated int   // articles that match but for a date, which they lack, in a search by date
}

// Search returns the best articles for a query, up to size, best first; folded words in also count like words of
// the query, but less. A query without words finds every article that passes its filter, newest first. Excluded words and phrases hold for whole articles here;
// that a phrase stands in one piece is for the caller to check.
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

// isPlain reports whether a query consists of words and phrases, which all articles may answer.
func isPlain(q query.Query) bool {
	return q.Filter.IsZero() && len(q.Excluded) == 0 && len(q.Terms) > 0
}

// filter returns the articles that pass, newest first, and those that would if they had a date.
func (x *Index) filter(f query.Filter) (passed, undated []*article.Card) {
	all := x.Cards()
	if f.IsZero() {
		return all, nil
	}
	dateless := query.Filter{Source: f.Source, Tag: f.Tag}
	for _, a := range all {
		switch {
		case f.Match(a.Outlet, a.Host, a.Tags, a.Published):
			passed = append(passed, a)
		case a.Published.IsZero() && dateless.Match(a.Outlet, a.Host, a.Tags, a.Published):
			undated = append(undated, a)
		}
	}
	return passed, undated
}

func firstHits(articles []*article.Card, size int) []Hit {
	var hits []Hit
	for _, a := range articles[:min(size, len(articles))] {
		hits = append(hits, Hit{Card: a})
	}
	return hits
}

// searchAmong searches among some articles. It returns the best hits and the number of all.
func (x *Index) searchAmong(ctx context.Context, root *bquery.BooleanQuery, among []*article.Card, size int) ([]Hit, int, error) {
	if len(among) == 0 {
		return nil, 0, nil
	}
	if len(among) < x.Len() {
		root.AddMust(docIDs(among))
	}
	result, err := x.bleve.SearchInContext(ctx, bleve.NewSearchRequestOptions(root, size, 0, false))
	if err != nil {
		return nil, 0, fmt.Errorf("search: %w", err) // without the question: logs hold none
	}
	var hits []Hit
	for _, h := range result.Hits {
		if c, ok := x.Card(h.ID); ok {
			hits = append(hits, Hit{Card: c, Score: h.Score})
		}
	}
	return hits, int(result.Total), nil
}

// minCopyScore is which share of the score of another copy the best one must have to stand for it: less, and the other one
// holds something that it does not.
const minCopyScore = 0.9

// collapse leaves one hit of each group: the best copy, or the one that scores clearly more.
func (x *Index) collapse(hits []Hit) []Hit {
	all := x.listing().groups
	at := map[string]int{} // by the best copy of a group, where its hit is
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
			out[i].Card = h.Card // at the better place
		}
	}
	return out
}

// positionIn returns the place of an article in its group.
func positionIn(group []*article.Card, id string) int {
	return slices.IndexFunc(group, func(c *article.Card) bool { return c.ID == id })
}

// docIDs returns a query that passes some articles and scores nothing.
func docIDs(articles []*article.Card) bquery.Query {
	ids := make([]string, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	q := bleve.NewDocIDQuery(ids)
	q.SetBoost(0)
	return q
}

// hasTerms reports whether the query asks for any words at all.
func hasTerms(q query.Query) bool {
	for _, terms := range q.Terms {
		if len(terms) > 0 {
			return true
		}
	}
	return len(q.Phrases)+len(q.Excluded) > 0
}

// VariantWeight is what a word counts that the question does not hold itself.
const VariantWeight = 0.8

// bleveQuery returns the query for bleve: any of the terms and of the words in also, all of the phrases' terms, none of the excluded.
func (x *Index) bleveQuery(q query.Query, also []string) *bquery.BooleanQuery {
	root := bleve.NewBooleanQuery()
	terms := 0
	for lang, tokens := range q.Terms {
		for _, t := range tokens {
			root.AddShould(term(lang, t.Term))
			terms++
		}
	}
	for _, word := range also {
		any := allTerms(word)
		any.SetBoost(VariantWeight)
		root.AddShould(any)
	}
	for _, phrase := range q.Phrases {
		root.AddMust(allTerms(phrase))
	}
	for _, word := range q.Excluded {
		root.AddMustNot(allTerms(word))
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

// allTerms returns a query for articles that hold all terms of text, in the field of any one analyzer.
func allTerms(text string) *bquery.DisjunctionQuery {
	any := bleve.NewDisjunctionQuery()
	for field, terms := range termsOf(text) {
		all := bleve.NewConjunctionQuery()
		for _, t := range terms {
			all.AddQuery(term(analysis.Lang(field), t))
		}
		any.AddQuery(all)
	}
	return any
}

// termsOf returns the terms of a text by the field of each analyzer that finds any.
func termsOf(text string) map[string][]string {
	out := map[string][]string{}
	for _, lang := range analysis.Langs() {
		for _, t := range analysis.Analyze(lang, text) {
			if !t.Stop {
				out[string(lang)] = append(out[string(lang)], t.Term)
			}
		}
	}
	return out
}

// Frequency returns in how many articles a term stands, in the field of the given analyzer.
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
