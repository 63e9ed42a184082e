package news

import (
	"context"
	"slices"
	"time"

	"lede/internal/index"
	"lede/internal/state"
	"lede/internal/store"
)

// stories are the seen articles that some files may belong to.
type stories struct {
	byID  map[string]state.Seen
	bySum map[string]state.Seen
}

// stories reads what has been seen of some files, of the copies of their articles, and of files with their bytes.
func (n *News) stories(ctx context.Context, files []*store.File) (*stories, error) {
	var ids, sums []string
	for _, f := range files {
		ids, sums = append(ids, f.ID), append(sums, sumOf(f))
		for _, c := range n.Index.Copies(f.ID) {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	byID, err := n.State.Seen(ctx, slices.Compact(ids)) // copies have each other's
	if err != nil {
		return nil, err
	}
	bySum, err := n.State.SeenSums(ctx, sums)
	return &stories{byID, bySum}, err
}

// of returns the article of a file as one that has been seen, and whether it had been before. One that is seen now is added.
func (s *stories) of(f *store.File, x *index.Index, now time.Time) (article state.Seen, known bool) {
	if article, known = s.byID[f.ID]; known {
		return article, true
	}
	article = state.Seen{ID: f.ID, Sum: sumOf(f), Story: f.ID, Arrived: now}
	if moved, ok := s.bySum[article.Sum]; ok {
		article.Story, article.Arrived = moved.Story, moved.Arrived
	} else if first, ok := s.firstCopy(f.ID, x); ok {
		article.Story = first.Story
	}
	s.byID[f.ID], s.bySum[article.Sum] = article, article
	return article, false
}

// firstCopy returns the copy of an article that was seen first.
func (s *stories) firstCopy(id string, x *index.Index) (first state.Seen, ok bool) {
	for _, c := range x.Copies(id) {
		if seen, found := s.byID[c.ID]; found && (!ok || seen.Arrived.Before(first.Arrived)) {
			first, ok = seen, true
		}
	}
	return first, ok
}
