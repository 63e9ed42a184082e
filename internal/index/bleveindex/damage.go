package bleveindex

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/store"
)

// fileWatch notices that another program has changed bleve's files, which are mapped into memory: reading pages that the file no
// longer has is a fault.
type fileWatch struct {
	dir string // of bleve's index; "" for one in memory

	mu       sync.Mutex
	checked  time.Time
	damage   error                   // what was found; it stays
	segments map[string]segmentStamp // by path
}

// segmentStamp is the state of a segment's file, which never changes once it is mapped.
type segmentStamp struct {
	Size     int64 `json:"size"`
	Modified int64 `json:"modified"` // in nanoseconds
}

// checkEvery is the time between two looks at the files; one at 20 of them takes 0.05 ms.
const checkEvery = 100 * time.Millisecond

// check returns ErrDamage if a file of the open index was changed. It looks at them unless the last look was within the given
// time.
func (w *fileWatch) check(b bleve.Index, within time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.dir == "" || w.damage != nil || within > 0 && time.Since(w.checked) < within {
		return w.damage
	}
	w.damage = w.look(b)
	w.checked = time.Now()
	return w.damage
}

// fail makes check return an error from now on.
func (w *fileWatch) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.damage = errors.Join(w.damage, err)
}

// look compares the segments that are mapped with what they were like. One whose file is gone stays mapped and is no damage.
func (w *fileWatch) look(b bleve.Index) error {
	paths, err := mappedSegments(b)
	if err != nil {
		return err
	}
	now := map[string]segmentStamp{}
	for _, path := range paths {
		before, seen := w.segments[path]
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		now[path] = stampOf(info)
		if seen && now[path] != before {
			return fmt.Errorf("%w: another program has changed %s", store.ErrDamage, filepath.Base(path))
		}
	}
	w.segments = now
	return checkPages(filepath.Join(storePath(w.dir), rootName))
}

// mappedSegments returns the paths of the segments of bleve's current snapshot that are on disk.
func mappedSegments(b bleve.Index) ([]string, error) {
	var paths []string
	err := withReader(b, func(r bindex.IndexReader) error {
		snapshot, ok := r.(*scorch.IndexSnapshot)
		if !ok {
			return nil
		}
		for _, s := range snapshot.Segments() {
			if onDisk, ok := s.Segment().(interface{ Path() string }); ok {
				paths = append(paths, onDisk.Path())
			}
		}
		return nil
	})
	return paths, err
}

// withReader calls f with a reader of bleve's current snapshot.
func withReader(b bleve.Index, f func(bindex.IndexReader) error) error {
	advanced, err := b.Advanced()
	if err != nil {
		return err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return err
	}
	defer reader.Close()
	return f(reader)
}

// OnDamage sets what is called when a search or an article fails since another program has changed the files. It returns at
// once and does not use the index. Repair then mends the index.
func (x *Index) OnDamage(f func()) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.onDamage = f
}

// damaged reports an error to the function of OnDamage, if it is of damage, and returns it.
func (x *Index) damaged(err error) error {
	if errors.Is(err, store.ErrDamage) {
		x.mu.Lock()
		f := x.onDamage
		x.mu.Unlock()
		if f != nil {
			f()
		}
	}
	return err
}

// read calls f with a reader of bleve's current index. It does not if the files were changed; a fault of f in a mapped page becomes
// ErrDamage, as does a panic of bleve, unless it is in one of bleve's own goroutines.
func (x *Index) read(f func(bindex.IndexReader) error) error {
	x.openMu.RLock()
	defer x.openMu.RUnlock()
	if x.closed { // bleve would return a nil reader
		return bleve.ErrorIndexClosed
	}
	if err := x.files.check(x.bleve, checkEvery); err != nil {
		return x.damaged(err)
	}
	err := protected(func() error { return withReader(x.bleve, f) })
	switch {
	case errors.Is(err, store.ErrDamage):
		x.files.fail(err)
	case err != nil && x.files.check(x.bleve, 0) != nil: // what bleve cannot make sense of was changed
		err = fmt.Errorf("%w: %w", store.ErrDamage, err)
	}
	return x.damaged(err)
}

// checkNow returns ErrDamage if bleve's files were changed.
func (x *Index) checkNow() error {
	x.openMu.RLock()
	defer x.openMu.RUnlock()
	if x.closed {
		return bleve.ErrorIndexClosed
	}
	return x.damaged(x.files.check(x.bleve, 0))
}

// protected calls f and returns its error, or ErrDamage for its panic.
func protected(f func() error) (err error) {
	defer recoverDamage(&err)()
	return f()
}

// closeWithin is how long Repair waits for bleve to close a damaged index; questions wait meanwhile. A goroutine of bleve's that
// panics in bbolt leaves a lock behind, so that closing never ends.
const closeWithin = 2 * time.Second

// Repair replaces bleve's index by an empty one if another program has changed its files; CatchUp fills it from the store. It
// returns whether it did. Articles of the store that were changed are found by Damaged.
func (x *Index) Repair() (repaired bool, err error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	damage := x.files.check(x.bleve, 0)
	if !errors.Is(damage, store.ErrDamage) || x.IsSnapshot() {
		return false, damage
	}
	x.log.Warn("the search index is rebuilt", "cause", damage)
	if err := x.replaceBleve(); err != nil {
		return false, err
	}
	return true, nil
}

// replaceBleve replaces bleve's index by an empty one.
func (x *Index) replaceBleve() error {
	x.openMu.Lock()
	defer x.openMu.Unlock()
	closed := make(chan error, 1)
	go func() { closed <- protected(x.bleve.Close) }()
	select {
	case <-closed: // an error is one more of the damage
	case <-time.After(closeWithin):
		x.log.Warn("bleve does not close the damaged index; its memory is lost until the bot ends")
	}
	dir := x.bleveDir()
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	x.applied.Store(0)
	x.rebuilt.Add(1)
	return x.emptyBleve(dir)
}

// Rebuilt returns how often Repair has replaced bleve's index.
func (x *Index) Rebuilt() uint64 { return x.rebuilt.Load() }
