package corpus

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func sortedStrings(l []string) []string {
	slices.Sort(l)
	return l
}

// TestStatus checks what is shown of a corpus before, during and after sweeps, and when its folder is missing.
func TestStatus(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "articles")
	write(t, dir, "bad.txt", "")
	write(t, dir, "a.txt", text)
	now := time.Date(2025, 6, 6, 12, 0, 0, 0, time.UTC)
	var c *Corpus
	var during []Status
	log := slog.New(onLog(func() { during = append(during, c.Status()) }))
	c, err := OpenExclusive(Options{Dir: dir, Data: t.TempDir(), MaxFileSize: 1000, Log: log, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if s := c.Status(); s != (Status{}) {
		t.Errorf("before the first sweep: %+v", s)
	}
	sweep := func() error { _, err := c.Sweep(t.Context(), false); return err }
	if err := sweep(); err != nil {
		t.Fatal(err)
	}
	if len(during) != 1 || !during[0].Sweeping || !during[0].LastSweep.IsZero() {
		t.Errorf("during the sweep: %+v", during)
	}
	if s := c.Status(); s != (Status{LastSweep: now}) {
		t.Errorf("after the sweep: %+v", s)
	}
	c.begin()
	c.progress(3, 7)
	if s := c.Status(); !s.Sweeping || s.Done != 3 || s.All != 7 {
		t.Errorf("at 3 of 7: %+v", s)
	}
	first := now
	now = now.Add(time.Hour)
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if err := sweep(); err == nil || c.Status().Err != err || c.Status().LastSweep != first || c.Status().Sweeping || c.Status().All != 0 {
		t.Errorf("without the folder: %v, %+v", err, c.Status())
	}
	if c.Index.Len() != 1 {
		t.Errorf("the articles of a missing folder are removed: %d are left", c.Index.Len())
	}
	if err := os.Rename(dir+"-away", dir); err != nil {
		t.Fatal(err)
	}
	if err := sweep(); err != nil || c.Status() != (Status{LastSweep: now}) {
		t.Errorf("with the folder again: %v, %+v", err, c.Status())
	}
}

// onLog is a log handler that calls a function for each warning.
type onLog func()

func (f onLog) Enabled(context.Context, slog.Level) bool      { return true }
func (f onLog) Handle(_ context.Context, r slog.Record) error { f(); return nil }
func (f onLog) WithAttrs([]slog.Attr) slog.Handler            { return f }
func (f onLog) WithGroup(string) slog.Handler                 { return f }

// TestFileErrors checks that files that were not read or only in part are listed with the first reason, and articles
// with warnings only are not.
func TestFileErrors(t *testing.T) {
	t.Parallel()
	c := load(t, folder(t, map[string]string{
		"a.txt": text, "z.txt": "", "broken.md": "---\ntitle: \"x\n---\nRain fell.", "latin.txt": "Caf\xe9 closes again.",
		"two.md": "---\ntitle: T\npublished: yesterday\ntags: {a: b}\n---\nCaf\xe9 opens.", "photo.jpg": "x",
	}), "")
	var got []string
	for _, e := range c.FileErrors() {
		got = append(got, e.Path+": "+e.Problem.String())
	}
	s := strings.Join(got, "\n")
	var paths []string
	for _, e := range c.FileErrors() {
		paths = append(paths, e.Path)
	}
	if strings.Join(paths, " ") != "broken.md photo.jpg two.md z.txt" || strings.Contains(s, "Windows-1252") || !strings.Contains(s, "z.txt: the file is empty") {
		t.Errorf("%s", s)
	}
}

func TestWaitComplete(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text})
	c, _ := logged(t, Options{Dir: dir, Data: t.TempDir()})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	c.WaitComplete(ended) // returns at once
	if c.Index.Complete() {
		t.Error("complete before the first sweep")
	}
	go c.Sweep(t.Context(), false)
	c.WaitComplete(t.Context())
	if !c.Index.Complete() || c.Index.Len() != 1 {
		t.Errorf("complete %v, %d articles", c.Index.Complete(), c.Index.Len())
	}
}

// TestLock checks who may open a data folder, with one program or two.
func TestLock(t *testing.T) {
	t.Parallel()
	dir, other, data := folder(t, map[string]string{"a.txt": text}), folder(t, map[string]string{"b.txt": text}), t.TempDir()
	open := func(dir string, open func(Options) (*Corpus, error)) *Corpus {
		t.Helper()
		c, err := open(Options{Dir: dir, Data: data, MaxFileSize: 1000})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	alone := open(dir, OpenShared)
	if alone.Index.IsSnapshot() {
		t.Error("a program alone does not own its data")
	}
	if _, err := OpenExclusive(Options{Dir: other, Data: data}); err == nil || !strings.Contains(err.Error(), data) {
		t.Errorf("a second owner: %v", err)
	}
	if beside := open(dir, OpenShared); !beside.Index.IsSnapshot() {
		t.Error("a second program owns the data, too")
	}
	if err := alone.Close(); err != nil {
		t.Fatal(err)
	}
	owner := open(dir, OpenExclusive)
	if _, err := owner.Sweep(t.Context(), false); err != nil || owner.Index.IsSnapshot() {
		t.Error("the lock is not free after Close", err)
	}
	owner.Close()
	if c := open(other, OpenExclusive); c.Index.Len() != 0 {
		t.Error("two folders share an index")
	} else {
		c.Close()
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	if c := open(link, OpenExclusive); c.Index.Len() != 1 {
		t.Error("a link to the folder has another index than the folder")
	}
	memory, err := OpenExclusive(Options{Dir: dir})
	if err != nil || !memory.Index.IsSnapshot() {
		t.Error("without a data folder", err)
	}
	memory.Close()
}

// TestDataFolderThatCannotBeMade checks that the index is then kept in memory, and the log says so.
func TestDataFolderThatCannotBeMade(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "data": "a file"})
	c, log := logged(t, Options{Dir: dir, Data: filepath.Join(dir, "data", "index")})
	if _, err := c.Sweep(t.Context(), false); err != nil || c.Index.Len() != 1 || !c.Index.IsSnapshot() {
		t.Errorf("%d articles, %v", c.Index.Len(), err)
	}
	if !strings.Contains(log.String(), "cannot be written") {
		t.Errorf("logged %s", log)
	}
}
