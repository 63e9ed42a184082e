package commands

import (
	"context"
	"time"
)

func sourcesCommand() Command {
	return Command{
		Name:        "sources",
		Description: "The outlets, the tags and the dates that the corpus covers",
		Options:     []Option{privateOption()},
		nothing:     SourcesResult{},
		prepare: func(s *Service, _ Actor, _ Options) (job, error) {
			return s.sources, nil
		},
	}
}

func (s *Service) sources(ctx context.Context) (Result, error) {
	o, err := s.index().Overview(ctx)
	return SourcesResult{Articles: o.Articles, First: o.First, Last: o.Last, Undated: o.Undated, Outlets: o.Outlets, Tags: o.Tags}, err
}

// SourcesResult is the result of /sources.
type SourcesResult struct {
	Articles      int
	First, Last   time.Time // days; zero if no article has a date
	Undated       int       // articles without a date
	Outlets, Tags []Count   // the most frequent first
}

// SourcesRecord is what the corpus covers for programs.
type SourcesRecord struct {
	Articles int     `json:"articles"`
	First    string  `json:"first"`   // 2025-06-06, empty if no article has a date
	Last     string  `json:"last"`    // the same
	Undated  int     `json:"undated"` // articles without a date
	Outlets  []Count `json:"outlets"` // the most frequent first
	Tags     []Count `json:"tags"`    // the most frequent first
}

// Record returns a SourcesRecord.
func (r SourcesResult) Record() any {
	return SourcesRecord{r.Articles, dayText(r.First), dayText(r.Last), r.Undated, listed(r.Outlets), listed(r.Tags)}
}
