package gateway

import "sync"

// Bounds of what is under way. A call takes Discord about 150 ms: with so many that send, 800 a second can be answered. In the
// three seconds of a first response as many as may wait arrive at 1,300 a second, and take about 2 kB of memory each.
const (
	sending     = 2 * connections
	mostWaiting = 4096
)

// lanes run functions, so many at a time; the others wait in the order in which they came.
type lanes struct {
	most int // at a time

	mu      sync.Mutex
	running int
	waiting []func()
}

// run has a function run now or later. It returns false if too many wait.
func (l *lanes) run(f func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.running < l.most:
		l.running++
		go l.drive(f)
	case len(l.waiting) >= mostWaiting:
		return false
	default:
		l.waiting = append(l.waiting, f)
	}
	return true
}

// drive runs a function and then those that wait, until there is none.
func (l *lanes) drive(f func()) {
	for f != nil {
		f()
		f = l.next()
	}
}

// next returns the function that has waited longest; nil ends the lane.
func (l *lanes) next() func() {
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
