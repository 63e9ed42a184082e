package answer

import (
	"context"
	"strings"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/names"
	"lede/internal/query"
)

// Index is what questions are answered from, see index.Engine.
type Index interface {
	index.Searcher
	Len() int
	Newest() time.Time
	HasLang(analysis.Lang) bool
	Aliases() names.Aliases
	Groups(ctx context.Context, ids ...string) (map[string][]*article.Card, error)
}

// Engine answers questions out of an index. It has no state of its own and is safe for concurrent use.
type Engine struct {
	index    Index
	weights  Weights
	observer Observer // nil for none
}

// New returns an engine over an index, with the fitted weights.
func New(x Index) *Engine { return With(x, Fitted()) }

// With returns an engine over an index with other weights, as many as the features.
func With(x Index, w Weights) *Engine { return &Engine{index: x, weights: w} }

// Observed returns the engine with an observer of what it does; nil for none.
func (e *Engine) Observed(o Observer) *Engine {
	out := *e
	out.observer = o
	return &out
}

// Ask answers a question. The error is the index's or the context's.
func (e *Engine) Ask(ctx context.Context, q query.Query) (Answer, error) {
	ctx = e.begin(ctx, q)
	steps := steps{observer: e.observer, ctx: ctx}
	defer steps.end()
	steps.begin("find")
	found, err := e.find(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	steps.begin("score")
	passages, err := e.passages(ctx, found)
	if err != nil {
		return Answer{}, err
	}
	steps.begin("sentences")
	sentences, err := e.sentences(ctx, found, passages)
	if err != nil {
		return Answer{}, err
	}
	steps.begin("choose")
	a := newAnswer(found, passages)
	a.Verdict = judge(found, sentences, e.weights.Verdict)
	if a.Verdict != None {
		a.Sentences = choose(found, sentences, a.Verdict)
	}
	switch a.Verdict {
	case Answered:
		a.Others, a.Agreeing = others(found, sentences, a.Sentences)
	case Related:
		a.Others = closest(found, sentences, a.Sentences, relatedLimit)
		unmark(a.Sentences)
		unmark(a.Others)
	}
	if a.Verdict != None {
		a.Spellings = found.spellings(a)
	}
	if a.Verdict != Answered {
		steps.begin("other language")
		if err := e.addOtherLanguage(ctx, &a); err != nil {
			return Answer{}, err
		}
	}
	if a.Verdict != None {
		a.cite()
	}
	return a, nil
}

// Search returns the passages that match a query, best first, as an Answer without sentences.
// Its verdict is None if nothing matches, else Related.
func (e *Engine) Search(ctx context.Context, q query.Query) (Answer, error) {
	ctx = e.begin(ctx, q)
	found, err := e.find(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	passages, err := e.passages(ctx, found)
	if err != nil {
		return Answer{}, err
	}
	a := newAnswer(found, passages)
	if len(a.Passages) > 0 {
		a.Verdict = Related
	}
	a.Spellings = found.spellings(a)
	if a.Verdict == None {
		err = e.searchOtherLanguage(ctx, &a)
	}
	return a, err
}

// begin returns the context of the index's calls for a question: with the words that may be names, see nameWords, and two words in
// one, see joined.
func (e *Engine) begin(ctx context.Context, q query.Query) context.Context {
	var names, joined []string
	lower := q.Words == strings.ToLower(q.Words)
	tokens := q.Terms[analysis.Standard]
	for i, t := range tokens {
		if (t.Capital || lower) && !t.Han && !t.Number && len(t.Term) >= minLetters {
			names = append(names, t.Term)
		}
		if i == 0 || t.Han || tokens[i-1].Han {
			continue
		}
		before := tokens[i-1]
		if t.Capital || before.Capital || lower || q.Words[before.End:t.Start] == "-" {
			joined = append(joined, before.Term+t.Term)
		}
	}
	return e.index.Begin(ctx, names, joined)
}

// passages returns the passages of the found articles, best first, each with the other articles of its story.
func (e *Engine) passages(ctx context.Context, found *candidates) ([]Passage, error) {
	passages := passagesOf(scoreWindows(found, e.weights.Passage))
	var ids []string
	for _, p := range passages {
		ids = append(ids, p.Article.ID)
	}
	groups, err := e.index.Groups(ctx, ids...)
	for i := range passages {
		p := &passages[i]
		p.Copies = index.Copies(groups[p.Article.ID], p.Article.ID)
	}
	return passages, err
}

// newAnswer returns the parts of an answer that do not depend on the verdict, with the verdict None.
func newAnswer(found *candidates, passages []Passage) Answer {
	return Answer{Query: found.query, Verdict: None, Passages: passages, Articles: paths(passages),
		Missing: append(found.terms.missing(found.query), found.unmatchedPhrases...),
		Undated: found.undated, Newest: found.newest}
}
