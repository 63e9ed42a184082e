package state

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"
)

// together runs a function in several processes at once that share a state.
func together(t *testing.T, o Options, f func(s *State, n int)) {
	t.Helper()
	var group sync.WaitGroup
	for n := range 4 {
		s := opened(t, o)
		group.Go(func() { f(s, n) })
	}
	group.Wait()
}

// TestKeepItemTogether has several processes make articles of the same items, and of items of one page: each gets one article.
func TestKeepItemTogether(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		const items = 20
		together(t, o, func(s *State, n int) {
			for i := range items {
				item := FeedItem{ID: fmt.Sprint("item", i), Feed: "f", At: morning, Place: fmt.Sprint("page", i)}
				if n == 3 { // an item of another feed about the same page
					item.ID, item.Feed = fmt.Sprint("other", i), "g"
				}
				id := NewID()
				if err := s.KeepItem(t.Context(), item, Article{ID: id, Path: id + ".md"}); err != nil && !errors.Is(err, ErrNone) {
					t.Error(err)
				}
				item.Version = "seen by another visit, which knows of no article"
				if err := s.SaveItem(t.Context(), item); err != nil {
					t.Error(err)
				}
			}
		})
		s := opened(t, o)
		kept, err := s.Unwritten(t.Context())
		counts, failed := s.FeedCounts(t.Context(), morning)
		if err != nil || failed != nil || len(kept) != items || counts["f"].All+counts["g"].All != items {
			t.Errorf("%d articles, of items %+v, %v, %v", len(kept), counts, err, failed)
		}
	})
}

// TestSettingsTogether has several processes change the settings of one server: no change is lost.
func TestSettingsTogether(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		together(t, o, func(s *State, n int) {
			for i := range 10 {
				_, err := s.ChangeSettings(t.Context(), "1", Entry{At: morning, Action: Set}, func(g *Settings) error {
					g.Editors = append(g.Editors, fmt.Sprint(n, "-", i))
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
		s := opened(t, o)
		if got, err := s.Settings(t.Context(), "1"); err != nil || len(got.Editors) != 40 {
			t.Errorf("%d roles, %v", len(got.Editors), err)
		}
		refused := errors.New("no")
		if _, err := s.ChangeSettings(t.Context(), "2", Entry{}, func(*Settings) error { return refused }); err != refused {
			t.Errorf("a refused change: %v", err)
		}
		if got, err := s.Settings(t.Context(), "2"); err != nil || !reflect.DeepEqual(got, Settings{Guild: "2"}) {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

// TestClaimTogether has several processes send posts to several places: each is claimed once, and those of a place in order.
func TestClaimTogether(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		const places, each = 4, 10
		for p := range places {
			f := followA
			f.ID, f.Place = fmt.Sprint("f", p), InChannel(fmt.Sprint(p))
			ok(t, s.SaveFollow(t.Context(), f))
			var posts []Post
			for i := range each {
				at := morning.Add(time.Duration(i))
				posts = append(posts, Post{ID: fmt.Sprintf("%d-%02d", p, i), At: at, Due: morning, Place: f.Place, Follow: f.ID, Kind: StoryPost,
					Matches: []Match{match(f, fmt.Sprint(p, "-", i))}})
			}
			slices.Reverse(posts)
			ok(t, s.Arrive(t.Context(), nil, posts, nil))
		}
		var mu sync.Mutex
		sent := map[Place][]string{}
		together(t, o, func(s *State, _ int) {
			for misses := 0; misses < 50; {
				p, err := s.Claim(t.Context(), morning, time.Hour)
				if err != nil {
					if !errors.Is(err, ErrNone) {
						t.Error(err)
					}
					misses++
					time.Sleep(time.Millisecond)
					continue
				}
				mu.Lock()
				sent[p.Place] = append(sent[p.Place], p.ID)
				mu.Unlock()
				if err := s.Sent(t.Context(), p.ID, "1"); err != nil {
					t.Error(err)
				}
			}
		})
		for p := range places {
			if got := sent[InChannel(fmt.Sprint(p))]; len(got) != each || !slices.IsSorted(got) {
				t.Errorf("sent to place %d: %q", p, got)
			}
		}
	})
}

// TestClaimPlace checks that a post waits while another one to its place is being sent, and is not held up by those to other places.
func TestClaimPlace(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := withFollows(t, o)
		later := post("2", followA, "t")
		later.At = later.At.Add(1)
		ok(t, s.Arrive(t.Context(), nil, []Post{post("1", followA, "s"), later, post("3", digestB, "s")}, nil))
		if a, b, c := claimed(t, s, morning), claimed(t, s, morning), claimed(t, s, morning); a+b != "13" && a+b != "31" || c != "" {
			t.Errorf("claimed %q, %q, %q", a, b, c)
		}
		ok(t, s.Retry(t.Context(), "1", morning.Add(time.Hour)))
		if got := claimed(t, s, morning); got != "2" {
			t.Errorf("claimed %q after the first one has failed", got)
		}
	})
}

func TestGone(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		ok(t, s.Arrive(t.Context(), []Seen{{ID: "a"}, {ID: "b"}, {ID: "c", Arrived: morning}}, nil, nil))
		ok(t, s.MarkGone(t.Context(), []string{"a", "c"}, morning))
		ok(t, s.MarkGone(t.Context(), []string{"c"}, time.Time{}))
		want := []SeenID{{"b", false}, {"c", false}}
		if got, err := s.SeenAfter(t.Context(), "a", 9); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, %v", got, err)
		}
		for _, c := range []struct {
			before time.Time
			n      int
		}{{morning, 0}, {morning.Add(1), 1}} {
			if n, err := s.PruneSeen(t.Context(), c.before); err != nil || n != c.n {
				t.Errorf("%d, %v; want %d", n, err, c.n)
			}
		}
		if got, err := s.SeenAfter(t.Context(), "", 9); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

// TestAway checks that a database which cannot be reached is told apart from a statement that fails.
func TestAway(t *testing.T) {
	_, err := Open(t.Context(), Options{URL: "postgres://lede@127.0.0.1:1/lede?sslmode=disable"})
	if !isAway(err) {
		t.Errorf("nothing listens: %v", err)
	}
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		_, err := s.db.Exec(`SELECT * FROM nothing`)
		if err = wrap(err); err == nil || errors.Is(err, ErrAway) {
			t.Errorf("there is no table: %v", err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 0)
		defer cancel()
		if _, err := s.Follows(ctx); !errors.Is(err, ErrAway) {
			t.Errorf("no answer in time: %v", err)
		}
	})
}
