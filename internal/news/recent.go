package news

import (
	"context"
	"time"

	"lede/internal/article"
	"lede/internal/follow"
	"lede/internal/parallel"
)

// Story is a story that has arrived.
type Story struct {
	*article.Card                 // the best documented article that tells it
	Copies        []*article.Card // the others
	Arrived       time.Time       // of the newest of them
}

// Since returns the stories that have arrived at or after a time, the newest first. The day of publication is the arrival of those that
// were there from the beginning.
func (n *News) Since(ctx context.Context, since time.Time) ([]Story, error) {
	arrivals, err := n.State.Arrivals(ctx, since)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(arrivals))
	for i, a := range arrivals {
		ids[i] = a.ID
	}
	cards, err := n.Index.Cards(ctx, ids...)
	if err != nil {
		return nil, err
	}
	groups, err := n.Index.Groups(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var out []Story
	told := map[string]bool{}
	for _, a := range arrivals {
		card := cards[a.ID]
		if card == nil || told[a.Story] || told[a.ID] {
			continue
		}
		told[a.Story] = true
		group := groups[a.ID]
		for _, c := range group {
			told[c.ID] = true
		}
		story := Story{Card: card, Arrived: a.Arrived}
		if len(group) > 0 {
			story.Card, story.Copies = group[0], group[1:]
		}
		out = append(out, story)
	}
	return out, nil
}

// tried is how many stories Would compares. 5,000 take two seconds of a processor.
const tried = 5000

// Would returns the stories since a time of which a follow would have posted, the newest first.
func (n *News) Would(ctx context.Context, q follow.Query, since time.Time) ([]Story, error) {
	stories, err := n.Since(ctx, since)
	if err != nil {
		return nil, err
	}
	stories = stories[:min(len(stories), tried)]
	matches := make([]bool, len(stories))
	parallel.Each(len(stories), func(i int) {
		for _, c := range append([]*article.Card{stories[i].Card}, stories[i].Copies...) {
			if a, err := n.Index.Article(ctx, c.ID); err == nil && a != nil && ctx.Err() == nil && q.Match(a) {
				matches[i] = true
				return
			}
		}
	})
	var out []Story
	for i, s := range stories {
		if matches[i] {
			out = append(out, s)
		}
	}
	return out, ctx.Err()
}
