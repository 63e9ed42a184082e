package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// touched returns a watch of no folder, with paths that were touched some time ago.
func touched(ago map[string]time.Duration) *watch {
	w := &watch{wake: make(chan struct{}, 1), dirty: map[string]time.Time{}}
	for path, d := range ago {
		w.dirty[path] = time.Now().Add(-d)
	}
	return w
}

// TestWatchWaits checks which paths are swept next: those that were left alone for a while; everything after the
// longest time, if a settings file was touched, or too many files were.
func TestWatchWaits(t *testing.T) {
	t.Parallel()
	many, fewer := map[string]time.Duration{}, map[string]time.Duration{}
	for i := range manyPaths + 1 {
		many[fmt.Sprintf("%d.txt", i)] = time.Hour
		if i > 0 {
			fewer[fmt.Sprintf("%d.txt", i)] = time.Hour
		}
	}
	for _, c := range []struct {
		what  string
		ago   map[string]time.Duration
		most  time.Duration
		paths int
		first string
	}{
		{"a file at rest", map[string]time.Duration{"a.txt": time.Hour}, time.Hour, 1, "a.txt"},
		{"one at rest and one not", map[string]time.Duration{"a.txt": time.Hour, "b.txt": -time.Hour}, time.Hour, 1, "a.txt"},
		{"a file that comes to rest", map[string]time.Duration{"a.txt": 0, "b.txt": -time.Hour}, time.Hour, 1, "a.txt"},
		{"nothing", nil, time.Millisecond, 1, "."},
		{"a file that never rests", map[string]time.Duration{"a.txt": -time.Hour}, time.Millisecond, 1, "."},
		{"settings", map[string]time.Duration{"a.txt": time.Hour, "sub/_defaults.yaml": time.Hour}, time.Hour, 1, "."},
		{"too many", many, time.Hour, 1, "."},
		{"many", fewer, time.Hour, manyPaths, ""},
	} {
		got := touched(c.ago).wait(t.Context(), c.most)
		if len(got) != c.paths || c.first != "" && got[0] != c.first {
			t.Errorf("%s: %d paths, %.5q", c.what, len(got), got)
		}
	}
	w := touched(map[string]time.Duration{"a.txt": time.Hour})
	w.touch("a.txt")
	if paths, next := w.due(); len(paths) > 0 || next == nil {
		t.Errorf("touched again: due at once, %q", paths)
	}
	w.touch(".hidden/x.txt")
	w.touch("sub/.x.txt.swp")
	if len(w.dirty) != 1 {
		t.Errorf("hidden files are swept: %v", w.dirty)
	}
	if got := w.wait(t.Context(), time.Hour); !slices.Equal(got, []string{"a.txt"}) {
		t.Errorf("after it was touched again: %q", got)
	}
	if paths, next := w.due(); len(paths) > 0 || next != nil {
		t.Errorf("when nothing is left: %q", paths)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if got := touched(nil).wait(ended, time.Hour); got != nil {
		t.Errorf("after the end: %q", got)
	}
	late := touched(nil)
	go late.touch("late.txt")
	if got := late.wait(t.Context(), time.Hour); !slices.Equal(got, []string{"late.txt"}) {
		t.Errorf("touched while it waits: %q", got)
	}
}

// TestUntilScan checks that full scans take at most a fiftieth of the time, and come once a minute where they are quick, every ten
// seconds after one that failed.
func TestUntilScan(t *testing.T) {
	t.Parallel()
	for took, want := range map[time.Duration]time.Duration{
		0: time.Minute, 400 * time.Millisecond: time.Minute, 3 * time.Second: 150 * time.Second, time.Minute: 50 * time.Minute,
	} {
		if got := untilScan(took, false); got != want {
			t.Errorf("after a scan of %s: %s, want %s", took, got, want)
		}
	}
	if got := untilScan(time.Millisecond, true); got != 10*time.Second {
		t.Errorf("after one that failed: %s", got)
	}
}

// TestWatchQuiet checks that a file is swept after it was left alone for a third of a second, not before and not long after.
func TestWatchQuiet(t *testing.T) {
	t.Parallel()
	w := touched(map[string]time.Duration{"at rest.txt": 310 * time.Millisecond, "in work.txt": 200 * time.Millisecond, "just now.txt": -time.Hour})
	paths, next := w.due()
	if !slices.Equal(paths, []string{"at rest.txt"}) || len(w.dirty) != 2 {
		t.Errorf("due at once: %q, left %v", paths, w.dirty)
	}
	select {
	case <-next:
	case <-time.After(30 * time.Second):
		t.Error("the next file is not due after 100 ms")
	}
	if paths, _ := w.due(); !slices.Equal(paths, []string{"in work.txt"}) {
		t.Errorf("due then: %q", paths)
	}
}

// TestWatchFolders checks which folders are watched, and that a renamed one is no longer watched by its old name.
func TestWatchFolders(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a/b/x.txt": text, "ab/y.txt": text, ".git/z.txt": text, "a/.cache/z.txt": text})
	c, log := logged(t, Options{Dir: dir})
	w := c.newWatch()
	defer w.close()
	watched := func() string {
		var out []string
		for _, path := range w.files.WatchList() {
			out = append(out, w.rel(path))
		}
		return strings.Join(sortedStrings(out), " ")
	}
	if got := watched(); got != ". a a/b ab" {
		t.Errorf("watched: %s", got)
	}
	if log.Len() > 0 {
		t.Errorf("logged %s", log)
	}
	w.forget(filepath.Join(w.root, "a"))
	if got := watched(); got != ". ab" {
		t.Errorf("after a was renamed: %s", got)
	}
	w.add("a")
	if got := watched(); got != ". a a/b ab" {
		t.Errorf("after it is back: %s", got)
	}
	if err := os.Rename(filepath.Join(dir, "a"), filepath.Join(dir, "c")); err != nil {
		t.Fatal(err)
	}
	const renamed = ". ab c c/b"
	for start := time.Now(); watched() != renamed && time.Since(start) < 20*time.Second; time.Sleep(time.Millisecond) {
	}
	if got := watched(); got != renamed {
		t.Errorf("after a is renamed to c: %s", got)
	}
	if got := w.rel(filepath.Join(w.root, "a", "b")); got != "a/b" {
		t.Errorf("path %s", got)
	}
	if w.close(); len(w.files.WatchList()) > 0 {
		t.Errorf("after the end: %q is watched", w.files.WatchList())
	}
	if w.add("c"); !strings.Contains(log.String(), "not all folders can be watched") {
		t.Errorf("a folder that cannot be watched: logged %s", log)
	}
}

// TestWatchErrors checks that the whole folder is swept when so much changes that the system loses events, and that another error
// of the watcher is logged, once.
func TestWatchErrors(t *testing.T) {
	t.Parallel()
	c, log := logged(t, Options{Dir: folder(t, map[string]string{"a.txt": text})})
	w := c.newWatch()
	w.files.Errors <- errors.New("odd error")
	w.files.Errors <- fsnotify.ErrEventOverflow
	if got := w.wait(t.Context(), time.Hour); !slices.Equal(got, []string{"."}) {
		t.Errorf("after lost events: %q", got)
	}
	w.close()
	if n := strings.Count(log.String(), "watch the folder"); n != 1 || !strings.Contains(log.String(), "odd error") {
		t.Errorf("logged %s", log)
	}
}

// TestWatchLogs checks that a lasting error is logged once, and what has changed afterwards.
func TestWatchLogs(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "articles")
	write(t, dir, "a.txt", text)
	c, log := logged(t, Options{Dir: dir, Data: t.TempDir()})
	sweep := func() (logs string) {
		t.Helper()
		log.Reset()
		c.sweepLogged(t.Context(), []string{"."})
		return log.String()
	}
	if s := sweep(); !strings.Contains(s, "added=1 changed=0 removed=0") || strings.Contains(s, "ERROR") {
		t.Errorf("first: %s", s)
	}
	if s := sweep(); s != "" {
		t.Errorf("nothing has changed: %s", s)
	}
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if s := sweep(); strings.Count(s, "level=ERROR") != 1 || !strings.Contains(s, "no such file") {
		t.Errorf("without the folder: %s", s)
	}
	if s := sweep(); s != "" {
		t.Errorf("still without the folder: %s", s)
	}
	log.Reset()
	w := c.newWatch()
	if !strings.Contains(log.String(), "cannot be watched") || w.files != nil {
		t.Errorf("a folder that is not there: %s", log)
	}
	w.add(".")
	w.close()
	if got := w.wait(t.Context(), time.Millisecond); !slices.Equal(got, []string{"."}) {
		t.Errorf("without a watcher: %q", got)
	}
	if err := os.Rename(dir+"-away", dir); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "b.txt", "Rain fell.")
	if s := sweep(); !strings.Contains(s, "added=1 changed=0 removed=0") {
		t.Errorf("with the folder again: %s", s)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	log.Reset()
	c.sweepLogged(ended, []string{"."})
	if log.Len() > 0 {
		t.Errorf("ended: %s", log)
	}
}
