// Package corpus keeps an index equal to a folder of articles.
//
// A sweep walks the folder (walker), compares each file's stamp with the record in the index (jobs), reads and parses
// those that may have changed in parallel (update, read), and applies the changes to the index in batches (write).
// Sweep does this once for the whole folder. Watch does it at start, then for the paths that the file system reports as
// changed, and every minute for the whole folder. Settings files, aliases.yaml and _defaults.yaml, are read
// before the articles they affect.
//
// The results are in Corpus.Index, which package answer searches; Status and FileErrors report progress and problems.
// One process owns a data folder (OpenExclusive); another may read it beside (OpenShared).
package corpus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/index/bleveindex"
	"lede/internal/names"
	"lede/internal/store"
)

// Options configure a Corpus.
type Options struct {
	Dir         string           // the folder of the articles
	MaxFileSize int64            // in bytes; larger files are not read
	Data        string           // folder of the index; "" keeps it in memory
	Log         *slog.Logger     // nil for none
	Now         func() time.Time // nil for the system's clock

	// Open opens the index in a folder; nil for bleveindex.Open.
	Open func(dir string, mode index.Mode, log *slog.Logger) (index.Engine, error)
}

// Corpus is a folder of articles with its index.
type Corpus struct {
	Options
	Index index.Engine

	lock     *lock
	sweeping sync.Mutex // locked during a sweep
	verified bool       // the articles in the index were verified since the start, or are in the background; guarded by sweeping
	defaults map[string]article.Defaults
	walked   walked                // by the last full scan; guarded by sweeping
	watched  atomic.Pointer[watch] // nil before Watch
	damaged  atomic.Bool           // the index has found damage since the last sweep

	mu     sync.Mutex
	status Status
	began  time.Time // start of the current sweep
}

// OpenExclusive opens a corpus for a long-running process. It fails, naming the data folder, if another process has
// locked it. If the data folder cannot be written, that is logged and changes stay in memory. It does not read any
// articles yet: see Sweep and Watch.
func OpenExclusive(o Options) (*Corpus, error) { return open(o, true) }

// OpenShared opens a corpus for a process that answers once. If another process has locked the data folder, it opens a
// snapshot of the index, and changes stay in memory.
func OpenShared(o Options) (*Corpus, error) { return open(o, false) }

// Load opens a corpus with OpenShared and sweeps it.
func Load(ctx context.Context, o Options) (*Corpus, error) {
	c, err := OpenShared(o)
	if err != nil {
		return nil, err
	}
	if _, err := c.Sweep(ctx, false); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// ErrInUse is the error of OpenExclusive if another process has locked the data folder.
var ErrInUse = errors.New("another bot is running on it")

func open(o Options, exclusive bool) (*Corpus, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Open == nil {
		o.Open = openBleve
	}
	c := &Corpus{Options: o}
	if o.Data == "" {
		return c, c.open("", index.Owner)
	}
	dir, err := o.indexDir()
	if err != nil {
		return nil, err
	}
	o.moveAside(o.Data, lockName)
	locked, err := acquire(o.Data)
	switch {
	case err == nil:
		c.lock = locked
		o.moveAside(dir)
		err = c.open(dir, index.Owner)
		store.Protect(dir)
	case errors.Is(err, errLocked) && exclusive:
		return nil, fmt.Errorf("data folder %s: %w; end that one, or name another folder with --data", o.Data, ErrInUse)
	case errors.Is(err, errLocked):
		err = c.open(dir, index.Snapshot)
	default:
		o.Log.Warn("the data folder cannot be written; what is read is kept in memory until the program ends", "folder", o.Data, "err", err)
		err = c.open(dir, index.Snapshot)
	}
	if err != nil {
		return nil, errors.Join(err, c.lock.release())
	}
	return c, nil
}

// moveAside moves folders aside that are where a file is to be. What fails here fails again, with a better message,
// when the file is opened.
func (o Options) moveAside(dir string, names ...string) {
	moved, _ := store.MoveAside(dir, names...)
	for _, path := range moved {
		o.Log.Warn("a folder was in the place of a file; it is moved aside", "folder", path)
	}
}

func (c *Corpus) open(dir string, mode index.Mode) (err error) {
	c.Index, err = c.Options.Open(dir, mode, c.Log)
	return err
}

// openBleve opens an index in this process.
func openBleve(dir string, mode index.Mode, log *slog.Logger) (index.Engine, error) {
	x, err := bleveindex.Open(dir, mode, log)
	if err != nil {
		return nil, err // no interface around a nil index
	}
	return x, nil
}

// indexDir returns the folder of the corpus's index within the data folder, which may contain indexes of other corpora.
func (o Options) indexDir() (string, error) {
	root, err := o.root()
	if err != nil {
		return "", err
	}
	return filepath.Join(o.Data, "index-"+article.ID(filepath.ToSlash(root))), nil
}

// root returns the absolute path of the folder of the articles with symbolic links resolved.
func (o Options) root() (string, error) {
	root, err := filepath.Abs(o.Dir)
	if err == nil {
		root, err = filepath.EvalSymlinks(root)
	}
	if err != nil {
		return "", fmt.Errorf("corpus folder: %w; create it, or name another with corpus: in config.yaml or --corpus", err)
	}
	if stat, err := os.Stat(root); err != nil || !stat.IsDir() {
		return "", fmt.Errorf("corpus folder: %s is not a folder", o.Dir)
	}
	return root, nil
}

// Close waits for a running sweep, closes the index and releases the lock. Cancel the sweep's context first.
func (c *Corpus) Close() error {
	c.sweeping.Lock()
	defer c.sweeping.Unlock()
	return errors.Join(c.Index.Close(), c.lock.release())
}

// ReadAliases reads the aliases of the folder without a sweep. Problems are reported by the next sweep.
func (c *Corpus) ReadAliases() {
	root, err := c.root()
	if err != nil {
		return
	}
	files, err := newFileReader(root, c.MaxFileSize)
	if err != nil {
		return
	}
	defer files.close()
	if raw, _, err := files.read(filepath.Join(root, aliasesFile)); err == nil {
		c.setAliases(raw)
	}
}

// setAliases parses an aliases.yaml, nil for none, and passes it to the index. A file that cannot be parsed counts as
// none.
func (c *Corpus) setAliases(raw []byte) []article.Problem {
	aliases, err := names.ParseAliases(raw)
	c.Index.SetAliases(aliases)
	if err != nil {
		return []article.Problem{{Level: article.Error, Text: "names are not joined: " + err.Error()}}
	}
	return nil
}
