//go:build !windows

package main

import (
	"os"
	"syscall"
)

// askToEnd asks a process to end.
func askToEnd(p *os.Process) error { return p.Signal(syscall.SIGTERM) }
