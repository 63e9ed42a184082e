package state

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// The states of a post.
const (
	pending = "pending" // to be sent when it is due, and not claimed
	sent    = "sent"
	failed  = "failed" // its place does not take it
)

// PostKind is what a post says.
type PostKind string

// The kinds of post.
const (
	StoryPost  PostKind = "story"  // one story
	DigestPost PostKind = "digest" // several, as a list
	BrokenPost PostKind = "broken" // to the owner of a follow, that its place takes no posts
	FeedPost   PostKind = "feed"   // to who tracks a feed, that it failed for days
)

// Post is a message that is to be sent, or was.
type Post struct {
	ID      string
	At      time.Time // when it was made
	Place   Place
	Follow  string // id; of a FeedPost, that of the feed
	Kind    PostKind
	Due     time.Time // not sent before
	Tries   int
	Matches []Match // what it is about; not read by Claim
}

// NewPostID returns a new id of a post: 25 letters and digits, the most that Discord takes as a nonce.
func NewPostID() string { return NewID()[:25] }

func addPost(ctx context.Context, tx *sql.Tx, p Post) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO posts (id, at, place, follow, kind, status, due, tries, message) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '')`,
		p.ID, stampOf(p.At), string(p.Place), p.Follow, string(p.Kind), pending, stampOf(p.Due))
	return err
}

// PostedSince returns how many stories have been put into posts of a follow at or after a time.
func (s *State) PostedSince(ctx context.Context, follow string, since time.Time) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT count(*) FROM matches WHERE follow = $1 AND at >= $2 AND post <> ''`, follow, stampOf(since)).Scan(&n)
	return n, wrap(err)
}

// Digest makes a post of what a follow has waiting, if there is anything, and sets when its next one is due. Of two that
// make the same digest the second gets ErrNone.
func (s *State) Digest(ctx context.Context, f Follow, now, next time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `UPDATE follows SET due = $1 WHERE id = $2 AND due = $3`, dueOf(next), f.ID, dueOf(f.Due))); err != nil {
			return err
		}
		p := Post{ID: NewPostID(), At: now, Place: f.Place, Follow: f.ID, Kind: DigestPost, Due: now}
		err := one(tx.ExecContext(ctx, `UPDATE matches SET post = $1 WHERE follow = $2 AND post = ''`, p.ID, f.ID))
		if errors.Is(err, ErrNone) {
			return nil
		}
		return errors.Join(err, addPost(ctx, tx, p))
	})
}

// sendable is the condition of a post that may be sent: one of a follow that is paused or broken waits.
const sendable = `status = '` + pending + `' AND (kind IN ('` + string(BrokenPost) + `', '` + string(FeedPost) + `') OR follow IN (SELECT id FROM follows WHERE status = '` + string(FollowActive) + `'))`

// claimable is the condition of a post that may be claimed at $2. One of a place to which another post is being sent waits, so that
// the posts of a place come in order.
const claimable = `due <= $2 AND claimed <= $2 AND ` + sendable + `
	AND NOT EXISTS (SELECT 1 FROM posts other WHERE other.place = posts.place AND other.status = '` + pending + `' AND other.claimed > $2)`

// Claim returns the post that is due first, and claims it for a lease, in case whoever claimed it ends before it is sent. It
// returns ErrNone if none is due. It does not wait for the database.
func (s *State) Claim(ctx context.Context, now time.Time, lease time.Duration) (Post, error) {
	rows, err := s.db.DB.QueryContext(ctx, `UPDATE posts SET claimed = $1, tries = tries + 1
		WHERE id = (SELECT id FROM posts WHERE `+claimable+` ORDER BY due, at, id LIMIT 1) AND due <= $2 AND claimed <= $2 AND `+sendable+`
		RETURNING id, at, place, follow, kind, due, tries`, stampOf(now.Add(lease)), stampOf(now))
	list, err := collect(rows, err, scanPost)
	if err == nil && len(list) == 0 {
		err = ErrNone
	}
	if err != nil {
		return Post{}, err
	}
	return list[0], nil
}

func scanPost(rows *sql.Rows, p *Post) error {
	var at, due string
	err := rows.Scan(&p.ID, &at, &p.Place, &p.Follow, &p.Kind, &due, &p.Tries)
	p.At, p.Due = timeOf(at), timeOf(due)
	return err
}

// NextPost returns when the next post is due, one that is claimed when that ends; the zero time if none is.
func (s *State) NextPost(ctx context.Context) (time.Time, error) {
	var due sql.NullString
	err := s.db.QueryRowContext(ctx, `SELECT min(CASE WHEN claimed > due THEN claimed ELSE due END) FROM posts WHERE `+sendable).Scan(&due)
	return timeOf(due.String), wrap(err)
}

// Matches returns what a post is about, in the order in which it was found.
func (s *State) Matches(ctx context.Context, post string) ([]Match, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT at, place, story, article, follow, post FROM matches WHERE post = $1 ORDER BY at, id`, post)
	return collect(rows, err, func(rows *sql.Rows, m *Match) error {
		var at string
		err := rows.Scan(&at, &m.Place, &m.Story, &m.Article, &m.Follow, &m.Post)
		m.At = timeOf(at)
		return err
	})
}

// Sent notes that a post has been sent, as the message with an id.
func (s *State) Sent(ctx context.Context, id, message string) error {
	_, err := s.db.ExecContext(ctx, `UPDATE posts SET status = $1, message = $2, claimed = '' WHERE id = $3`, sent, message, id)
	return wrap(err)
}

// Defer makes all posts to a place due at a time, unless they are due later.
func (s *State) Defer(ctx context.Context, p Place, due time.Time) error {
	_, err := s.db.ExecContext(ctx, `UPDATE posts SET due = $1 WHERE place = $2 AND status = $3 AND due < $1`, stampOf(due), string(p), pending)
	return wrap(err)
}

// Retry makes a post that was claimed due at a time.
func (s *State) Retry(ctx context.Context, id string, due time.Time) error {
	_, err := s.db.ExecContext(ctx, `UPDATE posts SET due = $1, claimed = '' WHERE id = $2 AND status = $3`, stampOf(due), id, pending)
	return wrap(err)
}

// Fail notes that a post cannot be sent.
func (s *State) Fail(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, `UPDATE posts SET status = $1, claimed = '' WHERE id = $2`, failed, id)
	return wrap(err)
}

// Break notes that a place takes no posts: the post has failed, and the follow is broken. If the follow was active, its owner
// gets a direct message, unless that is the place.
func (s *State) Break(ctx context.Context, p Post, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE posts SET status = $1, claimed = '' WHERE id = $2`, failed, p.ID); err != nil {
			return err
		}
		var owner string
		err := tx.QueryRowContext(ctx, `UPDATE follows SET status = $1 WHERE id = $2 AND status = $3 AND place = $4 RETURNING owner`, string(FollowBroken), p.Follow, string(FollowActive), string(p.Place)).Scan(&owner)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil || owner == "" || ToUser(owner) == p.Place {
			return err
		}
		return addPost(ctx, tx, Post{ID: NewPostID(), At: now, Place: ToUser(owner), Follow: p.Follow, Kind: BrokenPost, Due: now})
	})
}

// Prune deletes the posts from before a time with what they were about, but not those that are still to be sent. It does not
// wait for the database, and takes as long as it takes.
func (s *State) Prune(ctx context.Context, before time.Time) error {
	return wrap(s.transact(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM matches WHERE at < $1 AND (post IN (SELECT id FROM posts WHERE status <> $2) OR post = '' AND follow NOT IN (SELECT id FROM follows))`, stampOf(before), pending)
		if err == nil {
			_, err = tx.ExecContext(ctx, `DELETE FROM posts WHERE at < $1 AND status <> $2`, stampOf(before), pending)
		}
		return err
	}))
}
