package state

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/internal/testkit/postgres"
)

func TestLock(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		a, b := opened(t, o), opened(t, o)
		l, err := a.TryLock(t.Context(), "x")
		ok(t, err)
		if _, err := b.TryLock(t.Context(), "x"); !errors.Is(err, ErrLocked) {
			t.Errorf("locked twice: %v", err)
		}
		other, err := b.TryLock(t.Context(), "y")
		ok(t, err)
		defer other.Unlock()
		ok(t, l.Check(t.Context()))
		for name, want := range map[string]bool{"x": true, "z": false} {
			if locked, err := b.Locked(t.Context(), name); err != nil || locked != want {
				t.Errorf("%s is locked: %v, %v", name, locked, err)
			}
		}
		time.AfterFunc(100*time.Millisecond, l.Unlock)
		again, err := b.Lock(t.Context(), "x")
		ok(t, err)
		again.Unlock()
	})
}

// terminate ends the connections of locks, as a restart of the database does.
func terminate(t *testing.T, s *State) {
	t.Helper()
	_, err := s.db.Exec(`SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
		WHERE l.locktype = 'advisory' AND a.application_name = current_setting('application_name')`)
	ok(t, err)
}

// TestLockIsLost checks that a lock whose connection is ended is another's, and that Check says so.
func TestLockIsLost(t *testing.T) {
	s := opened(t, Options{URL: postgres.Empty(t) + "&application_name=" + NewID()})
	l, err := s.TryLock(t.Context(), "x")
	ok(t, err)
	defer l.Unlock()
	terminate(t, s)
	another, err := s.Lock(t.Context(), "x")
	ok(t, err)
	defer another.Unlock()
	if err := l.Check(t.Context()); !errors.Is(err, ErrAway) {
		t.Errorf("a lost lock: %v", err)
	}
}

// TestHangs checks that a lock is another's when its process does not use it for lockLife.
func TestHangs(t *testing.T) {
	t.Parallel()
	s := opened(t, Options{URL: postgres.Empty(t)})
	l, err := s.TryLock(t.Context(), "x")
	ok(t, err)
	defer l.Unlock()
	ctx, cancel := context.WithTimeout(t.Context(), lockLife+5*time.Second)
	defer cancel()
	another, err := s.Lock(ctx, "x")
	ok(t, err)
	another.Unlock()
}

// crew are processes that share a state, of which one works at a time.
type crew struct {
	working atomic.Int32

	leads [3]atomic.Int32 // how often each was elected
}

func (c *crew) join(ctx context.Context, t *testing.T, n int, o Options) {
	s := opened(t, o)
	s.Lead(ctx, slog.New(slog.DiscardHandler), func(ctx context.Context) {
		c.leads[n].Add(1)
		c.working.Add(1)
		<-ctx.Done()
		c.working.Add(-1)
	})
}

// until waits until something is so.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	for start := time.Now(); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Since(start) > 20*time.Second {
			t.Fatalf("not within 20 s: %s", what)
		}
	}
}

// TestLead ends the elected process, and of PostgreSQL the connection of its lock: another one takes its place.
func TestLead(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		t.Parallel()
		if o.URL != "" {
			o.URL += "&application_name=" + NewID()
		}
		var c crew
		var group sync.WaitGroup
		var ends [3]context.CancelFunc
		for n := range ends {
			ctx, cancel := context.WithCancel(t.Context())
			ends[n] = cancel
			group.Go(func() { c.join(ctx, t, n, o) })
		}
		watch := opened(t, o)
		led := func() bool { led, err := watch.Led(t.Context()); return err == nil && led && c.working.Load() == 1 }
		until(t, "one is elected", led)
		first := 0
		for n := range c.leads {
			if c.leads[n].Load() > 0 {
				first = n
			}
		}
		ends[first]()
		until(t, "another one is elected", func() bool { return c.leads[(first+1)%3].Load()+c.leads[(first+2)%3].Load() > 0 && led() })
		if o.URL != "" {
			before := c.leads[0].Load() + c.leads[1].Load() + c.leads[2].Load()
			terminate(t, watch)
			until(t, "one is elected again", func() bool { return c.leads[0].Load()+c.leads[1].Load()+c.leads[2].Load() > before && led() })
		}
		for _, end := range ends {
			end()
		}
		group.Wait()
		if led, err := watch.Led(t.Context()); err != nil || led {
			t.Errorf("elected after all have ended: %v, %v", led, err)
		}
	})
}
