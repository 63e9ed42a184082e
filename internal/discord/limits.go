package discord

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// perUserSpan is the span in which a user has a number of requests.
const perUserSpan = 10 * time.Second

// limits admits requests: so many at work at once, and so many a user in ten seconds.
type limits struct {
	slots   chan struct{}
	perUser int

	mu    sync.Mutex
	users map[string]*rate.Limiter
}

func newLimits(atWork, perUser int) *limits {
	return &limits{slots: make(chan struct{}, max(1, atWork)), perUser: max(1, perUser), users: map[string]*rate.Limiter{}}
}

// admit lets a user's request in. done must be called when it is finished; it is nil if the user has to wait.
func (l *limits) admit(user string, now time.Time) (done func(), wait time.Duration) {
	if wait := l.take(user, now); wait > 0 {
		return nil, wait
	}
	select {
	case l.slots <- struct{}{}:
		return func() { <-l.slots }, 0
	default:
		return nil, time.Second
	}
}

// take takes one of a user's requests, or returns how long until there is one.
func (l *limits) take(user string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	limiter, ok := l.users[user]
	if !ok {
		l.forget(now)
		limiter = rate.NewLimiter(rate.Every(perUserSpan/time.Duration(l.perUser)), l.perUser)
		l.users[user] = limiter
	}
	reservation := limiter.ReserveN(now, 1)
	wait := reservation.DelayFrom(now)
	if wait > 0 {
		reservation.CancelAt(now)
	}
	return wait
}

// maxUsers is how many users are remembered before those are forgotten who have all their requests back.
const maxUsers = 1000

func (l *limits) forget(now time.Time) {
	if len(l.users) < maxUsers {
		return
	}
	for user, limiter := range l.users {
		if limiter.TokensAt(now) >= float64(l.perUser) {
			delete(l.users, user)
		}
	}
}

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
