package discord

import (
	"sync"
	"time"
)

// work counts what is under way.
type work struct {
	mu    sync.Mutex
	group sync.WaitGroup
	over  bool
}

// begin reports whether new work may begin; each that does must call group.Done.
func (w *work) begin() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.over {
		w.group.Add(1)
	}
	return !w.over
}

// finish lets no new work begin and waits for what is under way, for a while.
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
