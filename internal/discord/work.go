package discord

import (
	"sync"
	"time"
)

// work counts the interactions under way.
type work struct {
	mu    sync.Mutex
	group sync.WaitGroup
	over  bool
}

// begin reports whether new work may begin. If so, the caller calls group.Done at its end.
func (w *work) begin() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.over {
		w.group.Add(1)
	}
	return !w.over
}

// finish makes begin return false and waits for the work under way, at most for the time within.
func (w *work) finish(within time.Duration) {
	w.mu.Lock()
	w.over = true
	w.mu.Unlock()
	done := make(chan struct{})
	go func() {
		w.group.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(within):
	}
}
