//go:build !unix

package growth

import "time"

var start = time.Now()

// ProcessorTime returns the time since the start of the process, as Windows has no getrusage.
func ProcessorTime() time.Duration { return time.Since(start) }
