package bleveindex

import (
	"context"
	"time"

	"github.com/blevesearch/bleve/v2"
)

// baselineBatch is the number of passages in a batch.
const baselineBatch = 1000

// Baseline indexes all articles into dir with bleve's default mapping and one document per passage, for comparison in
// `bot bench`. It returns the time without reading and cutting the articles.
func Baseline(ctx context.Context, x *Index, dir string) (took time.Duration, err error) {
	b, err := bleve.New(dir, bleve.NewIndexMapping())
	if err != nil {
		return 0, err
	}
	defer b.Close()
	batch := b.NewBatch()
	for _, id := range x.catalog.sorted().ids {
		a, err := x.Article(ctx, id.String())
		if err != nil || ctx.Err() != nil {
			return 0, err
		}
		passages := a.Cut()
		start := time.Now()
		for i, p := range passages {
			document := map[string]string{"title": a.Title, "text": a.Range(p.First, p.End)}
			if err := batch.Index(a.SentenceID(passages[i].First), document); err != nil {
				return 0, err
			}
		}
		if batch.Size() >= baselineBatch {
			if err := b.Batch(batch); err != nil {
				return 0, err
			}
			batch = b.NewBatch()
		}
		took += time.Since(start)
	}
	start := time.Now()
	err = b.Batch(batch)
	return took + time.Since(start), err
}
