package discord

import (
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// TestLanes runs many more functions than there are lanes: never more at a time, and each once.
func TestLanes(t *testing.T) {
	const most, all = 4, 1000
	l := &Lanes{most: most, log: slog.New(slog.DiscardHandler)}
	var mu sync.Mutex
	var order []int
	var running atomic.Int32
	var group sync.WaitGroup
	release := make(chan struct{})
	for n := range all {
		group.Add(1)
		accepted := l.Run(func() {
			defer group.Done()
			defer running.Add(-1)
			if n := running.Add(1); n > most {
				t.Errorf("%d run at a time", n)
			}
			<-release
			mu.Lock()
			defer mu.Unlock()
			order = append(order, n)
		})
		if !accepted {
			t.Fatalf("%d is refused", n)
		}
	}
	if len(l.waiting) != all-most {
		t.Errorf("%d wait", len(l.waiting))
	}
	close(release)
	group.Wait()
	slices.Sort(order)
	for n, got := range order {
		if n != got {
			t.Fatalf("function %d was run as often as %v", n, order[n:n+2])
		}
	}
}

// TestLanesInOrder lets functions wait behind one lane.
func TestLanesInOrder(t *testing.T) {
	l := &Lanes{most: 1, log: slog.New(slog.DiscardHandler)}
	var order []int
	release, done := make(chan struct{}), make(chan struct{})
	l.Run(func() { <-release })
	for n := range mostWaiting {
		if !l.Run(func() { order = append(order, n) }) {
			t.Fatalf("%d is refused", n)
		}
	}
	if l.Run(func() {}) {
		t.Error("one more than may wait is accepted")
	}
	close(release)
	for !l.Run(func() { close(done) }) {
	}
	<-done
	if len(order) != mostWaiting || !slices.IsSorted(order) {
		t.Errorf("%d were run, in order %v", len(order), slices.IsSorted(order))
	}
}
