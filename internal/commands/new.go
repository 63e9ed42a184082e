package commands

import (
	"context"
	"strconv"
	"time"

	"lede/internal/news"
	"lede/internal/query"
)

// Sizes of /new.
const (
	newSize  = 4                  // stories of a page: what fits on a phone's screen
	firstNew = 7 * 24 * time.Hour // how far it looks back for one who has not looked yet
)

func newCommand() Command {
	return Command{
		Name: "new", Description: "What has come since you last looked",
		Options:   []Option{{Name: "since", Description: "Since when instead, like 2025-06-01, yesterday or 7d", MaxLength: maxDay}},
		Ephemeral: true, NeedsNews: true, WorksWhenEmpty: true,
		prepare: func(s *Service, a Actor, o Options) (job, error) {
			since, err := s.sinceOption(o)
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context) (Result, error) { return s.whatIsNew(ctx, a, since) }, nil
		},
	}
}

// sinceOption returns the day of the option since; zero if it is not filled in. The error is a *UserError.
func (s *Service) sinceOption(o Options) (time.Time, error) {
	text := o.Text("since")
	if text == "" {
		return time.Time{}, nil
	}
	f, err := query.ParseFilter("", "", text, "", s.Now())
	if err != nil {
		if q, failed := query.Parse("last:"+text, s.Now()); failed == nil && !q.Filter.Since.IsZero() {
			return q.Filter.Since, nil
		}
	}
	return f.Since, queryError(err)
}

// whatIsNew returns what has come since a time; if that is zero since the actor last looked, and they have looked now.
func (s *Service) whatIsNew(ctx context.Context, a Actor, since time.Time) (Result, error) {
	first := false
	if since.IsZero() {
		last, err := s.News.State.Look(ctx, a.User)
		if err != nil {
			return nil, err
		}
		if since, first = last.Add(1), last.IsZero(); first {
			since = s.Now().Add(-firstNew)
		}
	}
	r, err := s.newPage(ctx, since, 0)
	if err != nil {
		return nil, err
	}
	r.First = first
	return r, s.News.State.Looked(ctx, a.User, s.Now())
}

// newPage returns a page of what has come since a time.
func (s *Service) newPage(ctx context.Context, since time.Time, page int) (NewResult, error) {
	if err := s.upToDate(ctx); err != nil {
		return NewResult{}, err
	}
	stories, err := s.News.Since(ctx, since)
	return NewResult{Since: since, Newest: s.index().Newest(), all: stories, page: page}, err
}

// turnNew returns the work of showing another page of what has come since the time that a button carries.
func (s *Service) turnNew(st State) job {
	seconds, err := strconv.ParseInt(st.ID, 10, 64)
	if err != nil {
		return nil
	}
	return func(ctx context.Context) (Result, error) { return s.newPage(ctx, time.Unix(seconds, 0).UTC(), st.Page) }
}

// NewResult is a page of what has come since a time, one article a story.
type NewResult struct {
	Since  time.Time
	First  bool      // the actor has not looked before
	Newest time.Time // the newest article's day; zero if none has a date
	all    []news.Story
	page   int // that was asked for
}

// Total returns how many stories have come.
func (r NewResult) Total() int { return len(r.all) }

// Pages returns how many pages there are; 0 if nothing has come.
func (r NewResult) Pages() int { return (len(r.all) + newSize - 1) / newSize }

// Page returns the number of the page to show, from 0, and its stories.
func (r NewResult) Page() (number int, stories []news.Story) {
	number = max(0, min(r.page, r.Pages()-1))
	return number, r.all[number*newSize : min((number+1)*newSize, len(r.all))]
}

// NewRecord is what has come since a time, for programs.
type NewRecord struct {
	Since   string        `json:"since"`   // RFC 3339, UTC
	Stories []StoryRecord `json:"stories"` // the newest first, all of them
}

// Record returns a NewRecord.
func (r NewResult) Record() any {
	return NewRecord{r.Since.UTC().Format(time.RFC3339), storiesOf(r.all)}
}
