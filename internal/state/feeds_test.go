package state

import (
	"errors"
	"reflect"
	"testing"
	"time"
)

var feedA = Feed{ID: "f", At: morning, By: ann, Channel: "9", Locale: "zh", URL: "https://example.org/feed", Title: "Post – 报", Site: "https://example.org/", Tags: []string{"a b", "中文"},
	Status: FeedDraft, Next: morning}

// TestFeeds follows a feed from its draft to its removal, over a restart after each step.
func TestFeeds(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = opened(t, o)
		}
		stored := func(want Feed) {
			t.Helper()
			if got, err := s.Feed(t.Context(), want.ID); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%+v, %v; want %+v", got, err, want)
			}
		}
		due := func(at time.Time, want int) {
			t.Helper()
			if got, err := s.DueFeeds(t.Context(), at); err != nil || len(got) != want {
				t.Errorf("%d feeds are due at %s, %v; want %d", len(got), at, err, want)
			}
		}
		must(s.AddFeed(t.Context(), feedA, morning.Add(-time.Hour)))
		f := feedA
		stored(f)
		due(morning.Add(time.Hour), 0)
		kept := Entry{At: morning.Add(time.Second), By: ann, Action: Tracked, Subject: f.Title}
		must(s.MoveFeed(t.Context(), "f", FeedActive, kept, FeedDraft))
		if err := s.MoveFeed(t.Context(), "f", FeedActive, kept, FeedDraft); !errors.Is(err, ErrNone) {
			t.Errorf("kept twice: %v", err)
		}
		f.Status, f.Next = FeedActive, kept.At
		stored(f)
		due(morning, 0)
		due(kept.At, 1)
		f.ETag, f.Modified, f.Every, f.Next, f.Succeeded = `"a"`, "Mon", time.Minute, morning.Add(time.Hour), morning
		f.FailingSince, f.Failures, f.Problem = morning.Add(time.Minute), 3, `{"text":"It's %s."}`
		must(s.Visited(t.Context(), f))
		stored(f)
		due(morning.Add(30*time.Minute), 0)
		if got, err := s.FeedAt(t.Context(), f.URL); err != nil || got.ID != "f" {
			t.Errorf("%+v, %v", got, err)
		}
		must(s.GiveUp(t.Context(), f, Entry{At: morning, Action: GaveUp, Subject: f.Title}))
		f.Status = FeedFailed
		stored(f)
		post, err := s.Claim(t.Context(), morning, time.Minute)
		if err != nil || post.Kind != FeedPost || post.Follow != "f" || post.Place != ToUser(ann.User) {
			t.Errorf("%+v, %v", post, err)
		}
		if err := s.Break(t.Context(), post, morning); err != nil { // the editor takes no messages
			t.Error(err)
		}
		must(s.TagFeed(t.Context(), "f", nil))
		f.Tags = nil
		stored(f)
		if err := s.TagFeed(t.Context(), "none", nil); !errors.Is(err, ErrNone) {
			t.Error(err)
		}
		must(s.MoveFeed(t.Context(), "f", FeedActive, Entry{At: morning.Add(2 * time.Hour), By: ann, Action: Resumed}, FeedPaused, FeedFailed))
		f.Status, f.Next, f.FailingSince, f.Failures, f.Problem = FeedActive, morning.Add(2*time.Hour), time.Time{}, 0, ""
		stored(f)
		must(s.Forget(t.Context(), ann.User))
		f.By.User = ""
		stored(f)
		must(s.MoveFeed(t.Context(), "f", FeedRemoved, Entry{At: morning, Action: Untracked}, FeedActive))
		f.Status, f.Next = FeedRemoved, morning
		must(s.Visited(t.Context(), Feed{ID: "f", Title: "late", Next: morning})) // the end of a visit that began before
		stored(f)
		if list, err := s.Feeds(t.Context()); err != nil || len(list) != 0 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestFeedDrafts(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		later := feedA
		later.ID, later.At = "g", morning.Add(25*time.Hour)
		for _, f := range []Feed{feedA, later} {
			if err := s.AddFeed(t.Context(), f, f.At.Add(-24*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Feed(t.Context(), "f"); !errors.Is(err, ErrNone) {
			t.Errorf("an old draft: %v", err)
		}
		if err := s.DropFeed(t.Context(), "g"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Feed(t.Context(), "g"); !errors.Is(err, ErrNone) {
			t.Errorf("a discarded draft: %v", err)
		}
	})
}

// TestFeedItems keeps an item, revises its article twice, and reads everything again after a restart.
func TestFeedItems(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		i := FeedItem{ID: "i", Feed: "f", At: morning, Link: "https://example.org/a?utm_source=x", Place: "example.org/a", Version: "1", OfPage: true, Tries: 2,
			Recheck: morning.Add(time.Hour), ETag: "e", Modified: "m"}
		must(s.KeepItem(t.Context(), i, Article{ID: "a", Path: "added/a.md", Link: i.Link, Content: "one"}))
		if err := s.KeepItem(t.Context(), i, Article{ID: "b", Path: "added/b.md", Content: "one"}); !errors.Is(err, ErrNone) {
			t.Errorf("kept twice: %v", err)
		}
		i.Article = "a"
		must(s.SaveItem(t.Context(), FeedItem{ID: "j", Feed: "f", At: morning, Place: "example.org/b"}))
		must(s.Close())
		s = opened(t, o)
		got, err := s.FeedItems(t.Context(), "f", []string{"i", "none", "j"})
		if err != nil || len(got) != 2 || got["i"] != i {
			t.Errorf("%+v, %v", got, err)
		}
		for place, want := range map[string]bool{"example.org/a": true, "example.org/b": false, "": false} {
			if has, err := s.HasPlace(t.Context(), place); err != nil || has != want {
				t.Errorf("%s: %v, %v", place, has, err)
			}
		}
		for at, want := range map[time.Time]int{morning: 0, i.Recheck: 1} {
			if due, err := s.RecheckItems(t.Context(), "f", at, 9); err != nil || len(due) != want {
				t.Errorf("%+v, %v", due, err)
			}
		}
		first := Revision{ID: "r2", At: morning.Add(time.Minute), Article: "a", Path: "added/a.md", Content: "two"}
		second := Revision{ID: "r1", At: morning.Add(2 * time.Minute), Article: "a", Path: "added/a.md", Content: "three"}
		must(s.Revise(t.Context(), i, first))
		must(s.Revise(t.Context(), i, second))
		first.Before, second.Before = "one", "two"
		if list, err := s.UnwrittenRevisions(t.Context()); err != nil || len(list) > 0 {
			t.Errorf("before the article's file is written: %+v, %v", list, err)
		}
		must(s.Written(t.Context(), "a"))
		if list, err := s.UnwrittenRevisions(t.Context()); err != nil || !reflect.DeepEqual(list, []Revision{first, second}) {
			t.Errorf("%+v, %v", list, err)
		}
		must(s.RevisionWritten(t.Context(), "r2"))
		if list, err := s.UnwrittenRevisions(t.Context()); err != nil || !reflect.DeepEqual(list, []Revision{second}) {
			t.Errorf("%+v, %v", list, err)
		}
		if a, err := s.Article(t.Context(), "a"); err != nil || a.Content != "three" {
			t.Errorf("%+v, %v", a, err)
		}
		if _, err := s.Article(t.Context(), "none"); !errors.Is(err, ErrNone) {
			t.Error(err)
		}
		counts, err := s.FeedCounts(t.Context(), morning)
		if want := (FeedCount{All: 1, Recent: 1}); err != nil || counts["f"] != want {
			t.Errorf("%+v, %v", counts, err)
		}
		counts, err = s.FeedCounts(t.Context(), morning.Add(1))
		if want := (FeedCount{All: 1}); err != nil || counts["f"] != want {
			t.Errorf("%+v, %v", counts, err)
		}
	})
}
