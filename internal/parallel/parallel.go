// Package parallel shares work out among the machine's processors. It is below all other packages.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls f for 0 to n-1 in no order, as many at once as there are processors, and returns when all are done. If one
// panics, so does Each, in the caller's goroutine, who can recover.
func Each(n int, f func(i int)) {
	var next atomic.Int64
	var broken atomic.Pointer[any]
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			defer func() {
				if cause := recover(); cause != nil {
					broken.CompareAndSwap(nil, &cause)
				}
			}()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(int(i))
			}
		})
	}
	group.Wait()
	if cause := broken.Load(); cause != nil {
		panic(*cause)
	}
}
