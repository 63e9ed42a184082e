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
	return func(context.Context) (Result, error) { return s.latest(f, page), nil }
}

// latest returns a page of the newest articles that pass a filter, each story once; a page beyond the last is the last.
func (s *Service) latest(f query.Filter, page int) LatestResult {
	r := LatestResult{Filter: f, Newest: s.index().Newest(), page: page}
	told := map[string]bool{} // copies of what is listed
	for _, c := range s.index().Cards() {
		if told[c.ID] || !f.Match(c.ID, c.Outlet, c.Host, c.Tags, c.Published) {
			continue
		}
		for _, copied := range s.index().Copies(c.ID) {
			told[copied.ID] = true
		}
		r.all = append(r.all, c)
	}
	return r
}

// LatestResult is the result of /latest.
type LatestResult struct {
	Filter query.Filter
	Newest time.Time       // the newest article's day, whatever the filter; zero if none has a date
	all    []*article.Card // the newest first, each story once
	page   int             // that was asked for
}

// Total returns how many stories pass the filter.
func (r LatestResult) Total() int { return len(r.all) }

// Pages returns how many pages there are; 0 if no article passes.
func (r LatestResult) Pages() int { return (len(r.all) + latestCount - 1) / latestCount }

// Page returns the number of the page to show, from 0, and its articles.
func (r LatestResult) Page() (number int, articles []*article.Card) {
	number = max(0, min(r.page, r.Pages()-1))
	return number, r.all[number*latestCount : min((number+1)*latestCount, len(r.all))]
}

// LatestRecord is the newest articles for programs.
type LatestRecord struct {
	Articles []ArticleRef `json:"articles"` // the newest first, 4 at most
	Total    int          `json:"total"`    // how many pass the filter
}

// Record returns a LatestRecord.
func (r LatestResult) Record() any {
	_, articles := r.Page()
	return LatestRecord{refsTo(articles), r.Total()}
}
