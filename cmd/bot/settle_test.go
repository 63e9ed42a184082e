package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/internal/config"
	"lede/internal/state"
	"lede/internal/testkit"
)

// TestSettlesLater starts a bot while what an editor has added cannot be written: it answers all the same, says so in the log, and
// writes the file as soon as that is possible.
func TestSettlesLater(t *testing.T) {
	t.Parallel()
	c := config.Default()
	c.Corpus, c.Data, c.State = seedAlone(t), t.TempDir(), t.TempDir()
	s, err := state.Open(t.Context(), state.Options{Dir: c.State})
	if err != nil {
		t.Fatal(err)
	}
	d := state.Draft{ID: state.NewID(), At: time.Now(), Name: "boats.md", Content: "# Boats\n\nThe ferry runs every hour.\n"}
	if err := s.SaveDraft(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Keep(t.Context(), d.ID, "added/boats.md", state.Entry{At: d.At, Action: state.Added}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	testkit.Write(t, c.Corpus, "added", "a file in the place of the folder")

	ctx, stop := context.WithCancel(t.Context())
	var log syncBuffer
	a, err := (&env{ctx: ctx, stderr: &log}).openExclusive(c)
	if err != nil {
		t.Fatal(err)
	}
	wait := (&env{ctx: ctx, stderr: &log}).keepUpToDate(ctx, a)
	end := tendAlone(ctx, a)
	defer func() { stop(); end(); wait(); a.close() }()
	until := func(what string, done func() bool) {
		t.Helper()
		for start := time.Now(); !done(); time.Sleep(10 * time.Millisecond) {
			if time.Since(start) > time.Minute {
				t.Fatalf("%s: %s", what, log.String())
			}
		}
	}
	until("the other article", func() bool { return a.corpus.Index.Len() == 1 })
	until("the log", func() bool { return strings.Contains(log.String(), "not in the folder yet") })
	if err := os.Remove(filepath.Join(c.Corpus, "added")); err != nil {
		t.Fatal(err)
	}
	until("the article that was added", func() bool { return a.corpus.Index.Len() == 2 })
}
