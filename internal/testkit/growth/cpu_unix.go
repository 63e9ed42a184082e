//go:build unix

package growth

import (
	"syscall"
	"time"
)

// ProcessorTime returns the processor time that the process has used. Unlike the wall clock it does not count the time of
// other processes on a busy machine.
func ProcessorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err) // only for a bad address
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
