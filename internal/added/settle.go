package added

import (
	"context"
	"fmt"
	"slices"

	"lede/internal/state"
)

// settlement makes a folder follow a state. It checks its lock before each file that it changes: a process that was stopped for a while
// would else undo what another one has done since.
type settlement struct {
	state *state.State
	files folder
	lock  *state.Lock
}

// settleBatch is how many files are written before that is noted.
const settleBatch = 100

func (s settlement) articles(ctx context.Context) error {
	articles, err := s.state.Unwritten(ctx)
	if err != nil {
		return err
	}
	for batch := range slices.Chunk(articles, settleBatch) {
		var written []string
		for _, kept := range batch {
			if err := s.lock.Check(ctx); err != nil {
				return err
			}
			if err := s.files.write(kept.Path, kept.Content); err != nil {
				return fmt.Errorf("write %s: %w", kept.Path, err)
			}
			written = append(written, kept.ID)
		}
		if err := s.state.Written(ctx, written...); err != nil {
			return err
		}
	}
	return nil
}

func (s settlement) revisions(ctx context.Context) error {
	revisions, err := s.state.UnwrittenRevisions(ctx)
	if err != nil {
		return err
	}
	for _, r := range revisions {
		if err := s.lock.Check(ctx); err != nil {
			return err
		}
		if err := s.files.revise(r); err != nil {
			return fmt.Errorf("revise %s: %w", r.Path, err)
		}
		if err := s.state.RevisionWritten(ctx, r.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s settlement) removals(ctx context.Context) error {
	removals, err := s.state.Unmoved(ctx)
	if err != nil {
		return err
	}
	for _, r := range removals {
		from, to := r.Path, r.Trash
		if r.Undone {
			from, to = to, from
		}
		if err := s.lock.Check(ctx); err != nil {
			return err
		}
		if err := s.files.move(from, to); err != nil {
			return fmt.Errorf("move %s to %s: %w", from, to, err)
		}
		if err := s.state.Moved(ctx, r); err != nil {
			return err
		}
	}
	return nil
}
