package commands

import (
	"context"
	"strings"

	"lede/internal/article"
	"lede/internal/query"
)

// acceptPress checks a press and returns its work.
func (s *Service) acceptPress(p Press) (job, error) {
	switch p.State.Kind {
	case TurnPage, MorePassages:
		q, err := s.parseState(p.Reply)
		if err != nil {
			return nil, err
		}
		return s.search(q, p.State.Page), nil
	case ShowContext:
		return s.pressContext(p.State.ID), nil
	case OpenPassage:
		return s.pressContext(p.value()), nil
	case ShowSummary:
		return s.pressSummary(p.State.ID), nil
	case ExplainRanking:
		return s.pressWhy(p.Reply, p.State.ID)
	}
	return nil, oldButton()
}

// parseState reads the question and the filters of the reply whose button was pressed.
func (s *Service) parseState(r ReplyState) (query.Query, error) {
	now := s.Now()
	q, err := query.Parse(strings.TrimSpace(r.Filters+" "+r.Question), now)
	if err == nil {
		return q, nil
	}
	// Together they can be too long for one query; each alone was not.
	q, err = query.Parse(r.Question, now)
	if err != nil {
		return q, queryError(err)
	}
	f, err := query.Parse(r.Filters, now)
	if err != nil {
		return q, queryError(err)
	}
	q, err = q.Narrow(f.Filter)
	return q, queryError(err)
}

// pressContext returns the work of showing the sentence with the given id between its neighbours.
func (s *Service) pressContext(sentenceID string) job {
	return func(context.Context) (Result, error) {
		articleID, _, _ := strings.Cut(sentenceID, ".")
		a, err := s.article(articleID)
		if err != nil {
			return nil, err
		}
		i, ok := a.Find(sentenceID)
		if !ok {
			return nil, refuse("The article has changed since this answer; please ask again.")
		}
		return ContextResult{a, i}, nil
	}
}

// ContextResult is a sentence between its neighbours.
type ContextResult struct {
	Article *article.Article
	N       int // ordinal of the sentence
}

// contextSentences is how many sentences before and after one are its context.
const contextSentences = 3

// Range returns the sentences of the context, from the first to before end.
func (r ContextResult) Range() (first, end int) {
	return max(0, r.N-contextSentences), min(len(r.Article.Sentences), r.N+1+contextSentences)
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
