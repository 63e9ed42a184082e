package bleveindex

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"

	"lede/internal/article"
	"lede/internal/copies"
	"lede/internal/index"
	"lede/internal/parallel"
	"lede/internal/store"
)

// NewChange prepares a file and its article; a is nil if the file has none. It sets f.Card and f.Sketch. Analysis and
// compression happen here, not in Apply; it is safe for concurrent use.
func (x *Index) NewChange(f *store.File, a *article.Article) index.Change {
	if a == nil {
		return index.Change{File: f}
	}
	f.Card = a.Card
	f.Sketch = copies.Of(a.Text)
	return index.Change{File: f, Article: a, Body: store.Pack(a), Prepared: newDocument(a)}
}

// Apply writes changes and removes the files at some paths, all or none. complete says that the index then contains the
// whole corpus. It fails while bleve is behind the store, see CatchUp. The error names the folder.
func (x *Index) Apply(_ context.Context, changes []index.Change, removed []string, complete bool) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if err := x.apply(changes, removed, complete); err != nil {
		return fmt.Errorf("write the index in %s: %w", x.dir, err)
	}
	return nil
}

func (x *Index) apply(changes []index.Change, removed []string, complete bool) error {
	if x.applied.Load() < x.store.Commits() {
		return errors.New("the search index is behind the articles")
	}
	if err := x.linkCopies(changes); err != nil {
		return err
	}
	batch := x.bleve.NewBatch()
	var puts []store.Put
	for _, c := range changes {
		f := c.File
		if d, ok := c.Prepared.(*document.Document); ok {
			if err := batch.IndexAdvanced(d); err != nil {
				return fmt.Errorf("%s: %w", f.Path, err)
			}
		} else if !f.HasArticle() {
			batch.Delete(f.ID)
		}
		puts = append(puts, store.Put{File: f, Body: c.Body})
	}
	for _, path := range removed {
		batch.Delete(article.ID(path))
	}
	commit, err := x.catalog.commit(puts, removed, func() (uint64, error) { return x.store.Commit(puts, removed, complete) })
	if err != nil {
		return err
	}
	return x.writeBatch(batch, commit)
}

// writeBatch writes a batch to bleve together with the number of the commit it belongs to.
func (x *Index) writeBatch(batch *bleve.Batch, commit uint64) error {
	batch.SetInternal(appliedKey, strconv.AppendUint(nil, commit, 10))
	if err := x.persist(batch); err != nil {
		return err
	}
	x.applied.Store(commit)
	return nil
}

// persist returns when a batch is on the disk. The goroutine of bleve's that writes ends for good when another program has changed the
// files, and its Batch then never returns: that is ErrDamage.
func (x *Index) persist(batch *bleve.Batch) error {
	b, done := x.bleve, make(chan error, 1)
	go func() { done <- protected(func() error { return b.Batch(batch) }) }()
	look := time.NewTicker(checkEvery)
	defer look.Stop()
	var found time.Time // when the damage was
	for {
		select {
		case err := <-done:
			return x.damaged(err)
		case now := <-look.C:
			damage := x.files.check(b, 0)
			switch {
			case damage != nil && found.IsZero():
				found = now
			case damage != nil && now.Sub(found) > closeWithin:
				return x.damaged(damage)
			}
		}
	}
}

// batchSize is the number of articles in a batch of CatchUp: about 2 MB of news text.
const batchSize = 256

// CatchUp indexes the commits of the store that bleve does not have. progress is called after each batch with the
// number of articles done and of all. If ctx ends it returns its error; the batches done so far remain.
func (x *Index) CatchUp(ctx context.Context, progress func(done, all int)) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.applied.Load() == x.store.Commits() {
		return nil
	}
	files, removed, err := x.store.Since(x.applied.Load())
	_ = x.damaged(err) // reported; the next sweep reads the files again whose records are damaged
	if err != nil {
		x.lacking.Store(true)
	}
	slices.SortFunc(files, func(a, b *store.File) int { return cmp.Compare(a.Commit, b.Commit) })
	batch := x.bleve.NewBatch()
	for _, id := range removed {
		batch.Delete(id)
	}
	done := 0
	for part := range slices.Chunk(files, batchSize) {
		if err := x.addDocuments(batch, part); err != nil {
			return err
		}
		// The commit of the last file may have more files in the next batch.
		if err := x.writeBatch(batch, part[len(part)-1].Commit-1); err != nil {
			return fmt.Errorf("write the index in %s: %w", x.dir, err)
		}
		batch = x.bleve.NewBatch() // a goroutine of bleve may still read the last one
		done += len(part)
		progress(done, len(files))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return x.writeBatch(batch, x.store.Commits())
}

// addDocuments adds the articles of some files to a batch. It skips damaged articles: the next sweep finds them with
// Damaged and reads their files again.
func (x *Index) addDocuments(batch *bleve.Batch, files []*store.File) error {
	documents := make([]*document.Document, len(files))
	parallel.Each(len(files), func(i int) {
		a, err := x.store.Article(files[i].ID)
		if err != nil {
			x.lacking.Store(true)
		} else if a != nil {
			documents[i] = newDocument(a)
		}
	})
	for i, d := range documents {
		if d == nil {
			continue
		}
		if err := batch.IndexAdvanced(d); err != nil {
			return fmt.Errorf("%s: %w", files[i].Path, err)
		}
	}
	return nil
}

// Damaged returns the files whose article in the store fails its checksum. It reads all articles. If ctx ends it
// returns those found so far.
func (x *Index) Damaged(ctx context.Context) (paths []string, forgotten int) {
	return x.store.Damaged(ctx)
}

// maxWaste is the share of the articles' file that removed articles may take. A compaction then rewrites at most
// (1-maxWaste)/maxWaste = 4 bytes for each byte it frees, and the file is at most 1/(1-maxWaste) = 1.25 times its least
// size.
const maxWaste = 0.2

// FinishUpdate ends a series of Apply calls: it builds the list of articles, so that no question waits for it, frees memory
// that only many changes need, and compacts the store if removed articles take more than maxWaste of it.
func (x *Index) FinishUpdate(context.Context) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.duplicates != nil && x.duplicates.IsWasteful() {
		x.duplicates = nil
	}
	defer x.catalog.now()
	x.lacking.Store(false)
	applied := x.applied.Load()
	x.store.Forget(applied)
	if dead, all := x.store.Wasted(); float64(dead) <= maxWaste*float64(all) || applied < x.store.Commits() {
		return nil
	}
	x.duplicates = nil
	err := x.store.Compact()
	x.catalog.drop()
	return err
}

// linkCopies sets CopyOf of the files of some changes.
func (x *Index) linkCopies(changes []index.Change) error {
	if !slices.ContainsFunc(changes, func(c index.Change) bool { return c.Article != nil }) {
		return nil
	}
	if err := x.findDuplicates(); err != nil {
		return err
	}
	x.duplicates.Link(changes)
	return nil
}

// findDuplicates builds the finder of copies if needed.
func (x *Index) findDuplicates() (err error) {
	if x.duplicates == nil {
		x.duplicates, err = x.newCopyFinder()
	}
	return x.damaged(err)
}

func (x *Index) newCopyFinder() (*index.CopyFinder, error) {
	each := func(add func(*store.File)) error {
		return x.store.Each(func(f store.Summary) bool { return f.HasArticle }, add)
	}
	return index.NewCopyFinder(each, stored{x})
}

// stored is the articles of the store, for index.CopyFinder.
type stored struct{ *Index }

// Article returns an article.
func (s stored) Article(id string) (*article.Article, error) { return s.store.Article(id) }

// Prepare does what can wait until after a start: it builds what the next Apply needs and sorts the articles, and verifies the
// segments that were trusted.
func (x *Index) Prepare() {
	x.buildForApply()
	x.catalog.sorted()
	x.verifyTrusted()
}

func (x *Index) buildForApply() {
	x.writing.Lock()
	defer x.writing.Unlock()
	_ = x.findDuplicates() // the next Apply tries again
}

// retryPause is the time between two attempts of bleve to write. Bleve itself retries without a pause.
const retryPause = time.Second

// onError is bleve's callback for failed writes in the background. It logs the error and waits for retryPause.
func onError(err error, path string) {
	report(err, path)
	time.Sleep(retryPause)
}
