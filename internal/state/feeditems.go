package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// FeedItem is an item of a feed.
type FeedItem struct {
	ID       string // of the feed and the item's own id, the same at every visit
	Feed     string // id
	At       time.Time
	Link     string    // of its page; "" for none
	Place    string    // the link without what does not matter, the same for all items about one page
	Version  string    // of what the feed says of it
	Article  string    // id of the article; "" for none
	OfPage   bool      // the article's text is that of the page
	Tries    int       // how often the page could not be read; of an item whose page is still to be read
	Recheck  time.Time // when its page is opened again; zero for never
	ETag     string    // of the page
	Modified string    // likewise, its Last-Modified
	Gone     int       // how often the page was not there any more, in a row
}

const itemColumns = `id, feed, at, link, place, version, article, of_page, tries, recheck, etag, modified, gone`

func scanItem(rows *sql.Rows, i *FeedItem) error {
	var at, recheck string
	var ofPage int
	err := rows.Scan(&i.ID, &i.Feed, &at, &i.Link, &i.Place, &i.Version, &i.Article, &ofPage, &i.Tries, &recheck, &i.ETag, &i.Modified, &i.Gone)
	i.At, i.Recheck, i.OfPage = timeOf(at), timeOf(recheck), ofPage == 1
	return err
}

// FeedItems returns those of some items of a feed that were seen before, by id.
func (s *State) FeedItems(ctx context.Context, feed string, ids []string) (map[string]FeedItem, error) {
	out := map[string]FeedItem{}
	if len(ids) == 0 {
		return out, nil
	}
	places, values := make([]string, len(ids)), []any{feed}
	for i, id := range ids {
		places[i] = fmt.Sprintf("$%d", i+2)
		values = append(values, id)
	}
	rows, err := s.db.QueryContext(ctx, `SELECT `+itemColumns+` FROM feed_items WHERE feed = $1 AND id IN (`+strings.Join(places, ", ")+`)`, values...)
	list, err := collect(rows, err, scanItem)
	for _, i := range list {
		out[i.ID] = i
	}
	return out, err
}

// RecheckItems returns items of a feed whose page is to be opened again by now, at most so many.
func (s *State) RecheckItems(ctx context.Context, feed string, now time.Time, limit int) ([]FeedItem, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+itemColumns+` FROM feed_items WHERE feed = $1 AND recheck <> '' AND recheck <= $2 ORDER BY recheck, id LIMIT $3`,
		feed, stampOf(now), limit)
	return collect(rows, err, scanItem)
}

// HasPlace reports whether an article was made of an item of a place, of any feed.
func (s *State) HasPlace(ctx context.Context, place string) (bool, error) {
	var n int
	err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM feed_items WHERE place = $1 AND article <> ''`, place).Scan(&n)
	return n > 0, wrap(err)
}

// SaveItem adds an item, or replaces it. An article that the item has stays, if the new one names none.
func (s *State) SaveItem(ctx context.Context, i FeedItem) error {
	return s.change(ctx, func(tx *sql.Tx) error { return saveItem(ctx, tx, i) })
}

func saveItem(ctx context.Context, tx *sql.Tx, i FeedItem) error {
	ofPage := 0
	if i.OfPage {
		ofPage = 1
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO feed_items (`+itemColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT (id) DO UPDATE SET link = excluded.link, place = excluded.place, version = excluded.version,
		article = CASE excluded.article WHEN '' THEN feed_items.article ELSE excluded.article END, of_page = excluded.of_page,
		tries = excluded.tries, recheck = excluded.recheck, etag = excluded.etag, modified = excluded.modified, gone = excluded.gone`,
		i.ID, i.Feed, stampOf(i.At), i.Link, i.Place, i.Version, i.Article, ofPage, i.Tries, stampOrNone(i.Recheck), i.ETag, i.Modified, i.Gone)
	return err
}

// KeepItem makes an article of an item. Its file is not written yet. The error is ErrNone if the item has an article already, or
// another item of its place has.
func (s *State) KeepItem(ctx context.Context, i FeedItem, a Article) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if err := errors.Join(s.lockName(ctx, tx, "place "+i.Place), s.lockName(ctx, tx, "item "+i.ID)); err != nil {
			return err
		}
		var n int
		err := tx.QueryRowContext(ctx, `SELECT count(*) FROM feed_items WHERE article <> '' AND (id = $1 OR place = $2 AND place <> '')`, i.ID, i.Place).Scan(&n)
		if err != nil {
			return err
		}
		if n > 0 {
			return ErrNone
		}
		i.Article = a.ID
		_, err = tx.ExecContext(ctx, `INSERT INTO articles (id, at, path, link, content, written) VALUES ($1, $2, $3, $4, $5, 0)`,
			a.ID, stampOf(i.At), a.Path, a.Link, a.Content)
		return errors.Join(err, saveItem(ctx, tx, i))
	})
}

// Article returns an article that was added, with its newest content, or ErrNone.
func (s *State) Article(ctx context.Context, id string) (Article, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, path, link, content FROM articles WHERE id = $1`, id)
	a, err := first(collect(rows, err, scanArticle))
	if err != nil {
		return a, err
	}
	err = s.db.QueryRowContext(ctx, `SELECT content FROM revisions WHERE article = $1 ORDER BY at DESC, id DESC LIMIT 1`, id).Scan(&a.Content)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return a, wrap(err)
}

// Revision is a later content of an article, which takes the place of the one before.
type Revision struct {
	ID      string
	At      time.Time
	Article string // id
	Path    string // of its file, relative to the corpus
	Content string
	Before  string // the content before, as it was kept; of UnwrittenRevisions only
}

// Revise adds a revision of an item's article. Its file is not written yet. Earlier contents stay.
func (s *State) Revise(ctx context.Context, i FeedItem, r Revision) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO revisions (id, at, article, path, content, written) VALUES ($1, $2, $3, $4, $5, 0)`,
			r.ID, stampOf(r.At), r.Article, r.Path, r.Content)
		return errors.Join(err, saveItem(ctx, tx, i))
	})
}

// UnwrittenRevisions returns the revisions whose files have not been written, in order, of articles whose files have.
func (s *State) UnwrittenRevisions(ctx context.Context) ([]Revision, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT r.id, r.at, r.article, r.path, r.content,
		COALESCE((SELECT b.content FROM revisions b WHERE b.article = r.article AND (b.at, b.id) < (r.at, r.id) ORDER BY b.at DESC, b.id DESC LIMIT 1), a.content)
		FROM revisions r JOIN articles a ON a.id = r.article WHERE r.written = 0 AND a.written = 1 ORDER BY r.at, r.id`)
	return collect(rows, err, func(rows *sql.Rows, r *Revision) error {
		var at string
		err := rows.Scan(&r.ID, &at, &r.Article, &r.Path, &r.Content, &r.Before)
		r.At = timeOf(at)
		return err
	})
}

// RevisionWritten notes that a revision's file has been written.
func (s *State) RevisionWritten(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, `UPDATE revisions SET written = 1 WHERE id = $1`, id)
	return wrap(err)
}
