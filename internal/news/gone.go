package news

import (
	"context"
	"time"
)

// forget marks the articles that have been seen and are not in the index any more, and deletes those that have been gone for keptGone. An
// article that is there stays, however old: without its row it would be new.
func (n *News) forget(ctx context.Context, now time.Time) error {
	for last := ""; ; {
		seen, err := n.State.SeenAfter(ctx, last, chunk)
		if err != nil {
			return err
		}
		if len(seen) == 0 {
			break
		}
		ids := make([]string, len(seen))
		for i, a := range seen {
			ids[i] = a.ID
		}
		cards, err := n.Index.Cards(ctx, ids...)
		if err != nil {
			return err
		}
		var gone, back []string
		for _, a := range seen {
			switch _, there := cards[a.ID]; {
			case there && a.Gone:
				back = append(back, a.ID)
			case !there && !a.Gone:
				gone = append(gone, a.ID)
			}
		}
		if err := n.State.MarkGone(ctx, gone, now); err != nil {
			return err
		}
		if err := n.State.MarkGone(ctx, back, time.Time{}); err != nil {
			return err
		}
		last = seen[len(seen)-1].ID
	}
	pruned, err := n.State.PruneSeen(ctx, now.Add(-keptGone))
	if pruned > 0 {
		n.Log.Info("articles that have been gone for long are forgotten: one that comes back is new", "articles", pruned, "days", int(keptGone.Hours()/24))
	}
	return err
}
