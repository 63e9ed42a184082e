// Package growth checks in tests that the cost of some work grows with its input, and not faster. It measures no
// absolute times, so it gives the same result on a slow machine.
package growth

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

const (
	factor    = 8  // how much larger the large input is
	maxGrowth = 16 // how many times longer it may take: 8 for linear work, 10 to 11 for n log n, 23 for n^1.5, 64 for n²; a busy machine adds some
	runs      = 2  // the least of so many runs counts
	maxRuns   = 30 // on a busy machine, until the growth is within its bound
	measured  = time.Millisecond
)

// Check fails the test unless 8 times the input costs at most 16 times the processor time, each the least of two runs, or
// of up to thirty until the growth is within its bound.
// prepare makes an input of size n and returns the work on it, which alone is timed. n is doubled until the small
// input takes a millisecond, so that the clock's own noise does not matter. Under the race detector it checks nothing.
func Check(t testing.TB, n int, prepare func(n int) func()) {
	t.Helper()
	if underRace {
		t.Log("not measured under the race detector")
		return
	}
	small := prepare(n)
	for timed(small) < measured {
		n *= 2
		small = prepare(n)
	}
	large := prepare(factor * n)
	leastSmall, leastLarge := timed(small), timed(large)
	for run := 1; run < runs || run < maxRuns && leastLarge > maxGrowth*leastSmall; run++ {
		leastSmall, leastLarge = min(leastSmall, timed(small)), min(leastLarge, timed(large))
	}
	if leastLarge > maxGrowth*leastSmall {
		t.Errorf("input of %d takes %s, of %d takes %s: more than %d times as long", n, leastSmall, factor*n, leastLarge, maxGrowth)
	}
}

// timed returns the processor time of some work. The garbage collector runs before it instead of during it, as its
// share depends on the memory in use, not only on the input.
func timed(work func()) time.Duration {
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	start := ProcessorTime()
	work()
	return ProcessorTime() - start
}
