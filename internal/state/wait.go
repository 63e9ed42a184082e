package state

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// database is a database whose operations wait while it does not answer, so that nothing is refused while it restarts or another machine
// takes its place. A statement may run twice, since its answer may be lost: twice must be the same as once. Where it is not, it belongs
// into State.change. What must not wait, since an answer does not depend on it, calls the embedded DB.
type database struct {
	*sql.DB
	remote  bool // on another machine, which may fall silent
	waiting atomic.Int32
}

// Bounds of the waiting. A deferred reply of Discord may come for 15 minutes, but few people look at it for so long.
const (
	waitLimit    = 90 * time.Second // after which no attempt begins
	firstAttempt = 5 * time.Second  // of an operation: a machine that is gone closes no connection. Each attempt has twice the time of the one before
	lastAttempt  = 40 * time.Second // the longest attempt
	readLimit    = time.Minute      // for the reading of rows
	mostWaiting  = 64               // operations at once; what is beyond fails at once
	firstWait    = 100 * time.Millisecond
	lastWait     = 2 * time.Second
)

// waitKey is the key of a wait in a context.
type waitKey struct{}

// wait is what goes on beside operations that wait.
type wait struct {
	begun func()
	live  context.Context
}

// ErrStopped is the error of an operation that waited for the database when the program ended.
var ErrStopped = errors.New("the program ends while the database does not answer")

// OnWait returns a context whose operations call begun when they begin to wait. They stop waiting, with ErrStopped, when live ends.
func OnWait(ctx, live context.Context, begun func()) context.Context {
	return context.WithValue(ctx, waitKey{}, wait{begun, live})
}

// waitOf returns the wait of a context.
func waitOf(ctx context.Context) wait {
	if w, ok := ctx.Value(waitKey{}).(wait); ok {
		return w
	}
	return wait{func() {}, context.Background()}
}

// patiently calls f until it succeeds, fails with what waiting does not mend, or the time is over.
func (d *database) patiently(ctx context.Context, f func(ctx context.Context) error) error {
	limit := firstAttempt
	err := d.attempt(ctx, context.Background(), limit, f)
	if !passes(err) || ctx.Err() != nil {
		return err
	}
	defer d.waiting.Add(-1)
	if d.waiting.Add(1) > mostWaiting {
		return err
	}
	w := waitOf(ctx)
	w.begun()
	end := time.Now().Add(waitLimit)
	for pause := firstWait; passes(err) && time.Now().Before(end); pause = min(2*pause, lastWait) {
		select {
		case <-ctx.Done():
			return err
		case <-w.live.Done():
			return errors.Join(ErrStopped, err)
		case <-time.After(pause/2 + rand.N(pause)):
		}
		limit = min(2*limit, lastAttempt)
		err = d.attempt(ctx, w.live, limit, f)
	}
	if err != nil && w.live.Err() != nil {
		err = errors.Join(ErrStopped, err)
	}
	return err
}

// attempt calls f once. The context of f ends with live, and after a time if the database is on another machine, unless f succeeds: rows
// that it returns are read with the context, for which there is readLimit.
func (d *database) attempt(ctx, live context.Context, limit time.Duration, f func(ctx context.Context) error) error {
	if !d.remote {
		return f(ctx)
	}
	attempt, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(live, cancel)
	defer stop()
	timer := time.AfterFunc(limit, cancel)
	err := f(attempt)
	inTime := timer.Stop()
	switch {
	case err == nil && inTime:
		timer.Reset(readLimit)
		return nil
	case !inTime && (err == nil || errors.Is(err, context.Canceled)) && ctx.Err() == nil && live.Err() == nil:
		err = context.DeadlineExceeded
	}
	cancel()
	return err
}

// lookEvery is the time between two looks whether whoever has a turn waits for the database.
const lookEvery = 200 * time.Millisecond

// Turn lets one at a time in, also while that one waits for the database. The zero Turn is free.
type Turn struct {
	once  sync.Once
	place chan struct{}
}

// Take waits for a turn, until the context ends; without an error leave must be called. While the database does not answer, that counts as
// waiting for it.
func (s *State) Take(ctx context.Context, t *Turn) (leave func(), err error) {
	t.once.Do(func() { t.place = make(chan struct{}, 1) })
	w := waitOf(ctx)
	var stopped <-chan struct{} // nil until it counts as waiting
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case t.place <- struct{}{}:
			return func() { <-t.place }, nil
		case <-ctx.Done():
			return nil, wrap(ctx.Err())
		case <-stopped:
			return nil, wrap(ErrStopped)
		case <-look.C:
			if stopped == nil && s.db.waiting.Load() > 0 {
				w.begun()
				stopped = w.live.Done()
			}
		}
	}
}

// diskFull is PostgreSQL's code of a disk without space, which only its operator can mend.
const diskFull = "53100"

// passes reports whether an error is one that waiting mends.
func passes(err error) bool {
	var server *pgconn.PgError
	return err != nil && isAway(err) && !(errors.As(err, &server) && server.Code == diskFull)
}

// ExecContext runs a statement for which twice is the same as once.
func (d *database) ExecContext(ctx context.Context, query string, args ...any) (r sql.Result, err error) {
	err = d.patiently(ctx, func(ctx context.Context) error {
		r, err = d.DB.ExecContext(ctx, query, args...)
		return err
	})
	return r, err
}

// QueryContext reads rows.
func (d *database) QueryContext(ctx context.Context, query string, args ...any) (rows *sql.Rows, err error) {
	err = d.patiently(ctx, func(ctx context.Context) error {
		rows, err = d.DB.QueryContext(ctx, query, args...)
		return err
	})
	return rows, err
}

// QueryRowContext reads a row. Its error is that of Scan.
func (d *database) QueryRowContext(ctx context.Context, query string, args ...any) (row *sql.Row) {
	_ = d.patiently(ctx, func(ctx context.Context) error {
		row = d.DB.QueryRowContext(ctx, query, args...)
		return row.Err()
	})
	return row
}

// change runs f in a transaction, again if the database does not answer. f may be called more than once, but what it does is
// done once: the error of a commit does not say whether it took place.
func (s *State) change(ctx context.Context, f func(tx *sql.Tx) error) error {
	id := NewID()
	return wrap(s.db.patiently(ctx, func(ctx context.Context) error {
		return s.transact(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
			if done, err := s.isDone(ctx, tx, id); done || err != nil {
				return err
			}
			return f(tx)
		})
	}))
}

// isDone reports whether a change took place in an earlier transaction, and notes in this one that it does. While the earlier one
// is not over it waits. An error of SQLite says that nothing took place.
func (s *State) isDone(ctx context.Context, tx *sql.Tx, id string) (bool, error) {
	if s.options.URL == "" {
		return false, nil
	}
	n, err := rowsOf(tx.ExecContext(ctx, `INSERT INTO changes (id, at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`, id, stampOf(time.Now())))
	return err == nil && n == 0, err
}

// DropChanges deletes the ids of changes from before a time, which nobody tries again.
func (s *State) DropChanges(ctx context.Context, before time.Time) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM changes WHERE at < $1`, stampOf(before))
	return wrap(err)
}
