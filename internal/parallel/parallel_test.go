package parallel

import (
	"sync/atomic"
	"testing"
)

// TestPanic checks that a panic reaches the caller, as it would without the goroutines.
func TestPanic(t *testing.T) {
	defer func() {
		if cause := recover(); cause != "seven" {
			t.Errorf("recovered %v", cause)
		}
	}()
	Each(100, func(i int) {
		if i == 7 {
			panic("seven")
		}
	})
	t.Error("no panic")
}

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		calls := make([]atomic.Int32, n)
		Each(n, func(i int) { calls[i].Add(1) })
		for i := range calls {
			if got := calls[i].Load(); got != 1 {
				t.Errorf("of %d, %d was done %d times", n, i, got)
			}
		}
	}
}
