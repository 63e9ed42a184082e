package state

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Seen is an article that has been matched with what people follow. All articles that ever were are in this table, so that
// the index may be made again and nothing is posted twice.
type Seen struct {
	ID      string // of the article
	Sum     string // of its file, by which it is found in another place
	Story   string // the id of the first article that told it
	Arrived time.Time
}

// Match is an article that is to be posted in a place, once for all that tell the story.
type Match struct {
	At      time.Time
	Place   Place
	Story   string
	Article string // id
	Follow  string // id
	Post    string // id; "" while it waits for a digest
}

// idsAtOnce is how many ids a statement names. SQLite takes 32,766 parameters, PostgreSQL 65,535.
const idsAtOnce = 500

// Seen returns which of some articles have been seen, by their ids.
func (s *State) Seen(ctx context.Context, ids []string) (map[string]Seen, error) {
	return s.seenBy(ctx, "id", ids, func(a Seen) string { return a.ID })
}

// SeenSums returns the articles that have been seen whose files had some sums, by the sum.
func (s *State) SeenSums(ctx context.Context, sums []string) (map[string]Seen, error) {
	return s.seenBy(ctx, "sum", sums, func(a Seen) string { return a.Sum })
}

func (s *State) seenBy(ctx context.Context, column string, values []string, key func(Seen) string) (map[string]Seen, error) {
	out := map[string]Seen{}
	for some := range slices.Chunk(values, idsAtOnce) {
		rows, err := s.db.QueryContext(ctx, `SELECT id, sum, story, arrived FROM seen WHERE `+column+` IN (`+places(1, len(some))+`)`, anys(some)...)
		list, err := collect(rows, err, scanSeen)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			out[key(a)] = a
		}
	}
	return out, nil
}

func scanSeen(rows *sql.Rows, a *Seen) error {
	var arrived string
	err := rows.Scan(&a.ID, &a.Sum, &a.Story, &arrived)
	a.Arrived = timeOf(arrived)
	return err
}

// Arrivals returns the articles that arrived at or after a time, the newest first.
func (s *State) Arrivals(ctx context.Context, since time.Time) ([]Seen, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, sum, story, arrived FROM seen WHERE arrived >= $1 ORDER BY arrived DESC, id`, stampOf(since))
	return collect(rows, err, scanSeen)
}

// arrivals is the id of the cursor of Begin.
const arrivals = "arrivals"

// ErrStale is returned where another process has seen an article meanwhile, so that what was to be made of it is to be found again.
var ErrStale = errors.New("state: another process was faster")

// Begin notes which articles were there when articles began to be matched. Later calls change nothing and return ErrNone.
func (s *State) Begin(ctx context.Context, seen []Seen, at time.Time) error {
	return s.transact(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `INSERT INTO cursors (id, at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`, arrivals, stampOf(at))); err != nil {
			return err
		}
		_, err := addAllSeen(ctx, tx, seen)
		return err
	})
}

// Begun reports whether Begin has been called.
func (s *State) Begun(ctx context.Context) (bool, error) {
	n := 0
	err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM cursors WHERE id = $1`, arrivals).Scan(&n)
	return n > 0, wrap(err)
}

// rowsAtOnce is how many articles a statement adds.
const rowsAtOnce = 200

// Arrive notes that articles have been seen, and what is to be posted of them, now or with the next digest: all or nothing. A match of a
// story that its place has already is left out, and so is a post that has no other. The matches of a list join those of the list of
// the same follow that has not been sent yet. If one of the articles has been seen before, nothing is noted, and the error is ErrStale.
func (s *State) Arrive(ctx context.Context, seen []Seen, posts []Post, waiting []Match) error {
	if len(seen)+len(posts)+len(waiting) == 0 {
		return nil
	}
	return s.transact(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
		if n, err := addAllSeen(ctx, tx, seen); err != nil || n < len(seen) {
			return cmp.Or(err, ErrStale)
		}
		for _, p := range posts {
			if err := addWithMatches(ctx, tx, p); err != nil {
				return err
			}
		}
		for _, m := range waiting {
			if _, err := addMatch(ctx, tx, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// addWithMatches adds a post with its matches, unless its place has all of their stories.
func addWithMatches(ctx context.Context, tx *sql.Tx, p Post) error {
	open, err := openList(ctx, tx, p)
	if err != nil {
		return err
	}
	added := 0
	for _, m := range p.Matches {
		m.Post = cmp.Or(open, p.ID)
		n, err := addMatch(ctx, tx, m)
		if err != nil {
			return err
		}
		added += n
	}
	if added == 0 || open != "" {
		return nil
	}
	return addPost(ctx, tx, p)
}

// openList returns the id of the list that the matches of a post can join, and locks it against Claim; "" if there is none.
func openList(ctx context.Context, tx *sql.Tx, p Post) (id string, err error) {
	if p.Kind != DigestPost {
		return "", nil
	}
	err = tx.QueryRowContext(ctx, `UPDATE posts SET due = due WHERE tries = 0 AND status = $1 AND id = (SELECT min(id) FROM posts
		WHERE follow = $2 AND place = $3 AND kind = $4 AND status = $1 AND tries = 0) RETURNING id`, pending, p.Follow, string(p.Place), string(DigestPost)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return id, err
}

// addAllSeen adds the articles that have not been seen, and returns how many. They are added by id: two transactions that add the
// same articles in other orders would wait for each other.
func addAllSeen(ctx context.Context, tx *sql.Tx, seen []Seen) (added int, err error) {
	seen = slices.SortedFunc(slices.Values(seen), func(a, b Seen) int { return strings.Compare(a.ID, b.ID) })
	for some := range slices.Chunk(seen, rowsAtOnce) {
		var rows []string
		var values []any
		for i, a := range some {
			rows = append(rows, "("+places(4*i+1, 4)+")")
			values = append(values, a.ID, a.Sum, a.Story, dueOf(a.Arrived))
		}
		n, err := rowsOf(tx.ExecContext(ctx, `INSERT INTO seen (id, sum, story, arrived) VALUES `+strings.Join(rows, ", ")+` ON CONFLICT (id) DO NOTHING`, values...))
		if err != nil {
			return added, err
		}
		added += n
	}
	return added, nil
}

// addMatch adds a match unless its place has the story. It returns how many were added, 0 or 1.
func addMatch(ctx context.Context, tx *sql.Tx, m Match) (int, error) {
	return rowsOf(tx.ExecContext(ctx, `INSERT INTO matches (id, at, place, story, article, follow, post) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (place, story) DO NOTHING`,
		NewID(), stampOf(m.At), string(m.Place), m.Story, m.Article, m.Follow, m.Post))
}

// rowsOf returns how many rows a statement has changed.
func rowsOf(r sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}

// places returns n places of a statement from the number first on: "$1, $2".
func places(first, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("$%d", first+i)
	}
	return strings.Join(out, ", ")
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// Look returns when a person last looked at what is new; the zero time if never.
func (s *State) Look(ctx context.Context, user string) (time.Time, error) {
	var at string
	err := s.db.QueryRowContext(ctx, `SELECT at FROM looks WHERE id = $1`, user).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return timeOf(at), wrap(err)
}

// Looked notes when a person looked at what is new.
func (s *State) Looked(ctx context.Context, user string, at time.Time) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO looks (id, at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET at = excluded.at`, user, stampOf(at))
	return wrap(err)
}
