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
	waiting atomic.Int32
}

// Bounds of the waiting. A deferred reply of Discord may come for 15 minutes, but few people look at it for so long.
const (
	waitLimit    = 90 * time.Second // after which the error is returned
	firstAttempt = 5 * time.Second  // of an operation: a machine that is gone closes no connection; those that follow may take longer
	lastAttempt  = 40 * time.Second
	mostWaiting  = 64 // operations at once; what is beyond fails at once
	firstWait    = 100 * time.Millisecond
	lastWait     = 2 * time.Second
)

// waitKey is the key of the function of OnWait in a context.
type waitKey struct{}

// OnWait returns a context whose operations call f when they begin to wait.
func OnWait(ctx context.Context, f func()) context.Context {
	return context.WithValue(ctx, waitKey{}, f)
}

// patiently calls f until it succeeds, fails with what waiting does not mend, or the time is over. Each call has a time of its own, twice that
// of the one before; with it ends the context that f is called with, not before.
func (d *database) patiently(ctx context.Context, f func(ctx context.Context) error) error {
	limit := firstAttempt
	try := func() error {
		attempt, cancel := context.WithTimeout(ctx, limit)
		context.AfterFunc(attempt, cancel) // not at the end of f: what it returns is read with the context
		limit = min(2*limit, lastAttempt)
		return f(attempt)
	}
	err := try()
	if !passes(err) || ctx.Err() != nil {
		return err
	}
	defer d.waiting.Add(-1)
	if d.waiting.Add(1) > mostWaiting {
		return err
	}
	if begun, ok := ctx.Value(waitKey{}).(func()); ok {
		begun()
	}
	end := time.Now().Add(waitLimit)
	for wait := firstWait; passes(err) && time.Now().Before(end); wait = min(2*wait, lastWait) {
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait/2 + rand.N(wait)):
		}
		err = try()
	}
	return err
}

// lookEvery is the time between two looks whether whoever has a turn waits for the database.
const lookEvery = 200 * time.Millisecond

// Turn is a place for one at a time, who may wait for the database meanwhile. The zero Turn is free.
type Turn struct {
	once  sync.Once
	place chan struct{}
}

// Take waits for a turn, until the context ends; without an error leave must be called. While the database does not answer, that counts as
// waiting for it.
func (s *State) Take(ctx context.Context, t *Turn) (leave func(), err error) {
	t.once.Do(func() { t.place = make(chan struct{}, 1) })
	begun, _ := ctx.Value(waitKey{}).(func())
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case t.place <- struct{}{}:
			return func() { <-t.place }, nil
		case <-ctx.Done():
			return nil, wrap(ctx.Err())
		case <-look.C:
			if begun != nil && s.db.waiting.Load() > 0 {
				begun()
				begun = nil
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
