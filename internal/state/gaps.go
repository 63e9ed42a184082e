package state

import (
	"context"
	"database/sql"
	"time"
)

// Gap is a question that the articles do not answer. Who asked is not stored.
type Gap struct {
	ID       string    // the same for questions of the same words
	At       time.Time // when it was last counted
	Question string    // as it was last asked
	Missing  int       // how often nothing was found
	Rejected int       // how often an answer was no answer to its reader
	Nearest  string    // id of the nearest article; "" for none
}

// CountGap adds the counts of a gap to those of its id, with its other values in their place. It does not wait for the database.
func (s *State) CountGap(ctx context.Context, g Gap) error {
	_, err := s.db.DB.ExecContext(ctx, `INSERT INTO gaps (id, at, question, missing, rejected, nearest) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET at = excluded.at, question = excluded.question, missing = gaps.missing + excluded.missing,
		rejected = gaps.rejected + excluded.rejected, nearest = excluded.nearest`, g.ID, stampOf(g.At), g.Question, g.Missing, g.Rejected, g.Nearest)
	return wrap(err)
}

// Gaps returns the gaps that were counted at or after a time, the newest first, from an offset on.
func (s *State) Gaps(ctx context.Context, since time.Time, offset, limit int) ([]Gap, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, at, question, missing, rejected, nearest FROM gaps WHERE at >= $1 ORDER BY at DESC, id LIMIT $2 OFFSET $3`, stampOf(since), limit, offset)
	return collect(rows, err, func(rows *sql.Rows, g *Gap) error {
		var at string
		err := rows.Scan(&g.ID, &at, &g.Question, &g.Missing, &g.Rejected, &g.Nearest)
		g.At = timeOf(at)
		return err
	})
}

// GapsLen returns how many gaps were counted at or after a time.
func (s *State) GapsLen(ctx context.Context, since time.Time) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT count(*) FROM gaps WHERE at >= $1`, stampOf(since)).Scan(&n)
	return n, wrap(err)
}

// DropGaps deletes the gaps from before a time.
func (s *State) DropGaps(ctx context.Context, before time.Time) error {
	_, err := s.db.DB.ExecContext(ctx, `DELETE FROM gaps WHERE at < $1`, stampOf(before))
	return wrap(err)
}
