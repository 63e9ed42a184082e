package corpus

import "runtime/debug"

// Soft memory limit of large sweeps: 250 MB for the files being read and the batch, and 1.5 KB for each file (its
// record takes 1.0 KB of the heap). CPU time and private memory of indexing 5,000 news articles (45 MB), on two cores:
//
//	limit 250 MB, GOGC 300   13.2 s   253 MB
//	limit 500 MB, GOGC 300   13.9 s   486 MB
//	limit 250 MB, GOGC 100   16.7 s   246 MB
//	no limit,     GOGC 300   15.3 s   591 MB
//	no limit,     GOGC 100   15.6 s   281 MB
const (
	scanMemory    = 250 << 20
	fileMemory    = 1500
	scanGCPercent = 300
)

// limitMemory applies the memory limit to a sweep of so many files, unless a lower one is set (GOMEMLIMIT). The
// returned function restores the earlier limit and returns free memory to the operating system.
func limitMemory(files int) (end func()) {
	limit := scanMemory + int64(files)*fileMemory
	before := debug.SetMemoryLimit(-1)
	if before < limit {
		return func() {}
	}
	debug.SetMemoryLimit(limit)
	percent := debug.SetGCPercent(scanGCPercent)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(before)
		debug.FreeOSMemory()
	}
}
