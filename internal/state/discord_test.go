package state

import (
	"slices"
	"testing"
	"time"
)

// TestRegistered keeps the scopes of two applications apart.
func TestRegistered(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		for _, set := range []struct {
			app    string
			scopes []string
		}{{"1", []string{"", "7"}}, {"10", []string{"8"}}, {"1", []string{"9"}}, {"1", []string{"9", "9"}}} {
			if err := s.SetRegistered(t.Context(), set.app, set.scopes); err != nil {
				t.Fatal(err)
			}
		}
		for app, want := range map[string][]string{"1": {"9"}, "10": {"8"}, "2": nil} {
			if got, err := s.Registered(t.Context(), app); err != nil || !slices.Equal(got, want) {
				t.Errorf("application %s: %q, %v", app, got, err)
			}
		}
	})
}

// TestTakeTurn takes the turns of two keys through two connections, as two processes do.
func TestTakeTurn(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		one, other := opened(t, o), opened(t, o)
		take := func(s *State, key int, spacing time.Duration) time.Duration {
			t.Helper()
			wait, err := s.TakeTurn(t.Context(), key, spacing)
			if err != nil {
				t.Fatal(err)
			}
			return wait
		}
		if wait := take(one, 0, time.Hour); wait != 0 {
			t.Errorf("the first turn waits for %v", wait)
		}
		if wait := take(other, 1, time.Hour); wait != 0 {
			t.Errorf("the turn of another key waits for %v", wait)
		}
		for _, s := range []*State{one, other} {
			if wait := take(s, 0, time.Hour); wait <= 59*time.Minute || wait > time.Hour {
				t.Errorf("a turn that is taken is free in %v", wait)
			}
		}
		if err := one.EndTurn(t.Context(), 0, time.Millisecond); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Millisecond)
		if wait := take(other, 0, time.Hour); wait != 0 {
			t.Errorf("a turn that has ended is free in %v", wait)
		}
		if wait := take(other, 1, time.Minute); wait != 0 {
			t.Errorf("a turn of a clock that is an hour ahead is waited for: %v", wait)
		}
	})
}
