package bleveindex

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"lede/internal/index"
	"lede/internal/index/bleveindex/segments"
	"lede/internal/store"
)

// bleveName is the name of bleve's folder within the index folder.
const bleveName = "bleve"

// Open opens the index in dir. If there is none it is created; if it is damaged, that is logged and the damaged part is
// replaced by an empty one: CatchUp then fills bleve's index, and a sweep of the corpus fills the store. dir "" is an
// index in memory. It fails if the folder cannot be read or, as Owner, written.
func Open(dir string, mode index.Mode, log *slog.Logger) (*Index, error) {
	x := &Index{dir: dir, log: log}
	x.verifyOnce = sync.OnceValue(x.verify)
	if mode == index.Owner && dir != "" {
		go x.verifyOnce() // concurrently with reading the store
	}
	if err := x.openStore(mode); err != nil {
		if mode == index.Owner && dir != "" {
			_ = x.verifyOnce() // wait, so that no file is open after Open returns
		}
		return nil, fmt.Errorf("index folder %s: %w", dir, err)
	}
	x.catalog.store = x.store
	go x.catalog.now() // built concurrently; the first search needs it
	if err := x.openBleve(mode); err != nil {
		return nil, errors.Join(fmt.Errorf("index folder %s: %w", dir, err), x.store.Close(), removeSnapshot(x.snapshotDir))
	}
	return x, nil
}

// openStore opens the store. A damaged one is deleted; in Snapshot mode it is left alone and an empty one in memory is
// used.
func (x *Index) openStore(mode index.Mode) (err error) {
	x.store, err = store.Open(x.dir, mode == index.Snapshot)
	if !errors.Is(err, store.ErrDamage) {
		return err
	}
	x.log.Warn("the index is rebuilt", "cause", err)
	if mode == index.Snapshot {
		x.dir = ""
		x.store, err = store.Open("", false)
		return err
	}
	_ = x.verifyOnce() // wait: Windows cannot remove files that are open
	if err := errors.Join(store.Remove(x.dir), os.RemoveAll(filepath.Join(x.dir, bleveName))); err != nil {
		return err
	}
	x.verifyOnce = x.verify // the files have changed since
	x.store, err = store.Open(x.dir, false)
	return err
}

// verify verifies bleve's files but the segments that are trusted.
func (x *Index) verify() error {
	x.trusted = nil
	trusted := readTrusted(filepath.Join(x.dir, bleveName))
	if x.snapshotDir == "" { // Close writes it again; after a crash all files are verified
		_ = os.Remove(filepath.Join(x.dir, bleveName, trustedName)) // what cannot be removed lists no other files
	}
	return verify(x.bleveDir(), func(path string) bool {
		skip := isTrusted(path, trusted)
		if skip {
			x.trusted = append(x.trusted, path)
		}
		return skip
	})
}

// openBleve opens bleve's index if its files are intact and it belongs to the store, else an empty one, which CatchUp
// fills from the store.
func (x *Index) openBleve(mode index.Mode) error {
	if x.dir == "" {
		return x.emptyBleve("")
	}
	dir := filepath.Join(x.dir, bleveName)
	if mode == index.Snapshot {
		var err error
		if x.snapshotDir, err = takeSnapshot(dir); err != nil {
			x.log.Warn("the index is kept in memory", "cause", err)
			x.dir = "" // the store keeps its own path
			return x.emptyBleve("")
		}
		dir = x.snapshotDir
	}
	reports.Store(dir, x.log)
	err := x.openVerified(dir)
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) || x.store.Commits() > 0 {
		x.log.Warn("the search index is rebuilt", "cause", err)
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return x.emptyBleve(dir)
}

// openVerified verifies and opens bleve's index. It fails if the index is damaged or does not belong to the store.
func (x *Index) openVerified(dir string) error {
	if err := x.verifyOnce(); err != nil {
		return err
	}
	b, err := openFiles(dir)
	if err != nil {
		return err
	}
	applied, err := appliedCommit(b)
	if err == nil {
		err = x.checkCommit(b, applied)
	}
	files := &fileWatch{dir: dir}
	if err == nil {
		err = files.check(b, 0)
	}
	if err != nil {
		return errors.Join(err, b.Close())
	}
	x.bleve, x.files = b, files
	x.applied.Store(applied)
	return nil
}

// checkCommit checks that bleve's index belongs to the store: it is not ahead of it, and has as many articles if it is
// at the same commit.
func (x *Index) checkCommit(b bleve.Index, applied uint64) error {
	if applied > x.store.Commits() {
		return fmt.Errorf("%w: it is ahead of the articles, at %d of %d", store.ErrDamage, applied, x.store.Commits())
	}
	count, err := b.DocCount()
	if err == nil && applied == x.store.Commits() && count != uint64(x.store.Articles()) {
		return fmt.Errorf("%w: it has %d articles of %d", store.ErrDamage, count, x.store.Articles())
	}
	return err
}

// emptyBleve creates an empty index in a folder that does not exist, or in memory.
func (x *Index) emptyBleve(dir string) (err error) {
	x.bleve, err = bleve.NewUsing(dir, newMapping(), scorch.Name, scorch.Name, options())
	if err == nil {
		x.files = &fileWatch{dir: dir}
	}
	return err
}

// bleveDir returns the folder of bleve's index.
func (x *Index) bleveDir() string {
	if x.snapshotDir != "" {
		return x.snapshotDir
	}
	return filepath.Join(x.dir, bleveName)
}

// openFiles opens bleve's index on disk. A panic of bleve and a fault in a mapped file become errors.
func openFiles(dir string) (b bleve.Index, err error) {
	defer recoverDamage(&err)()
	return bleve.OpenUsing(dir, options())
}

// recoverDamage returns a function to defer, which sets *err to ErrDamage after a panic, even after a fault in a mapped
// file.
func recoverDamage(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if cause := recover(); cause != nil {
			*err = fmt.Errorf("%w: %v", store.ErrDamage, cause)
		}
	}
}

// errorCallback is the name under which onError is registered.
const errorCallback = "lede"

// init registers onError: bleve looks callbacks up by name in a package variable. The next Apply returns the error, too.
// It also sets how bleve builds its segments.
func init() {
	segments.Register()
	scorch.RegistryAsyncErrorCallbacks[errorCallback] = onError
}

// options returns bleve's options. Without a timeout bolt waits forever for the lock of a file.
func options() map[string]any {
	return map[string]any{"bolt_timeout": "2s", "asyncErrorCallbackName": errorCallback}
}

// appliedKey is the key in bleve of the last commit that it has indexed.
var appliedKey = []byte("applied")

// appliedCommit returns the last commit that bleve has indexed; 0 if there is none.
func appliedCommit(b bleve.Index) (uint64, error) {
	raw, err := b.GetInternal(appliedKey)
	if err != nil || len(raw) == 0 {
		return 0, err
	}
	n, err := strconv.ParseUint(string(raw), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", store.ErrDamage, err)
	}
	return n, nil
}
