package commands

import (
	"context"

	"lede/internal/article"
	"lede/internal/query"
)

// latestCount is how many articles /latest lists.
const latestCount = 10

func latestCommand() Command {
	return Command{
		Name:        "latest",
		Description: "The newest articles",
		Options:     append(placeOptions(), privateOption()),
		nothing:     LatestResult{},
		prepare: func(s *Service, o Options) (job, error) {
			f, err := query.ParseFilter(o.Text("source"), o.Text("tag"), "", "", s.Now())
			if err != nil {
				return nil, queryError(err)
			}
			return func(context.Context) (Result, error) { return s.latest(f), nil }, nil
		},
	}
}

func (s *Service) latest(f query.Filter) LatestResult {
	r := LatestResult{Filter: f}
	for _, c := range s.index().Cards() {
		if !f.Match(c.Outlet, c.Host, c.Tags, c.Published) {
			continue
		}
		if r.Total++; r.Total <= latestCount {
			r.Articles = append(r.Articles, c)
		}
	}
	return r
}

// LatestResult is the result of /latest.
type LatestResult struct {
	Filter   query.Filter
	Articles []*article.Card // the newest first, 10 at most
	Total    int             // how many pass the filter
}

// LatestRecord is the newest articles for programs.
type LatestRecord struct {
	Articles []ArticleRef `json:"articles"` // the newest first, 10 at most
	Total    int          `json:"total"`    // how many pass the filter
}

// Record returns a LatestRecord.
func (r LatestResult) Record() any { return LatestRecord{refsTo(r.Articles), r.Total} }
