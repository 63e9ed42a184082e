package answer

import (
	"context"

	"lede/internal/article"
	"lede/internal/query"
)

// Candidate is a passage or sentence that was scored for a question, with the parts of its score.
type Candidate struct {
	Article  *article.Article
	Text     string
	Features []float64 // in the order of PassageFeatures or SentenceFeatures
	Score    float64
}

// PassageFeatures and SentenceFeatures return the names of the features, in order.
func PassageFeatures() []string { return passageFeatures }

// SentenceFeatures: see PassageFeatures.
func SentenceFeatures() []string { return sentenceFeatures }

// Trace returns every passage and every sentence that Ask looks at closely, best first: what weights are
// fitted on. Its passages overlap.
func (e *Engine) Trace(ctx context.Context, q query.Query) (passages, sentences []Candidate, err error) {
	ev, err := e.gather(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	for _, w := range ev.windows {
		a := w.reading.article
		passages = append(passages, Candidate{Article: a, Text: a.Range(w.grow()), Features: w.features, Score: w.score})
	}
	for _, s := range ev.sentences() {
		shown := ev.show(s, 1)
		sentences = append(sentences, Candidate{Article: s.reading.article, Text: shown.Text, Features: s.features, Score: s.score})
	}
	return passages, sentences, nil
}
