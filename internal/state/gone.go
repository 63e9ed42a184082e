package state

import (
	"context"
	"database/sql"
	"slices"
	"time"
)

// SeenID is the id of an article that has been seen, and whether it was marked as gone.
type SeenID struct {
	ID   string
	Gone bool
}

// SeenAfter returns the ids of articles that have been seen that come after an id, in order, at most so many.
func (s *State) SeenAfter(ctx context.Context, id string, limit int) ([]SeenID, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, gone <> '' FROM seen WHERE id > $1 ORDER BY id LIMIT $2`, id, limit)
	return collect(rows, err, func(rows *sql.Rows, a *SeenID) error { return rows.Scan(&a.ID, &a.Gone) })
}

// MarkGone marks articles that have been seen as gone since a time; the zero time takes the mark away.
func (s *State) MarkGone(ctx context.Context, ids []string, since time.Time) error {
	for some := range slices.Chunk(ids, idsAtOnce) {
		_, err := s.db.ExecContext(ctx, `UPDATE seen SET gone = $1 WHERE id IN (`+places(2, len(some))+`)`, append([]any{dueOf(since)}, anys(some)...)...)
		if err != nil {
			return wrap(err)
		}
	}
	return nil
}

// PruneSeen deletes the articles that have been gone since before a time, and returns how many.
func (s *State) PruneSeen(ctx context.Context, before time.Time) (int, error) {
	n, err := rowsOf(s.db.DB.ExecContext(ctx, `DELETE FROM seen WHERE gone <> '' AND gone < $1`, stampOf(before)))
	return n, wrap(err)
}
