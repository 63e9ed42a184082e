package state

import (
	"context"
	"database/sql"
	"time"
)

// Action is what an editor did.
type Action string

// The actions of the log.
const (
	Added    Action = "add"
	Removed  Action = "remove"
	Restored Action = "restore"
	Set      Action = "settings"

	Tracked   Action = "track"   // a feed
	Paused    Action = "pause"   // a feed
	Resumed   Action = "resume"  // a feed
	Untracked Action = "untrack" // a feed
	GaveUp    Action = "give up" // a feed that failed for days; nobody did it
)

// Entry is a line of the log.
type Entry struct {
	At      time.Time
	By      Editor
	Action  Action
	Subject string // the title of the article or the feed, or the settings that were changed
}

// record adds an entry to the log, in the transaction of what it records.
func record(ctx context.Context, tx *sql.Tx, e Entry) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO log (id, at, editor, guild, action, subject) VALUES ($1, $2, $3, $4, $5, $6)`,
		NewID(), stampOf(e.At), e.By.User, e.By.Guild, string(e.Action), e.Subject)
	return err
}

// Log returns the newest entries, the newest first, from an offset on.
func (s *State) Log(ctx context.Context, offset, limit int) ([]Entry, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT at, editor, guild, action, subject FROM log ORDER BY at DESC, id DESC LIMIT $1 OFFSET $2`, limit, offset)
	return collect(rows, err, func(rows *sql.Rows, e *Entry) error {
		var at string
		err := rows.Scan(&at, &e.By.User, &e.By.Guild, &e.Action, &e.Subject)
		e.At = timeOf(at)
		return err
	})
}

// LogLen returns how many entries the log has.
func (s *State) LogLen(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT count(*) FROM log`).Scan(&n)
	return n, wrap(err)
}

// Forget deletes what is stored of a person: drafts, what they follow, when they last looked, and the name in the log and of the feeds
// that the person tracks.
func (s *State) Forget(ctx context.Context, user string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM drafts WHERE editor = $1`, user); err != nil {
			return err
		}
		if err := forgetFollows(ctx, tx, user); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE feeds SET editor = '' WHERE editor = $1`, user); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE log SET editor = '' WHERE editor = $1`, user)
		return err
	})
}
