package answer

import (
	"context"
	"slices"
	"time"

	"lede/internal/article"
	"lede/internal/dates"
	"lede/internal/index"
	"lede/internal/query"
)

// Sizes of the search. The right article is among bleve's best 50 in 98% of the questions on 15,366 news
// articles, and among the best 100 in 99%.
const (
	candidates  = 50 // articles taken from the index
	maxArticles = 10
	shown       = 3 // passages of an answer that get a citation
)

// Engine answers questions out of an index. It keeps no state of its own and is safe for concurrent use.
type Engine struct {
	index   *index.Index
	weights Weights
}

// New returns an engine over an index, with the fitted weights.
func New(x *index.Index) *Engine { return With(x, Fitted()) }

// With returns an engine over an index with weights of one's own.
func With(x *index.Index, w Weights) *Engine { return &Engine{index: x, weights: w} }

// Ask answers a question. The error is the index's or the context's.
func (e *Engine) Ask(ctx context.Context, q query.Query) (Answer, error) {
	ev, err := e.find(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	best := ev.sentences()
	a := ev.found()
	a.Verdict = ev.verdict(best)
	if a.Verdict == None {
		return a, nil
	}
	a.Sentences = ev.compose(best)
	if a.Verdict == Answered {
		a.Others = ev.others(best, a.Sentences)
	}
	a.Spellings = ev.spellings(a)
	a.cite()
	return a, nil
}

// Search returns the passages that match a query, best first, as an Answer without sentences.
// Its verdict is None if nothing matches, else Related.
func (e *Engine) Search(ctx context.Context, q query.Query) (Answer, error) {
	ev, err := e.find(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	a := ev.found()
	a.Verdict = Related
	if len(a.Passages) == 0 {
		a.Verdict = None
	}
	a.Spellings = ev.spellings(a)
	return a, nil
}

// find gathers the evidence. What stands between quotation marks may be somebody's way to put it, or a title: where no
// passage holds it, its words are looked for, and phrases that no article has are told.
func (e *Engine) find(ctx context.Context, q query.Query) (*evidence, error) {
	strict, err := e.gather(ctx, q)
	if err != nil || len(strict.passages) > 0 || len(q.Phrases) == 0 || len(q.Terms) == 0 || len(q.Excluded) > 0 {
		return strict, err
	}
	phrases := q.Phrases
	q.Phrases = nil
	ev, err := e.gather(ctx, q)
	if err != nil {
		return nil, err
	}
	able := ev.articles // all that may have one of the phrases, unless there are too many
	if len(phrases) == 1 {
		able = strict.articles
	}
	if len(able) < candidates && q.Filter.IsZero() {
		ev.unmatchedPhrases = phrasesMissingFrom(able, phrases)
	}
	return ev, nil
}

// gather searches, weighs the terms and ranks the passages.
func (e *Engine) gather(ctx context.Context, q query.Query) (*evidence, error) {
	terms, err := e.terms(ctx, q)
	if err != nil {
		return nil, err
	}
	result, err := e.index.Search(ctx, q, terms.variants(), candidates)
	if err != nil {
		return nil, err
	}
	ev := &evidence{copies: e.index.Copies, query: q, weights: e.weights, terms: terms, undated: result.Undated, asked: joinTerms(q.Tokens), phrases: newPhrases(q.Phrases), newest: e.index.Newest(), years: q.Years}
	ev.articles = e.readAll(result.Hits, terms)
	ev.terms.weigh(e.index.Len(), ev.articles)
	ev.rank()
	return ev, ctx.Err()
}

// evidence is all that is known on one question.
type evidence struct {
	query            query.Query
	weights          Weights
	windows          []window // best first
	terms            *terms
	articles         []*articleMatches
	passages         []Passage
	undated          int
	newest           time.Time
	phrases          phrases  // that every passage must hold
	unmatchedPhrases []string // phrases that nothing holds, and that were not asked for any more
	copies           func(id string) []*article.Card
	years            []dates.Mention // years and dates that the question names
	asked            string          // the question's words, normalized
}

// found returns the answer's part that does not depend on the verdict.
func (ev *evidence) found() Answer {
	a := Answer{Query: ev.query, Verdict: None, Passages: ev.passages, Undated: ev.undated, Newest: ev.newest}
	a.Missing = append(ev.terms.missing(ev.query.Words), ev.unmatchedPhrases...)
	for _, p := range ev.passages {
		for _, c := range append([]*article.Card{&p.Article.Card}, p.Copies...) {
			if len(a.Articles) < maxArticles && !slices.Contains(a.Articles, c.Path) {
				a.Articles = append(a.Articles, c.Path)
			}
		}
	}
	return a
}

// phrasesMissingFrom returns the phrases that stand in none of some articles, between quotation marks.
func phrasesMissingFrom(articles []*articleMatches, phrases []query.Phrase) []string {
	var out []string
	for _, p := range newPhrases(phrases) {
		holds := func(r *articleMatches) bool { return p.standsIn(r.article.Text) }
		if !slices.ContainsFunc(articles, holds) {
			out = append(out, "“"+p.text+"”")
		}
	}
	return out
}

// cite numbers the articles behind the sentences, then the other articles that answer, then those behind the first
// passages. A passage has the number of its article, if that has one.
func (a *Answer) cite() {
	number := func(src *article.Article, sentence int) int {
		n := a.cited(src)
		if n == 0 {
			n = len(a.Citations) + 1
			a.Citations = append(a.Citations, Citation{N: n, Article: src, Sentence: src.Sentence(sentence)})
		}
		return n
	}
	for i, s := range a.Sentences {
		a.Sentences[i].Citation = number(s.Article, s.N)
	}
	for i, s := range a.Others {
		a.Others[i].Citation = number(s.Article, s.N)
	}
	for _, p := range a.Passages[:min(shown, len(a.Passages))] {
		number(p.Article, p.Best)
	}
	for i, p := range a.Passages {
		a.Passages[i].Citation = a.cited(p.Article)
	}
}

// cited returns the number of an article among the citations; 0 if it has none.
func (a *Answer) cited(src *article.Article) int {
	return slices.IndexFunc(a.Citations, func(c Citation) bool { return c.Article == src }) + 1
}
