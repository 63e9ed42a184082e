package commands

import (
	"context"
	"time"

	"lede/internal/article"
	"lede/internal/query"
)

// latestCount is how many articles a page of /latest lists: what fits on a phone's screen.
const latestCount = 4

func latestCommand() Command {
	return Command{
		Name:        "latest",
		Description: "The newest articles",
		Options:     append(placeOptions(), privateOption()),
		nothing:     LatestResult{},
		prepare: func(s *Service, _ Actor, o Options) (job, error) {
			f, err := query.ParseFilter(o.Text("source"), o.Text("tag"), "", "", s.Now())
			if err != nil {
				return nil, queryError(err)
			}
			return s.under(f, s.latestPage(f, 0)), nil
		},
	}
}

// latestPage returns the work of showing a page of the newest articles.
func (s *Service) latestPage(f query.Filter, page int) job {
	return func(ctx context.Context) (Result, error) { return s.latest(ctx, f, page) }
}

// latest returns a page of the newest articles that pass a filter, each story once; a page beyond the last is the last.
func (s *Service) latest(ctx context.Context, f query.Filter, page int) (LatestResult, error) {
	r := LatestResult{Filter: f, Newest: s.index().Newest(), number: max(0, page)}
	var err error
	r.articles, r.total, err = s.index().Latest(ctx, f, r.number*latestCount, latestCount)
	if err == nil && len(r.articles) == 0 && r.number > 0 {
		return s.latest(ctx, f, min(r.number, r.Pages())-1)
	}
	return r, err
}

// LatestResult is the result of /latest.
type LatestResult struct {
	Filter   query.Filter
	Newest   time.Time       // the newest article's day, whatever the filter; zero if none has a date
	articles []*article.Card // of the page, the newest first, each story once
	number   int             // of the page, from 0
	total    int
}

// Total returns how many stories pass the filter.
func (r LatestResult) Total() int { return r.total }

// Pages returns how many pages there are; 0 if no article passes.
func (r LatestResult) Pages() int { return (r.total + latestCount - 1) / latestCount }

// Page returns the number of the page to show, from 0, and its articles.
func (r LatestResult) Page() (number int, articles []*article.Card) { return r.number, r.articles }

// LatestRecord is the newest articles for programs.
type LatestRecord struct {
	Articles []ArticleRef `json:"articles"` // the newest first, 4 at most
	Total    int          `json:"total"`    // how many pass the filter
}

// Record returns a LatestRecord.
func (r LatestResult) Record() any {
	_, articles := r.Page()
	return LatestRecord{refsTo(articles), r.total}
}
