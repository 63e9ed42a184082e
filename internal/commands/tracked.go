package commands

import (
	"context"
	"errors"
	"time"

	"lede/internal/feeds"
	"lede/internal/state"
)

// feedsSize is how many feeds a page of them has.
const feedsSize = 8

func trackedCommand() Command {
	return Command{
		Name: "tracked", Description: "The sites that are followed: how they are, and how many articles they give",
		Ephemeral: true, Editor: true, NeedsState: true, NeedsFeeds: true, WorksWhenEmpty: true,
		prepare: func(s *Service, _ Actor, _ Options) (job, error) { return s.feedsPage(0), nil },
	}
}

// week is the time over which articles are counted.
const week = 7 * 24 * time.Hour

// feedsPage returns the work of showing a page of the tracked feeds.
func (s *Service) feedsPage(page int) job {
	return func(ctx context.Context) (Result, error) {
		list, err := s.Added.State.Feeds(ctx)
		if err != nil {
			return nil, err
		}
		counts, err := s.Added.State.FeedCounts(ctx, s.Now().Add(-week))
		if err != nil {
			return nil, err
		}
		r := FeedsResult{All: len(list), Pages: max(1, (len(list)+feedsSize-1)/feedsSize)}
		r.Number = min(page, r.Pages-1)
		for i := r.Number * feedsSize; i < min(len(list), (r.Number+1)*feedsSize); i++ {
			r.Feeds = append(r.Feeds, FeedResult{Feed: list[i], Count: counts[list[i].ID]})
		}
		return r, nil
	}
}

// feed returns a feed as it is now.
func (s *Service) feed(ctx context.Context, f state.Feed, news FeedNews) (Result, error) {
	counts, err := s.Added.State.FeedCounts(ctx, s.Now().Add(-week))
	return FeedResult{f, counts[f.ID], news}, err
}

// pressFeed returns the work of a press about feeds; nil for any other.
func (s *Service) pressFeed(a Actor, press State) job {
	if press.Kind == TurnFeeds || press.Kind == TurnFeedsBack {
		return s.feedsPage(press.Page)
	}
	work, ok := feedPresses[press.Kind]
	if !ok || s.Feeds == nil {
		return nil
	}
	return func(ctx context.Context) (Result, error) {
		f, err := s.Added.State.Feed(ctx, press.ID)
		if errors.Is(err, state.ErrNone) {
			return nil, refuse("That has been decided already, or it was more than a day ago.")
		}
		if err != nil {
			return nil, err
		}
		return work(ctx, s, a, f)
	}
}

// feedPresses are what the buttons of feeds do.
var feedPresses = map[StateKind]func(ctx context.Context, s *Service, a Actor, f state.Feed) (Result, error){
	KeepFeed: func(ctx context.Context, s *Service, a Actor, f state.Feed) (Result, error) {
		return s.keepFeed(ctx, a, f.ID)
	},
	DiscardFeed: func(ctx context.Context, s *Service, _ Actor, f state.Feed) (Result, error) {
		return DiscardedResult{}, s.Added.State.DropFeed(ctx, f.ID)
	},
	ShowFeed: func(ctx context.Context, s *Service, _ Actor, f state.Feed) (Result, error) {
		return s.feed(ctx, f, FeedAsked)
	},
	TagFeed: func(_ context.Context, _ *Service, _ Actor, f state.Feed) (Result, error) { return TagsResult{f}, nil },
	PauseFeed: func(ctx context.Context, s *Service, a Actor, f state.Feed) (Result, error) {
		return s.moveFeed(ctx, a, f, state.FeedPaused, state.Paused, FeedAsked, state.FeedActive)
	},
	ResumeFeed: func(ctx context.Context, s *Service, a Actor, f state.Feed) (Result, error) {
		return s.moveFeed(ctx, a, f, state.FeedActive, state.Resumed, FeedStarted, state.FeedPaused, state.FeedFailed, state.FeedRemoved)
	},
	RemoveFeed: func(ctx context.Context, s *Service, a Actor, f state.Feed) (Result, error) {
		return s.moveFeed(ctx, a, f, state.FeedRemoved, state.Untracked, FeedAsked, state.FeedActive, state.FeedPaused, state.FeedFailed)
	},
}

// FeedNews is why a feed is shown.
type FeedNews int

// The reasons to show a feed.
const (
	FeedAsked   FeedNews = iota // somebody wants to see it, or its status was changed
	FeedKnown                   // it was to be tracked, and is already
	FeedStarted                 // it is tracked from now on
	FeedLost                    // it failed for days, and its editor is told
)

// FeedResult is a feed with its articles.
type FeedResult struct {
	Feed  state.Feed
	Count state.FeedCount // Recent are those of the last seven days
	News  FeedNews
}

// FeedRecord is a feed for programs.
type FeedRecord struct {
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Site      string   `json:"site"`
	Tags      []string `json:"tags"`
	Status    string   `json:"status"`    // active, paused, failed (paused for it failed for days) or removed
	Succeeded string   `json:"succeeded"` // when it was read last, RFC 3339; empty for never
	Next      string   `json:"next"`      // when it is read next, RFC 3339; empty if it is not
	Problem   string   `json:"problem"`   // why it was not read the last time
	Articles  int      `json:"articles"`
	LastWeek  int      `json:"last_week"` // articles of the last seven days
	Deleted   int      `json:"deleted"`   // articles that the site has deleted
}

// Record returns a FeedRecord.
func (r FeedResult) Record() any {
	out := FeedRecord{r.Feed.URL, r.Feed.Title, r.Feed.Site, listed(r.Feed.Tags), string(r.Feed.Status), instant(r.Feed.Succeeded), "", "",
		r.Count.All, r.Count.Recent, r.Count.Gone}
	if r.Feed.Status == state.FeedActive {
		out.Next = instant(r.Feed.Next)
	}
	if p := feeds.Problem(r.Feed); p != nil {
		out.Problem = p.Error()
	}
	return out
}

// FeedsResult is a page of the tracked feeds.
type FeedsResult struct {
	Number, Pages int // the page from 0, and how many there are
	All           int // feeds
	Feeds         []FeedResult
}

// FeedsRecord is a page of the tracked feeds for programs.
type FeedsRecord struct {
	Feeds []FeedRecord `json:"feeds"`
	Pages int          `json:"pages"`
	Total int          `json:"total"`
}

// Record returns a FeedsRecord.
func (r FeedsResult) Record() any {
	out := FeedsRecord{[]FeedRecord{}, r.Pages, r.All}
	for _, f := range r.Feeds {
		out.Feeds = append(out.Feeds, f.Record().(FeedRecord))
	}
	return out
}
