package commands

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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
			{Name: "keep", Description: "Track it at once", Kind: Bool}},
		Ephemeral: true, Editor: true, NeedsState: true, NeedsFeeds: true, WorksWhenEmpty: true,
		prepare: func(s *Service, a Actor, o Options) (job, error) {
			tags, err := parseTags(o.Text("tags"))
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context) (Result, error) {
				return s.track(ctx, a, o.Text("address"), tags, o.Flag("keep"))
			}, nil
		},
	}
}

// Bounds of the tags of a feed.
const (
	maxTags   = 8
	maxTagLen = 40 // in characters
)

// parseTags splits a list of tags.
func parseTags(text string) ([]string, error) {
	var out []string
	for _, tag := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;，、；\n", r) }) {
		tag = strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(tag), "#")), " ")
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

// track finds the feed at an address and shows it, or tracks it at once.
func (s *Service) track(ctx context.Context, a Actor, address string, tags []string, keep bool) (Result, error) {
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
	f := state.Feed{ID: state.NewID(), At: s.Now(), By: editorOf(a), Channel: a.Channel, URL: found.URL, Title: found.Title, Site: found.Site, Tags: tags}
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
	return s.moveFeed(ctx, a, f, state.FeedActive, state.Tracked, FeedStarted, state.FeedDraft)
}

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
