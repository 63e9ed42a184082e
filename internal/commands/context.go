package commands

import (
	"context"
	"strings"

	"lede/internal/article"
)

// context returns the work of showing the sentence with the given id between its neighbours, or the text so many windows
// after it, before it if turned is negative.
func (s *Service) context(sentenceID string, turned int) job {
	return func(ctx context.Context) (Result, error) {
		articleID, _, _ := strings.Cut(sentenceID, ".")
		a, err := s.article(ctx, articleID)
		if err != nil {
			return nil, err
		}
		i, ok := a.Find(sentenceID)
		if !ok {
			return nil, refuse("The article has changed since this answer; please ask again.")
		}
		return ContextResult{a, i, turned}, nil
	}
}

// ContextResult is a sentence between its neighbours, or the text before or after that.
type ContextResult struct {
	Article *article.Article
	N       int // ordinal of the sentence
	Turned  int // windows from the sentence; negative towards the beginning
}

// contextSentences is how many sentences before and after one are its context.
const contextSentences = 2

// Range returns the sentences to show, from the first to before end. It has at least one sentence.
func (r ContextResult) Range() (first, end int) {
	const window = 2*contextSentences + 1
	last := len(r.Article.Sentences)
	start := r.N - contextSentences + window*r.Turned
	first = min(max(0, start), max(0, last-1))
	return first, max(first+1, min(last, start+window))
}

// ContextRecord is a sentence with its context for programs.
type ContextRecord struct {
	Article  ArticleRef `json:"article"`
	Headings []string   `json:"headings"` // above the sentence, outermost first
	Sentence string     `json:"sentence"`
	Context  string     `json:"context"` // the sentence between its neighbours
}

// Record returns a ContextRecord.
func (r ContextResult) Record() any {
	first, end := r.Range()
	a := r.Article
	return ContextRecord{refTo(&a.Card), listed(a.HeadingPaths[a.Sentences[r.N].HeadingPath]), a.Sentence(r.N), a.Range(first, end)}
}
