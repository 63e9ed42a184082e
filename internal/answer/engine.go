package answer

import (
	"context"

	"lede/internal/index"
	"lede/internal/query"
)

// Engine answers questions out of an index. It has no state of its own and is safe for concurrent use.
type Engine struct {
	index   *index.Index
	weights Weights
}

// New returns an engine over an index, with the fitted weights.
func New(x *index.Index) *Engine { return With(x, Fitted()) }

// With returns an engine over an index with other weights, as many as the features.
func With(x *index.Index, w Weights) *Engine { return &Engine{index: x, weights: w} }

// Ask answers a question. The error is the index's or the context's.
func (e *Engine) Ask(ctx context.Context, q query.Query) (Answer, error) {
	found, err := e.find(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	passages := passagesOf(scoreWindows(found, e.weights.Passage), e.index.Copies)
	sentences, err := e.sentences(ctx, found, passages)
	if err != nil {
		return Answer{}, err
	}
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
	found, err := e.find(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	a := newAnswer(found, passagesOf(scoreWindows(found, e.weights.Passage), e.index.Copies))
	if len(a.Passages) > 0 {
		a.Verdict = Related
	}
	a.Spellings = found.spellings(a)
	if a.Verdict == None {
		err = e.searchOtherLanguage(ctx, &a)
	}
	return a, err
}

// newAnswer returns the parts of an answer that do not depend on the verdict, with the verdict None.
func newAnswer(found *candidates, passages []Passage) Answer {
	return Answer{Query: found.query, Verdict: None, Passages: passages, Articles: paths(passages),
		Missing: append(found.terms.missing(found.query), found.unmatchedPhrases...),
		Undated: found.undated, Newest: found.newest}
}
