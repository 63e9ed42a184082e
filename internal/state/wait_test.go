package state

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/internal/testkit/postgres"
	"lede/internal/testkit/tcp"
)

// proxied returns a state on PostgreSQL, and the way to it.
func proxied(t *testing.T) (*State, *tcp.Proxy) {
	p := tcp.NewProxy(t, postgres.Empty(t))
	return opened(t, Options{URL: p.URL}), p
}

// keepOne saves a draft and keeps it, as an addition does.
func keepOne(ctx context.Context, s *State, id string) error {
	d := Draft{ID: id, At: morning, Name: id + ".md", Content: "Text"}
	if err := s.SaveDraft(ctx, d); err != nil {
		return err
	}
	_, err := s.Keep(ctx, id, "added/"+id+".md", addedA)
	return err
}

// checkKept checks that there are so many articles, each with one entry in the log.
func checkKept(t *testing.T, s *State, want int) {
	t.Helper()
	kept, err := s.Unwritten(t.Context())
	entries, failed := s.LogLen(t.Context())
	if err = errors.Join(err, failed); err != nil || len(kept) != want || entries != want {
		t.Errorf("%d articles with %d entries in the log, %v; want %d", len(kept), entries, err, want)
	}
}

// TestWait takes PostgreSQL away while changes are made: they wait until it is back, and each is done once. What is beyond the bound is
// refused at once, and so is what counts beside an answer.
func TestWait(t *testing.T) {
	s, p := proxied(t)
	p.Cut()
	var waiting, failed atomic.Int32
	ctx := OnWait(t.Context(), t.Context(), func() { waiting.Add(1) })
	var group sync.WaitGroup
	for i := range mostWaiting {
		group.Go(func() {
			if err := keepOne(ctx, s, fmt.Sprint(i)); err != nil {
				failed.Add(1)
				t.Error(err)
			}
		})
	}
	until(t, "all wait", func() bool { return waiting.Load() == mostWaiting || failed.Load() > 0 })
	began := time.Now()
	if err := keepOne(t.Context(), s, "more"); !errors.Is(err, ErrAway) {
		t.Errorf("beyond the bound: %v", err)
	}
	if err := s.CountGap(t.Context(), Gap{ID: "g"}); !errors.Is(err, ErrAway) {
		t.Errorf("a count: %v", err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("refused after %v", took)
	}
	p.Mend()
	group.Wait()
	checkKept(t, s, mostWaiting)
}

// TestCommitIsLost has PostgreSQL commit a change whose answer never comes: it is not made again, and its result is that of the first time.
func TestCommitIsLost(t *testing.T) {
	s, p := proxied(t)
	ok(t, s.SaveDraft(t.Context(), draftA))
	p.Lose("commit")
	a, err := s.Keep(t.Context(), "a", "added/a.md", addedA)
	if err != nil || a.Content != draftA.Content {
		t.Errorf("%+v, %v", a, err)
	}
	checkKept(t, s, 1)
	ok(t, s.DropChanges(t.Context(), time.Now()))
}

// TestServerEnds ends all connections of PostgreSQL while changes are made, as its restart does: none is lost, none is made twice.
func TestServerEnds(t *testing.T) {
	name := NewID()
	s := opened(t, Options{URL: postgres.Empty(t) + "&application_name=" + name})
	other := opened(t, Options{URL: s.options.URL + "2"})
	const changes = 40
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range changes / 4 {
				if err := keepOne(t.Context(), s, fmt.Sprint(worker, "-", i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 10 {
		time.Sleep(20 * time.Millisecond)
		_, err := other.db.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1`, name)
		ok(t, err)
	}
	group.Wait()
	checkKept(t, s, changes)
}

// TestSilence has PostgreSQL's machine go without a word while connections are open: what is read and what is changed is tried again on a new
// connection, long before the time of the work is over.
func TestSilence(t *testing.T) {
	t.Parallel()
	s, p := proxied(t)
	var group sync.WaitGroup
	both := func() { // at once, so that two connections are open
		group.Go(func() {
			if _, err := s.Log(t.Context(), 0, 10); err != nil {
				t.Error(err)
			}
		})
		group.Go(func() {
			if err := keepOne(t.Context(), s, NewID()); err != nil {
				t.Error(err)
			}
		})
		group.Wait()
	}
	both()
	p.Silence()
	began := time.Now()
	both()
	if took := time.Since(began); took < firstAttempt || took > 6*firstAttempt {
		t.Errorf("it took %v", took)
	}
	checkKept(t, s, 2)
}

// TestTurn has one wait for the database at its turn: another one who waits for the turn waits for the database by that, and ends with its
// context. The turn comes when the database is back.
func TestTurn(t *testing.T) {
	s, p := proxied(t)
	var turn Turn
	leave, err := s.Take(t.Context(), &turn)
	ok(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	var waiting atomic.Int32
	second := make(chan error, 1)
	go func() {
		_, err := s.Take(OnWait(ctx, t.Context(), func() { waiting.Add(1) }), &turn)
		second <- err
	}()
	time.Sleep(2 * lookEvery)
	if waiting.Load() > 0 {
		t.Error("waits for a database that answers")
	}
	p.Cut()
	done := make(chan error, 1)
	go func() { done <- keepOne(t.Context(), s, NewID()) }()
	until(t, "the second one waits for the database", func() bool { return waiting.Load() > 0 })
	cancel()
	if err := <-second; !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of the context: %v", err)
	}
	p.Mend()
	ok(t, <-done)
	leave()
	leave, err = s.Take(t.Context(), &turn)
	ok(t, err)
	leave()
	if n := waiting.Load(); n != 1 {
		t.Errorf("said %d times", n)
	}
}
