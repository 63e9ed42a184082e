// Package index keeps the articles of a corpus on the disk and searchable. It is the only package that imports
// bleve.
//
// Whole articles are indexed, not passages: bleve finds the best articles, package answer scores their
// passages in Go. On 15,366 news articles that takes a fifth of the time and a tenth of the disk of indexing
// passages, and the right article is among the best 50 in 98% of the questions.
//
// An index is disposable: all of it can be made anew from the corpus, and is, on any doubt. What it is made of lies in
// one folder: a store (see package store), which is the truth, and bleve's index beside it, which follows. Each batch
// of bleve carries the number of the store's commit that it belongs to, in one transaction; so whatever moment a
// program is killed at, the next one sees how far bleve got, and CatchUp does the rest. Nothing is trusted before
// it is checked: bleve maps its files into memory, where a file that is too short kills the program; see verify.
//
// One program owns the folder and writes there, held by a lock. Any other one gets an index of its own over the
// same files, whose changes it keeps to itself: see Private.
package index

import (
	"cmp"
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
	"lede/internal/names"
	"lede/internal/store"
)

// Index is a searchable set of articles, safe for concurrent use.
type Index struct {
	dir         string // "" for one in memory
	snapshotDir string // folder of bleve's files if they are not in dir; "" if they are
	log         *slog.Logger

	verifyOnce func() error // tells, once, whether bleve's files are what it wrote
	store      *store.Store
	bleve      bleve.Index
	applied    atomic.Uint64 // the commit of the store up to which bleve follows

	writing    sync.Mutex       // held by whatever changes the index
	duplicates *duplicateFinder // of a series of changes; see Tidy

	openMu sync.RWMutex // held for reading by a search, so that Close waits for it
	closed bool

	phoneticMu sync.Mutex
	phonetic   map[byte]*phoneticIndex // by letter, as far as they were asked for

	mu      sync.Mutex
	aliases names.Aliases
	listed  uint64 // the commit that list is of
	list    *articleList
}

// Len returns the number of articles.
func (x *Index) Len() int {
	return x.store.Articles()
}

// Complete reports whether the index holds all of the corpus, as far as it was when it was last looked through.
func (x *Index) Complete() bool {
	return x.store.Complete() && x.applied.Load() == x.store.Commits()
}

// IsSnapshot reports whether what changes is lost when the program ends.
func (x *Index) IsSnapshot() bool {
	return x.dir == "" || x.snapshotDir != ""
}

// Article returns the article with the given id. It returns nil, nil if there is none. The error tells that it
// cannot be read.
func (x *Index) Article(id string) (*article.Article, error) {
	return x.store.Article(id)
}

// Card returns what is known of the article with the given id. It returns nil, false if there is none.
func (x *Index) Card(id string) (*article.Card, bool) {
	f, ok := x.File(id)
	if !ok || !f.HasArticle() {
		return nil, false
	}
	return &f.Card, true
}

// File returns what is known of the file with the given id. It returns nil, false if there is none.
func (x *Index) File(id string) (*store.File, bool) {
	return x.store.File(id)
}

// All returns all files of the corpus, in no order.
func (x *Index) All() []*store.File { return x.store.Files() }

// Files returns all files of the corpus, by path.
func (x *Index) Files() []*store.File {
	files := x.store.Files()
	slices.SortFunc(files, func(a, b *store.File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// Size returns how many bytes the index takes on the disk; 0 for one in memory.
func (x *Index) Size() int64 {
	total := int64(0)
	for _, dir := range []string{x.dir, filepath.Join(x.dir, bleveName), storePath(filepath.Join(x.dir, bleveName))} {
		entries, _ := os.ReadDir(dir) // what is not there takes nothing
		for _, e := range entries {
			if info, err := e.Info(); err == nil && !e.IsDir() && x.dir != "" {
				total += info.Size()
			}
		}
	}
	return total
}

// SetAliases tells the index which spellings are one name.
func (x *Index) SetAliases(a names.Aliases) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.aliases = a
}

// Aliases returns which spellings are one name.
func (x *Index) Aliases() names.Aliases {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.aliases
}

// articleList is what is told of all articles together.
type articleList struct {
	cards  []*article.Card // newest first, undated last, then by path
	groups groups
}

// listing returns the list of the articles as they are now.
func (x *Index) listing() *articleList {
	x.mu.Lock()
	defer x.mu.Unlock()
	commit := x.store.Commits()
	if x.list != nil && x.listed == commit {
		return x.list
	}
	files := slices.DeleteFunc(x.store.Files(), func(f *store.File) bool { return !f.HasArticle() })
	slices.SortFunc(files, func(a, b *store.File) int {
		return cmp.Or(b.Published.Compare(a.Published), strings.Compare(a.Path, b.Path))
	})
	cards := make([]*article.Card, len(files))
	for i, f := range files {
		cards[i] = &f.Card
	}
	x.list, x.listed = &articleList{cards: cards, groups: groupCopies(files)}, commit
	return x.list
}

// Cards returns all articles, newest first, those without a date last. Nobody may change the slice.
func (x *Index) Cards() []*article.Card { return x.listing().cards }

// Newest returns the newest day that an article has; the zero time if none has one.
func (x *Index) Newest() time.Time {
	if cards := x.Cards(); len(cards) > 0 {
		return cards[0].Published
	}
	return time.Time{}
}

// Group returns the articles that tell the same story as the one with the given id, with it, the best first; nil if
// no other does.
func (x *Index) Group(id string) []*article.Card { return x.listing().groups[id] }

// Copies returns the articles that tell the same story as the one with the given id, the best first, without it.
func (x *Index) Copies(id string) []*article.Card {
	var out []*article.Card
	for _, c := range x.Group(id) {
		if c.ID != id {
			out = append(out, c)
		}
	}
	return out
}

// Close releases the index and its files. Searches after it fail; a second Close does nothing.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.openMu.Lock()
	defer x.openMu.Unlock()
	if x.closed { // bleve panics when it is closed twice
		return nil
	}
	x.closed = true
	err := errors.Join(x.bleve.Close(), x.store.Close(), removeSnapshot(x.snapshotDir))
	reports.Delete(x.bleveDir())
	if err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}
