package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"github.com/jackc/pgx/v5"
)

// Lock is an exclusive lock on a name, among all processes that share the state. It ends with its process: of SQLite it is that of
// a file, of PostgreSQL an advisory lock on a connection of its own.
//
// A process that PostgreSQL has not heard from for lockLife loses the lock, and learns of it at the next Check only. So for a moment
// two may act as if they had it. Whoever does something that must not be done twice calls Check right before it.
type Lock struct {
	conn *pgx.Conn
	file *flock.Flock
}

// ErrLocked is returned if another process has the lock, or another part of this one.
var ErrLocked = errors.New("state: another process has the lock")

// Times of a lock on PostgreSQL.
const (
	lockLife  = 10 * time.Second // after which a connection that is not used is ended: see lockSettings
	lockCheck = 5 * time.Second  // how long a Check may take, less than lockLife
	lockWait  = 50 * time.Millisecond
)

// lockSettings end the connection of a lock whose process hangs, or whose machine is gone, within about 10 s. Without them
// PostgreSQL waits for as long as TCP does, two hours. Version 13 and older have no idle_session_timeout.
var lockSettings = []string{
	fmt.Sprintf("SET idle_session_timeout = %d", lockLife.Milliseconds()),
	"SET tcp_keepalives_idle = 4", "SET tcp_keepalives_interval = 2", "SET tcp_keepalives_count = 3",
}

// lockKey is the number of a lock in PostgreSQL: that of its name within the schema of the tables.
const lockKey = `hashtextextended('lede ' || current_schema()::text || ' ' || $1::text, 0)`

// TryLock takes the lock on a name, or returns ErrLocked.
func (s *State) TryLock(ctx context.Context, name string) (*Lock, error) {
	if s.options.URL == "" {
		return tryFile(filepath.Join(s.options.Dir, lockName+"-"+name))
	}
	config, err := connectionConfig(s.options.URL)
	if err != nil {
		return nil, wrap(err)
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, wrap(err)
	}
	l := &Lock{conn: conn}
	for _, set := range lockSettings {
		_, _ = conn.Exec(ctx, set) // fails where the server does not have it
	}
	locked := false
	if err = conn.QueryRow(ctx, `SELECT pg_try_advisory_lock(`+lockKey+`)`, name).Scan(&locked); err == nil && locked {
		return l, nil
	}
	l.Unlock()
	if err == nil {
		err = ErrLocked
	}
	return nil, wrap(err)
}

func tryFile(path string) (*Lock, error) {
	file := flock.New(path, flock.SetPermissions(0o600))
	locked, err := file.TryLock()
	if err == nil && !locked {
		err = ErrLocked
	}
	if err != nil {
		return nil, wrap(errors.Join(err, file.Close()))
	}
	return &Lock{file: file}, nil
}

// Lock waits for the lock on a name.
func (s *State) Lock(ctx context.Context, name string) (*Lock, error) {
	for {
		l, err := s.TryLock(ctx, name)
		if !errors.Is(err, ErrLocked) {
			return l, err
		}
		select {
		case <-ctx.Done():
			return nil, wrap(ctx.Err())
		case <-time.After(lockWait):
		}
	}
}

// Locked reports whether somebody has the lock on a name. It does not wait for the database.
func (s *State) Locked(ctx context.Context, name string) (locked bool, err error) {
	if s.options.URL == "" {
		l, err := tryFile(filepath.Join(s.options.Dir, lockName+"-"+name))
		if err == nil {
			l.Unlock()
			return false, nil
		}
		if errors.Is(err, ErrLocked) {
			return true, nil
		}
		return false, err
	}
	err = s.db.DB.QueryRowContext(ctx, `SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
		AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
		AND (classid::bigint << 32) | objid::bigint = `+lockKey, name).Scan(&locked)
	return locked, wrap(err)
}

// lockName makes a transaction wait for others that have locked the name, until they end. Those of SQLite come one after the other.
func (s *State) lockName(ctx context.Context, tx *sql.Tx, name string) error {
	if s.options.URL == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(`+lockKey+`)`, name)
	return err
}

// Check returns an error if the lock may be lost.
func (l *Lock) Check(ctx context.Context) error {
	if l.conn == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, lockCheck)
	defer cancel()
	return wrap(l.conn.Ping(ctx))
}

// Unlock gives the lock back. It must be called even if the lock is lost.
func (l *Lock) Unlock() {
	if l.conn == nil {
		_ = l.file.Close() // the system releases the lock
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, _ = l.conn.Exec(ctx, `SELECT pg_advisory_unlock_all()`) // the server would release it a little after Close
	_ = l.conn.Close(ctx)
}
