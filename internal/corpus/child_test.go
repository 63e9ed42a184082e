package corpus_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"lede/internal/corpus"
)

// The program ends itself as a child: with the first two in its environment it sweeps a corpus and leaves; with the third it
// watches it, as a bot does, until it is killed.
const (
	childDir     = "LEDE_TEST_DIR"
	childData    = "LEDE_TEST_DATA"
	childWatches = "LEDE_TEST_WATCHES"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		limitFiles()
		err := asChild(corpus.Options{Dir: dir, Data: os.Getenv(childData), MaxFileSize: 1 << 20})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	if err := flag.Set("test.parallel", "4"); err != nil { // they wait for the disk, the watcher and other programs
		panic(err)
	}
	os.Exit(m.Run())
}

func asChild(o corpus.Options) error {
	open := func() (*corpus.Corpus, error) { return corpus.Load(context.Background(), o) }
	if os.Getenv(childWatches) != "" {
		open = func() (*corpus.Corpus, error) { return corpus.OpenExclusive(o) }
	}
	c, err := open()
	if err != nil {
		return err
	}
	if os.Getenv(childWatches) != "" {
		c.Watch(context.Background())
	}
	return c.Close()
}

// child returns a command that sweeps a corpus in a program of its own.
func child(t testing.TB, dir, data string, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), self)
	c.Env = append(append(os.Environ(), childDir+"="+dir, childData+"="+data), env...)
	return c
}

// killed runs a child and kills it after a share of the time that it would take.
func killed(t *testing.T, c *exec.Cmd, after time.Duration) {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	if err := c.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	c.Wait() // its error is the kill
}

// run runs a child and returns how long it took.
func run(t testing.TB, c *exec.Cmd) time.Duration {
	t.Helper()
	start := time.Now()
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return time.Since(start)
}
