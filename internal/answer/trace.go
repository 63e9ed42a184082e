package answer

import (
	"context"

	"lede/internal/article"
	"lede/internal/query"
)

// Candidate is a passage or sentence that was scored for a question.
type Candidate struct {
	Article  *article.Article
	Text     string
	Features []float64 // in the order of PassageFeatures or SentenceFeatures
	Score    float64
}

// Traced is what the ranking of a question is made of: the examples of a fit.
type Traced struct {
	Passages  []Candidate // every passage that is scored by every feature, best first; they overlap
	Sentences []Candidate // likewise
	Answer    Candidate   // what is shown if it answers, with the features of the verdict; no Features if none may
}

// Trace returns what Ask scores for a question. The error is the index's or the context's.
func (e *Engine) Trace(ctx context.Context, q query.Query) (Traced, error) {
	var out Traced
	found, err := e.search(ctx, q)
	if err != nil {
		return out, err
	}
	windows := scoreWindows(found, e.weights.Passage)
	for _, w := range windows {
		a := w.matches.article
		out.Passages = append(out.Passages, Candidate{Article: a, Text: a.Range(w.grow()), Features: w.features, Score: w.score})
	}
	best, err := e.sentences(ctx, found, passagesOf(windows))
	if err != nil {
		return out, err
	}
	for _, s := range best {
		text := show(found, s, 1).Text
		out.Sentences = append(out.Sentences, Candidate{Article: s.matches.article, Text: text, Features: s.features, Score: s.score})
	}
	if len(best) == 0 {
		return out, nil
	}
	if v := newVerdictView(found, best); !v.isUnanswered() {
		features := verdictFeatures.values(v)
		text := Answer{Sentences: choose(found, best, Answered)}.Text()
		out.Answer = Candidate{Article: best[0].matches.article, Text: text, Features: features, Score: e.weights.Verdict.of(features)}
	}
	return out, nil
}
