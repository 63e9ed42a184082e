package commands

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// perUserSpan is the span in which a user has a number of uses.
const perUserSpan = 10 * time.Second

// suggestionsPerUse is how many requests for suggestions a user has for each use: a title is found within five, at about
// one a second, which is how fast people type a few letters and look.
const suggestionsPerUse = 5

// Bounds of the work that waits for its turn. With so many for each slot the last one waits nine times as long as a piece of work takes:
// half a second where an answer takes 50 ms. What is slower for some seconds, such as a cluster of which a node starts, makes
// people wait and refuses nobody: Discord shows that the bot is thinking, and takes the reply for 15 minutes.
const (
	queuePerSlot = 8
	queueTime    = 10 * time.Second
)

// Admitted returns how many inputs are accepted at a time where so many are worked on at once: the others wait for their turn.
func Admitted(atWork int) int { return atWork * (1 + queuePerSlot) }

// limits admits work: so much at once, some more that waits for its turn, and so many uses a user in ten seconds.
type limits struct {
	slots       atomic.Pointer[slots] // nil for no limit
	uses        allowance
	suggestions allowance
}

// newLimits returns limits; 0 means none.
func newLimits(atWork, perUser int) *limits {
	l := &limits{}
	l.set(atWork, perUser)
	return l
}

// set sets how much is at work at once, and how many uses a user has; 0 for no limit. What is at work and what waits does not count
// after a change, and every allowance is full.
func (l *limits) set(atWork, perUser int) {
	switch s := l.slots.Load(); {
	case atWork == 0:
		l.slots.Store(nil)
	case s == nil || cap(s.taken) != atWork:
		l.slots.Store(&slots{taken: make(chan struct{}, atWork)})
	}
	l.uses.resize(perUser)
	l.suggestions.resize(perUser * suggestionsPerUse)
}

// enter takes a slot for work, and waits for it in the order of the calls at most for a time. It returns false if there is none by
// then, or too many wait already; else leave must be called.
func (l *limits) enter(ctx context.Context, wait time.Duration) (leave func(), ok bool) {
	s := l.slots.Load()
	if s == nil {
		return func() {}, true
	}
	return s.leave, s.enter(ctx, wait)
}

// full reports whether all slots are taken at the moment, and as many wait as may.
func (l *limits) full() bool {
	s := l.slots.Load()
	return s != nil && len(s.taken) == cap(s.taken) && int(s.waiting.Load()) >= queuePerSlot*cap(s.taken)
}

// slots are the places for work.
type slots struct {
	taken   chan struct{} // has an element for each; those that send wait in the order in which they came
	waiting atomic.Int32
}

func (s *slots) leave() { <-s.taken }

func (s *slots) enter(ctx context.Context, wait time.Duration) bool {
	select {
	case s.taken <- struct{}{}:
		return true
	default:
	}
	defer s.waiting.Add(-1)
	if int(s.waiting.Add(1)) > queuePerSlot*cap(s.taken) {
		return false
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case s.taken <- struct{}{}:
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return false
}

// allowance is how much each user may do within perUserSpan.
type allowance struct {
	mu      sync.Mutex
	size    int // 0 for no limit
	users   map[string]*rate.Limiter
	sweepAt int // how many users there are when full allowances are dropped next
}

// resize sets how much each user may do, 0 for no limit.
func (a *allowance) resize(size int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if size != a.size {
		a.size, a.users, a.sweepAt = size, nil, 0
	}
}

// take takes one from a user's allowance, or returns how long until there is one.
func (a *allowance) take(user string, now time.Time) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.size == 0 {
		return 0
	}
	limiter, ok := a.users[user]
	if !ok {
		limiter = a.add(user, now)
	}
	reservation := limiter.ReserveN(now, 1)
	wait := reservation.DelayFrom(now)
	if wait > 0 {
		reservation.CancelAt(now)
	}
	return wait
}

// maxUsers is how many users may have an entry before the entries with a full allowance are dropped.
const maxUsers = 1000

// add makes an entry for a user.
func (a *allowance) add(user string, now time.Time) *rate.Limiter {
	if a.users == nil {
		a.users = map[string]*rate.Limiter{}
	}
	if len(a.users) >= max(maxUsers, a.sweepAt) {
		for other, limiter := range a.users {
			if limiter.TokensAt(now) >= float64(a.size) {
				delete(a.users, other)
			}
		}
		a.sweepAt = 2 * len(a.users) // so that a sweep costs each new user a constant time
	}
	limiter := rate.NewLimiter(rate.Every(perUserSpan/time.Duration(a.size)), a.size)
	a.users[user] = limiter
	return limiter
}
