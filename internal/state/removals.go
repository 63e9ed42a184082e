package state

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Removal is a file that an editor took out of the corpus.
type Removal struct {
	ID     string
	At     time.Time
	Path   string // of the file, relative to the corpus
	Trash  string // where it is kept, relative to the corpus
	Title  string // of the article
	Undone bool   // it is back, or about to be moved back
}

// Remove adds a removal, with an entry in the log. The file is not moved yet.
func (s *State) Remove(ctx context.Context, r Removal, e Entry) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO removals (id, at, path, trash, title, undone, moved) VALUES ($1, $2, $3, $4, $5, 0, 0)`,
			r.ID, stampOf(r.At), r.Path, r.Trash, r.Title)
		return errors.Join(err, record(ctx, tx, e))
	})
}

// Removal returns a removal, or ErrNone.
func (s *State) Removal(ctx context.Context, id string) (Removal, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, at, path, trash, title, undone FROM removals WHERE id = $1`, id)
	return first(collect(rows, err, scanRemoval))
}

// Undo takes a removal back, with an entry in the log. The file is not moved yet. Of two editors who undo it the second gets
// ErrNone.
func (s *State) Undo(ctx context.Context, id string, e Entry) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `UPDATE removals SET undone = 1, moved = 0 WHERE id = $1 AND undone = 0`, id)); err != nil {
			return err
		}
		return record(ctx, tx, e)
	})
}

// Unmoved returns the removals whose files have not been moved, to the trash or back, in order.
func (s *State) Unmoved(ctx context.Context) ([]Removal, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, at, path, trash, title, undone FROM removals WHERE moved = 0 ORDER BY at, id`)
	return collect(rows, err, scanRemoval)
}

func scanRemoval(rows *sql.Rows, r *Removal) error {
	var at string
	var undone int
	err := rows.Scan(&r.ID, &at, &r.Path, &r.Trash, &r.Title, &undone)
	r.At, r.Undone = timeOf(at), undone == 1
	return err
}

// Moved notes that a removal's file has been moved to where it belongs.
func (s *State) Moved(ctx context.Context, r Removal) error {
	undone := 0
	if r.Undone {
		undone = 1
	}
	_, err := s.db.ExecContext(ctx, `UPDATE removals SET moved = 1 WHERE id = $1 AND undone = $2`, r.ID, undone)
	return wrap(err)
}
