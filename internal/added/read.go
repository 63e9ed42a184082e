package added

import (
	"cmp"
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/fetch"
	"lede/internal/parallel"
	"lede/internal/state"
)

// Errors of an article that cannot be read, and of a file that cannot be moved.
var (
	ErrNotRead     = errors.New("added: the page is of a kind that is not read")
	ErrNotReadFile = errors.New("added: the file is of a kind that is not read")
	ErrTooLarge    = errors.New("added: the file is too large")
	ErrNoText      = errors.New("added: no article's text was found at the address")
	ErrNoTextFile  = errors.New("added: no article's text was found in the file or in what was typed")
	ErrSeveral     = errors.New("added: the page has several articles")
	ErrTooMany     = errors.New("added: the file has more articles than are read at once")
	ErrNoFile      = errors.New("added: the article is no file of its own")
	ErrTaken       = errors.New("added: another file has the place of the one to bring back")
)

// File is a file with an article: at an address, from which it is fetched, or with its content.
type File struct {
	Name string // its ending says how it is read
	URL  string // "" if Raw is its content
	Size int64  // bytes, as far as that is known before it is fetched
	Raw  []byte
}

// Preview is an article that was read and is not kept yet. It is as it will be read from its file.
type Preview struct {
	ID      string // of the draft
	Group   string // id of the drafts of one file; "" if it has only this one
	Article article.Article
	Removed []string // blocks of the page or file that are left out
}

// Read reads the articles at web addresses as drafts. Those that cannot be read are left out; if none can, the error is that of
// the first, which may be a *fetch.Error.
func (a *Articles) Read(ctx context.Context, links []string, by state.Editor) ([]Preview, error) {
	pages, errs := make([]article.Reading, len(links)), make([]error, len(links))
	parallel.Each(len(links), func(i int) {
		page, err := a.Fetch.Get(ctx, links[i])
		if err == nil {
			pages[i], err = readPage(page, a.Now())
		}
		errs[i] = err
	})
	var readings []article.Reading
	for i, err := range errs {
		if err == nil {
			readings = append(readings, pages[i])
		}
	}
	if len(readings) == 0 {
		return nil, errs[0]
	}
	return a.drafts(ctx, readings, by)
}

// ReadFile reads the articles in a file as drafts. Of a single one, a link that is not empty takes the place of the one that the
// file names. The error may be a *fetch.Error.
func (a *Articles) ReadFile(ctx context.Context, f File, link string, by state.Editor) ([]Preview, error) {
	name := path.Base(strings.ReplaceAll(f.Name, "\\", "/"))
	if !article.IsRead(name) {
		return nil, ErrNotReadFile
	}
	if max(f.Size, int64(len(f.Raw))) > a.Limit() {
		return nil, ErrTooLarge
	}
	if f.URL != "" {
		page, err := a.Fetch.Get(ctx, f.URL)
		if err != nil {
			return nil, err
		}
		f.Raw = page.Raw
	}
	return a.ofFile(ctx, name, f.Raw, "", link, by)
}

// ReadText reads the articles that were typed, in several parts, as drafts. Of a single one, title and link may be empty; then
// they are what the text says.
func (a *Articles) ReadText(ctx context.Context, title, link string, parts []string, by state.Editor) ([]Preview, error) {
	return a.ofFile(ctx, "pasted.txt", []byte(joined(parts)), title, link, by)
}

// maxArticles is how many articles of one file are read at once. All of them are fetched, previewed and kept within the
// two minutes that one use of a command may take.
const maxArticles = 100

// ofFile makes drafts of the articles of a file. A single one gets the title and the link, where they are not empty.
func (a *Articles) ofFile(ctx context.Context, name string, raw []byte, title, link string, by state.Editor) ([]Preview, error) {
	readings := readAll(name, raw, a.Now())
	switch {
	case len(readings) == 0:
		return nil, ErrNoTextFile
	case len(readings) > maxArticles:
		return nil, ErrTooMany
	case len(readings) == 1:
		only := &readings[0].Article
		only.Title, only.URL = cmp.Or(title, only.Title), cmp.Or(link, only.URL)
	}
	return a.drafts(ctx, readings, by)
}

// drafts makes drafts of articles; several are a group.
func (a *Articles) drafts(ctx context.Context, readings []article.Reading, by state.Editor) ([]Preview, error) {
	if err := a.State.DropDrafts(ctx, a.Now().Add(-draftLife)); err != nil {
		return nil, err
	}
	group := ""
	if len(readings) > 1 {
		group = state.NewID()
	}
	var out []Preview
	for i, read := range readings {
		d := state.Draft{ID: state.NewID(), At: a.Now().Add(time.Duration(i)), By: by} // the times keep their order
		if group != "" {
			d.ID = state.NewGroupID(group)
		}
		one, err := a.save(ctx, d, read.Article)
		if err != nil {
			return nil, err
		}
		one.Group, one.Removed = group, read.Removed
		out = append(out, one)
	}
	return out, nil
}

// Group returns the drafts of a group. The error is state.ErrNone if none of them is there any more.
func (a *Articles) Group(ctx context.Context, group string) ([]Preview, error) {
	drafts, err := a.State.Group(ctx, group)
	if err == nil && len(drafts) == 0 {
		err = state.ErrNone
	}
	var out []Preview
	for _, d := range drafts {
		out = append(out, Preview{ID: d.ID, Group: group, Article: asRead(d)})
	}
	return out, err
}

// joined joins the parts of a text. A sentence that one part does not end goes on in the next one.
func joined(parts []string) string {
	var all string
	for _, part := range parts {
		part = strings.TrimSpace(part)
		last, _ := utf8.DecodeLastRuneInString(all)
		switch {
		case part == "" || all == "":
		case strings.ContainsRune(closing, last):
			all += "\n\n"
		case !analysis.IsHan(last):
			all += " "
		}
		all += part
	}
	return all
}

// closing are the marks at the end of a sentence or a line of its own.
const closing = ".!?…:\"'”’)。！？：」』）"

// Limit returns how large a file may be, in bytes.
func (a *Articles) Limit() int64 { return cmp.Or(a.MaxBytes, fetch.DefaultBytes) }

// readAll reads the articles of a file that have a text.
func readAll(name string, raw []byte, now time.Time) []article.Reading {
	readings := article.Inspect(article.File{Path: name, Raw: raw, Modified: now})
	return slices.DeleteFunc(readings, func(r article.Reading) bool { return len(r.Article.Sentences) == 0 })
}

// readFile reads the one article of a file.
func readFile(name string, raw []byte, now time.Time) (article.Reading, error) {
	readings := readAll(name, raw, now)
	switch len(readings) {
	case 0:
		return article.Reading{}, ErrNoText
	case 1:
		return readings[0], nil
	}
	return article.Reading{}, ErrSeveral
}

// save makes an article the content of a draft.
func (a *Articles) save(ctx context.Context, d state.Draft, content article.Article) (Preview, error) {
	d.Link, d.Content = link(content.URL), Markdown(content)
	d.Name = fileNameOf(content.Title, d.ID)
	if err := a.State.SaveDraft(ctx, d); err != nil {
		return Preview{}, err
	}
	return Preview{ID: d.ID, Article: asRead(d)}, nil
}

// Draft returns a draft. The error is state.ErrNone if it is not there any more.
func (a *Articles) Draft(ctx context.Context, id string) (Preview, error) {
	d, err := a.State.Draft(ctx, id)
	if err != nil {
		return Preview{}, err
	}
	return Preview{ID: d.ID, Article: asRead(d)}, nil
}

// Fields are what an editor says of an article in place of what was read.
type Fields struct {
	Title  string
	Day    time.Time // of publication; zero for none
	Outlet string
	Link   string // http(s); "" for none
	Tags   []string
}

// Correct changes a draft. An empty title stays what it was. The error is state.ErrNone if the draft is not there any more.
func (a *Articles) Correct(ctx context.Context, id string, f Fields) (Preview, error) {
	d, err := a.State.Draft(ctx, id)
	if err != nil {
		return Preview{}, err
	}
	content := asRead(d)
	content.Title = cmp.Or(f.Title, content.Title)
	content.Outlet, content.URL, content.Tags = f.Outlet, f.Link, f.Tags
	if !f.Day.Equal(content.Published) {
		content.Published, content.Inferred = f.Day, false
	}
	return a.save(ctx, d, content)
}

// asRead returns a draft as it will be read from its file.
func asRead(d state.Draft) article.Article {
	read, _ := article.ReadAll(article.File{Path: placeOf(d), Raw: []byte(d.Content), Modified: d.At})
	return read[0]
}
