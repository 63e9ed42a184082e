// Package added has the articles that editors add and take out, and those of the feeds that they track. What is kept, revised or
// taken out is a row of package state first; Settle makes the folder follow: a kept article becomes a Markdown file with front
// matter in added/, where editors edit it by hand as any other, and a file that was replaced or taken out moves to .trash/. Settle
// can be repeated, so that a program that ended in between completes its work at the next start.
package added

import (
	"cmp"
	"context"
	"errors"
	"path"
	"strings"
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
	Corpus *corpus.Corpus // nil in a process without the folder
	Fetch  *fetch.Fetcher
	Now    func() time.Time

	MaxBytes int64       // of a file; fetch.DefaultBytes if zero
	Remote   func() bool // another process makes the folder and the index follow the state; nil: this one always does

	settling state.Turn // locked while the folder follows the state
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
	if there, err := a.hasFile(c.Path); err != nil || !there {
		return "", cmp.Or(err, ErrNoFile)
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
	if a.Corpus != nil {
		if taken, err := a.hasFile(r.Path); err != nil || taken {
			return "", cmp.Or(err, ErrTaken)
		}
	}
	if err := a.State.Undo(ctx, id, state.Entry{At: a.Now(), By: by, Action: state.Restored, Subject: r.Title}); err != nil {
		return "", err
	}
	return r.Path, a.Follow(ctx)
}

// hasFile reports whether a path is that of a file, not of an article in a file of several. Without the folder its form says so: an
// article of book.epub is book.epub/3.
func (a *Articles) hasFile(name string) (bool, error) {
	if a.Corpus == nil {
		return !article.IsRead(path.Dir(name)), nil
	}
	files, err := openFolder(a.Corpus.Dir)
	if err != nil {
		return false, err
	}
	defer files.Close()
	return files.has(name), nil
}

// IsRemote reports whether another process makes the folder and the index follow the state.
func (a *Articles) IsRemote() bool { return a.Remote != nil && a.Remote() }

// Follow makes the folder and the index follow the state, unless another process does.
func (a *Articles) Follow(ctx context.Context) error {
	if a.IsRemote() {
		return nil
	}
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

// settling is the name of the lock of the process that settles.
const settling = "settle"

// Settle writes the files of kept articles and of their revisions, and moves those that were taken out or brought back, as
// far as that has not been done. Of several processes one does so at a time; the others wait.
func (a *Articles) Settle(ctx context.Context) error {
	leave, err := a.State.Take(ctx, &a.settling)
	if err != nil {
		return err
	}
	defer leave()
	if left, err := a.State.Unsettled(ctx); err != nil || !left {
		return err
	}
	files, err := openFolder(a.Corpus.Dir)
	if err != nil {
		return err
	}
	defer files.Close()
	lock, err := a.State.Lock(ctx, settling)
	if err != nil {
		return err
	}
	defer lock.Unlock()
	s := settlement{a.State, files, lock}
	if err := s.articles(ctx); err != nil {
		return err
	}
	if err := s.revisions(ctx); err != nil {
		return err
	}
	return s.removals(ctx)
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
