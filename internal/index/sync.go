package index

import (
	"context"
	"fmt"
	"reflect"

	"lede/internal/article"
)

// batchSize is how many articles go to bleve at once: a few MB of text.
const batchSize = 256

// Sync makes the index hold exactly the given articles: it adds the new ones, replaces those that have
// changed and removes all others. Searches meanwhile see the earlier state or parts of the new one.
// It returns early with the context's error; the index is then incomplete.
func (x *Index) Sync(ctx context.Context, articles []*article.Article) error {
	next := make(map[string]*article.Article, len(articles))
	for _, a := range articles {
		next[a.ID] = a
	}
	x.mu.RLock()
	old := x.byID
	x.mu.RUnlock()
	if err := x.write(ctx, old, next); err != nil {
		return fmt.Errorf("sync index: %w", err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.byID, x.order = next, sorted(next)
	return nil
}

// write brings bleve from the old set of articles to the next.
func (x *Index) write(ctx context.Context, old, next map[string]*article.Article) error {
	batch := x.bleve.NewBatch()
	flush := func(atLeast int) error {
		if batch.Size() < atLeast || batch.Size() == 0 {
			return nil
		}
		defer batch.Reset()
		return x.bleve.Batch(batch)
	}
	for id := range old {
		if next[id] == nil {
			batch.Delete(id)
		}
	}
	for id, a := range next {
		if err := ctx.Err(); err != nil {
			return err
		}
		if reflect.DeepEqual(old[id], a) {
			continue
		}
		if err := batch.Index(id, document(a)); err != nil {
			return fmt.Errorf("%s: %w", a.Path, err)
		}
		if err := flush(batchSize); err != nil {
			return err
		}
	}
	return flush(1)
}
