package state

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// FeedStatus is what is done with a feed.
type FeedStatus string

// The statuses of a feed.
const (
	FeedDraft   FeedStatus = "draft"   // an editor looks at it
	FeedActive  FeedStatus = "active"  // it is asked for new items
	FeedPaused  FeedStatus = "paused"  // an editor paused it
	FeedFailed  FeedStatus = "failed"  // it failed for days and is not asked any more
	FeedRemoved FeedStatus = "removed" // an editor removed it; its articles stay
)

// Feed is a feed that an editor tracks.
type Feed struct {
	ID           string
	At           time.Time // when it was tracked
	By           Editor
	Locale       string // of who tracked it, for what they are told
	Channel      string // id of the channel that has its new articles posted; "" for none
	URL          string // of the feed
	Title        string
	Site         string // web address of the site; "" if the feed names none
	Tags         []string
	Status       FeedStatus
	ETag         string        // of the last answer
	Modified     string        // likewise, its Last-Modified
	Every        time.Duration // how often its site wants it to be asked, in whole seconds; 0 if it does not say
	Next         time.Time     // when it is asked next
	Succeeded    time.Time     // when it was read last; zero for never
	FailingSince time.Time     // zero if it was read the last time
	Failures     int           // in a row
	Problem      string        // why it was not read, in the form of package feeds; "" for nothing
}

const feedColumns = `id, at, editor, guild, channel, url, title, site, tags, status, etag, modified, every, next, succeeded, failing_since, failures, problem, locale`

func scanFeed(rows *sql.Rows, f *Feed) error {
	var at, tags, next, succeeded, failing string
	var every int64
	err := rows.Scan(&f.ID, &at, &f.By.User, &f.By.Guild, &f.Channel, &f.URL, &f.Title, &f.Site, &tags, &f.Status, &f.ETag, &f.Modified,
		&every, &next, &succeeded, &failing, &f.Failures, &f.Problem, &f.Locale)
	f.At, f.Next, f.Succeeded, f.FailingSince = timeOf(at), timeOf(next), timeOf(succeeded), timeOf(failing)
	f.Every = time.Duration(every) * time.Second
	if tags != "" {
		f.Tags = strings.Split(tags, "\n")
	}
	return err
}

// stampOrNone is stampOf with "" for the zero time.
func stampOrNone(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stampOf(t)
}

// AddFeed adds a feed as a draft. Drafts from before a time, which nobody decided on, are deleted.
func (s *State) AddFeed(ctx context.Context, f Feed, dropBefore time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM feeds WHERE status = $1 AND at < $2`, FeedDraft, stampOf(dropBefore))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO feeds (`+feedColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', 0, $11, '', '', 0, '', $12)`,
			f.ID, stampOf(f.At), f.By.User, f.By.Guild, f.Channel, f.URL, f.Title, f.Site, strings.Join(f.Tags, "\n"), FeedDraft, stampOf(f.At), f.Locale)
		return err
	})
}

// Feed returns a feed of any status, or ErrNone.
func (s *State) Feed(ctx context.Context, id string) (Feed, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+feedColumns+` FROM feeds WHERE id = $1`, id)
	return first(collect(rows, err, scanFeed))
}

// FeedAt returns the feed of an address that is neither a draft nor removed, or ErrNone.
func (s *State) FeedAt(ctx context.Context, address string) (Feed, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+feedColumns+` FROM feeds WHERE url = $1 AND status NOT IN ($2, $3)`, address, FeedDraft, FeedRemoved)
	return first(collect(rows, err, scanFeed))
}

// first returns the only item of a list, or ErrNone.
func first[T any](list []T, err error) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	if len(list) == 0 {
		return none, ErrNone
	}
	return list[0], nil
}

// Feeds returns the feeds that are neither drafts nor removed, by title.
func (s *State) Feeds(ctx context.Context) ([]Feed, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+feedColumns+` FROM feeds WHERE status NOT IN ($1, $2) ORDER BY title, id`, FeedDraft, FeedRemoved)
	return collect(rows, err, scanFeed)
}

// DueFeeds returns the active feeds that are to be asked by now, those that wait longest first.
func (s *State) DueFeeds(ctx context.Context, now time.Time) ([]Feed, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+feedColumns+` FROM feeds WHERE status = $1 AND next <= $2 ORDER BY next, id`, FeedActive, stampOf(now))
	return collect(rows, err, scanFeed)
}

// MoveFeed gives a feed another status, with an entry in the log. It is asked at the time of the entry, and its failures
// are forgotten. The error is ErrNone if it has none of the former statuses any more.
func (s *State) MoveFeed(ctx context.Context, id string, to FeedStatus, e Entry, from ...FeedStatus) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		changed := ErrNone
		for _, status := range from {
			if changed = one(tx.ExecContext(ctx, `UPDATE feeds SET status = $1, next = $2, failing_since = '', failures = 0, problem = '' WHERE id = $3 AND status = $4`,
				to, stampOf(e.At), id, status)); !errors.Is(changed, ErrNone) {
				break
			}
		}
		if changed != nil {
			return changed
		}
		return record(ctx, tx, e)
	})
}

// Visited stores how a visit of a feed ended: all fields but those that an editor sets. A feed that is not active any more
// stays as it is.
func (s *State) Visited(ctx context.Context, f Feed) error {
	_, err := s.db.ExecContext(ctx, `UPDATE feeds SET url = $1, title = $2, etag = $3, modified = $4, every = $5, next = $6, succeeded = $7, failing_since = $8, failures = $9,
		problem = $10 WHERE id = $11 AND status = $12`,
		f.URL, f.Title, f.ETag, f.Modified, int64(f.Every/time.Second), stampOf(f.Next), stampOrNone(f.Succeeded), stampOrNone(f.FailingSince), f.Failures, f.Problem, f.ID, FeedActive)
	return wrap(err)
}

// GiveUp ends the visits of an active feed that failed for days, with an entry in the log. Who tracks it gets a direct message; if
// that is not known any more, the channel that has its articles gets a post.
func (s *State) GiveUp(ctx context.Context, f Feed, e Entry) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, `UPDATE feeds SET status = $1, failing_since = $2, failures = $3, problem = $4 WHERE id = $5 AND status = $6`,
			FeedFailed, stampOrNone(f.FailingSince), f.Failures, f.Problem, f.ID, FeedActive))
		if err != nil {
			return err
		}
		post := Post{ID: NewPostID(), At: e.At, Follow: f.ID, Kind: FeedPost, Due: e.At}
		switch {
		case f.By.User != "":
			post.Place = ToUser(f.By.User)
		case f.Channel != "":
			post.Place = InChannel(f.Channel)
		default:
			return record(ctx, tx, e)
		}
		return errors.Join(addPost(ctx, tx, post), record(ctx, tx, e))
	})
}

// TagFeed sets the tags of a feed, which its new articles get from then on. The error is ErrNone if there is no such feed.
func (s *State) TagFeed(ctx context.Context, id string, tags []string) error {
	return wrap(one(s.db.ExecContext(ctx, `UPDATE feeds SET tags = $1 WHERE id = $2`, strings.Join(tags, "\n"), id)))
}

// FeedCount is how many articles a feed gave.
type FeedCount struct {
	All    int
	Recent int // since a time
	Gone   int // that its site has deleted
}

// FeedCounts counts the articles of all feeds, by the feeds' ids.
func (s *State) FeedCounts(ctx context.Context, since time.Time) (map[string]FeedCount, error) {
	type line struct {
		feed string
		FeedCount
	}
	rows, err := s.db.QueryContext(ctx, `SELECT feed, count(*), count(CASE WHEN at >= $1 THEN 1 END), count(CASE WHEN gone > 0 THEN 1 END)
		FROM feed_items WHERE article <> '' GROUP BY feed`, stampOf(since))
	lines, err := collect(rows, err, func(rows *sql.Rows, l *line) error { return rows.Scan(&l.feed, &l.All, &l.Recent, &l.Gone) })
	out := map[string]FeedCount{}
	for _, l := range lines {
		out[l.feed] = l.FeedCount
	}
	return out, err
}

// DropFeed deletes the draft of a feed; one that is not there any more is no error.
func (s *State) DropFeed(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM feeds WHERE id = $1 AND status = $2`, id, FeedDraft)
	return wrap(err)
}
