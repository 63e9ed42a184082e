package news

import (
	"context"
	"slices"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/state"
	"lede/internal/store"
)

// stories are the seen articles that some files may belong to.
type stories struct {
	byID  map[string]state.Seen
	bySum map[string]state.Seen

	groups map[string][]*article.Card // by the id of an article
}

// stories reads what has been seen of some files, of the copies of their articles, and of files with their bytes.
func (n *News) stories(ctx context.Context, files []*store.File) (*stories, error) {
	groups, err := n.Index.Groups(ctx, idsOf(files)...)
	if err != nil {
		return nil, err
	}
	var ids, sums []string
	for _, f := range files {
		ids, sums = append(ids, f.ID), append(sums, sumOf(f))
		for _, c := range index.Copies(groups[f.ID], f.ID) {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	byID, err := n.State.Seen(ctx, slices.Compact(ids)) // copies have each other's
	if err != nil {
		return nil, err
	}
	bySum, err := n.State.SeenSums(ctx, sums)
	return &stories{byID, bySum, groups}, err
}

// of returns the article of a file as one that has been seen, and whether it had been before. One that is seen now is added.
func (s *stories) of(f *store.File, now time.Time) (seen state.Seen, known bool) {
	if seen, known = s.byID[f.ID]; known {
		return seen, true
	}
	seen = state.Seen{ID: f.ID, Sum: sumOf(f), Story: f.ID, Arrived: now}
	if moved, ok := s.bySum[seen.Sum]; ok {
		seen.Story, seen.Arrived = moved.Story, moved.Arrived
	} else if first, ok := s.firstCopy(f.ID); ok {
		seen.Story = first.Story
	}
	s.byID[f.ID], s.bySum[seen.Sum] = seen, seen
	return seen, false
}

// firstCopy returns the copy of an article that was seen first.
func (s *stories) firstCopy(id string) (first state.Seen, ok bool) {
	for _, c := range index.Copies(s.groups[id], id) {
		if seen, found := s.byID[c.ID]; found && (!ok || seen.Arrived.Before(first.Arrived)) {
			first, ok = seen, true
		}
	}
	return first, ok
}
