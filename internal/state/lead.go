package state

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// indexer is the name of the lock that the elected process has.
const indexer = "indexer"

// Times of the election. A process that ends, or whose connection to PostgreSQL does, is replaced within electEvery; one that hangs within
// lockLife besides.
const (
	electEvery = 2 * time.Second
	checkEvery = 2 * time.Second
)

// Lead calls work while this process is elected, until ctx ends: of all that share the state, one is at a time. The context of work
// ends when the process is not elected any more, and another one may work before work returns.
func (s *State) Lead(ctx context.Context, log *slog.Logger, work func(ctx context.Context)) {
	for last := ""; ctx.Err() == nil; pause(ctx, electEvery) {
		lock, err := s.TryLock(ctx, indexer)
		if err == nil {
			log.Info("this process is elected: it adds what editors decide, visits the tracked sites and sends the posts")
			err = lock.during(ctx, work)
		}
		if text := fmt.Sprint(err); text != last && ctx.Err() == nil {
			log.Info("this process is not elected; it tries again", "every", electEvery.String(), "cause", err)
			last = text
		}
	}
}

// during calls work and returns when it has ended. The context of work ends with ctx, or when the lock is lost; the error says why.
func (l *Lock) during(ctx context.Context, work func(ctx context.Context)) error {
	defer l.Unlock()
	working, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		work(working)
	}()
	defer func() {
		cancel()
		<-ended
	}()
	ticker := time.NewTicker(checkEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ended:
			return nil
		case <-ticker.C:
			if err := l.Check(ctx); err != nil {
				return err
			}
		}
	}
}

// pause waits for a time, or until the context ends.
func pause(ctx context.Context, wait time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
}

// Led reports whether a process is elected at the moment.
func (s *State) Led(ctx context.Context) (bool, error) { return s.Locked(ctx, indexer) }
