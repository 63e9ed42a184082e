package discord

import (
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Bounds of what is under way. A call takes Discord about 150 ms: with so many that send, 800 a second can be answered. In the
// three seconds of a first response as many as may wait arrive at 1,300 a second, and take about 2 kB of memory each.
const (
	sending     = 128
	mostWaiting = 4096
)

// Lanes handle interactions, so many at a time, wherever they come from; the others wait in the order in which they came.
type Lanes struct {
	most     int // at a time
	log      *slog.Logger
	overflow rate.Sometimes // limits the log

	mu      sync.Mutex
	running int
	waiting []func()
	dropped int // since the start
}

// NewLanes returns lanes for a handler that accepts so many interactions at once; it refuses any number of others.
func NewLanes(accepted int, log *slog.Logger) *Lanes {
	return &Lanes{most: accepted + sending, log: log, overflow: rate.Sometimes{Interval: time.Minute}}
}

// SetAccepted changes how many interactions the handler accepts at once.
func (l *Lanes) SetAccepted(accepted int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.most = accepted + sending
}

// Run has a function run now or later, and returns at once. It returns false if too many wait. A panic of the function is logged.
func (l *Lanes) Run(f func()) bool {
	if l.add(func() { Guard(l.log, "an interaction", f) }) {
		return true
	}
	l.overflow.Do(func() { l.log.Error("interactions get no response: too many wait", "waiting", mostWaiting) })
	return false
}

// Load returns how many interactions are handled and wait, and how many have been dropped since the start.
func (l *Lanes) Load() (running, waiting, dropped int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.running, len(l.waiting), l.dropped
}

// Guard calls f and logs its panic, which would end the process in a goroutine of its own.
func Guard(log *slog.Logger, what string, f func()) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("panic", "in", what, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		}
	}()
	f()
}

// add starts a function or lets it wait.
func (l *Lanes) add(f func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.running < l.most:
		l.running++
		go l.drive(f)
	case len(l.waiting) >= mostWaiting:
		l.dropped++
		return false
	default:
		l.waiting = append(l.waiting, f)
	}
	return true
}

// drive runs a function and then those that wait, until there is none.
func (l *Lanes) drive(f func()) {
	for f != nil {
		f()
		f = l.next()
	}
}

// next returns the function that has waited longest; nil ends the lane.
func (l *Lanes) next() func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) == 0 {
		l.running--
		l.waiting = nil // frees the memory of a burst
		return nil
	}
	f := l.waiting[0]
	l.waiting[0] = nil
	l.waiting = l.waiting[1:]
	return f
}
