package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/index/indextest"
	"lede/internal/store"
)

// write writes a file of a folder; text "-" removes it instead.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if text == "-" {
		err = os.RemoveAll(path)
	} else if err == nil {
		err = os.WriteFile(path, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// logged opens a corpus that logs into a buffer.
func logged(t *testing.T, o Options) (*Corpus, *lockedBuffer) {
	t.Helper()
	var log lockedBuffer
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	o.MaxFileSize = 1000
	c, err := OpenExclusive(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c, &log
}

// lockedBuffer is a buffer that is safe for concurrent use.
type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

// changes returns a diff as text: "+added ~changed -removed".
func changes(d Diff) string {
	var out []string
	for sign, paths := range map[string][]string{"+": d.Added, "~": d.Changed, "-": d.Removed} {
		for _, p := range paths {
			out = append(out, sign+p)
		}
	}
	return strings.Join(sortedStrings(out), " ")
}

// TestSweepKinds makes one change after the other to a folder and checks what a sweep says of each, and that the one
// after it finds nothing more and writes nothing.
func TestSweepKinds(t *testing.T) {
	t.Parallel()
	dir, data := folder(t, map[string]string{"a.txt": text, "b.txt": "Rain fell.", "sub/c.md": "Snow fell.", "photo.jpg": "x"}), t.TempDir()
	c := load(t, dir, data)
	for _, step := range []struct {
		what, name, text string
		want             string
		articles         int
	}{
		{"nothing", "", "", "", 3},
		{"a new file", "d.txt", "Hail fell.", "+d.txt", 4},
		{"an edit", "d.txt", "Hail fell again.", "~d.txt", 4},
		{"a removal", "d.txt", "-", "-d.txt", 3},
		{"a file of another kind", "photo2.jpg", "y", "", 3},
		{"a file without an article", "e.txt", "\x00\x01\x02", "", 3},
		{"it gets an article", "e.txt", "Fog came.", "+e.txt", 4},
		{"it loses its article", "e.txt", "", "-e.txt", 3},
		{"it grows too large", "e.txt", strings.Repeat("Fog came. ", 200), "", 3},
		{"it is as large as it may be", "e.txt", strings.Repeat("x ", 499) + "x.", "+e.txt", 4},
		{"it grows too large again", "e.txt", strings.Repeat("x ", 499) + "xx.", "-e.txt", 3},
		{"it is removed", "e.txt", "-", "-e.txt", 3},
		{"a folder", "deep/er/f.txt", "Sleet fell.", "+deep/er/f.txt", 4},
		{"the folder is removed", "deep", "-", "-deep/er/f.txt", 3},
	} {
		if step.name != "" {
			write(t, dir, step.name, step.text)
		}
		diff, err := c.Sweep(t.Context(), false)
		if got := changes(diff); err != nil || got != step.want || c.Index.Len() != step.articles || !c.Index.Complete() {
			t.Errorf("%s: %s, %d articles, %v; want %s", step.what, got, c.Index.Len(), err, step.want)
		}
		if diff.Took <= 0 || diff.Len() != len(strings.Fields(step.want)) {
			t.Errorf("%s: took %s, %d changes", step.what, diff.Took, diff.Len())
		}
		before := catalogSize(t, data)
		diff, err = c.Sweep(t.Context(), false)
		if err != nil || diff.Len() > 0 || catalogSize(t, data) != before {
			t.Errorf("%s, swept again: %s, %v, wrote %d bytes", step.what, changes(diff), err, catalogSize(t, data)-before)
		}
	}
}

func catalogSize(t *testing.T, data string) int64 {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(data, "index-*", "catalog-*"))
	if err != nil || len(paths) != 1 {
		t.Fatal(paths, err)
	}
	stat, err := os.Stat(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	return stat.Size()
}

// TestMoved checks that a renamed file is the same article under another path.
func TestMoved(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text})
	c := load(t, dir, t.TempDir())
	if err := os.Rename(filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.md")); err != nil {
		t.Fatal(err)
	}
	diff, err := c.Sweep(t.Context(), false)
	if got := changes(diff); err != nil || got != "+b.md -a.txt" {
		t.Errorf("%s, %v", got, err)
	}
	if card, ok := indextest.Card(t, c.Index, article.ID("b.md")); !ok || card.Path != "b.md" || c.Index.Len() != 1 {
		t.Errorf("%+v", card)
	}
}

// TestStamps checks that a file is read again exactly if its stamp has changed or is too fresh to be relied on, and
// that a new stamp over the same bytes is no change.
func TestStamps(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text})
	now := time.Now()
	c, _ := logged(t, Options{Dir: dir, Data: t.TempDir(), Now: func() time.Time { return now }})
	file := func() *store.File {
		t.Helper()
		diff, err := c.Sweep(t.Context(), false)
		if f, ok := c.Index.File(article.ID("a.txt")); err == nil && ok && len(diff.Changed)+len(diff.Removed) == 0 {
			return f
		}
		t.Fatal(changes(diff), err)
		return nil
	}
	first := file()
	if first.StatReliable {
		t.Error("the stamp of a file that was just written is reliable")
	}
	now = now.Add(time.Hour)
	second := file()
	if !second.StatReliable || second.Commit == first.Commit || second.Stamp != first.Stamp || second.Body != first.Body {
		t.Errorf("after an hour: %+v, was %+v", second, first)
	}
	if third := file(); third.Commit != second.Commit {
		t.Error("a file with a reliable stamp was written again")
	}
	touched := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "a.txt"), touched, touched); err != nil {
		t.Fatal(err)
	}
	fourth := file()
	if fourth.Stamp.Modified != touched.UnixNano() || fourth.Body != first.Body || fourth.Sum != first.Sum {
		t.Errorf("touched: %+v, was %+v", fourth, first)
	}
	if a, err := c.Index.Article(t.Context(), fourth.ID); err != nil || a == nil || !strings.Contains(a.Text, "harvest") {
		t.Errorf("the article of a touched file: %v, %v", a, err)
	}
	// An edit that leaves the stamp as it was: only a full sweep reads the file.
	write(t, dir, "a.txt", strings.Replace(text, "harvest", "Harvest", 1))
	stat, err := os.Stat(filepath.Join(dir, "a.txt"))
	if err != nil {
		t.Fatal(err)
	}
	same := *fourth
	same.Stamp = stampOf(stat)
	if err := c.Index.Apply(t.Context(), []index.Change{index.KeepContent(&same)}, nil, true); err != nil {
		t.Fatal(err)
	}
	if diff, err := c.Sweep(t.Context(), false); err != nil || diff.Len() != 0 {
		t.Errorf("an edit under the same stamp: %s, %v", changes(diff), err)
	}
	if diff, err := c.Sweep(t.Context(), true); err != nil || changes(diff) != "~a.txt" {
		t.Errorf("a full sweep: %s, %v", changes(diff), err)
	}
}

func TestStatReliable(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_000_000, 0)
	at := func(d time.Duration) int64 { return now.Add(d).UnixNano() }
	for _, c := range []struct {
		modified, changed time.Duration
		want              bool
	}{
		{-time.Hour, -time.Hour, true}, {-5 * time.Second, -5 * time.Second, true}, {-4 * time.Second, -time.Hour, false},
		{-time.Second, -time.Hour, false}, {-time.Hour, -time.Second, false}, {time.Hour, -time.Hour, false},
	} {
		if got := statReliable(store.Stamp{Modified: at(c.modified), Changed: at(c.changed)}, now); got != c.want {
			t.Errorf("modified %s ago, changed %s ago: %v", -c.modified, -c.changed, got)
		}
	}
}

// TestPartialSweep checks that a sweep of some paths looks at those and below them, and at nothing else.
func TestPartialSweep(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "sub/b.txt": "Rain fell.", "sub/deep/c.txt": "Snow fell.", "subway/d.txt": "Hail fell."})
	c := load(t, dir, t.TempDir())
	last := c.Status().LastSweep
	for _, path := range []string{"a.txt", "sub/b.txt", "sub/deep/c.txt", "subway/d.txt"} {
		write(t, dir, path, "-")
	}
	for _, path := range []string{"new.txt", "sub/new.txt", "subway/new.txt", ".hidden/new.txt"} {
		write(t, dir, path, "A new file in "+path+".")
	}
	for _, step := range []struct {
		roots string
		want  string
	}{
		{"sub/deep", "-sub/deep/c.txt"},
		{".hidden", ""},
		{".hidden/new.txt", ""},
		{"nowhere", ""},
		{"sub", "+sub/new.txt -sub/b.txt"},
		{"a.txt new.txt", "+new.txt -a.txt"},
		{".", "+subway/new.txt -subway/d.txt"},
	} {
		if c.Status().LastSweep != last {
			t.Errorf("before %s: a partial sweep counts as one of the whole folder", step.roots)
		}
		diff, err := c.sweep(t.Context(), strings.Fields(step.roots), false)
		if got := changes(diff); err != nil || got != step.want {
			t.Errorf("%s: %s, %v; want %s", step.roots, got, err, step.want)
		}
	}
}

// TestPartialSweepIsNotComplete checks that an index of which only a part was swept is not complete.
func TestPartialSweepIsNotComplete(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "sub/b.txt": "Rain fell."})
	c, _ := logged(t, Options{Dir: dir, Data: t.TempDir()})
	if _, err := c.sweep(t.Context(), []string{"sub"}, false); err != nil || c.Index.Complete() || c.Index.Len() != 1 {
		t.Errorf("a part: complete %v, %d articles, %v", c.Index.Complete(), c.Index.Len(), err)
	}
	if _, err := c.Sweep(t.Context(), false); err != nil || !c.Index.Complete() || c.Index.Len() != 2 {
		t.Errorf("all: complete %v, %d articles, %v", c.Index.Complete(), c.Index.Len(), err)
	}
}

// TestDamagedArticleIsReadAgain damages an article in the index: the first sweep after a start reads its file again,
// and a later one does not look.
func TestDamagedArticleIsReadAgain(t *testing.T) {
	t.Parallel()
	dir, data := folder(t, map[string]string{"a.txt": text, "b.txt": "Rain fell."}), t.TempDir()
	c := load(t, dir, data)
	f, _ := c.Index.File(article.ID("a.txt"))
	offset := f.Body.Offset
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	damage := func() {
		t.Helper()
		paths, _ := filepath.Glob(filepath.Join(data, "index-*", "articles-*"))
		raw, err := os.ReadFile(paths[len(paths)-1])
		if err == nil {
			raw[offset+3] ^= 1
			err = os.WriteFile(paths[len(paths)-1], raw, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	damage()
	c, log := logged(t, Options{Dir: dir, Data: data})
	diff, err := c.Sweep(t.Context(), false)
	if err != nil || changes(diff) != "~a.txt" || !strings.Contains(log.String(), "a.txt") {
		t.Errorf("%s, %v, logged %s", changes(diff), err, log)
	}
	if a, err := c.Index.Article(t.Context(), f.ID); err != nil || a == nil || !strings.Contains(a.Text, "harvest") {
		t.Errorf("the article: %v, %v", a, err)
	}
	f, _ = c.Index.File(article.ID("a.txt"))
	offset = f.Body.Offset
	damage()
	if diff, err := c.Sweep(t.Context(), false); err != nil || diff.Len() != 0 {
		t.Errorf("a second sweep: %s, %v", changes(diff), err)
	}
	if diff, err := c.Sweep(t.Context(), true); err != nil || changes(diff) != "~a.txt" {
		t.Errorf("a full sweep: %s, %v", changes(diff), err)
	}
}

// TestLimitMemory checks that a large sweep runs under a memory limit, which ends with it, unless a lower one was set.
func TestLimitMemory(t *testing.T) {
	before, percent := debug.SetMemoryLimit(-1), debug.SetGCPercent(100)
	defer debug.SetGCPercent(percent)
	end := limitMemory(15_366)
	if got := debug.SetMemoryLimit(-1) >> 20; got != 221 {
		t.Errorf("a limit of %d MB for the news articles, measured with 221", got)
	}
	if got := debug.SetGCPercent(100); got != 300 {
		t.Errorf("GOGC %d, measured with 300", got)
	}
	end()
	if got := debug.SetMemoryLimit(-1); got != before || debug.SetGCPercent(100) != 100 {
		t.Errorf("a limit of %d is left, was %d", got, before)
	}
	debug.SetMemoryLimit(200 << 20)
	defer debug.SetMemoryLimit(math.MaxInt64)
	limitMemory(1000)()
	if got := debug.SetMemoryLimit(-1); got != 200<<20 || debug.SetGCPercent(100) != 100 {
		t.Errorf("a limit that was set has become %d", got)
	}
}

// TestCancelled checks that a sweep that is cancelled is no error of the folder, and the next one goes on.
func TestCancelled(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "b.txt": "Rain fell."})
	c, _ := logged(t, Options{Dir: dir, Data: t.TempDir()})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Sweep(ctx, false); !errors.Is(err, context.Canceled) || c.Status().Err != nil || c.Index.Complete() {
		t.Errorf("%v, status %+v, complete %v", err, c.Status(), c.Index.Complete())
	}
	if _, err := c.Sweep(t.Context(), false); err != nil || c.Index.Len() != 2 || !c.Index.Complete() {
		t.Errorf("the next one: %v, %d articles", err, c.Index.Len())
	}
}

// TestManyFiles sweeps more files than one batch takes.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const n = batchFiles + 50
	for i := range n {
		write(t, dir, fmt.Sprintf("%d.txt", i), fmt.Sprintf("Story%d.", i))
	}
	c := load(t, dir, t.TempDir())
	if c.Index.Len() != n || !c.Index.Complete() {
		t.Errorf("%d articles of %d, complete %v", c.Index.Len(), n, c.Index.Complete())
	}
	for _, i := range []int{0, batchFiles, n - 1} {
		if a, err := c.Index.Article(t.Context(), article.ID(fmt.Sprintf("%d.txt", i))); err != nil || a == nil || a.Text != fmt.Sprintf("Story%d.", i) {
			t.Errorf("%d: %v, %v", i, a, err)
		}
	}
}
