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

// Trace returns every passage and every sentence that Ask scores by every feature, best first: the examples of a fit.
// Its passages overlap.
func (e *Engine) Trace(ctx context.Context, q query.Query) (passages, sentences []Candidate, err error) {
	found, err := e.search(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	windows := scoreWindows(found, e.weights.Passage)
	for _, w := range windows {
		a := w.matches.article
		passages = append(passages, Candidate{Article: a, Text: a.Range(w.grow()), Features: w.features, Score: w.score})
	}
	for _, s := range scoreSentences(found, passagesOf(windows, e.index.Copies), e.weights.Sentence) {
		text := show(found, s, 1).Text
		sentences = append(sentences, Candidate{Article: s.matches.article, Text: text, Features: s.features, Score: s.score})
	}
	return passages, sentences, nil
}
