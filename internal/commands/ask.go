package commands

import (
	"context"
	"strings"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/query"
)

func askCommand() Command {
	return Command{
		Name:        "ask",
		Description: "Ask a question about the tracked articles",
		Options: append([]Option{{Name: "question", Description: "Your question", Required: true, MaxLength: query.MaxLength}},
			filterOptions()...),
		nothing: AskResult{Answer: answer.Answer{Verdict: answer.None}},
		prepare: func(s *Service, _ Actor, o Options) (job, error) {
			q, err := s.parseQuery(o.Text("question"), o)
			if err != nil {
				return nil, err
			}
			if q.Words == "" && (q.Filter.IsZero() || len(q.Excluded) > 0) {
				return nil, queryError(&query.Error{Code: query.Empty})
			}
			return s.under(q.Filter, s.ask(q)), nil
		},
	}
}

// ask returns the work that a question asks for: to answer it, or what else is meant by it. Filters alone list the newest articles.
func (s *Service) ask(q query.Query) job {
	if q.Words == "" {
		return s.latestPage(q.Filter, 0)
	}
	if work := s.intended(q); work != nil {
		return work
	}
	return s.answer(q)
}

// answer returns the work of answering a question out of the articles.
func (s *Service) answer(q query.Query) job {
	return func(ctx context.Context) (Result, error) {
		a, err := s.engine.Ask(ctx, q)
		if err != nil {
			return nil, err
		}
		r := AskResult{Answer: a}
		if a.Verdict != answer.None {
			return r, nil
		}
		if r.Instead, err = s.instead(ctx, q, a); err != nil {
			return nil, err
		}
		if r.Nearest, err = s.nearest(ctx, q); err != nil {
			return nil, err
		}
		s.missed(ctx, q, r.Nearest)
		return r, nil
	}
}

// AskResult is the result of /ask.
type AskResult struct {
	Answer  answer.Answer
	Instead []Spelling    // under "none": words that are there, spelled much like words that found nothing
	Nearest *article.Card // under "none": the article whose title has most of the question's words; nil if none has any
}

// Spelling is a word of the question and a word of the articles that is spelled much like it.
type Spelling struct{ Asked, Found string }

// instead returns the nearest spellings of the words that found nothing, one a word.
func (s *Service) instead(ctx context.Context, q query.Query, a answer.Answer) ([]Spelling, error) {
	var out []Spelling
	for _, word := range a.Missing {
		near, err := s.nearestWord(ctx, word)
		if err != nil {
			return nil, err
		}
		if near != "" && strings.Contains(q.String(), word) {
			out = append(out, Spelling{word, near})
		}
	}
	return out, nil
}

// AskRecord is an answer for programs.
type AskRecord struct {
	Verdict   answer.Verdict `json:"verdict"`
	Answer    string         `json:"answer"`    // what the reply shows, of a related answer one sentence more; empty under "none"
	Articles  []string       `json:"articles"`  // file names relative to the corpus, best first, 10 at most
	Passages  []string       `json:"passages"`  // texts, best first, 5 at most
	Citations []Citation     `json:"citations"` // empty under "none"
	Missing   []string       `json:"missing"`   // words that found nothing
	Spellings []string       `json:"spellings"` // other spellings of names in the question

	// Translations are the words of the question that the answer has in another language.
	Translations []Translation `json:"translations"`
}

// Translation is a word of a question and the word of another language that it was found as.
type Translation struct {
	Asked string `json:"asked"`
	Found string `json:"found"`
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
	Language          string `json:"language"` // ISO 639-1: "en", "zh"; "und" if unknown
}

// Record returns an AskRecord.
func (r AskResult) Record() any {
	a := r.Answer
	out := AskRecord{Verdict: a.Verdict, Answer: a.Text(), Articles: listed(a.Articles), Passages: []string{},
		Citations: []Citation{}, Missing: listed(a.Missing), Spellings: listed(a.Spellings), Translations: []Translation{}}
	for _, p := range a.Passages[:min(answer.PageSize, len(a.Passages))] {
		out.Passages = append(out.Passages, p.Text())
	}
	for _, t := range a.Translations {
		out.Translations = append(out.Translations, Translation(t))
	}
	for _, c := range a.Citations {
		out.Citations = append(out.Citations, Citation{c.N, c.Article.Title, c.Article.URL, c.Article.Outlet,
			c.Article.Date(), c.Article.Inferred, c.Sentence, c.Article.Lang})
	}
	return out
}
