package delivery_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/delivery"
	"lede/internal/state"
)

// medium takes posts, or answers with errors in turn.
type medium struct {
	mu     sync.Mutex
	errors map[string][]error // by the story of the post; then it is taken
	taken  []string
	tries  int
	state  *state.State
}

func (m *medium) send(ctx context.Context, p state.Post) (string, error) {
	matches, err := m.state.Matches(ctx, p.ID)
	if err != nil {
		return "", err
	}
	story := string(p.Kind)
	if len(matches) > 0 {
		story = matches[0].Story
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tries++
	if left := m.errors[story]; len(left) > 0 {
		m.errors[story] = left[1:]
		if left[0] == errPanic {
			panic("broken")
		}
		return "", left[0]
	}
	m.taken = append(m.taken, story)
	return fmt.Sprint(len(m.taken)), nil
}

var errPanic = errors.New("the sender panics")

func (m *medium) posted() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.taken)
}

// run delivers the posts of some stories over a medium, with a clock that runs 100 times as fast, until so many are taken.
func run(t *testing.T, m *medium, want int, stories ...string) {
	t.Helper()
	var err error
	if m.state, err = state.Open(t.Context(), state.Options{Dir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.state.Close() })
	start := time.Now()
	now := func() time.Time { return start.Add(100 * time.Since(start)) }
	f := state.Follow{ID: "f", At: start, Owner: state.Editor{User: "7"}, Place: state.InChannel("1"), Words: "w", Status: state.FollowActive}
	if err := m.state.SaveFollow(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	for i, story := range stories {
		p := state.Post{ID: state.NewPostID(), At: start, Place: f.Place, Follow: "f", Kind: state.StoryPost, Due: start.Add(time.Duration(i)),
			Matches: []state.Match{{At: start, Place: f.Place, Story: story, Article: story, Follow: "f"}}}
		if err := m.state.Arrive(t.Context(), nil, []state.Post{p}, nil); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	ended := make(chan struct{})
	d := delivery.Delivery{State: m.state, Send: m.send, Now: now, Log: slog.New(slog.DiscardHandler)}
	go func() {
		defer close(ended)
		d.Run(ctx)
	}()
	for len(m.posted()) < want && ctx.Err() == nil {
		time.Sleep(10 * time.Millisecond)
	}
	for due, err := m.state.NextPost(ctx); !due.IsZero() || err != nil; due, err = m.state.NextPost(ctx) {
		if ctx.Err() != nil {
			t.Fatal("posts are left")
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	<-ended
}

// TestTemporary checks that a post is tried until it is taken, whatever fails for a time.
func TestTemporary(t *testing.T) {
	m := &medium{errors: map[string][]error{"a": {errors.New("no connection"), errPanic, &delivery.Refusal{After: time.Second, Text: "too many"}}}}
	run(t, m, 2, "a", "b")
	if got := m.posted(); !slices.Equal(got, []string{"b", "a"}) && !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("taken %q", got)
	}
}

// TestLimited checks that nothing is sent to a place before its limit ends.
func TestLimited(t *testing.T) {
	m := &medium{errors: map[string][]error{"a": {&delivery.Refusal{After: 20 * time.Second, Text: "too many"}}}}
	run(t, m, 3, "a", "b", "c")
	if m.tries != 4 {
		t.Errorf("%d tries of 3 posts, of which one was refused for 20 s", m.tries)
	}
}

// TestRefused checks that what is never taken is not tried again, what says nothing is done, and a closed place has its owner told.
func TestRefused(t *testing.T) {
	m := &medium{errors: map[string][]error{"a": {&delivery.Refusal{Invalid: true, Text: "no"}}, "b": {delivery.ErrVoid}}}
	run(t, m, 1, "a", "b", "c")
	if got := m.posted(); !slices.Equal(got, []string{"c"}) || m.tries != 3 {
		t.Errorf("taken %q in %d tries", got, m.tries)
	}
	closed := &delivery.Refusal{Closed: true, Text: "no access"}
	m = &medium{errors: map[string][]error{"a": {closed, closed}, "b": {closed, closed}}}
	run(t, m, 1, "a", "b")
	if got := strings.Join(m.posted(), " "); got != "broken" || m.tries != 2 {
		t.Errorf("taken %q in %d tries", got, m.tries)
	}
}
