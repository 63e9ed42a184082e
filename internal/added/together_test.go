package added

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"lede/internal/corpus"
	"lede/internal/state"
	"lede/internal/testkit/postgres"
)

// settler opens one of several processes over a folder and a state; each has an index of its own.
func settler(t *testing.T, dir, url string) *Articles {
	t.Helper()
	s, err := state.Open(t.Context(), state.Options{Dir: filepath.Join(dir, "state"), URL: url})
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.OpenExclusive(corpus.Options{Dir: filepath.Join(dir, "corpus"), Data: t.TempDir(), MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = c.Close(), s.Close() })
	return &Articles{State: s, Corpus: c, Now: time.Now}
}

// TestSettleTogether has two processes settle at once, again and again, as two that both believe to be elected do, while articles are
// kept, taken out, brought back and revised. In the end the folder is as the state says, and every file is there whole.
func TestSettleTogether(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { settleTogether(t, "") })
	t.Run("postgres", func(t *testing.T) { settleTogether(t, postgres.Empty(t)) })
}

func settleTogether(t *testing.T, url string) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "corpus"), 0o755); err != nil {
		t.Fatal(err)
	}
	editor, settlers := settler(t, dir, url), []*Articles{settler(t, dir, url), settler(t, dir, url)}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var group sync.WaitGroup
	for _, a := range settlers {
		group.Go(func() {
			for ctx.Err() == nil {
				if err := a.Settle(ctx); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
		})
	}
	want := map[string]string{} // by path, the text
	for n := range 40 {
		path, text := decide(t, editor.State, n)
		if text != "" {
			want[path] = text
		}
	}
	stop()
	group.Wait()
	if err := editor.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	compareFolder(t, filepath.Join(dir, "corpus"), want)
}

// decide writes rows of an article that is kept, revised, taken out and brought back, as far as chance wills, with pauses in which they are
// settled or not. It returns where the article is in the end and what its file says; "" if it was taken out.
func decide(t *testing.T, s *state.State, n int) (path, text string) {
	t.Helper()
	ctx, now := t.Context(), time.Now()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	doze := func() { time.Sleep(time.Duration(rand.IntN(8)) * time.Millisecond) }
	path = fmt.Sprintf("added/a%d.md", n)
	version := func(v int) string {
		return Markdown(parsed(path, fmt.Sprintf("# Pier %d\n\nThe pier was painted %d times.\n", n, v)))
	}
	item := state.FeedItem{ID: fmt.Sprint("i", n), Feed: "f", At: now}
	id := state.NewID()
	must(s.KeepItem(ctx, item, state.Article{ID: id, Path: path, Content: version(0)}))
	item.Article, text = id, version(0)
	for v := range rand.IntN(3) {
		doze()
		text = version(v + 1)
		must(s.Revise(ctx, item, state.Revision{ID: state.NewID(), At: time.Now(), Article: id, Path: path, Content: text}))
	}
	if rand.IntN(2) == 0 {
		return path, text
	}
	for unsettled := true; unsettled; doze() { // an editor takes out what is there
		var err error
		unsettled, err = s.Unsettled(ctx)
		must(err)
	}
	r := state.Removal{ID: state.NewID(), At: now, Path: path}
	r.Trash = trashOf(now, r.ID, path)
	must(s.Remove(ctx, r, state.Entry{At: now, Action: state.Removed}))
	if rand.IntN(2) == 0 {
		return path, ""
	}
	doze()
	must(s.Undo(ctx, r.ID, state.Entry{At: now, Action: state.Restored}))
	return path, text
}

// compareFolder compares the files of a corpus, without those in hidden folders.
func compareFolder(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	got := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if entry.Name() == ".trash" {
				return fs.SkipDir
			}
			return nil
		}
		got++
		relative, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		raw, err := os.ReadFile(path)
		if text := want[filepath.ToSlash(relative)]; text != string(raw) {
			t.Errorf("%s says %q, want %q", relative, raw, text)
		}
		return err
	})
	if err != nil || got != len(want) {
		t.Errorf("%d files, want %d, %v", got, len(want), err)
	}
}
