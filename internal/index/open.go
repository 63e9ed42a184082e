package index

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

	"lede/internal/store"
)

// Mode is who may write where.
type Mode int

// The modes of an index.
const (
	Owner    Mode = iota // the folder is this program's; the caller holds its lock
	Snapshot             // the folder is another's, or cannot be written: it is read, and changes are kept apart
)

// bleveName is the folder of bleve's index within that of the index.
const bleveName = "bleve"

// Open opens the index in dir, or an empty one if there is none or what is there is damaged, which is logged: the
// caller fills it with Apply. dir "" is an index in memory. The error tells that the folder cannot be used.
func Open(dir string, mode Mode, log *slog.Logger) (*Index, error) {
	x := &Index{dir: dir, log: log}
	x.verifyOnce = sync.OnceValue(x.verify)
	if mode == Owner && dir != "" {
		go x.verifyOnce() // beside the reading of the store
	}
	if err := x.openStore(mode); err != nil {
		if mode == Owner && dir != "" {
			_ = x.verifyOnce() // which reads no longer than Open
		}
		return nil, fmt.Errorf("index folder %s: %w", dir, err)
	}
	go x.listing() // which the first question needs
	if err := x.openBleve(mode); err != nil {
		return nil, errors.Join(fmt.Errorf("index folder %s: %w", dir, err), x.store.Close(), removeSnapshot(x.snapshotDir))
	}
	return x, nil
}

// openStore opens the store; a damaged one is deleted, or, if it is another's, not used.
func (x *Index) openStore(mode Mode) (err error) {
	x.store, err = store.Open(x.dir, mode == Snapshot)
	if !errors.Is(err, store.ErrDamage) {
		return err
	}
	x.log.Warn("the index is made anew", "cause", err)
	if mode == Snapshot {
		x.dir = ""
		x.store, err = store.Open("", false)
		return err
	}
	_ = x.verifyOnce() // what is being read cannot be removed everywhere
	if err := errors.Join(store.Remove(x.dir), os.RemoveAll(filepath.Join(x.dir, bleveName))); err != nil {
		return err
	}
	x.verifyOnce = x.verify // of what is there now
	x.store, err = store.Open(x.dir, false)
	return err
}

// verify checks bleve's files.
func (x *Index) verify() error { return verify(x.bleveDir()) }

// openBleve opens what bleve has in the folder, if it is sound and fits the store; else an empty index, which
// CatchUp fills out of the store.
func (x *Index) openBleve(mode Mode) error {
	if x.dir == "" {
		return x.emptyBleve("")
	}
	dir := filepath.Join(x.dir, bleveName)
	if mode == Snapshot {
		var err error
		if x.snapshotDir, err = takeSnapshot(dir); err != nil {
			x.log.Warn("the index is kept in memory", "cause", err)
			x.dir = "" // of the files; the store has its own
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
		x.log.Warn("the search index is made anew", "cause", err)
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return x.emptyBleve(dir)
}

// openVerified opens bleve's index. The error tells why it is not to be trusted.
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
	if err != nil {
		return errors.Join(err, b.Close())
	}
	x.bleve = b
	x.applied.Store(applied)
	return nil
}

// checkCommit checks that bleve's index may be one of the store's.
func (x *Index) checkCommit(b bleve.Index, applied uint64) error {
	if applied > x.store.Commits() {
		return fmt.Errorf("%w: it is ahead of the articles, at %d of %d", store.ErrDamage, applied, x.store.Commits())
	}
	count, err := b.DocCount()
	if err == nil && applied == x.store.Commits() && count != uint64(x.store.Articles()) {
		return fmt.Errorf("%w: it holds %d articles of %d", store.ErrDamage, count, x.store.Articles())
	}
	return err
}

// emptyBleve makes an empty index in a folder that is not there yet, or in memory.
func (x *Index) emptyBleve(dir string) (err error) {
	x.bleve, err = bleve.NewUsing(dir, newMapping(), scorch.Name, scorch.Name, options())
	return err
}

// bleveDir returns the folder of bleve's index.
func (x *Index) bleveDir() string {
	if x.snapshotDir != "" {
		return x.snapshotDir
	}
	return filepath.Join(x.dir, bleveName)
}

// openFiles opens bleve's index on the disk. What bleve panics of becomes an error, and so does a file that is
// shorter than bleve takes it to be.
func openFiles(dir string) (b bleve.Index, err error) {
	defer recoverDamage(&err)()
	return bleve.OpenUsing(dir, options())
}

// recoverDamage returns a function to be deferred, which turns a panic, even one of the memory behind a mapped file, into an
// error.
func recoverDamage(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if cause := recover(); cause != nil {
			*err = fmt.Errorf("%w: %v", store.ErrDamage, cause)
		}
	}
}

// errorCallback is bleve's name for onError.
const errorCallback = "lede"

// init registers what bleve calls when it cannot write. The cause comes back from the next Apply as well.
func init() {
	scorch.RegistryAsyncErrorCallbacks[errorCallback] = onError
}

// options are bleve's: without a timeout it would wait for ever for the lock of its file.
func options() map[string]any {
	return map[string]any{"bolt_timeout": "2s", "asyncErrorCallbackName": errorCallback}
}

// appliedKey holds the number of the commit up to which bleve's index follows the store.
var appliedKey = []byte("applied")

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
