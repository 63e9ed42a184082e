package state

import (
	"reflect"
	"testing"
	"time"
)

// TestFigures counts the feeds and the posts of an empty state, and of one in which a feed is late and failing, one is paused, one
// post is due and another waits for what is paused.
func TestFigures(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := withFollows(t, o)
		ok(t, s.Ping(t.Context()))
		now := morning.Add(time.Hour)
		want := Figures{Feeds: map[FeedStatus]int{FeedActive: 0, FeedPaused: 0, FeedFailed: 0}}
		if got, err := s.Figures(t.Context(), now); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("of an empty state %+v, %v", got, err)
		}
		for _, id := range []string{"late", "paused", "draft"} {
			f := feedA
			f.ID, f.URL = id, "https://example.org/"+id
			ok(t, s.AddFeed(t.Context(), f, morning.Add(-time.Hour)))
			if id != "draft" {
				ok(t, s.MoveFeed(t.Context(), id, FeedActive, addedA, FeedDraft))
			}
		}
		late, err := s.Feed(t.Context(), "late")
		ok(t, err)
		late.Next, late.Failures = now.Add(-10*time.Minute), 2
		ok(t, s.Visited(t.Context(), late))
		ok(t, s.MoveFeed(t.Context(), "paused", FeedPaused, addedA, FeedActive))
		ok(t, s.Arrive(t.Context(), nil, []Post{post("1", followA, "s"), post("2", digestB, "s")}, nil))
		ok(t, s.Pause(t.Context(), "d"))
		want = Figures{Feeds: map[FeedStatus]int{FeedActive: 1, FeedPaused: 1, FeedFailed: 0}, Failing: 1, Late: 10 * time.Minute, Pending: 2, Due: 1, Oldest: time.Hour}
		if got, err := s.Figures(t.Context(), now); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
		ok(t, s.Close())
		if err := s.Ping(t.Context()); err == nil {
			t.Error("a closed state is reachable")
		}
	})
}
