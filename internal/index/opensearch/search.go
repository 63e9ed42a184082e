package opensearch

import (
	"context"
	"encoding/json"
	"fmt"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
)

// kept reads what a document has kept.
func (h hit) kept() (*kept, error) {
	k := &kept{}
	if err := json.Unmarshal(h.Source, k); err != nil {
		return nil, damaged(h.ID, err)
	}
	return k, nil
}

// Search returns the best articles for a query, see index.Searcher. Their texts come with them, and are kept in the context of Begin.
func (x *Index) Search(ctx context.Context, q query.Query, variants []string, size int) (index.Result, error) {
	clauses := index.Clauses(q, variants)
	switch {
	case !index.HasTerms(q):
		clauses = nil
	case len(clauses) == 0:
		clauses = phraseClauses(q)
	}
	weighed, err := x.weigh(ctx, clauses)
	if err != nil {
		return index.Result{}, fmt.Errorf("search: %w", err)
	}
	for most := size + size/5 + 1; ; most *= 4 { // copies take up places
		result, n, err := x.searchOnce(ctx, q, weighed, most)
		if err != nil {
			return index.Result{}, fmt.Errorf("search: %w", err) // without the question, which must not be logged
		}
		if len(result.Hits) >= size || n < most || most >= maxWindow {
			result.Hits = result.Hits[:min(size, len(result.Hits))]
			return result, nil
		}
	}
}

// maxWindow is how many documents a search returns at most.
const maxWindow = 20000

// searchOnce returns the best hits of at most so many documents, and how many documents it found.
func (x *Index) searchOnce(ctx context.Context, q query.Query, weighed []index.Clause, most int) (index.Result, int, error) {
	bodies := []object{x.searchBody(q, weighed, min(most, maxWindow))}
	if other, ok := undated(q); ok {
		must, mustNot := conditions(other)
		body := object{"bool": object{"must": []object{x.words(weighed)}, "filter": must, "must_not": append(mustNot, withoutDate())}}
		bodies = append(bodies, object{"query": body, "size": 0, "track_total_hits": true})
	}
	answers, err := x.searches(ctx, x.names.articles, true, bodies...)
	if err != nil {
		return index.Result{}, 0, err
	}
	hits, err := x.hits(ctx, answers[0], index.HasTerms(q))
	result := index.Result{Hits: hits}
	if len(answers) > 1 {
		result.Undated = answers[1].Hits.Total.Value
	}
	return result, len(answers[0].Hits.Hits), err
}

// phraseClauses returns the terms of a query that has only phrases.
func phraseClauses(q query.Query) []index.Clause {
	var out []index.Clause
	for _, phrase := range q.Phrases {
		for field, terms := range index.TermsOf(phrase.Terms) {
			for _, t := range terms {
				out = append(out, index.Clause{Field: field, Term: t, Boost: 1})
			}
		}
	}
	return out
}

// weigh returns clauses whose boost makes their score what index.Weight says, whatever rarity BM25 multiplies by.
func (x *Index) weigh(ctx context.Context, clauses []index.Clause) ([]index.Clause, error) {
	terms := make([]index.Term, len(clauses))
	for i, c := range clauses {
		terms[i] = index.Term{Field: c.Field, Text: c.Term}
	}
	counts, err := x.Frequencies(ctx, terms)
	if err != nil {
		return nil, err
	}
	overview := x.overview()
	out := make([]index.Clause, len(clauses))
	for i, c := range clauses {
		c.Boost *= overview.boost(c.Field, counts[i])
		out[i] = c
	}
	return out, nil
}

// boost returns the factor that makes BM25's score of a term the one of index.Weight.
func (o overview) boost(field string, matches int) float64 {
	n, ofField := float64(matches), float64(max(o.analyzers[field], matches))
	return index.Weight(float64(max(o.articles, matches)), n) / lucenesIDF(ofField, n)
}

// words matches any of some clauses, or everything if there are none.
func (x *Index) words(clauses []index.Clause) object {
	if len(clauses) == 0 {
		return object{"match_all": object{}}
	}
	var should []object
	for _, c := range clauses {
		should = append(should, object{"term": object{c.Field: object{"value": c.Term, "boost": c.Boost}}})
	}
	return anyOf(should)
}

// coordinated is how many of the best articles of each shard get the share of the clauses that they contain as a factor. Few articles
// below have so many more of them that they would come among the best 50.
const coordinated = 1000

// searchBody returns the search for a query's best articles.
func (x *Index) searchBody(q query.Query, clauses []index.Clause, size int) object {
	must, mustNot := conditions(q)
	body := object{"size": size, "track_total_hits": false,
		"query": object{"bool": object{"must": []object{x.words(clauses)}, "filter": must, "must_not": mustNot}}}
	if !index.HasTerms(q) {
		body["sort"] = newestFirst()
	}
	if len(clauses) > 1 {
		var should []object
		for _, c := range clauses {
			should = append(should, object{"constant_score": object{"filter": term(c.Field, c.Term), "boost": 1 / float64(len(clauses))}})
		}
		body["rescore"] = object{"window_size": max(coordinated, size), "query": object{"score_mode": "multiply", "rescore_query": anyOf(should)}}
	}
	return body
}

// hits returns the hits of a search, one of each group of copies, and keeps their texts and groups for the calls that follow.
func (x *Index) hits(ctx context.Context, f found, collapse bool) ([]index.Hit, error) {
	s := sessionOf(ctx)
	groups := index.Groups{}
	out := make([]index.Hit, len(f.Hits.Hits))
	for i, h := range f.Hits.Hits {
		k, err := h.kept()
		if err != nil {
			return nil, err
		}
		s.keep(k)
		if k.Group != nil {
			groups[h.ID] = k.Group
		}
		out[i] = index.Hit{Card: &k.Card, Score: h.Score}
	}
	if collapse {
		out = groups.Collapse(out)
	}
	return out, nil
}

// SearchAlternatives returns the best articles with some alternatives, see index.Searcher.
func (x *Index) SearchAlternatives(ctx context.Context, lang analysis.Lang, all []index.Alternatives, f query.Filter, size int) ([]index.Hit, []int, error) {
	if len(all) == 0 {
		return nil, nil, nil
	}
	var each []object
	var terms []index.Term
	for _, some := range all {
		var ways []object
		for _, words := range some {
			var must []object
			for _, w := range words {
				must = append(must, term(string(lang), w))
				terms = append(terms, index.Term{Field: string(lang), Text: w})
			}
			ways = append(ways, filtered(must...))
		}
		each = append(each, anyOf(ways))
	}
	counts, err := x.count(ctx, each)
	if err != nil {
		return nil, nil, fmt.Errorf("search: %w", err)
	}
	rarities, err := x.Frequencies(ctx, terms)
	if err != nil {
		return nil, nil, fmt.Errorf("search: %w", err)
	}
	body := object{"size": 4 * size, "track_total_hits": false, "query": object{"bool": object{"filter": filters(f),
		"must": []object{anyOf(x.scored(string(lang), all, counts, rarities))}}}}
	if len(all) > 1 {
		var should []object
		for _, one := range each {
			should = append(should, object{"constant_score": object{"filter": one, "boost": 1 / float64(len(all))}})
		}
		body["rescore"] = object{"window_size": max(coordinated, 4*size), "query": object{"score_mode": "multiply", "rescore_query": anyOf(should)}}
	}
	answers, err := x.searches(ctx, x.names.articles, true, body)
	if err != nil {
		return nil, nil, fmt.Errorf("search: %w", err)
	}
	hits, err := x.hits(ctx, answers[0], true)
	return hits[:min(size, len(hits))], counts, err
}

// scored returns a query for each of some alternatives that scores an article by the best of them. rarities are those of their words
// in a row.
func (x *Index) scored(field string, all []index.Alternatives, counts, rarities []int) []object {
	overview := x.overview()
	var out []object
	for i, some := range all {
		weight := index.Weight(float64(overview.articles), float64(counts[i]))
		var ways []object
		for _, words := range some {
			var must []object
			for _, w := range words {
				boost := weight / lucenesIDF(float64(max(overview.analyzers[field], rarities[0])), float64(rarities[0])) / float64(len(words))
				rarities = rarities[1:]
				must = append(must, object{"term": object{field: object{"value": w, "boost": boost}}})
			}
			ways = append(ways, object{"bool": object{"must": must}})
		}
		out = append(out, object{"dis_max": object{"queries": ways}})
	}
	return out
}

// count returns how many articles match each of some queries.
func (x *Index) count(ctx context.Context, queries []object) ([]int, error) {
	answers, err := x.searches(ctx, x.names.articles, false, counting(queries)...)
	return totals(answers), err
}

// counting returns the searches that count the articles of some queries, each by itself: for a term the engine then reads a number. An
// aggregation of them would look at every article (175 ms for a question's terms over 100,000 articles).
func counting(queries []object) []object {
	out := make([]object, len(queries))
	for i, q := range queries {
		out[i] = object{"size": 0, "track_total_hits": true, "query": q}
	}
	return out
}

// totals returns how many articles some searches found.
func totals(answers []found) []int {
	out := make([]int, len(answers))
	for i, a := range answers {
		out[i] = a.Hits.Total.Value
	}
	return out
}

// Article returns the article with an id, see index.Searcher.
func (x *Index) Article(ctx context.Context, id string) (*article.Article, error) {
	if k := sessionOf(ctx).kept(id); k != nil {
		return k.read()
	}
	return x.get(ctx, x.names.articles, id)
}
