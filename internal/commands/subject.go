package commands

import (
	"context"
	"slices"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/query"
	"lede/internal/summary"
)

// subjectArticles is how many articles a summary of a subject draws on at most.
const subjectArticles = 5

// summarizeSubject sums up what the articles have about a subject. Where they have nothing, the text q is answered as a
// question; where one article has all, that one is summed up.
func (s *Service) summarizeSubject(q query.Query, subject string) job {
	return func(ctx context.Context) (Result, error) {
		about, err := query.Parse(subject, s.Now())
		if err != nil {
			return s.answer(q)(ctx)
		}
		about.Filter = q.Filter
		found, err := s.engine.Search(ctx, about)
		if err != nil {
			return nil, err
		}
		picks := summary.OfSubject(articlesOf(found.Passages), about.Terms)
		switch {
		case len(picks) == 0:
			return s.answer(q)(ctx)
		case !slices.ContainsFunc(picks, func(p summary.Pick) bool { return p.Article != picks[0].Article }):
			return summarize(picks[0].Article, mediumSummary), nil
		}
		return SubjectResult{q, picks}, nil
	}
}

// articlesOf returns the first articles of some passages, the oldest first.
func articlesOf(passages []answer.Passage) []*article.Article {
	var out []*article.Article
	for _, p := range passages {
		if len(out) < subjectArticles && !slices.Contains(out, p.Article) {
			out = append(out, p.Article)
		}
	}
	slices.SortStableFunc(out, func(a, b *article.Article) int { return a.Published.Compare(b.Published) })
	return out
}

// SubjectResult sums up what several articles have about a subject.
type SubjectResult struct {
	Query query.Query // what was asked
	Picks []summary.Pick
}

// SubjectRecord is a SubjectResult for programs.
type SubjectRecord struct {
	Sentences []SubjectSentence `json:"sentences"` // those of one article in a row, the oldest article first
}

// SubjectSentence is a sentence of a SubjectRecord.
type SubjectSentence struct {
	Sentence string     `json:"sentence"`
	Article  ArticleRef `json:"article"`
}

// Record returns a SubjectRecord.
func (r SubjectResult) Record() any {
	out := SubjectRecord{Sentences: []SubjectSentence{}}
	for _, p := range r.Picks {
		out.Sentences = append(out.Sentences, SubjectSentence{p.Article.Sentence(p.Sentence), refTo(&p.Article.Card)})
	}
	return out
}
