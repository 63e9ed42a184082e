package commands_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"lede/internal/commands"
)

// TestRemote adds and removes articles in a process without the folder: both are rows of the state, which the process that has the folder
// follows, and the replies say so, and whether one is at work.
func TestRemote(t *testing.T) {
	e := withEditors(t, "1")
	folder := e.Added.Corpus
	e.Added.Corpus, e.Added.Remote = nil, func() bool { return true }
	contains(t, "without an indexer", e.use(t, manager, "add", commands.Options{"link": e.site, "keep": true}), "Kept.", "No indexer is running")
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		e.Added.State.Lead(ctx, slog.New(slog.DiscardHandler), func(ctx context.Context) { <-ctx.Done() })
	})
	defer group.Wait()
	defer stop()
	for led := false; !led; time.Sleep(time.Millisecond) {
		var err error
		if led, err = e.Added.State.Led(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	removed := e.use(t, manager, "remove", commands.Options{"article": "harvest.txt"})
	contains(t, "with an indexer", removed, "its file goes to .trash", "The indexer, another process")
	if n := folder.Index.Len(); n != 1 {
		t.Errorf("%d articles before the indexer has done anything", n)
	}
	e.Added.Corpus, e.Added.Remote = folder, nil
	if err := e.Added.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	contains(t, "afterwards", e.use(t, manager, "latest", nil), "Ferries run hourly")
	if n := folder.Index.Len(); n != 1 {
		t.Errorf("%d articles, want the new one", n)
	}
}
