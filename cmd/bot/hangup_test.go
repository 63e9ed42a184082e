//go:build unix

package main

import (
	"context"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/internal/config"
)

// TestHangup checks that SIGHUP scans the folder and logs what it found, and that a second bot on the same data is an
// error.
func TestHangup(t *testing.T) {
	caught := make(chan os.Signal, 1) // so that one that comes too early does not end the tests
	signal.Notify(caught, syscall.SIGHUP)
	defer signal.Stop(caught)
	ctx, stop := context.WithCancel(t.Context())
	var log syncBuffer
	e := &env{ctx: ctx, stderr: &log}
	c := config.Default()
	c.Corpus, c.Data, c.State = shipped, t.TempDir(), t.TempDir()
	a, err := e.openExclusive(c)
	if err != nil {
		t.Fatal(err)
	}
	wait := e.keepUpToDate(ctx, a)
	if _, err := e.openExclusive(c); err == nil || !strings.Contains(err.Error(), c.Data) {
		t.Errorf("a second bot: %v", err)
	}
	a.corpus.WaitComplete(ctx)
	for start := time.Now(); !strings.Contains(log.String(), "swept as asked by SIGHUP"); time.Sleep(20 * time.Millisecond) {
		if time.Since(start) > time.Minute {
			t.Fatal(log.String())
		}
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	wait()
	a.close()
}
