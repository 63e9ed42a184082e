package state

import (
	"context"
	"database/sql"
	"time"
)

// Figures are how much there is to do.
type Figures struct {
	Feeds   map[FeedStatus]int // without those that are drafts or removed
	Failing int                // active feeds that were not read the last time
	Late    time.Duration      // since the active feed was due that has waited longest; 0 if none is

	Pending int           // posts that are not sent yet, among them those of a follow that is paused
	Due     int           // posts that could be sent now
	Oldest  time.Duration // since the first of those was due; 0 if there is none
}

// Ping returns an error if the database cannot be reached.
func (s *State) Ping(ctx context.Context) error { return wrap(s.db.PingContext(ctx)) }

// Figures returns the figures at a time. It does not wait for the database.
func (s *State) Figures(ctx context.Context, now time.Time) (Figures, error) {
	f := Figures{Feeds: map[FeedStatus]int{FeedActive: 0, FeedPaused: 0, FeedFailed: 0}}
	since := func(stamp sql.NullString) time.Duration {
		if at := timeOf(stamp.String); !at.IsZero() {
			return max(0, now.Sub(at))
		}
		return 0
	}
	rows, err := s.db.DB.QueryContext(ctx, `SELECT status, count(*) FROM feeds WHERE status IN ($1, $2, $3) GROUP BY status`, FeedActive, FeedPaused, FeedFailed)
	counts, err := collect(rows, err, func(rows *sql.Rows, c *statusCount) error { return rows.Scan(&c.status, &c.n) })
	if err != nil {
		return Figures{}, err
	}
	for _, c := range counts {
		f.Feeds[c.status] = c.n
	}
	var late, oldest sql.NullString
	err = s.db.DB.QueryRowContext(ctx, `SELECT min(next), count(*) FILTER (WHERE failures > 0) FROM feeds WHERE status = $1`, FeedActive).Scan(&late, &f.Failing)
	if err == nil {
		err = s.db.DB.QueryRowContext(ctx, `SELECT count(*) FROM posts WHERE status = $1`, pending).Scan(&f.Pending)
	}
	if err == nil {
		err = s.db.DB.QueryRowContext(ctx, `SELECT count(*), min(due) FROM posts WHERE due <= $1 AND `+sendable, stampOf(now)).Scan(&f.Due, &oldest)
	}
	f.Late, f.Oldest = since(late), since(oldest)
	return f, wrap(err)
}

// statusCount is how many feeds have a status.
type statusCount struct {
	status FeedStatus
	n      int
}
