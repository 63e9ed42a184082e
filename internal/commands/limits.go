package commands

import (
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

// limits admits work: so much at once, and so many uses a user in ten seconds.
type limits struct {
	slots       atomic.Pointer[chan struct{}] // nil for no limit
	uses        allowance
	suggestions allowance
}

// newLimits returns limits; 0 means none.
func newLimits(atWork, perUser int) *limits {
	l := &limits{}
	l.set(atWork, perUser)
	return l
}

// set sets how much is at work at once, and how many uses a user has; 0 for no limit. What is at work does not count after a change,
// and every allowance is full.
func (l *limits) set(atWork, perUser int) {
	switch slots := l.slots.Load(); {
	case atWork == 0:
		l.slots.Store(nil)
	case slots == nil || cap(*slots) != atWork:
		slots := make(chan struct{}, atWork)
		l.slots.Store(&slots)
	}
	l.uses.resize(perUser)
	l.suggestions.resize(perUser * suggestionsPerUse)
}

// enter takes a slot for work. It returns false if all are taken; else leave must be called.
func (l *limits) enter() (leave func(), ok bool) {
	slots := l.slots.Load()
	if slots == nil {
		return func() {}, true
	}
	select {
	case *slots <- struct{}{}:
		return func() { <-*slots }, true
	default:
		return nil, false
	}
}

// full reports whether all slots are taken at the moment.
func (l *limits) full() bool {
	slots := l.slots.Load()
	return slots != nil && len(*slots) == cap(*slots)
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
