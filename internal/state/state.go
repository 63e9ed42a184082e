// Package state keeps what cannot be made again: what editors add, take out and undo, the log of it, and the settings of
// servers. It is a SQL database: SQLite in a folder of its own, or PostgreSQL. Both have the same tables and the same statements.
//
// A change is committed before it is acknowledged, and before the corpus folder changes: files follow from the rows, so
// that a program that ends in between completes them at its next start.
//
// A database that does not answer is waited for (wait.go): a restart refuses nobody anything, and what was not acknowledged when the
// connection ended is neither lost nor done twice.
//
// Several processes may share a state. Lead elects one of them for the work that one does at a time; what two of them do at once, since both
// believe to be elected, is decided by a row or a Lock.
package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Options say where the state is.
type Options struct {
	Dir string // of the SQLite database; made if it is not there
	URL string // of a PostgreSQL database, "postgres://…"; "" for SQLite
}

// State is an open database. It is safe for concurrent use.
type State struct {
	db      *database
	options Options
}

// Open opens the state and brings its tables up to date. It refuses a database that a newer version wrote.
func Open(ctx context.Context, o Options) (*State, error) {
	s, err := open(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("state: %w", err)
	}
	return s, nil
}

func open(ctx context.Context, o Options) (*State, error) {
	db, err := openDatabase(o)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, db, o); err != nil {
		if o.URL != "" {
			err = withCure(err)
		}
		return nil, errors.Join(err, db.Close())
	}
	return &State{&database{DB: db, remote: o.URL != ""}, o}, nil
}

func openDatabase(o Options) (*sql.DB, error) {
	if o.URL != "" {
		config, err := connectionConfig(o.URL)
		if err != nil {
			return nil, err
		}
		return stdlib.OpenDB(*config), nil
	}
	if err := makePrivate(o.Dir); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", sqliteSource(o.Dir)) // the driver of away.go
	if err == nil {
		db.SetMaxOpenConns(1) // SQLite has one writer at a time
	}
	return db, err
}

// connectTime is how long a connection to PostgreSQL may take to be made, unless the address says connect_timeout.
const connectTime = 5 * time.Second

// connectionConfig reads the address of a PostgreSQL database.
func connectionConfig(address string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(address)
	if err == nil && config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTime
	}
	return config, err
}

// sqliteSource returns the data source of a folder. A transaction takes the lock for writing at its beginning: one that
// reads first fails if another one writes in between (379 of 400 did). FULL keeps every commit over a loss of power.
func sqliteSource(dir string) string {
	path := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(filepath.Join(dir, databaseName)))
	return "file:" + path + "?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
}

// Close closes the database.
func (s *State) Close() error { return s.db.Close() }

// transact runs f in a transaction of an isolation level, once, without waiting for a database that does not answer.
func (s *State) transact(ctx context.Context, level sql.IsolationLevel, f func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: level})
	if err == nil {
		if err = f(tx); err != nil {
			return errors.Join(wrap(err), tx.Rollback())
		}
		err = tx.Commit()
	}
	return wrap(err)
}

// ErrNone is returned where there is no row of the id: another editor was faster, or it is long ago.
var ErrNone = errors.New("state: there is no such row")

// NewID returns a new id: 26 letters and digits, which nobody can guess.
func NewID() string { return strings.ToLower(rand.Text()) }

// stamp is the form of a time in the database; its texts sort as the times do.
const stamp = "2006-01-02T15:04:05.000000000Z"

func stampOf(t time.Time) string { return t.UTC().Format(stamp) }

// timeOf reads a stamp. The zero time is returned for any other text.
func timeOf(text string) time.Time {
	t, _ := time.Parse(stamp, text)
	return t
}

// one returns ErrNone if a statement has changed no row.
func one(r sql.Result, err error) error {
	n, err := rowsOf(r, err)
	if err == nil && n == 0 {
		err = ErrNone
	}
	return err
}
