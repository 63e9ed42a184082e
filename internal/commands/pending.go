package commands

import "context"

// Pending says what a change waits for until it shows in the answers.
type Pending int

// The kinds of Pending.
const (
	NotPending Pending = iota // nothing: it shows now
	Queued                    // the indexer, another process, which is at work
	Unattended                // the indexer; none is at work
)

// pending returns what a change waits for that a result says. Where this process follows the state itself, that is nothing.
func (s *Service) pending(ctx context.Context, r Result) Pending {
	if s.Added == nil || !s.Added.IsRemote() || !changes(r) {
		return NotPending
	}
	if led, err := s.Added.State.Led(ctx); err == nil && !led {
		return Unattended
	}
	return Queued
}

// changes reports whether a result says that something was changed which an indexer acts upon.
func changes(r Result) bool {
	switch r := r.(type) {
	case KeptResult, KeptGroupResult, RemovedResult, RestoredResult:
		return true
	case FeedResult:
		return r.News == FeedStarted
	case FollowResult:
		return r.Changed
	}
	return false
}
