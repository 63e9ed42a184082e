package delivery_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"lede/internal/delivery"
	"lede/internal/state"
	"lede/internal/testkit/postgres"
)

// channels takes posts to several channels, and takes its time for each.
type channels struct {
	mu       sync.Mutex
	taken    map[state.Place][]string
	underWay map[state.Place]bool
	most     int // posts that were under way at once
}

func (c *channels) send(t *testing.T, p state.Post) (string, error) {
	c.mu.Lock()
	if c.underWay[p.Place] {
		t.Errorf("two posts to %s are under way at once", p.Place)
	}
	c.underWay[p.Place] = true
	c.most = max(c.most, len(c.underWay))
	most := c.most
	c.mu.Unlock()
	for waited := time.Duration(0); most < 2 && waited < 5*time.Second; waited += 5 * time.Millisecond { // for a second one
		time.Sleep(5 * time.Millisecond)
		c.mu.Lock()
		most = c.most
		c.mu.Unlock()
	}
	time.Sleep(5 * time.Millisecond)
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.underWay, p.Place)
	c.taken[p.Place] = append(c.taken[p.Place], p.ID)
	return "m", nil
}

// TestTogether has two processes send the posts of one outbox at once: each post is sent once, those of a channel in order, and those of
// several channels at once.
func TestTogether(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { together(t, state.Options{Dir: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { together(t, state.Options{URL: postgres.Empty(t)}) })
}

func together(t *testing.T, o state.Options) {
	const places, each = 6, 10
	start := time.Now()
	c := channels{taken: map[state.Place][]string{}, underWay: map[state.Place]bool{}}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var senders sync.WaitGroup
	var states []*state.State
	for range 2 {
		s, err := state.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		states = append(states, s)
	}
	for p := range places {
		f := state.Follow{ID: fmt.Sprint("f", p), At: start, Place: state.InChannel(fmt.Sprint(p)), Words: "w", Status: state.FollowActive}
		if err := states[0].SaveFollow(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		var posts []state.Post
		for i := range each {
			story := fmt.Sprint(p, "-", i)
			posts = append(posts, state.Post{ID: story, At: start.Add(time.Duration(i)), Due: start, Place: f.Place, Follow: f.ID, Kind: state.StoryPost,
				Matches: []state.Match{{At: start, Place: f.Place, Story: story, Article: story, Follow: f.ID}}})
		}
		if err := states[0].Arrive(t.Context(), nil, posts, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range states {
		d := &delivery.Delivery{State: s, Now: time.Now, Log: slog.New(slog.DiscardHandler),
			Send: func(_ context.Context, p state.Post) (string, error) { return c.send(t, p) }}
		senders.Go(func() { d.Run(ctx) })
	}
	for due := start; !due.IsZero() && ctx.Err() == nil; time.Sleep(10 * time.Millisecond) {
		var err error
		if due, err = states[0].NextPost(ctx); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	senders.Wait()
	for p := range places {
		if got := c.taken[state.InChannel(fmt.Sprint(p))]; len(got) != each || !slices.IsSorted(got) {
			t.Errorf("channel %d got %q", p, got)
		}
	}
	if c.most < 2 {
		t.Error("no two posts were under way at once")
	}
}
