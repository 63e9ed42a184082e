package commands

import (
	"context"

	"lede/internal/answer"
	"lede/internal/query"
)

func askCommand() Command {
	return Command{
		Name:        "ask",
		Description: "Ask a question about the tracked articles",
		Options: append([]Option{{Name: "question", Description: "Your question", Required: true, MaxLength: query.MaxLength}},
			filterOptions()...),
		nothing: AskResult{answer.Answer{Verdict: answer.None}},
		prepare: func(s *Service, o Options) (job, error) {
			q, err := s.parseQuery(o.Text("question"), o)
			if err != nil {
				return nil, err
			}
			if q.Words == "" {
				return nil, queryError(&query.Error{Code: query.Empty})
			}
			return func(ctx context.Context) (Result, error) { return s.ask(ctx, q) }, nil
		},
	}
}

func (s *Service) ask(ctx context.Context, q query.Query) (Result, error) {
	a, err := s.engine.Ask(ctx, q)
	return AskResult{a}, err
}

// AskResult is the result of /ask.
type AskResult struct{ Answer answer.Answer }

// AskRecord is an answer for programs.
type AskRecord struct {
	Verdict   answer.Verdict `json:"verdict"`
	Answer    string         `json:"answer"`    // what the reply shows; empty under "none"
	Articles  []string       `json:"articles"`  // file names relative to the corpus, best first, 10 at most
	Passages  []string       `json:"passages"`  // texts, best first, 5 at most
	Citations []Citation     `json:"citations"` // empty under "none"
	Missing   []string       `json:"missing"`   // words that found nothing
	Spellings []string       `json:"spellings"` // other spellings of names in the question
}

// Citation is a numbered source of an AskRecord.
type Citation struct {
	N                 int    `json:"n"`
	Title             string `json:"title"`
	URL               string `json:"url"` // http(s), else empty
	Outlet            string `json:"outlet"`
	Published         string `json:"published"` // 2025-06-06, else empty
	PublishedInferred bool   `json:"published_inferred"`
	Sentence          string `json:"sentence"`
}

// Record returns an AskRecord.
func (r AskResult) Record() any {
	a := r.Answer
	out := AskRecord{Verdict: a.Verdict, Answer: a.Text(), Articles: listed(a.Articles), Passages: []string{},
		Citations: []Citation{}, Missing: listed(a.Missing), Spellings: listed(a.Spellings)}
	for _, p := range a.Passages[:min(answer.PageSize, len(a.Passages))] {
		out.Passages = append(out.Passages, p.Text())
	}
	for _, c := range a.Citations {
		out.Citations = append(out.Citations, Citation{c.N, c.Article.Title, c.Article.URL, c.Article.Outlet,
			c.Article.Date(), c.Article.Inferred, c.Sentence})
	}
	return out
}
