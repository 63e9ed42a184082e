package discord

import (
	"context"
	"sync"
	"time"
)

// work counts the interactions under way.
type work struct {
	mu    sync.Mutex
	group sync.WaitGroup
	live  context.Context // ends when finish begins; nil before the first interaction
	end   context.CancelFunc
}

// start makes the context. The caller has locked the work.
func (w *work) start() {
	if w.live == nil {
		w.live, w.end = context.WithCancel(context.Background())
	}
}

// begin reports whether new work may begin. If so, the caller calls group.Done at its end.
func (w *work) begin() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.start()
	if w.live.Err() != nil {
		return false
	}
	w.group.Add(1)
	return true
}

// finish makes begin return false and waits for the work under way, at most for the time within.
func (w *work) finish(within time.Duration) {
	w.mu.Lock()
	w.start()
	w.end()
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
