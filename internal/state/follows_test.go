package state

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	here    = InChannel("1")
	followA = Follow{ID: "f", At: morning, Owner: ann, Place: here, Words: `稀土 "rare earths"`, Locale: "en", Status: FollowActive}
	digestB = Follow{ID: "d", At: morning, Owner: Editor{User: "8"}, Place: ToUser("8"), Words: "tariffs", Locale: "zh", Every: "daily", Minute: 480,
		Zone: "Europe/London", Ping: true, Status: FollowActive, Due: morning.Add(time.Hour)}
)

// withFollows returns a state in which both are followed.
func withFollows(t *testing.T, o Options) *State {
	t.Helper()
	s := opened(t, o)
	for _, f := range []Follow{followA, digestB} {
		ok(t, s.SaveFollow(t.Context(), f))
	}
	return s
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// match returns the match of a story, told by the article of the same id.
func match(f Follow, id string) Match {
	return Match{At: morning, Place: f.Place, Story: id, Article: id, Follow: f.ID}
}

// post returns a post of a story.
func post(id string, f Follow, story string) Post {
	return Post{ID: id, At: morning, Place: f.Place, Follow: f.ID, Kind: StoryPost, Due: morning, Matches: []Match{match(f, story)}}
}

// claimed returns the id of the post that is claimed at a time, "" for none.
func claimed(t *testing.T, s *State, at time.Time) string {
	t.Helper()
	p, err := s.Claim(t.Context(), at, time.Minute)
	if !errors.Is(err, ErrNone) {
		ok(t, err)
	}
	return p.ID
}

func TestFollows(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := withFollows(t, o)
		proposal := followA
		proposal.ID, proposal.Status = "p", FollowProposed
		ok(t, s.SaveFollow(t.Context(), proposal))
		if got, err := s.Follows(t.Context()); err != nil || !reflect.DeepEqual(got, []Follow{digestB, followA}) {
			t.Errorf("%+v, %v", got, err)
		}
		ok(t, s.DropProposed(t.Context(), morning.Add(time.Second)))
		if _, err := s.Follow(t.Context(), "p"); !errors.Is(err, ErrNone) {
			t.Errorf("an old proposal: %v", err)
		}
		ok(t, s.Pause(t.Context(), "f"))
		if got, err := s.Follow(t.Context(), "f"); err != nil || got.Status != FollowPaused {
			t.Errorf("%+v, %v", got, err)
		}
		for what, err := range map[string]error{"pause": s.Pause(t.Context(), "x"), "resume": s.Resume(t.Context(), "x", morning, morning), "remove": s.RemoveFollow(t.Context(), "x")} {
			if !errors.Is(err, ErrNone) {
				t.Errorf("%s what is not followed: %v", what, err)
			}
		}
	})
}

// TestOneStoryAPlace checks that a place gets a story once, whatever it matches, now or in a digest.
func TestOneStoryAPlace(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := withFollows(t, o)
		seen := []Seen{{ID: "a", Sum: "1", Story: "s", Arrived: morning}, {ID: "b", Sum: "2", Story: "s"}}
		again := match(followA, "s")
		again.Follow = "another"
		ok(t, s.Arrive(t.Context(), seen, []Post{post("1", followA, "s")}, []Match{again}))
		if err := s.Arrive(t.Context(), []Seen{{ID: "c"}, seen[0]}, []Post{post("0", digestB, "c")}, nil); !errors.Is(err, ErrStale) {
			t.Errorf("an article that another process has seen: %v", err)
		}
		ok(t, s.Arrive(t.Context(), nil, []Post{post("2", followA, "s"), post("3", digestB, "s")}, nil))
		if a, b, c := claimed(t, s, morning), claimed(t, s, morning), claimed(t, s, morning); a != "1" || b != "3" || c != "" {
			t.Errorf("claimed %q, %q, %q", a, b, c)
		}
		if got, err := s.Seen(t.Context(), []string{"a", "b", "c"}); err != nil || !reflect.DeepEqual(got, map[string]Seen{"a": seen[0], "b": seen[1]}) {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err := s.SeenSums(t.Context(), []string{"2"}); err != nil || got["2"].ID != "b" {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err := s.Arrivals(t.Context(), morning); err != nil || !reflect.DeepEqual(got, seen[:1]) {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

// TestOutbox follows posts from one state to the next.
func TestOutbox(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := withFollows(t, o)
		ok(t, s.Arrive(t.Context(), nil, []Post{post("1", followA, "s"), post("2", digestB, "s")}, nil))
		later := morning.Add(time.Minute)
		if a, b := claimed(t, s, morning), claimed(t, s, morning); a != "1" || b != "2" {
			t.Fatalf("claimed %q, %q", a, b)
		}
		if got := claimed(t, s, later.Add(-1)); got != "" {
			t.Errorf("%q is claimed within its lease", got)
		}
		ok(t, s.Sent(t.Context(), "1", "100"))
		if due, err := s.NextPost(t.Context()); err != nil || !due.Equal(later) {
			t.Errorf("next at %v, %v", due, err)
		}
		if got, err := s.Claim(t.Context(), later, time.Minute); err != nil || got.ID != "2" || got.Tries != 2 {
			t.Errorf("%+v, %v", got, err)
		}
		ok(t, s.Defer(t.Context(), digestB.Place, later.Add(time.Hour)))
		if got := claimed(t, s, later.Add(time.Minute)); got != "" {
			t.Errorf("%q is claimed before the limit ends", got)
		}
		ok(t, s.Pause(t.Context(), "d"))
		if got := claimed(t, s, later.Add(2*time.Hour)); got != "" {
			t.Errorf("%q is claimed while its follow is paused", got)
		}
		ok(t, s.RemoveFollow(t.Context(), "d"))
		if due, err := s.NextPost(t.Context()); err != nil || !due.IsZero() {
			t.Errorf("the post of what is not followed any more is due at %v, %v", due, err)
		}
		ok(t, s.Prune(t.Context(), later))
		if got, err := s.Matches(t.Context(), "1"); err != nil || len(got) > 0 {
			t.Errorf("after 90 days %+v, %v", got, err)
		}
	})
}

// TestBroken checks that a place which takes no posts pauses what is followed there, tells the owner once, and gets what it missed
// when that is resumed.
func TestBroken(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := withFollows(t, o)
		ok(t, s.Arrive(t.Context(), nil, []Post{post("1", followA, "s"), post("2", followA, "t")}, nil))
		for range 2 {
			p, err := s.Claim(t.Context(), morning, time.Minute)
			ok(t, err)
			ok(t, s.Break(t.Context(), p, morning))
			if p.Kind == BrokenPost { // the owner takes no messages either
				break
			}
		}
		if got := claimed(t, s, morning.Add(time.Hour)); got != "" {
			t.Errorf("%q is sent while what is followed is broken", got)
		}
		if f, err := s.Follow(t.Context(), "f"); err != nil || f.Status != FollowBroken {
			t.Errorf("%+v, %v", f, err)
		}
		ok(t, s.Resume(t.Context(), "f", morning, time.Time{}))
		var again string
		for range 2 {
			id := claimed(t, s, morning)
			ok(t, s.Sent(t.Context(), id, "100"))
			again += id
		}
		if c := claimed(t, s, morning); again != "12" && again != "21" || len(c) == 1 {
			t.Errorf("after it is resumed %q, %q", again, c)
		}
	})
}

// TestDigest makes one digest from several at once: each match is in one, and one is made.
func TestDigest(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := withFollows(t, o)
		ok(t, s.Arrive(t.Context(), nil, nil, []Match{match(digestB, "s"), match(digestB, "t"), match(followA, "s")}))
		if due, err := s.DueFollows(t.Context(), digestB.Due.Add(-1)); err != nil || len(due) > 0 {
			t.Errorf("due early: %+v, %v", due, err)
		}
		due, err := s.DueFollows(t.Context(), digestB.Due)
		if err != nil || !reflect.DeepEqual(due, []Follow{digestB}) {
			t.Fatalf("%+v, %v", due, err)
		}
		next := digestB.Due.Add(24 * time.Hour)
		var made sync.WaitGroup
		for range 5 {
			made.Go(func() {
				if err := s.Digest(t.Context(), due[0], digestB.Due, next); err != nil && !errors.Is(err, ErrNone) {
					t.Error(err)
				}
			})
		}
		made.Wait()
		p, err := s.Claim(t.Context(), digestB.Due, time.Minute)
		ok(t, err)
		if got, err := s.Matches(t.Context(), p.ID); err != nil || len(got) != 2 || p.Kind != DigestPost {
			t.Errorf("%+v about %+v, %v", p, got, err)
		}
		ok(t, s.Sent(t.Context(), p.ID, "100"))
		if another := claimed(t, s, digestB.Due); another != "" {
			t.Errorf("a second digest %q", another)
		}
		tomorrow := digestB
		tomorrow.Due = next
		ok(t, s.Digest(t.Context(), tomorrow, next, next.Add(24*time.Hour)))
		if empty := claimed(t, s, next.Add(-time.Second)); empty != "" {
			t.Errorf("a digest of nothing %q", empty)
		}
	})
}

func TestBegin(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		if begun, err := s.Begun(t.Context()); err != nil || begun {
			t.Errorf("%v, %v", begun, err)
		}
		var many []Seen
		for i := range 1001 {
			many = append(many, Seen{ID: fmt.Sprint(i), Story: "s"})
		}
		ok(t, s.Begin(t.Context(), many, morning))
		if err := s.Begin(t.Context(), []Seen{{ID: "x"}}, morning); !errors.Is(err, ErrNone) {
			t.Errorf("begun twice: %v", err)
		}
		if got, err := s.Seen(t.Context(), []string{"0", "1000", "x"}); err != nil || len(got) != 2 {
			t.Errorf("%+v, %v", got, err)
		}
		if begun, err := s.Begun(t.Context()); err != nil || !begun {
			t.Errorf("%v, %v", begun, err)
		}
	})
}

func TestLooks(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		for i := range 2 {
			ok(t, s.Looked(t.Context(), "7", morning.Add(time.Duration(i))))
		}
		if at, err := s.Look(t.Context(), "7"); err != nil || !at.Equal(morning.Add(1)) {
			t.Errorf("%v, %v", at, err)
		}
		if at, err := s.Look(t.Context(), "8"); err != nil || !at.IsZero() {
			t.Errorf("%v, %v", at, err)
		}
	})
}

func TestGaps(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		for i, g := range []Gap{{ID: "a", Question: "Who?", Missing: 1}, {ID: "b", Question: "What?", Rejected: 1, Nearest: "x"}, {ID: "a", Question: "who", Rejected: 1, Nearest: "y"}} {
			g.At = morning.Add(time.Duration(i))
			ok(t, s.CountGap(t.Context(), g))
		}
		want := []Gap{{"a", morning.Add(2), "who", 1, 1, "y"}, {"b", morning.Add(1), "What?", 0, 1, "x"}}
		if got, err := s.Gaps(t.Context(), morning, 0, 9); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err := s.Gaps(t.Context(), morning, 1, 9); err != nil || !reflect.DeepEqual(got, want[1:]) {
			t.Errorf("%+v, %v", got, err)
		}
		ok(t, s.DropGaps(t.Context(), morning.Add(2)))
		if n, err := s.GapsLen(t.Context(), morning); err != nil || n != 1 {
			t.Errorf("%d, %v", n, err)
		}
	})
}

// TestForgetFollower checks that nothing in the tables names a person who is forgotten.
func TestForgetFollower(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		const person = "700000000000000001"
		mine := digestB
		mine.Owner.User, mine.Place = person, ToUser(person)
		ok(t, s.SaveFollow(t.Context(), mine))
		ok(t, s.SaveFollow(t.Context(), followA))
		ok(t, s.Looked(t.Context(), person, morning))
		ok(t, s.Arrive(t.Context(), nil, []Post{post("1", mine, "s"), post("2", followA, "s")}, []Match{match(mine, "t")}))
		ok(t, s.Forget(t.Context(), person))
		if got := string(backupOf(t, s)); len(got) == 0 || strings.Contains(got, person) {
			t.Errorf("what is left names the person:\n%s", got)
		}
		if got := claimed(t, s, morning); got != "2" {
			t.Errorf("claimed %q", got)
		}
	})
}

// TestLists checks that stories join the list of their follow until it is claimed, and that none is lost when it is claimed in between.
func TestLists(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := withFollows(t, o)
		list := func(id, story string) Post {
			p := post(id, followA, story)
			p.Kind = DigestPost
			return p
		}
		ok(t, s.Arrive(t.Context(), nil, []Post{list("1", "s")}, nil))
		ok(t, s.Arrive(t.Context(), nil, []Post{list("2", "t")}, nil))
		if n, err := s.PostedSince(t.Context(), "f", morning); err != nil || n != 2 {
			t.Errorf("%d stories, %v", n, err)
		}
		if a, b := claimed(t, s, morning), claimed(t, s, morning); a != "1" || b != "" {
			t.Errorf("claimed %q, %q", a, b)
		}
		ok(t, s.Sent(t.Context(), "1", "100"))
		ok(t, s.Arrive(t.Context(), nil, []Post{list("3", "u")}, nil))
		if got := claimed(t, s, morning); got != "3" {
			t.Errorf("claimed %q after a list was claimed", got)
		}
		ok(t, s.Sent(t.Context(), "3", "100"))
		if got, err := s.Matches(t.Context(), "1"); err != nil || len(got) != 2 {
			t.Errorf("%+v, %v", got, err)
		}
		var both sync.WaitGroup
		lists := map[string]bool{}
		both.Go(func() {
			for i := range 20 {
				if err := s.Arrive(t.Context(), nil, []Post{list(fmt.Sprintf("x%d", i), fmt.Sprintf("x%d", i))}, nil); err != nil {
					t.Error(err)
				}
			}
		})
		stories := 0
		for range 200 {
			p, err := s.Claim(t.Context(), morning, time.Hour)
			if err != nil {
				continue
			}
			lists[p.ID] = true
			matches, err := s.Matches(t.Context(), p.ID)
			ok(t, err)
			ok(t, s.Sent(t.Context(), p.ID, "100"))
			stories += len(matches)
		}
		both.Wait()
		for id := claimed(t, s, morning); id != ""; id = claimed(t, s, morning) {
			matches, err := s.Matches(t.Context(), id)
			ok(t, err)
			ok(t, s.Sent(t.Context(), id, "100"))
			stories += len(matches)
		}
		if stories != 20 {
			t.Errorf("%d stories of 20 are in %d lists when they are claimed", stories, len(lists))
		}
	})
}
