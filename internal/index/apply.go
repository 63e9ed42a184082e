package index

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
	"lede/internal/parallel"
	"lede/internal/store"
)

// Change is a file that is new or has changed, made ready to be applied.
type Change struct {
	put      store.Put
	article  *article.Article
	document *document.Document
	names    *terms
}

// NewChange makes ready what is known of a file and the article that it holds; a is nil if it holds none. Most of
// the work of indexing is done here; it is safe for concurrent use.
func (x *Index) NewChange(f *store.File, a *article.Article) Change {
	if a == nil {
		return Change{put: store.Put{File: f}}
	}
	f.Card = a.Card
	f.Sketch = copies.Of(a.Text)
	doc, named := newDocument(a)
	return Change{put: store.Put{File: f, Body: x.store.Pack(a)}, article: a, document: doc, names: named}
}

// KeepContent makes ready a file that holds the bytes it held, though its stamp may be another.
func KeepContent(f *store.File) Change { return Change{put: store.Put{File: f}} }

// Apply writes a set of changes and the paths of files that are gone, all or none. whole tells that the index holds all
// of the corpus with them. The error names the folder.
func (x *Index) Apply(changes []Change, gone []string, whole bool) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if err := x.apply(changes, gone, whole); err != nil {
		return fmt.Errorf("write the index in %s: %w", x.dir, err)
	}
	return nil
}

func (x *Index) apply(changes []Change, gone []string, whole bool) error {
	if x.applied.Load() < x.store.Commits() {
		return errors.New("the search index is behind the articles") // CatchUp comes first
	}
	if x.duplicates == nil {
		x.duplicates = newDuplicateFinder(x.store)
	}
	x.duplicates.link(changes)
	batch := x.bleve.NewBatch()
	var puts []store.Put
	for _, c := range changes {
		f := c.put.File
		if c.document != nil {
			if err := batch.IndexAdvanced(c.document); err != nil {
				return fmt.Errorf("%s: %w", f.Path, err)
			}
		} else if !f.HasArticle() {
			batch.Delete(f.ID)
		}
		puts = append(puts, c.put)
	}
	for _, path := range gone {
		batch.Delete(article.ID(path))
	}
	commit, err := x.store.Commit(puts, gone, whole)
	if err != nil {
		return err
	}
	x.addPhonetic(changes)
	if err := x.trainDictionary(changes); err != nil {
		return err
	}
	return x.writeBatch(batch, commit)
}

// trainDictionary lets the store trainDictionary of the first articles that come together.
func (x *Index) trainDictionary(changes []Change) error {
	var articles []*article.Article
	for _, c := range changes {
		if c.article != nil {
			articles = append(articles, c.article)
		}
	}
	return x.store.TrainDictionary(articles)
}

// writeBatch writes a batch to bleve with the commit that it belongs to.
func (x *Index) writeBatch(batch *bleve.Batch, commit uint64) error {
	batch.SetInternal(appliedKey, strconv.AppendUint(nil, commit, 10))
	if err := x.bleve.Batch(batch); err != nil {
		return err
	}
	x.applied.Store(commit)
	return nil
}

// batchSize is how many articles go to bleve at once: a few MB of text.
const batchSize = 256

// CatchUp brings bleve up to the store where it is behind. progress is called with the number of articles done and
// of all.
func (x *Index) CatchUp(ctx context.Context, progress func(done, all int)) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.applied.Load() == x.store.Commits() {
		return nil
	}
	files, removed := x.store.Since(x.applied.Load())
	slices.SortFunc(files, func(a, b *store.File) int { return cmp.Compare(a.Commit, b.Commit) })
	batch := x.bleve.NewBatch()
	for _, id := range removed {
		batch.Delete(id)
	}
	done := 0
	for chunk := range slices.Chunk(files, batchSize) {
		if err := x.addDocuments(batch, chunk); err != nil {
			return err
		}
		if err := x.writeBatch(batch, chunk[len(chunk)-1].Commit-1); err != nil {
			return fmt.Errorf("write the index in %s: %w", x.dir, err)
		}
		batch.Reset()
		done += len(chunk)
		progress(done, len(files))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return x.writeBatch(batch, x.store.Commits())
}

// addDocuments adds the articles of some files to a batch. One that cannot be read any more is left to the next sweep.
func (x *Index) addDocuments(batch *bleve.Batch, files []*store.File) error {
	documents := make([]*document.Document, len(files))
	parallel.Each(len(files), func(i int) {
		if a, err := x.store.Article(files[i].ID); err == nil && a != nil {
			documents[i], _ = newDocument(a)
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

// Damaged returns the files whose articles are not what was written any more. It reads all of them.
func (x *Index) Damaged(ctx context.Context) []*store.File {
	var out []*store.File
	for _, f := range x.All() {
		if ctx.Err() == nil && f.HasArticle() && !x.store.Verify(f) {
			out = append(out, f)
		}
	}
	return out
}

// maxWaste is which share of the articles' file may belong to articles that are not there any more.
const maxWaste = 0.2

// FinishUpdate ends a series of changes: it gives back the memory they took, and the disk that articles take which are gone,
// once it is worth it.
func (x *Index) FinishUpdate() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.duplicates = nil
	if dead, all := x.store.Wasted(); float64(dead) <= maxWaste*float64(all) || x.applied.Load() < x.store.Commits() {
		return nil
	}
	return x.store.Compact()
}

// retryPause is how long bleve waits after it could not write, before it tries again.
const retryPause = time.Second

// onError is called by bleve when it cannot write. Without a pause it would try again at once, without end.
func onError(err error, path string) {
	report(err, path)
	time.Sleep(retryPause)
}
