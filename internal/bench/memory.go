package bench

import (
	"bufio"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Memory is the resident memory of the process in bytes.
type Memory struct {
	Anonymous int64 // private memory
	Mapped    int64 // pages of mapped files, which the system can drop
}

// memory returns the current use. Where the system does not report it, it is that of the Go runtime.
func memory() Memory {
	file, err := os.Open("/proc/self/status")
	if err != nil {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return Memory{Anonymous: int64(m.Sys - m.HeapReleased)}
	}
	defer file.Close()
	var m Memory
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		kilobytes, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		switch name {
		case "RssAnon":
			m.Anonymous = kilobytes << 10
		case "RssFile":
			m.Mapped = kilobytes << 10
		}
	}
	return m
}

// sampleEvery is the interval between two samples of the memory.
const sampleEvery = 100 * time.Millisecond

// samplePeak samples the memory until the returned function is called, which returns the maximum.
func samplePeak() func() Memory {
	var most Memory
	stop := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		for {
			now := memory()
			most.Anonymous, most.Mapped = max(most.Anonymous, now.Anonymous), max(most.Mapped, now.Mapped)
			select {
			case <-stop:
				return
			case <-time.After(sampleEvery):
			}
		}
	})
	return func() Memory {
		close(stop)
		group.Wait()
		return most
	}
}
