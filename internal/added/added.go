// Package added has the articles that editors add and take out, and those of the feeds that they track. What is kept, revised or
// taken out is a row of package state first; Settle makes the folder follow: a kept article becomes a Markdown file with front
// matter in added/, where editors edit it by hand as any other, and a file that was replaced or taken out moves to .trash/. Settle
// can be repeated, so that a program that ended in between completes its work at the next start.
package added

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"lede/internal/article"
	"lede/internal/corpus"
	"lede/internal/fetch"
	"lede/internal/state"
)

// Articles adds articles to a corpus and takes them out.
type Articles struct {
	State  *state.State
	Corpus *corpus.Corpus
	Fetch  *fetch.Fetcher
	Now    func() time.Time

	MaxBytes int64 // of a file; fetch.DefaultBytes if zero

	settling sync.Mutex // locked while the folder follows the state
}

// draftLife is how long a draft waits for its editor.
const draftLife = 24 * time.Hour

// placeOf returns the path of a draft's file in the corpus.
func placeOf(d state.Draft) string {
	return path.Join("added", d.At.UTC().Format("2006-01"), d.Name)
}

// Keep adds drafts to the corpus and returns their articles. The error is state.ErrNone if one is not there any more; those
// before it are kept.
func (a *Articles) Keep(ctx context.Context, by state.Editor, ids ...string) ([]article.Article, error) {
	var out []article.Article
	var failed error
	for _, id := range ids {
		var kept article.Article
		if kept, failed = a.keep(ctx, id, by); failed != nil {
			break
		}
		out = append(out, kept)
	}
	if len(out) == 0 {
		return nil, failed
	}
	return out, errors.Join(failed, a.Follow(ctx))
}

// keep makes an article of a draft; its file is not written yet.
func (a *Articles) keep(ctx context.Context, id string, by state.Editor) (article.Article, error) {
	d, err := a.State.Draft(ctx, id)
	if err != nil {
		return article.Article{}, err
	}
	kept := asRead(d)
	_, err = a.State.Keep(ctx, id, placeOf(d), state.Entry{At: a.Now(), By: by, Action: state.Added, Subject: kept.Title})
	return kept, err
}

// Remove takes an article's file out of the corpus and returns the id with which Restore brings it back. The error is
// ErrNoFile for an article that is one of several in its file.
func (a *Articles) Remove(ctx context.Context, c *article.Card, by state.Editor) (id string, err error) {
	files, err := openFolder(a.Corpus.Dir)
	if err != nil {
		return "", err
	}
	defer files.Close()
	if !files.has(c.Path) {
		return "", ErrNoFile
	}
	r := state.Removal{ID: state.NewID(), At: a.Now(), Path: c.Path, Title: c.Title}
	r.Trash = trashOf(r.At, r.ID, c.Path)
	err = a.State.Remove(ctx, r, state.Entry{At: r.At, By: by, Action: state.Removed, Subject: c.Title})
	if err != nil {
		return "", err
	}
	return r.ID, a.Follow(ctx)
}

// Restore brings a file back that Remove took out, and returns its path. The error is state.ErrNone if it is back already,
// and ErrTaken if its place is taken.
func (a *Articles) Restore(ctx context.Context, id string, by state.Editor) (string, error) {
	r, err := a.State.Removal(ctx, id)
	switch {
	case err != nil:
		return "", err
	case r.Undone:
		return "", state.ErrNone
	}
	files, err := openFolder(a.Corpus.Dir)
	if err != nil {
		return "", err
	}
	defer files.Close()
	if files.has(r.Path) {
		return "", ErrTaken
	}
	if err := a.State.Undo(ctx, id, state.Entry{At: a.Now(), By: by, Action: state.Restored, Subject: r.Title}); err != nil {
		return "", err
	}
	return r.Path, a.Follow(ctx)
}

// Follow makes the folder and the index follow the state.
func (a *Articles) Follow(ctx context.Context) error {
	if err := a.Settle(ctx); err != nil {
		return err
	}
	_, err := a.Corpus.Sweep(ctx, false)
	return err
}

// trashOf returns where a file is kept that is taken out or replaced.
func trashOf(at time.Time, id, name string) string {
	return path.Join(".trash", at.UTC().Format("2006-01-02")+"-"+id[:shortID], path.Base(name))
}

// Settle writes the files of kept articles and of their revisions, and moves those that were taken out or brought back, as
// far as that has not been done.
func (a *Articles) Settle(ctx context.Context) error {
	a.settling.Lock()
	defer a.settling.Unlock()
	files, err := openFolder(a.Corpus.Dir)
	if err != nil {
		return err
	}
	defer files.Close()
	if err := a.settleArticles(ctx, files); err != nil {
		return err
	}
	if err := a.settleRevisions(ctx, files); err != nil {
		return err
	}
	return a.settleRemovals(ctx, files)
}

// settleBatch is how many files are written before that is noted.
const settleBatch = 100

func (a *Articles) settleArticles(ctx context.Context, files folder) error {
	articles, err := a.State.Unwritten(ctx)
	if err != nil {
		return err
	}
	for batch := range slices.Chunk(articles, settleBatch) {
		var written []string
		for _, kept := range batch {
			if err := files.write(kept.Path, kept.Content); err != nil {
				return fmt.Errorf("write %s: %w", kept.Path, err)
			}
			written = append(written, kept.ID)
		}
		if err := a.State.Written(ctx, written...); err != nil {
			return err
		}
	}
	return nil
}

func (a *Articles) settleRevisions(ctx context.Context, files folder) error {
	revisions, err := a.State.UnwrittenRevisions(ctx)
	if err != nil {
		return err
	}
	for _, r := range revisions {
		if err := files.revise(r); err != nil {
			return fmt.Errorf("revise %s: %w", r.Path, err)
		}
		if err := a.State.RevisionWritten(ctx, r.ID); err != nil {
			return err
		}
	}
	return nil
}

func (a *Articles) settleRemovals(ctx context.Context, files folder) error {
	removals, err := a.State.Unmoved(ctx)
	if err != nil {
		return err
	}
	for _, r := range removals {
		from, to := r.Path, r.Trash
		if r.Undone {
			from, to = to, from
		}
		if err := files.move(from, to); err != nil {
			return fmt.Errorf("move %s to %s: %w", from, to, err)
		}
		if err := a.State.Moved(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// shortID is how many characters of an id make a file's name unique among those of one title.
const shortID = 7

// fileNameOf returns the name of an article's file, by its title and its id.
func fileNameOf(title, id string) string { return slug(title) + "-" + id[:shortID] + ".md" }

// maxSlug is how long a file's name may be before its id, in bytes. File systems take 255.
const maxSlug = 80

// slug returns the letters and digits of a title in small letters, with hyphens between the words.
func slug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if b.Len() > maxSlug {
			break
		}
		if gap {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return "article"
	}
	return b.String()
}
