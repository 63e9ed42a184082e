package commands

import (
	"context"

	"lede/internal/answer"
	"lede/internal/query"
)

// why returns the work of explaining how the first passage of an article came to its place.
func (s *Service) why(q query.Query, articleID string) job {
	return func(ctx context.Context) (Result, error) {
		x, ok, err := s.engine.Explain(ctx, q, articleID)
		if err == nil && !ok {
			err = gone()
		}
		return WhyResult{q, x}, err
	}
}

// WhyResult says how a passage came to its place.
type WhyResult struct {
	Query query.Query
	answer.Explanation
}

// WhyRecord is an explanation for programs.
type WhyRecord struct {
	Article     ArticleRef          `json:"article"`
	Rank        int                 `json:"rank"` // from 1
	Score       float64             `json:"score"`
	Parts       []PartRecord        `json:"parts"`        // of the score, the weightiest first
	FilteredOut []FilteredOutRecord `json:"filtered_out"` // what would come before it but for the filters
}

// PartRecord is a part of a passage's score for programs.
type PartRecord struct {
	Feature string  `json:"feature"`
	Value   float64 `json:"value"`  // from 0 to about 1
	Points  float64 `json:"points"` // what it adds to the score
}

// FilteredOutRecord is an article that a filter held back, for programs.
type FilteredOutRecord struct {
	Article ArticleRef `json:"article"`
	Filter  string     `json:"filter"` // the part of the filter that it does not pass, as it is typed
}

// Record returns a WhyRecord.
func (r WhyResult) Record() any {
	out := WhyRecord{refTo(&r.Passage.Article.Card), r.Rank, r.Passage.Score, []PartRecord{}, []FilteredOutRecord{}}
	for _, p := range r.Parts {
		out.Parts = append(out.Parts, PartRecord(p))
	}
	for _, f := range r.FilteredOut {
		out.FilteredOut = append(out.FilteredOut, FilteredOutRecord{refTo(f.Article), f.By.String()})
	}
	return out
}
