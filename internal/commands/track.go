package commands

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"lede/internal/delivery"
	"lede/internal/feeds"
	"lede/internal/fetch"
	"lede/internal/state"
)

func trackCommand() Command {
	return Command{
		Name:        "track",
		Description: "Follow a site: find its feed, look at it, and add its articles from now on",
		Options: []Option{{Name: "address", Description: "Web address of the site, or of its feed", Required: true, MaxLength: 2048},
			{Name: "tags", Description: "Tags for its articles, with commas between them", MaxLength: 300},
			{Name: "channel", Description: "Where to post its new articles; nowhere if you leave it out", Kind: Channel},
			{Name: "keep", Description: "Track it at once", Kind: Bool}},
		Ephemeral: true, Editor: true, NeedsState: true, NeedsFeeds: true, WorksWhenEmpty: true,
		prepare: func(s *Service, a Actor, o Options) (job, error) {
			tags, err := parseTags(o.Text("tags"))
			if err != nil {
				return nil, err
			}
			f := state.Feed{ID: state.NewID(), At: s.Now(), By: editorOf(a), Locale: string(a.Locale), Channel: o.Text("channel"), Tags: tags}
			return func(ctx context.Context) (Result, error) {
				return s.track(ctx, a, f, o.Text("address"), o.Flag("keep"))
			}, nil
		},
	}
}

// Bounds of the tags of a feed.
const (
	maxTags   = 8
	maxTagLen = 40 // in characters
)

// parseTags reads a list of tags within the bounds.
func parseTags(text string) ([]string, error) {
	var out []string
	for _, tag := range tagsOf(text) {
		tag = strings.Join(strings.Fields(strings.TrimPrefix(tag, "#")), " ")
		switch {
		case tag == "" || slices.Contains(out, tag):
		case utf8.RuneCountInString(tag) > maxTagLen || len(out) == maxTags:
			return nil, refuse("That is more than %d tags, or one of them has more than %d characters.", maxTags, maxTagLen)
		default:
			out = append(out, tag)
		}
	}
	return out, nil
}

// draftLife is how long a feed waits for its editor's decision.
const draftLife = 24 * time.Hour

// track finds the feed at an address and shows it, or tracks it at once. f is what is known of it besides.
func (s *Service) track(ctx context.Context, a Actor, f state.Feed, address string, keep bool) (Result, error) {
	found, err := s.Feeds.Find(ctx, address)
	if err != nil {
		return nil, feedError(err)
	}
	known, err := s.Added.State.FeedAt(ctx, found.URL)
	if err == nil {
		return s.feed(ctx, known, FeedKnown)
	}
	if !errors.Is(err, state.ErrNone) {
		return nil, err
	}
	f.URL, f.Title, f.Site = found.URL, found.Title, found.Site
	if err := s.Added.State.AddFeed(ctx, f, s.Now().Add(-draftLife)); err != nil {
		return nil, err
	}
	if keep {
		return s.keepFeed(ctx, a, f.ID)
	}
	return TrackResult{f, found}, nil
}

// keepFeed tracks a feed that was a draft.
func (s *Service) keepFeed(ctx context.Context, a Actor, id string) (Result, error) {
	f, err := s.Added.State.Feed(ctx, id)
	if err != nil {
		return nil, feedError(err)
	}
	if known, err := s.Added.State.FeedAt(ctx, f.URL); err == nil && known.ID != id {
		return s.feed(ctx, known, FeedKnown)
	}
	if err := s.followFeed(ctx, a, f); err != nil {
		return nil, err
	}
	return s.moveFeed(ctx, a, f, state.FeedActive, state.Tracked, FeedStarted, state.FeedDraft)
}

// followFeed has the new articles of a feed posted in its channel, as /follow does, unless they are already.
func (s *Service) followFeed(ctx context.Context, a Actor, f state.Feed) error {
	if f.Channel == "" || s.News == nil || a.User == "" {
		return nil
	}
	follow := state.Follow{ID: f.ID, At: s.Now(), Owner: editorOf(a), Place: state.InChannel(f.Channel), Words: "source:" + sourceOf(f), Locale: f.Locale, Status: state.FollowActive}
	all, err := s.News.State.Follows(ctx)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.Place == follow.Place && strings.EqualFold(other.Words, follow.Words) {
			return nil
		}
	}
	return s.News.State.SaveFollow(ctx, follow)
}

// sourceOf returns the website of a feed's articles.
func sourceOf(f state.Feed) string {
	u, err := url.Parse(cmp.Or(f.Site, f.URL))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// feedPost returns what the editor of a feed is told that failed for days.
func (s *Service) feedPost(ctx context.Context, p state.Post) (Reply, error) {
	f, err := s.Added.State.Feed(ctx, p.Follow)
	if errors.Is(err, state.ErrNone) || err == nil && f.Status != state.FeedFailed {
		return Reply{}, delivery.ErrVoid
	}
	if err != nil {
		return Reply{}, err
	}
	return s.Present(Locale(f.Locale), Outcome{Result: FeedResult{Feed: f, News: FeedLost}}), nil
}

// tagFeed returns the work of setting the tags of a feed by a form.
func (s *Service) tagFeed(f Submit) (job, error) {
	tags, err := parseTags(f.text(TagsField))
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (Result, error) {
		if err := s.Added.State.TagFeed(ctx, f.State.ID, tags); err != nil {
			return nil, feedError(err)
		}
		feed, err := s.Added.State.Feed(ctx, f.State.ID)
		if err != nil {
			return nil, feedError(err)
		}
		return s.feed(ctx, feed, FeedAsked)
	}, nil
}

// TagsResult asks for the tags of a feed.
type TagsResult struct{ Feed state.Feed }

// Record returns a FormRecord.
func (TagsResult) Record() any { return FormRecord{[]string{TagsField}} }

// moveFeed gives a feed another status and shows it. One that is active then is visited.
func (s *Service) moveFeed(ctx context.Context, a Actor, f state.Feed, to state.FeedStatus, action state.Action, news FeedNews, from ...state.FeedStatus) (Result, error) {
	entry := state.Entry{At: s.Now(), By: editorOf(a), Action: action, Subject: f.Title}
	if err := s.Added.State.MoveFeed(ctx, f.ID, to, entry, from...); err != nil {
		return nil, feedError(err)
	}
	if to == state.FeedActive {
		if err := s.Feeds.Begin(ctx); err != nil {
			return nil, err
		}
	}
	moved, err := s.Added.State.Feed(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	return s.feed(ctx, moved, news)
}

// feedError makes an error of package feeds, fetch or state one that the editor can do something about.
func feedError(err error) error {
	var fetching *fetch.Error
	switch {
	case errors.As(err, &fetching):
		return &UserError{Text: fetching.Text, Args: fetching.Args}
	case errors.Is(err, state.ErrNone):
		return refuse("That has been decided already, or it was more than a day ago.")
	}
	return err
}

// TrackResult is a feed that was found and is not tracked yet.
type TrackResult struct {
	Feed  state.Feed
	Found feeds.Found
}

// TrackRecord is a feed that was found, for programs.
type TrackRecord struct {
	URL    string         `json:"url"`
	Title  string         `json:"title"`
	Site   string         `json:"site"`
	Tags   []string       `json:"tags"`
	Items  int            `json:"items"`  // how many the feed has
	Newest []FeedItemName `json:"newest"` // five at most
}

// FeedItemName is an item of a feed, for programs.
type FeedItemName struct {
	Title     string `json:"title"`
	URL       string `json:"url"`
	Published string `json:"published"` // RFC 3339; empty if unknown
}

// Record returns a TrackRecord.
func (r TrackResult) Record() any {
	out := TrackRecord{r.Feed.URL, r.Feed.Title, r.Feed.Site, listed(r.Feed.Tags), r.Found.Items, []FeedItemName{}}
	for _, i := range r.Found.Newest {
		out.Newest = append(out.Newest, FeedItemName{i.Title, i.Link, instant(i.Published)})
	}
	return out
}

// instant returns a time for programs, "" for the zero time.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
