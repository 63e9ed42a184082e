// Package parallel runs a function for many indexes on all processors. It imports no other package of this module.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls f for 0 to n-1, in any order, on as many goroutines as there are processors, and returns when all calls
// have returned. If a call panics, Each panics with the same value in the caller's goroutine; the other calls are still
// made.
func Each(n int, f func(i int)) {
	var next atomic.Int64
	var failure atomic.Pointer[any]
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			defer func() {
				if cause := recover(); cause != nil {
					failure.CompareAndSwap(nil, &cause)
				}
			}()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(int(i))
			}
		})
	}
	group.Wait()
	if cause := failure.Load(); cause != nil {
		panic(*cause)
	}
}
