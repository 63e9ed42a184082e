package added

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"lede/internal/article"
	"lede/internal/state"
)

// revise writes a revision of an article over its file, which moves to .trash/ first, so that nothing is lost of it. An
// article that is not there any more stays away.
func (f folder) revise(r state.Revision) error {
	raw, err := f.ReadFile(r.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	content := merge(parsed(r.Path, r.Before), parsed(r.Path, string(raw)), parsed(r.Path, r.Content))
	if content == string(raw) {
		return nil
	}
	if err := f.write(trashOf(r.At, r.ID, r.Path), string(raw)); err != nil {
		return fmt.Errorf("keep what it said before: %w", err)
	}
	return f.replace(r.Path, content)
}

// merge returns the content of an article's file after its source has changed: everything that the source has changed, and
// besides what an editor has changed in the file. Where both changed the title, the day or the like, the editor's counts;
// where both changed the text, the source's.
func merge(before, edited, now article.Article) string {
	out := now
	if now.Text == before.Text {
		out = edited
	}
	out.Title = ours(before.Title, edited.Title, now.Title)
	out.Author = ours(before.Author, edited.Author, now.Author)
	out.Outlet = ours(before.Outlet, edited.Outlet, now.Outlet)
	out.URL = ours(before.URL, edited.URL, now.URL)
	out.Lang = ours(before.Lang, edited.Lang, now.Lang)
	out.Derived = edited.Derived
	out.Published, out.Inferred = now.Published, now.Inferred
	if !edited.Published.Equal(before.Published) {
		out.Published, out.Inferred = edited.Published, edited.Inferred
	}
	out.Tags = nil
	for _, tag := range edited.Tags {
		if !slices.Contains(before.Tags, tag) || slices.Contains(now.Tags, tag) {
			out.Tags = append(out.Tags, tag)
		}
	}
	for _, tag := range now.Tags {
		if !slices.Contains(before.Tags, tag) {
			out.Tags = withTags(out.Tags, tag)
		}
	}
	return Markdown(out)
}

// ours returns a value that an editor has changed, else the source's.
func ours(before, edited, now string) string {
	if edited != before {
		return edited
	}
	return now
}
