// Package bleveindex is the index in this process: the articles in a store (package store) and, beside it, bleve's index of
// their terms, whose segments package segments builds. No other package imports bleve.
//
// What its methods do is described at index.Engine. Package corpus calls NewChange for each parsed file, concurrently, and Apply
// for each batch of changes; after a sweep it calls FinishUpdate.
//
// An index is a folder with a store and, derived from it, bleve's index. Each batch written to
// bleve contains, in the same transaction, the number of the store's commit it belongs to. After a kill at any moment
// the next Open reads how far bleve got, and CatchUp indexes the rest. Every file of bleve is verified on open, or
// afterwards if it was in order at the last Close and has its size and time still (trusted.go); if a
// check fails, bleve's index is rebuilt from the store. If the store is damaged, the index is rebuilt from the corpus.
//
// Bleve maps its files into memory. If another program changes them meanwhile, that is noticed before the next search, or by
// a fault that the search recovers, and Repair rebuilds bleve's index (damage.go). What remains: a fault in a goroutine of
// bleve's own, which reads the root file, merges segments, or looks in several of them at once, ends the process (the
// next start verifies all files); and bytes that are changed within the tenth of a second between two looks at the files,
// without a fault, may give a wrong order of articles until then. Texts of articles are not mapped: each has a checksum.
//
// One process owns the folder and writes to it; a lock of package corpus ensures that. Any other process opens a
// Snapshot, whose changes stay in memory or in a temporary folder.
package bleveindex

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/names"
	"lede/internal/store"
)

// Index is a searchable set of articles, safe for concurrent use.
type Index struct {
	dir         string // "" for an index in memory
	snapshotDir string // folder of bleve's files in Snapshot mode; "" if they are below dir
	log         *slog.Logger

	verifyOnce func() error // verifies bleve's files on the first call and returns the same error on later ones
	trusted    []string     // paths of segments that it has not read
	store      *store.Store
	bleve      bleve.Index
	files      *fileWatch
	rebuilt    atomic.Uint64 // see Rebuilt
	lacking    atomic.Bool   // CatchUp has skipped damaged articles, whose files are to be read again
	applied    atomic.Uint64 // the last commit of the store that bleve has indexed

	writing    sync.Mutex        // locked while the index changes
	duplicates *index.CopyFinder // built by the first Apply with an article

	openMu sync.RWMutex // read-locked by searches, so that Close waits for them
	closed bool

	catalog catalog

	mu      sync.Mutex
	aliases names.Aliases

	onDamage func() // see OnDamage; may be nil
}

// Len returns the number of articles.
func (x *Index) Len() int {
	return x.store.Articles()
}

// Complete reports whether the index contains the whole corpus as of the last full sweep.
func (x *Index) Complete() bool {
	return x.store.Complete() && x.applied.Load() == x.store.Commits() && !x.lacking.Load()
}

// IsSnapshot reports whether changes are lost when the index is closed: it was opened as a Snapshot or is in memory.
func (x *Index) IsSnapshot() bool {
	return x.dir == "" || x.snapshotDir != ""
}

// Begin returns the context as it is: nothing of this engine is far away.
func (x *Index) Begin(ctx context.Context, _, _ []string) context.Context { return ctx }

// Article returns the article with the given id. It returns nil, nil if there is none, and store.ErrDamage if its bytes
// are not those that were written.
func (x *Index) Article(_ context.Context, id string) (*article.Article, error) {
	a, err := x.store.Article(id)
	return a, x.damaged(err)
}

// File returns the record of the file with the given id. It returns nil, false if there is none, or if it is damaged.
func (x *Index) File(id string) (*store.File, bool) {
	f, err := x.store.File(id)
	_ = x.damaged(err) // reported
	return f, f != nil
}

// Summary returns what Records judges a file by.
func (x *Index) Summary(id store.ID) (store.Summary, bool) { return x.store.Summary(id) }

// Files returns all files of the corpus, sorted by path.
func (x *Index) Files() []*store.File {
	files := x.Records(nil)
	slices.SortFunc(files, func(a, b *store.File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// Records returns the records that a function keeps, unordered; nil keeps all.
func (x *Index) Records(keep func(store.Summary) bool) []*store.File {
	files, err := x.store.Files(keep)
	_ = x.damaged(err) // reported
	return files
}

// Size returns the size of the index on disk in bytes; 0 for an index in memory.
func (x *Index) Size() int64 {
	total := int64(0)
	for _, dir := range []string{x.dir, filepath.Join(x.dir, bleveName), storePath(filepath.Join(x.dir, bleveName))} {
		entries, _ := os.ReadDir(dir) // a folder that does not exist has size 0
		for _, e := range entries {
			if info, err := e.Info(); err == nil && !e.IsDir() && x.dir != "" {
				total += info.Size()
			}
		}
	}
	return total
}

// Commits returns the number of the last commit. An index that is built again begins at 0.
func (x *Index) Commits() uint64 { return x.store.Commits() }

// Changed returns the files with articles that commits after the given one have put, by commit, then by path.
func (x *Index) Changed(_ context.Context, commit uint64) ([]*store.File, error) {
	files, _, err := x.store.Since(commit)
	if err != nil {
		return nil, x.damaged(err)
	}
	slices.SortFunc(files, func(a, b *store.File) int {
		return cmp.Or(cmp.Compare(a.Commit, b.Commit), strings.Compare(a.Path, b.Path))
	})
	return files, nil
}

// SetAliases sets the groups of spellings that an editor declares to be one name.
func (x *Index) SetAliases(a names.Aliases) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.aliases = a
}

// Aliases returns the groups set by SetAliases.
func (x *Index) Aliases() names.Aliases {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.aliases
}

// Close waits for running searches and closes the files. Searches after it fail; a second Close does nothing.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.openMu.Lock()
	defer x.openMu.Unlock()
	if x.closed { // bleve panics when it is closed twice
		return nil
	}
	x.closed = true
	if !x.IsSnapshot() && x.files.check(x.bleve, 0) == nil {
		x.files.writeTrusted(time.Now())
	}
	err := errors.Join(x.bleve.Close(), x.store.Close(), removeSnapshot(x.snapshotDir))
	reports.Delete(x.bleveDir())
	if err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}
