package corpus

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Times of the watch.
const (
	quietTime = 300 * time.Millisecond // for so long nobody must have touched a file before it is read
	scanEvery = time.Minute            // whatever the watcher tells: network folders tell nothing
	scanShare = 50                     // a sweep runs at most one part in so many of the time
	manyPaths = 1000                   // more paths at once are swept as the whole folder
)

// Watch keeps the index equal to the folder until the context ends: it sweeps at once, then whatever the system
// tells to have changed, and from time to time all. What goes wrong is logged.
func (c *Corpus) Watch(ctx context.Context) {
	w := c.newWatch()
	defer w.close()
	last := c.sweepLogged(ctx, []string{"."})
	debug.FreeOSMemory() // which the start took, and nobody may need for hours
	for {
		paths := w.wait(ctx, max(scanEvery, scanShare*last))
		if ctx.Err() != nil {
			return
		}
		took := c.sweepLogged(ctx, paths)
		if paths[0] == "." {
			last = took
			w.add(".")
		}
	}
}

// sweepLogged sweeps some paths, logs what has changed, or why not, and returns how long it took.
func (c *Corpus) sweepLogged(ctx context.Context, paths []string) time.Duration {
	before := c.Status().Err
	start := time.Now()
	diff, err := c.sweep(ctx, paths, false)
	switch {
	case ctx.Err() != nil:
	case err != nil && (before == nil || before.Error() != err.Error()):
		c.Log.Error("the folder and the index differ until this is mended; the next sweep tries again", "err", err)
	case err == nil && diff.Len() > 0:
		c.Log.Info("the folder has changed", "added", len(diff.Added), "changed", len(diff.Changed), "removed", len(diff.Removed))
	}
	return time.Since(start)
}

// watch collects which paths the system tells to have changed.
type watch struct {
	*Corpus
	root  string
	files *fsnotify.Watcher // nil if there is none
	wake  chan struct{}

	mu    sync.Mutex
	dirty map[string]time.Time // by path relative to the corpus, when it was touched last
}

// newWatch begins to watch the folder. Where that cannot be done, it is logged, and the sweeps have to do.
func (c *Corpus) newWatch() *watch {
	w := &watch{Corpus: c, wake: make(chan struct{}, 1), dirty: map[string]time.Time{}}
	var err error
	if w.root, err = c.root(); err == nil {
		w.files, err = fsnotify.NewWatcher()
	}
	if err != nil {
		c.Log.Warn("the folder cannot be watched; it is looked through from time to time", "err", err)
		return w
	}
	go w.collect()
	w.add(".")
	return w
}

func (w *watch) close() {
	if w.files != nil {
		w.files.Close()
	}
}

// add watches a folder and those in it. What is watched already stays so.
func (w *watch) add(rel string) {
	if w.files == nil {
		return
	}
	err := filepath.WalkDir(filepath.Join(w.root, filepath.FromSlash(rel)), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // a sweep tells what cannot be read
		}
		if isHidden(w.rel(path)) {
			return fs.SkipDir
		}
		return w.files.Add(path)
	})
	if err != nil {
		w.Log.Warn("not all folders can be watched; they are looked through from time to time", "err", err)
	}
}

func (w *watch) rel(path string) string {
	rel, err := filepath.Rel(w.root, path)
	if err != nil {
		return "."
	}
	return filepath.ToSlash(rel)
}

// collect notes what the system tells until the watcher is closed.
func (w *watch) collect() {
	for {
		select {
		case event, ok := <-w.files.Events:
			if !ok {
				return
			}
			rel := w.rel(event.Name)
			if event.Has(fsnotify.Rename) {
				w.forget(event.Name)
			}
			if event.Has(fsnotify.Create) {
				w.add(rel)
			}
			w.touch(rel)
		case err, ok := <-w.files.Errors:
			if !ok {
				return
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				w.touch(".")
				continue
			}
			w.Log.Warn("watch the folder", "err", err)
		}
	}
}

// forget ends watching a folder that has another name now, and those in it: the system would go on to tell of them
// by the old one.
func (w *watch) forget(path string) {
	for _, watched := range w.files.WatchList() {
		if watched == path || strings.HasPrefix(watched, path+string(filepath.Separator)) {
			_ = w.files.Remove(watched) // it may be gone by now
		}
	}
}

// touch notes that a path was changed now.
func (w *watch) touch(rel string) {
	if isHidden(rel) {
		return
	}
	w.mu.Lock()
	w.dirty[rel] = time.Now()
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// wait returns the paths that were changed and are at rest, as soon as there are any, or the whole folder after the
// given time.
func (w *watch) wait(ctx context.Context, most time.Duration) []string {
	all := time.After(most)
	for {
		paths, next := w.due()
		if len(paths) > manyPaths || affectsAll(paths) {
			return []string{"."}
		}
		if len(paths) > 0 {
			return paths
		}
		select {
		case <-ctx.Done():
			return nil
		case <-all:
			return []string{"."}
		case <-next:
		case <-w.wake:
		}
	}
}

// due takes out the paths that are at rest. next fires when the next one may be; it is nil if there is none.
func (w *watch) due() (paths []string, next <-chan time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	soonest := time.Duration(-1)
	for rel, touched := range w.dirty {
		rest := quietTime - time.Since(touched)
		switch {
		case rest <= 0:
			paths = append(paths, rel)
			delete(w.dirty, rel)
		case soonest < 0 || rest < soonest:
			soonest = rest
		}
	}
	if soonest >= 0 {
		next = time.After(soonest)
	}
	return paths, next
}
