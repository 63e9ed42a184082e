//go:build !unix

package growth

import "time"

var start = time.Now()

// cpuTime returns the time since the start of the process, as Windows has no getrusage.
func cpuTime() time.Duration { return time.Since(start) }
