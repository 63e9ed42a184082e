package state

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// Place is where posts go: a channel, or the direct messages of a person.
type Place string

// InChannel returns the place of a channel, by its id.
func InChannel(id string) Place { return Place("channel:" + id) }

// ToUser returns the place of a person's direct messages, by their id.
func ToUser(id string) Place { return Place("user:" + id) }

// Channel returns the id of the channel. It returns false for direct messages.
func (p Place) Channel() (id string, ok bool) { return strings.CutPrefix(string(p), "channel:") }

// User returns the id of the person whose direct messages it is. It returns false for a channel.
func (p Place) User() (id string, ok bool) { return strings.CutPrefix(string(p), "user:") }

// FollowStatus says whether a follow leads to posts.
type FollowStatus string

// The states of a follow. Only an FollowActive one is matched.
const (
	FollowProposed FollowStatus = "proposed" // its owner has not confirmed it
	FollowActive   FollowStatus = "active"
	FollowPaused   FollowStatus = "paused" // by its owner
	FollowBroken   FollowStatus = "broken" // its place takes no posts
)

// Follow is a subject that somebody follows.
type Follow struct {
	ID      string
	At      time.Time // when it was made
	Owner   Editor
	Place   Place
	Words   string // what is followed, as typed
	Locale  string // of the posts
	Every   string // how often there is a digest; "" is a post at once
	Weekday int    // of a weekly digest, from 0 for Sunday
	Minute  int    // of the day, of a digest
	Zone    string // of a digest; "" is UTC
	Ping    bool   // posts ping the owner
	Status  FollowStatus
	Due     time.Time // of the next digest; zero for none
}

const followColumns = `id, at, owner, guild, place, words, locale, every, weekday, minute, zone, ping, status, due`

func scanFollow(rows *sql.Rows, f *Follow) error {
	var at, due string
	var ping int
	err := rows.Scan(&f.ID, &at, &f.Owner.User, &f.Owner.Guild, &f.Place, &f.Words, &f.Locale, &f.Every, &f.Weekday, &f.Minute, &f.Zone, &ping, &f.Status, &due)
	f.At, f.Due, f.Ping = timeOf(at), timeOf(due), ping == 1
	return err
}

// SaveFollow adds a follow, or replaces the one with its id.
func (s *State) SaveFollow(ctx context.Context, f Follow) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO follows (`+followColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (id) DO UPDATE SET place = excluded.place, words = excluded.words, every = excluded.every, weekday = excluded.weekday,
		minute = excluded.minute, zone = excluded.zone, ping = excluded.ping, status = excluded.status, due = excluded.due`,
		f.ID, stampOf(f.At), f.Owner.User, f.Owner.Guild, string(f.Place), f.Words, f.Locale, f.Every, f.Weekday, f.Minute, f.Zone, number(f.Ping), string(f.Status), dueOf(f.Due))
	return wrap(err)
}

// Follow returns a follow, or ErrNone.
func (s *State) Follow(ctx context.Context, id string) (Follow, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+followColumns+` FROM follows WHERE id = $1`, id)
	list, err := collect(rows, err, scanFollow)
	if err == nil && len(list) == 0 {
		err = ErrNone
	}
	if err != nil {
		return Follow{}, err
	}
	return list[0], nil
}

// Follows returns all follows but those that are proposed, the oldest first.
func (s *State) Follows(ctx context.Context) ([]Follow, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+followColumns+` FROM follows WHERE status <> $1 ORDER BY at, id`, string(FollowProposed))
	return collect(rows, err, scanFollow)
}

// DueFollows returns the active follows whose digest is due.
func (s *State) DueFollows(ctx context.Context, now time.Time) ([]Follow, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+followColumns+` FROM follows WHERE status = $1 AND due <> '' AND due <= $2 ORDER BY due, id`, string(FollowActive), stampOf(now))
	return collect(rows, err, scanFollow)
}

// Pause stops a follow, or ErrNone. What is matched and not posted yet stays.
func (s *State) Pause(ctx context.Context, id string) error {
	return wrap(one(s.db.ExecContext(ctx, `UPDATE follows SET status = $1 WHERE id = $2`, string(FollowPaused), id)))
}

// Resume makes a follow active, or ErrNone. Posts that its place has not taken are tried again, and its next digest is due at a time, zero
// for none.
func (s *State) Resume(ctx context.Context, id string, now, due time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `UPDATE follows SET status = $1, due = $2 WHERE id = $3`, string(FollowActive), dueOf(due), id)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE posts SET status = $1, due = $2 WHERE follow = $3 AND status = $4`, pending, stampOf(now), id, failed)
		return err
	})
}

// RemoveFollow deletes a follow and what it has not posted yet, or returns ErrNone.
func (s *State) RemoveFollow(ctx context.Context, id string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `DELETE FROM follows WHERE id = $1`, id)); err != nil {
			return err
		}
		return dropUnsent(ctx, tx, id)
	})
}

// dropUnsent deletes what a follow has not posted yet.
func dropUnsent(ctx context.Context, tx *sql.Tx, id string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM matches WHERE follow = $1 AND (post = '' OR post IN (SELECT id FROM posts WHERE follow = $1 AND status <> $2))`, id, sent)
	if err == nil {
		_, err = tx.ExecContext(ctx, `DELETE FROM posts WHERE follow = $1 AND status <> $2`, id, sent)
	}
	return err
}

// DropProposed deletes the proposed follows from before a time.
func (s *State) DropProposed(ctx context.Context, before time.Time) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM follows WHERE status = $1 AND at < $2`, string(FollowProposed), stampOf(before))
	return wrap(err)
}

// forgetFollows deletes what a person follows, what was posted to them, and when they last looked.
func forgetFollows(ctx context.Context, tx *sql.Tx, user string) error {
	rows, err := tx.QueryContext(ctx, `SELECT id FROM follows WHERE owner = $1`, user)
	ids, err := collect(rows, err, func(rows *sql.Rows, id *string) error { return rows.Scan(id) })
	for _, id := range ids {
		err = errors.Join(err, dropUnsent(ctx, tx, id))
	}
	for _, delete := range []string{`DELETE FROM follows WHERE owner = $1`, `DELETE FROM looks WHERE id = $1`} {
		_, failed := tx.ExecContext(ctx, delete, user)
		err = errors.Join(err, failed)
	}
	for _, delete := range []string{`DELETE FROM matches WHERE place = $1`, `DELETE FROM posts WHERE place = $1`} {
		_, failed := tx.ExecContext(ctx, delete, string(ToUser(user)))
		err = errors.Join(err, failed)
	}
	return err
}

// number returns 1 or 0.
func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// dueOf returns the stamp of a time, "" for the zero time.
func dueOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stampOf(t)
}
