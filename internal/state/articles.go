package state

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Editor is who changes the corpus, and in which server.
type Editor struct {
	User  string // id; "" at the terminal, and for one who asked to be forgotten
	Guild string // id; "" at the terminal
}

// Draft is an article that an editor looks at before it is kept.
type Draft struct {
	ID      string
	At      time.Time
	By      Editor
	Link    string // where it was read; "" if it was not fetched
	Name    string // of its file, without a folder
	Content string // of its file
}

// SaveDraft adds a draft, or replaces the one with its id.
func (s *State) SaveDraft(ctx context.Context, d Draft) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO drafts (id, at, editor, guild, link, name, content) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET link = excluded.link, name = excluded.name, content = excluded.content`,
		d.ID, stampOf(d.At), d.By.User, d.By.Guild, d.Link, d.Name, d.Content)
	return wrap(err)
}

// Draft returns a draft, or ErrNone.
func (s *State) Draft(ctx context.Context, id string) (Draft, error) {
	return draft(s.db.QueryRowContext(ctx, `SELECT id, at, editor, guild, link, name, content FROM drafts WHERE id = $1`, id))
}

func draft(row *sql.Row) (Draft, error) {
	var d Draft
	var at string
	err := row.Scan(&d.ID, &at, &d.By.User, &d.By.Guild, &d.Link, &d.Name, &d.Content)
	if errors.Is(err, sql.ErrNoRows) {
		return d, ErrNone
	}
	d.At = timeOf(at)
	return d, wrap(err)
}

// Discard deletes a draft, or all drafts of a group; one that is not there is no error.
func (s *State) Discard(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM drafts WHERE id = $1 OR substr(id, 9) = $1`, id)
	return wrap(err)
}

// NewGroupID returns the id of a new draft in a group of drafts: seven letters and digits, a dot, and the id of the group.
func NewGroupID(group string) string { return NewID()[:7] + "." + group }

// Group returns the drafts of a group in the order in which they were saved.
func (s *State) Group(ctx context.Context, group string) ([]Draft, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, at, editor, guild, link, name, content FROM drafts WHERE substr(id, 9) = $1 ORDER BY at, id`, group)
	return collect(rows, err, func(rows *sql.Rows, d *Draft) error {
		var at string
		err := rows.Scan(&d.ID, &at, &d.By.User, &d.By.Guild, &d.Link, &d.Name, &d.Content)
		d.At = timeOf(at)
		return err
	})
}

// DropDrafts deletes the drafts from before a time, which nobody decided on.
func (s *State) DropDrafts(ctx context.Context, before time.Time) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM drafts WHERE at < $1`, stampOf(before))
	return wrap(err)
}

// Article is an article that an editor added.
type Article struct {
	ID      string // that of its draft
	Path    string // of its file, relative to the corpus
	Link    string // where it was read; "" if it was not fetched
	Content string // of its file, as it was kept; the file may have been edited since
}

// Keep makes an article of a draft, with an entry in the log. Its file is not written yet. Of two editors who keep one
// draft the second gets ErrNone.
func (s *State) Keep(ctx context.Context, draftID, path string, e Entry) (Article, error) {
	a := Article{ID: draftID, Path: path}
	err := s.change(ctx, func(tx *sql.Tx) error {
		d, err := draft(tx.QueryRowContext(ctx, `DELETE FROM drafts WHERE id = $1 RETURNING id, at, editor, guild, link, name, content`, draftID))
		if err != nil {
			return err
		}
		a.Link, a.Content = d.Link, d.Content
		_, err = tx.ExecContext(ctx, `INSERT INTO articles (id, at, path, link, content, written) VALUES ($1, $2, $3, $4, $5, 0)`,
			a.ID, stampOf(e.At), a.Path, a.Link, a.Content)
		return errors.Join(err, record(ctx, tx, e))
	})
	return a, err
}

// Unsettled reports whether there is a file to be written or moved.
func (s *State) Unsettled(ctx context.Context) (unsettled bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM articles WHERE written = 0) OR EXISTS (SELECT 1 FROM revisions WHERE written = 0)
		OR EXISTS (SELECT 1 FROM removals WHERE moved = 0)`).Scan(&unsettled)
	return unsettled, wrap(err)
}

// Unwritten returns the articles whose files have not been written.
func (s *State) Unwritten(ctx context.Context) ([]Article, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, path, link, content FROM articles WHERE written = 0 ORDER BY at, id`)
	return collect(rows, err, scanArticle)
}

func scanArticle(rows *sql.Rows, a *Article) error {
	return rows.Scan(&a.ID, &a.Path, &a.Link, &a.Content)
}

// Written notes that the files of articles have been written.
func (s *State) Written(ctx context.Context, ids ...string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `UPDATE articles SET written = 1 WHERE id = $1`, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// collect reads all rows and closes them.
func collect[T any](rows *sql.Rows, err error, scan func(rows *sql.Rows, to *T) error) ([]T, error) {
	if err != nil {
		return nil, wrap(err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var item T
		if err := scan(rows, &item); err != nil {
			return nil, wrap(err)
		}
		out = append(out, item)
	}
	return out, wrap(rows.Err())
}
