package commands

import (
	"context"

	"lede/internal/article"
	"lede/internal/summary"
)

func summaryCommand() Command {
	return Command{
		Name:        "summary",
		Description: "The key points of an article, in its own sentences",
		Options: []Option{articleOption(),
			{Name: "length", Description: "How many sentences", Choices: []Choice{
				{"short (2 sentences)", string(summary.Short)},
				{"medium (about 50 words)", string(summary.Medium)},
				{"long (6-8 sentences)", string(summary.Long)}}},
			privateOption()},
		nothing: SummaryResult{},
		prepare: func(s *Service, _ Actor, o Options) (job, error) {
			length := summary.Medium
			if o.Has("length") {
				length = summary.Length(o.Text("length"))
			}
			return func(ctx context.Context) (Result, error) {
				a, err := s.resolve(ctx, o.Text("article"))
				if err != nil {
					return nil, err
				}
				return summarize(a, length), nil
			}, nil
		},
	}
}

// summaryOf returns the work of summing up the article with the given id.
func (s *Service) summaryOf(id string, length summary.Length) job {
	return func(ctx context.Context) (Result, error) {
		a, err := s.article(ctx, id)
		if err != nil {
			return nil, err
		}
		return summarize(a, length), nil
	}
}

// mediumSummary is the length of a summary for which nobody asked for a length.
const mediumSummary = summary.Medium

func summarize(a *article.Article, length summary.Length) SummaryResult {
	return SummaryResult{a, summary.Of(a, length), length == summary.Long}
}

// SummaryResult is the result of /summary.
type SummaryResult struct {
	Article *article.Article // nil only where there are no articles
	Picked  []int            // the ordinals of the sentences that sum it up, in order
	Long    bool             // it is the longest there is
}

// SummaryRecord is a summary for programs.
type SummaryRecord struct {
	Article    ArticleRef `json:"article"`
	Sentences  []string   `json:"sentences"`  // the article's own, in its order
	Of         int        `json:"of"`         // how many sentences the article has
	Disclaimer string     `json:"disclaimer"` // of the article, else empty
}

// Record returns a SummaryRecord.
func (r SummaryResult) Record() any {
	out := SummaryRecord{Sentences: []string{}}
	if a := r.Article; a != nil {
		out.Article, out.Of, out.Disclaimer = refTo(&a.Card), len(a.Sentences), a.Disclaimer
	}
	for _, i := range r.Picked {
		out.Sentences = append(out.Sentences, r.Article.Sentence(i))
	}
	return out
}
