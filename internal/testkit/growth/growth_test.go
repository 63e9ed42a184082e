package growth

import (
	"fmt"
	"testing"
)

// recorder records a failure instead of failing.
type recorder struct {
	testing.TB
	failure string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) { r.failure = fmt.Sprintf(format, args...) }

var sink int

func work(steps int) func() {
	return func() {
		for i := range steps {
			sink += i ^ sink
		}
	}
}

func TestCheck(t *testing.T) {
	if underRace {
		t.Skip("nothing is measured under the race detector")
	}
	for _, c := range []struct {
		name  string
		n     int
		steps func(n int) int
		fails bool
	}{
		{"linear", 1 << 16, func(n int) int { return n }, false},
		{"quadratic", 1 << 6, func(n int) int { return n * n }, true},
	} {
		r := &recorder{TB: t}
		Check(r, c.n, func(n int) func() { return work(c.steps(n)) })
		if (r.failure != "") != c.fails {
			t.Errorf("%s work: failure %q", c.name, r.failure)
		}
	}
}
