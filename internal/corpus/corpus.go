// Package corpus follows a folder of articles: which files there are, which have changed, what each one holds and
// why a file is not read. It keeps the index equal to the folder: Sweep looks once, Watch follows.
package corpus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/names"
)

// Options are what a Corpus needs.
type Options struct {
	Dir         string           // the folder of the articles
	MaxFileSize int64            // bytes; larger files are not read
	Data        string           // the folder for the index; "" keeps it in memory
	Log         *slog.Logger     // nil for none
	Now         func() time.Time // nil for the system's clock
}

// Corpus is a folder of articles with its index.
type Corpus struct {
	Options
	Index *index.Index

	lock     *lock
	sweeping sync.Mutex // held by a sweep
	verified bool       // the articles' bytes were checked since the start; guarded by sweeping
	defaults map[string]article.Defaults

	mu     sync.Mutex
	status Status
	began  time.Time // of the sweep that is under way
}

// OpenExclusive opens a corpus for a program that runs for long. Another one that does on the same data is an error that
// names the folder. A data folder that cannot be written is logged; the index is then kept in memory, over what is
// there. Nothing is read of the articles yet: see Sweep.
func OpenExclusive(o Options) (*Corpus, error) { return open(o, true) }

// OpenShared opens a corpus for a program that answers once. Beside one that holds the data it reads what that one has
// and keeps to itself what it finds changed.
func OpenShared(o Options) (*Corpus, error) { return open(o, false) }

// Load borrows a corpus and sweeps it.
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

func open(o Options, long bool) (*Corpus, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	c := &Corpus{Options: o}
	if o.Data == "" {
		return c, c.open("", index.Owner)
	}
	dir, err := o.indexDir()
	if err != nil {
		return nil, err
	}
	held, err := acquire(o.Data)
	switch {
	case err == nil:
		c.lock = held
		err = c.open(dir, index.Owner)
	case errors.Is(err, errLocked) && long:
		return nil, fmt.Errorf("data folder %s: another bot is running on it; end that one, or name another folder with --data", o.Data)
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

func (c *Corpus) open(dir string, mode index.Mode) (err error) {
	c.Index, err = index.Open(dir, mode, c.Log)
	return err
}

// indexDir returns the folder of the corpus's index within the data folder, which may hold those of others.
func (o Options) indexDir() (string, error) {
	root, err := o.root()
	if err != nil {
		return "", err
	}
	if root, err = filepath.Abs(root); err != nil {
		return "", fmt.Errorf("corpus folder: %w", err)
	}
	return filepath.Join(o.Data, "index-"+article.ID(filepath.ToSlash(root))), nil
}

// root returns the folder of the articles, links followed.
func (o Options) root() (string, error) {
	root, err := filepath.EvalSymlinks(o.Dir)
	if err != nil {
		return "", fmt.Errorf("corpus folder: %w; create it, or name another with corpus: in config.yaml or --corpus", err)
	}
	if stat, err := os.Stat(root); err != nil || !stat.IsDir() {
		return "", fmt.Errorf("corpus folder: %s is not a folder", o.Dir)
	}
	return root, nil
}

// Close releases the index. It waits for a sweep that is under way; end that one's context first.
func (c *Corpus) Close() error {
	c.sweeping.Lock()
	defer c.sweeping.Unlock()
	return errors.Join(c.Index.Close(), c.lock.release())
}

// setAliases tells the index which names are one.
func (c *Corpus) setAliases(raw []byte) []article.Problem {
	aliases, err := names.ParseAliases(raw)
	c.Index.SetAliases(aliases)
	if err != nil {
		return []article.Problem{{Level: article.Error, Text: "names are not joined: " + err.Error()}}
	}
	return nil
}
