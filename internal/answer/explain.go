package answer

import (
	"cmp"
	"context"
	"slices"

	"lede/internal/article"
	"lede/internal/query"
)

// Explanation is how one passage got its rank.
type Explanation struct {
	Passage     Passage
	Rank        int           // from 1
	Parts       []Part        // of its score, the largest first
	Fitting     []string      // the parts of its best sentence that fit the type of the question, as a date fits "when"
	Asked       int           // words of the question; 0 if they are Chinese, whose words have no borders
	Articles    int           // how many articles have passages
	Newest      bool          // its article is the newest of these
	FilteredOut []FilteredOut // articles that the query's filters remove from before it, best first
}

// Part is one part of a passage's score.
type Part struct {
	Feature string  // one of PassageFeatures
	Value   float64 // from 0 to about 1
	Points  float64 // value times weight
}

// FilteredOut is an article that a filter removes.
type FilteredOut struct {
	Article *article.Card
	By      query.Filter // the part of the filter that it does not match
}

// maxFilteredOut is how many articles an Explanation lists as filtered out.
const maxFilteredOut = 5

// Explain returns how the best passage of an article got its rank for a query. It returns false if the query finds no
// passage of the article. The error is the index's or the context's.
func (e *Engine) Explain(ctx context.Context, q query.Query, articleID string) (Explanation, bool, error) {
	ctx = e.begin(ctx, q)
	found, err := e.find(ctx, q)
	if err != nil {
		return Explanation{}, false, err
	}
	passages, n, err := e.passageOf(ctx, found, articleID)
	if err == nil && n < 0 {
		if found, err = e.findTranslated(ctx, q); err != nil || found == nil {
			return Explanation{}, false, err
		}
		passages, n, err = e.passageOf(ctx, found, articleID)
	}
	if err != nil || n < 0 {
		return Explanation{}, false, err
	}
	x := Explanation{Passage: passages[n], Rank: n + 1}
	weights := found.lengthened(e.weights.Passage)
	for i, name := range PassageFeatures() {
		value := x.Passage.features[i]
		x.Parts = append(x.Parts, Part{Feature: name, Value: value, Points: value * weights[i]})
	}
	p := x.Passage
	x.Fitting = found.fitting(sentence{matches: p.matches, n: p.Best})
	x.Asked = found.terms.countWords()
	x.Articles, x.Newest = datedAmong(passages, p)
	slices.SortStableFunc(x.Parts, func(a, b Part) int { return cmp.Compare(b.Points, a.Points) })
	x.FilteredOut, err = e.filteredOut(ctx, q, x.Passage)
	return x, true, err
}

// passageOf returns the passages of some articles, best first, and the position of an article's best; -1 if it has none.
func (e *Engine) passageOf(ctx context.Context, found *candidates, articleID string) ([]Passage, int, error) {
	passages, err := e.passages(ctx, found)
	return passages, slices.IndexFunc(passages, func(p Passage) bool { return p.Article.ID == articleID }), err
}

// datedAmong returns how many articles some passages are from, and whether a passage's is newer than all others.
func datedAmong(passages []Passage, p Passage) (articles int, newest bool) {
	seen := map[*article.Article]bool{}
	newest = true
	for _, o := range passages {
		seen[o.Article] = true
		newest = newest && (o.Article == p.Article || o.Article.Published.Before(p.Article.Published))
	}
	return len(seen), newest
}

// rank returns the passages for a query, best first.
func (e *Engine) rank(ctx context.Context, q query.Query) ([]Passage, error) {
	found, err := e.find(ctx, q)
	if err != nil {
		return nil, err
	}
	return e.passages(ctx, found)
}

// filteredOut returns the articles that come before a passage if the query's filters are left out.
func (e *Engine) filteredOut(ctx context.Context, q query.Query, p Passage) ([]FilteredOut, error) {
	filter := q.Filter
	if filter.IsZero() {
		return nil, nil
	}
	q.Filter = query.Filter{}
	passages, err := e.rank(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []FilteredOut
	var seen []*article.Card
	for _, other := range passages {
		a := &other.Article.Card
		if a.ID == p.Article.ID || len(out) == maxFilteredOut {
			break
		}
		if by := failing(filter, a); !slices.Contains(seen, a) && !by.IsZero() {
			out, seen = append(out, FilteredOut{Article: a, By: by}), append(seen, a)
		}
	}
	return out, nil
}

// failing returns the parts of a filter that an article does not match; the zero Filter if it matches all.
func failing(f query.Filter, a *article.Card) query.Filter {
	var out query.Filter
	fails := func(part query.Filter) bool { return !part.Match(a.ID, a.Outlet, a.Host, a.Tags, a.Published) }
	if fails(query.Filter{Source: f.Source}) {
		out.Source = f.Source
	}
	if fails(query.Filter{Tag: f.Tag}) {
		out.Tag = f.Tag
	}
	if fails(query.Filter{Since: f.Since}) {
		out.Since = f.Since
	}
	if fails(query.Filter{Until: f.Until}) {
		out.Until = f.Until
	}
	return out
}
