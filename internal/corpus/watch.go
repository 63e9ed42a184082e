package corpus

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Times of the watch.
const (
	quietTime = 300 * time.Millisecond // a file is read when it has not been touched for this long
	scanEvery = time.Minute            // the whole folder is looked at this often: network file systems send no events
	trustFor  = 15 * time.Minute       // where all changes are reported, files are compared this often, and folders in between
	scanShare = 50                     // full scans take at most 1/50 of the time: see Watch
	manyPaths = 1000                   // with more changed paths, the whole folder is scanned

	repairEvery = 10 * time.Second // the least time between two sweeps because of damage
	retryEvery  = 10 * time.Second // after a sweep that failed, such as on a full disk, the folder is scanned this often
)

// Watch keeps the index up to date until ctx ends. It sweeps the whole folder at once and then every minute, or less
// often if a sweep takes more than scanEvery/scanShare = 1.2 s (15,366 unchanged files take 0.4 s). In between it
// sweeps the paths that the file system reports as changed, and the whole folder if the index is found damaged. Where the
// file system reports every change, the sweep of a minute only compares the folders' stamps, and files every trustFor.
// Articles of an earlier start are verified in the background. Errors are logged; after one the whole folder is swept every 10
// seconds and at every change until that succeeds.
func (c *Corpus) Watch(ctx context.Context) {
	w := c.newWatch()
	defer w.close()
	c.watched.Store(w)
	c.onDamage(w.repair)
	verify := c.verifyLater()
	last := c.sweepLogged(ctx, wholeFolder).Took
	w.scanned = time.Now()
	debug.FreeOSMemory() // memory that only the first sweep needs
	var behind sync.WaitGroup
	defer behind.Wait()
	behind.Go(func() {
		if x, ok := c.Index.(preparer); ok {
			x.Prepare()
			debug.FreeOSMemory() // what only the building needs
		}
		verify(ctx, w.repair)
		debug.FreeOSMemory()
	})
	for {
		failed := c.Status().Err != nil
		paths := w.wait(ctx, untilScan(last, failed))
		if ctx.Err() != nil {
			return
		}
		if failed {
			paths = wholeFolder // what has failed may be anywhere
		}
		diff := c.sweepLogged(ctx, paths)
		if paths[0] == "." {
			last, w.scanned = diff.Took, time.Now()
			w.addFolders()
			w.compare(diff)
		}
	}
}

// preparer is an engine that can build what the next Apply needs beforehand, so that no addition waits for it.
type preparer interface{ Prepare() }

// untilScan returns how long after a full scan that took so long the next one is due. One that failed is tried again sooner.
func untilScan(took time.Duration, failed bool) time.Duration {
	if failed {
		return max(retryEvery, scanShare*took)
	}
	return max(scanEvery, scanShare*took)
}

// sweepLogged sweeps some paths and logs changes and errors. An error that lasts is logged once.
func (c *Corpus) sweepLogged(ctx context.Context, paths []string) Diff {
	before := c.Status().Err
	diff, err := c.sweep(ctx, paths, false)
	switch {
	case ctx.Err() != nil:
	case err != nil && (before == nil || before.Error() != err.Error()):
		c.Log.Error("the index is not up to date with the folder; the next sweep tries again", "err", err)
	case err == nil && diff.Len() > 0:
		c.Log.Info("the folder has changed", "added", len(diff.Added), "changed", len(diff.Changed), "removed", len(diff.Removed))
	}
	return diff
}

// watch collects the paths that the file system reports as changed.
type watch struct {
	*Corpus
	root    string
	files   *fsnotify.Watcher // nil if the folder cannot be watched
	misses  atomic.Bool       // some changes are not reported
	scanned time.Time         // the end of the last full scan
	timed   bool              // the next sweep is due by the time alone
	wake    chan struct{}

	mu    sync.Mutex
	dirty map[string]time.Time // time of the last event, by path relative to the corpus

	nextRepair time.Time // not before then
}

// newWatch starts watching the folder. If that fails it is logged, and only the full scans find changes.
func (c *Corpus) newWatch() *watch {
	w := &watch{Corpus: c, wake: make(chan struct{}, 1), dirty: map[string]time.Time{}}
	var err error
	if w.root, err = c.root(); err == nil {
		w.files, err = fsnotify.NewWatcher()
	}
	if err != nil {
		c.Log.Warn("the folder cannot be watched; it is scanned from time to time", "err", err)
		return w
	}
	w.misses.Store(!reportsChanges(w.root))
	go w.collect()
	w.add(".")
	return w
}

func (w *watch) close() {
	if w.files != nil {
		w.files.Close()
	}
}

// add watches a folder and all below it, except hidden ones. Adding a folder again has no effect.
func (w *watch) add(rel string) {
	if w.files == nil {
		return
	}
	err := filepath.WalkDir(filepath.Join(w.root, filepath.FromSlash(rel)), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // the sweep reports what cannot be read
		}
		if isHidden(w.rel(path)) {
			return fs.SkipDir
		}
		return w.files.Add(path)
	})
	w.added(err)
}

// addFolders watches the folders that the last full scan has found.
func (w *watch) addFolders() {
	if w.files == nil {
		return
	}
	for _, path := range w.folders() {
		if err := w.files.Add(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			w.added(err)
			return
		}
	}
}

// added logs an error of adding a folder; nil for none.
func (w *watch) added(err error) {
	if err != nil {
		w.misses.Store(true)
		w.Log.Warn("not all folders can be watched; they are scanned from time to time", "err", err)
	}
}

// compare compares what a full scan has found with what the file system has reported.
func (w *watch) compare(diff Diff) {
	if !w.timed || w.misses.Load() {
		return
	}
	for _, path := range slices.Concat(diff.Added, diff.Changed, diff.Removed) {
		if !w.isReported(path) {
			w.misses.Store(true)
			w.Log.Info("the file system does not report all changes; the files are compared every minute", "file", path)
			return
		}
	}
}

// isReported reports whether a path, or a folder above it, is among those to be swept.
func (w *watch) isReported(rel string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for ; rel != "."; rel = path.Dir(rel) {
		if _, ok := w.dirty[rel]; ok {
			return true
		}
	}
	return false
}

// isBehind reports whether changed paths wait to be swept. It returns false for nil.
func (w *watch) isBehind() bool {
	if w == nil {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.dirty) > 0
}

// isTrusted reports whether nothing has changed, as far as the file system reports it and the folders' stamps show, and the
// files need not be compared yet.
func (w *watch) isTrusted() bool {
	return w.files != nil && !w.misses.Load() && time.Since(w.scanned) < trustFor && !w.hasLinks() && w.isUnchanged()
}

func (w *watch) rel(path string) string {
	rel, err := filepath.Rel(w.root, path)
	if err != nil {
		return "."
	}
	return filepath.ToSlash(rel)
}

// collect handles events until the watcher is closed.
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
			switch {
			case !ok:
				return
			case errors.Is(err, fsnotify.ErrEventOverflow):
				w.touch(".")
			default:
				w.Log.Warn("watch the folder", "err", err)
			}
		}
	}
}

// forget stops watching a folder that was renamed and all below it: the system would report their events under the old
// name.
func (w *watch) forget(path string) {
	for _, watched := range w.files.WatchList() {
		if watched == path || strings.HasPrefix(watched, path+string(filepath.Separator)) {
			_ = w.files.Remove(watched) // it may have been removed
		}
	}
}

// touch records that a path changed now.
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

// repair has the whole folder swept at once, since the index is damaged, but not again and again.
func (w *watch) repair() {
	w.mu.Lock()
	now := time.Now()
	due := now.After(w.nextRepair)
	if due {
		w.dirty["."] = now.Add(-quietTime)
		w.nextRepair = now.Add(repairEvery)
	}
	w.mu.Unlock()
	if !due {
		return // the next full scan repairs what is still damaged
	}
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// wait returns the changed paths that have not been touched for quietTime, as soon as there are any; after the time
// most it returns the whole folder.
func (w *watch) wait(ctx context.Context, most time.Duration) []string {
	all := time.After(most)
	for {
		paths, next := w.due()
		w.timed = false
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
			if w.isTrusted() {
				all = time.After(most)
				continue
			}
			w.timed = true
			return []string{"."}
		case <-next:
		case <-w.wake:
		}
	}
}

// due removes and returns the paths that have not been touched for quietTime. next fires when another one becomes due;
// it is nil if there is none.
func (w *watch) due() (paths []string, next <-chan time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var waits []time.Duration
	for rel, touched := range w.dirty {
		if wait := time.Until(touched.Add(quietTime)); wait > 0 {
			waits = append(waits, wait)
			continue
		}
		paths = append(paths, rel)
		delete(w.dirty, rel)
	}
	if len(waits) > 0 {
		next = time.After(slices.Min(waits))
	}
	return paths, next
}
