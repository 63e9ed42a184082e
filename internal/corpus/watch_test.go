package corpus_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/corpus"
	"lede/internal/index/indextest"
	"lede/internal/store"
)

// patience is how long a test waits for what should come within a second.
const patience = 60 * time.Second

// followed opens a corpus over a folder and watches it until the test ends, which then checks that the index is what
// the folder holds.
func followed(t *testing.T, dir string) *corpus.Corpus {
	t.Helper()
	data := t.TempDir()
	c, err := corpus.OpenExclusive(corpus.Options{Dir: dir, Data: data, MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	watched := make(chan struct{})
	go func() { defer close(watched); c.Watch(ctx) }()
	t.Cleanup(func() {
		cancel()
		<-watched
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	until(t, "the first sweep ends", func() bool { return !c.Status().LastSweep.IsZero() })
	return c
}

func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for start := time.Now(); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Since(start) > patience {
			t.Fatalf("%s: not within %s", what, patience)
		}
	}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// textOf returns the text that the index has of a file; "" if it has none.
func textOf(t *testing.T, c *corpus.Corpus, path string) string {
	t.Helper()
	a, err := c.Index.Article(t.Context(), article.ID(path))
	if err != nil {
		t.Fatal(err)
	}
	if a == nil {
		return ""
	}
	return a.Text
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWatch(t *testing.T) {
	t.Parallel()
	dir := generated(t, 16)
	c := followed(t, dir)
	has := func(path, text string) func() bool {
		return func() bool {
			return strings.Contains(textOf(t, c, path), text) && (text != "" || textOf(t, c, path) == "")
		}
	}
	put(t, dir, "a.txt", "The harvest failed.")
	until(t, "a new file", has("a.txt", "harvest"))
	put(t, dir, "a.txt", "The harvest was good after all.")
	until(t, "an edit", has("a.txt", "good"))
	must(t, os.Rename(filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")))
	until(t, "a new name", has("b.txt", "good"))
	until(t, "the old name", has("a.txt", ""))
	put(t, dir, "deep/er/c.txt", "A file in a new folder.")
	until(t, "a file in a new folder", has("deep/er/c.txt", "new folder"))
	put(t, dir, "deep/er/d.txt", "Another one.")
	until(t, "a file in a folder that was new", has("deep/er/d.txt", "Another"))
	must(t, os.Rename(filepath.Join(dir, "deep"), filepath.Join(dir, "moved")))
	until(t, "a moved folder", has("moved/er/c.txt", "new folder"))
	until(t, "where it was", has("deep/er/c.txt", ""))
	put(t, dir, "moved/er/c.txt", "Edited after the move.")
	until(t, "a file in a moved folder", has("moved/er/c.txt", "after the move"))
	must(t, os.RemoveAll(filepath.Join(dir, "moved")))
	until(t, "a removed folder", has("moved/er/d.txt", ""))
	put(t, dir, "_defaults.yaml", "outlet: Gazette\n")
	until(t, "a folder's defaults", func() bool {
		card, ok := indextest.Card(t, c.Index, article.ID("b.txt"))
		return ok && card.Outlet == "Gazette"
	})
	put(t, dir, "aliases.yaml", "- [Wang, Ouang]\n")
	until(t, "aliases", func() bool { return len(c.Index.Aliases().Find("Ouang")) > 0 })
}

// quiet is how long package corpus waits for a file not to be touched.
const quiet = 300 * time.Millisecond

// TestWatchEditors checks that each way in which programs write files leads to one article and no other.
func TestWatchEditors(t *testing.T) {
	t.Parallel()
	dir := generated(t, 8)
	c := followed(t, dir)
	before := c.Index.Len()
	for _, name := range []string{".a.txt.swp", "a.txt~", "#a.txt#", "4913", ".#a.txt", "a.txt.part", "~$a.docx"} {
		put(t, dir, name, "A file that an editor keeps for itself.")
	}
	put(t, dir, "a.txt.tmp", "Saved by a new file and a rename.")
	must(t, os.Rename(filepath.Join(dir, "a.txt.tmp"), filepath.Join(dir, "a.txt")))
	until(t, "a file that was renamed into its place", func() bool { return textOf(t, c, "a.txt") != "" })
	file, err := os.Create(filepath.Join(dir, "slow.txt"))
	must(t, err)
	written := time.Now()
	for i := range 10 {
		if text := textOf(t, c, "slow.txt"); text != "" && time.Since(written) < quiet { // else the test itself was too slow
			t.Errorf("half a file was read: %q", text)
		}
		written = time.Now()
		_, err := fmt.Fprintf(file, "Sentence %d of ten. ", i)
		must(t, err)
		time.Sleep(50 * time.Millisecond)
	}
	must(t, file.Close())
	until(t, "a file that was written slowly", func() bool { return strings.Contains(textOf(t, c, "slow.txt"), "9 of ten") })
	if n := c.Index.Len(); n != before+2 {
		t.Errorf("%d articles, want %d", n, before+2)
	}
}

// TestWatchCheckout swaps all files at once, as a checkout of another branch does.
func TestWatchCheckout(t *testing.T) {
	t.Parallel()
	const files = 1100 // more than are swept one by one
	dir := t.TempDir()
	write := func(branch string) {
		for i := range files {
			put(t, dir, fmt.Sprintf("%d/%d.txt", i%7, i), fmt.Sprintf("Article %d of the %s branch: harvest%d, talks%d, prices%d, rain%d.", i, branch, i, i, i, i))
		}
	}
	write("first")
	c := followed(t, dir)
	write("second")
	must(t, os.RemoveAll(filepath.Join(dir, "3")))
	removed := 0
	for i := range files {
		if i%7 == 3 {
			removed++
		}
	}
	until(t, "the checkout", func() bool {
		return indextest.Frequency(t, c.Index, "en", "second") == files-removed && c.Index.Len() == files-removed
	})
	if n := indextest.Frequency(t, c.Index, "en", "first"); n != 0 {
		t.Errorf("%d articles of the first branch are left", n)
	}
}

// TestRestart checks that a second start finds exactly the files that have changed, whatever the clock says.
func TestRestart(t *testing.T) {
	t.Parallel()
	dir, data := generated(t, 30), t.TempDir()
	o := corpus.Options{Dir: dir, Data: data, MaxFileSize: 1 << 20}
	sweep := func(full bool) corpus.Diff {
		t.Helper()
		c, err := corpus.OpenExclusive(o)
		must(t, err)
		defer c.Close()
		diff, err := c.Sweep(t.Context(), full)
		must(t, err)
		return diff
	}
	if d := sweep(false); len(d.Added) != 30 {
		t.Fatalf("%+v", d)
	}
	for name, now := range map[string]time.Time{"today": time.Now(), "the past": time.Now().AddDate(-30, 0, 0), "the future": time.Now().AddDate(30, 0, 0)} {
		o.Now = func() time.Time { return now }
		if d := sweep(false); d.Len() != 0 {
			t.Errorf("in %s: %+v", name, d)
		}
		if d := sweep(true); d.Len() != 0 {
			t.Errorf("in %s, all read: %+v", name, d)
		}
		// Written with the same length and time, right after it was read.
		path := filepath.Join(dir, "0", "2025-06-05-trump-xi-call.md")
		stat, err := os.Stat(path)
		must(t, err)
		raw, err := os.ReadFile(path)
		must(t, err)
		raw[len(raw)-3] ^= 1
		must(t, os.WriteFile(path, raw, 0o644))
		must(t, os.Chtimes(path, stat.ModTime(), stat.ModTime()))
		if d := sweep(false); len(d.Changed) != 1 || d.Len() != 1 {
			t.Errorf("in %s, edited: %+v", name, d)
		}
	}
	checkEqual(t, dir, data, wanted(t, dir), "after restarts")
}

// TestClockJumps sets the clock a day forth and back while the folder is watched: what changes is found each time.
func TestClockJumps(t *testing.T) {
	t.Parallel()
	dir := generated(t, 8)
	var jump atomic.Int64
	now := func() time.Time { return time.Now().Add(time.Duration(jump.Load())) }
	c, err := corpus.OpenExclusive(corpus.Options{Dir: dir, Data: t.TempDir(), MaxFileSize: 1 << 20, Now: now})
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	watched := make(chan struct{})
	go func() { defer close(watched); c.Watch(ctx) }()
	for n, by := range []time.Duration{0, 24 * time.Hour, 0, -24 * time.Hour, 0} {
		jump.Store(int64(by))
		text := fmt.Sprintf("Harvest number %d failed.", n)
		put(t, dir, "a.txt", text)
		must(t, os.Chtimes(filepath.Join(dir, "a.txt"), now(), now()))
		until(t, fmt.Sprintf("an edit at %v", by), func() bool { return textOf(t, c, "a.txt") == text })
	}
	cancel()
	<-watched
	must(t, c.Close())
}

// TestReadOnlyAsOrdinaryUser checks that a data folder that cannot be written is read, and changes stay in memory.
func TestReadOnlyAsOrdinaryUser(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere: this test needs another user")
	}
	dir, data := generated(t, 10), t.TempDir()
	run(t, child(t, dir, data))
	must(t, filepath.WalkDir(data, func(path string, d os.DirEntry, err error) error {
		t.Cleanup(func() { os.Chmod(path, 0o755) })
		return os.Chmod(path, 0o555)
	}))
	put(t, dir, "new.txt", "Zanzibar has a new harbour.")
	c, err := corpus.OpenExclusive(corpus.Options{Dir: dir, Data: data, MaxFileSize: 1 << 20})
	must(t, err)
	defer c.Close()
	if n := c.Index.Len(); n != 10 {
		t.Errorf("%d articles before the sweep", n)
	}
	if _, err := c.Sweep(t.Context(), false); err != nil || c.Index.Len() != 11 || !c.Index.IsSnapshot() {
		t.Errorf("%d articles, %v", c.Index.Len(), err)
	}
}

// TestArticlesChangedUnderBot overwrites the texts of the index while a bot runs: as soon as somebody asks for one, all are
// read again.
func TestArticlesChangedUnderBot(t *testing.T) {
	t.Parallel()
	dir, data := generated(t, 8), t.TempDir()
	put(t, dir, "a.txt", "The harvest failed.")
	c, err := corpus.OpenExclusive(corpus.Options{Dir: dir, Data: data, MaxFileSize: 1 << 20})
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	watched := make(chan struct{})
	go func() { defer close(watched); c.Watch(ctx) }()
	until(t, "the first sweep ends", func() bool { return !c.Status().LastSweep.IsZero() })
	paths, err := filepath.Glob(filepath.Join(data, "index-*", "articles-*"))
	must(t, err)
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		must(t, err)
		must(t, os.WriteFile(path, make([]byte, len(raw)), 0o600))
	}
	if _, err := c.Index.Article(t.Context(), article.ID("a.txt")); !errors.Is(err, store.ErrDamage) {
		t.Errorf("an article that was overwritten: %v", err)
	}
	until(t, "the articles are back", func() bool {
		for _, card := range indextest.Cards(c.Index) {
			if _, err := c.Index.Article(t.Context(), card.ID); err != nil {
				return false
			}
		}
		return c.Index.Len() == 9
	})
	cancel()
	<-watched
	must(t, c.Close())
	checkEqual(t, dir, data, wanted(t, dir), "after the damage")
}
