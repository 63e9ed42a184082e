package commands

import (
	"context"
	"errors"
	"slices"
	"strings"

	"lede/internal/added"
	"lede/internal/article"
	"lede/internal/fetch"
	"lede/internal/state"
)

func addCommand() Command {
	return Command{
		Name:        "add",
		Description: "Read an article at a link, in a file or typed in; look at it, and keep it",
		Options: []Option{{Name: "link", Description: "Web address of the article", Positional: true, MaxLength: 2048},
			{Name: "file", Description: "A file with the article", Kind: File},
			{Name: "keep", Description: "Keep it at once, unless it is here already", Kind: Bool}},
		Ephemeral: true, Editor: true, NeedsState: true, WorksWhenEmpty: true,
		prepare: func(s *Service, a Actor, o Options) (job, error) {
			if len(strings.Fields(o.Text("link"))) > MaxLinks {
				return nil, refuse("Please name %d links at most.", MaxLinks)
			}
			return s.add(a, o), nil
		},
	}
}

// MaxLinks is how many links are read at once: each may take ten seconds, all of them the minute of one use of a command.
const MaxLinks = 5

func trackThisCommand() Command {
	return Command{
		Name:        "Track this",
		Description: "Read the articles that a message links to or has as a file; look at them, and keep them",
		Ephemeral:   true, Editor: true, NeedsState: true, WorksWhenEmpty: true, OnMessage: true,
		prepare: func(s *Service, a Actor, o Options) (job, error) {
			switch file := o.File("file"); {
			case file.Name != "": // a link beside it need not be the file's
				return s.add(a, Options{"file": file}), nil
			case o.Text("link") != "":
				return s.add(a, o), nil
			}
			return nil, refuse("This message has neither a link nor a file.")
		},
	}
}

// add returns the work of reading the articles in a file or at links, which are then shown, or kept at once. Without either it
// asks for the text.
func (s *Service) add(a Actor, o Options) job {
	return func(ctx context.Context) (Result, error) {
		file, link := o.File("file"), o.Text("link")
		var read []added.Preview
		var err error
		switch {
		case file.Name != "":
			read, err = s.Added.ReadFile(ctx, file, link, editorOf(a))
		case link != "":
			read, err = s.Added.Read(ctx, strings.Fields(link), editorOf(a))
		case a.Operator:
			return nil, refuse("Please name a link or a file.")
		default:
			return PasteResult{}, nil
		}
		if err != nil {
			return nil, s.addError(err)
		}
		return s.previewed(ctx, a, read, link, o.Flag("keep"))
	}
}

// previewed shows the drafts of what was read, or keeps what is new among them at once.
func (s *Service) previewed(ctx context.Context, a Actor, read []added.Preview, link string, keep bool) (Result, error) {
	if len(read) > 1 {
		if keep {
			return s.keepGroup(ctx, a, read[0].Group)
		}
		return s.compareAll(ctx, read)
	}
	r, err := s.compare(ctx, read[0], link)
	if err == nil && keep && !r.IsHere() {
		return s.keep(ctx, a, r.ID)
	}
	return r, err
}

// compare returns a draft with the articles that have its link, or the link that it was read at, or nearly its words.
func (s *Service) compare(ctx context.Context, preview added.Preview, link string) (AddResult, error) {
	r := AddResult{Preview: preview}
	var err error
	if r.Copies, err = s.index().CopiesOf(ctx, preview.Article.Text); err != nil {
		return r, err
	}
	places := []string{article.Place(preview.Article.URL), article.Place(link)}
	slices.Sort(places)
	for _, place := range slices.Compact(places) {
		if place == "" {
			continue
		}
		linked, err := s.index().Linked(ctx, place)
		if err != nil {
			return r, err
		}
		r.SameLink = append(r.SameLink, linked...)
	}
	r.Copies = slices.DeleteFunc(r.Copies, func(c *article.Card) bool {
		return slices.ContainsFunc(r.SameLink, func(same *article.Card) bool { return same.ID == c.ID })
	})
	return r, nil
}

// keepNew adds a draft to the corpus. If the article has come there since the editor saw the draft, it shows the draft again,
// unless the button says that the editor knows.
func (s *Service) keepNew(ctx context.Context, a Actor, state State) (Result, error) {
	if state.Page == 0 {
		preview, err := s.Added.Draft(ctx, state.ID)
		if err != nil {
			return nil, s.addError(err)
		}
		if r, err := s.compare(ctx, preview, ""); err != nil || r.IsHere() {
			return r, err
		}
	}
	return s.keep(ctx, a, state.ID)
}

// keep adds a draft to the corpus.
func (s *Service) keep(ctx context.Context, a Actor, id string) (Result, error) {
	kept, err := s.Added.Keep(ctx, editorOf(a), id)
	if err != nil {
		return nil, s.addError(err)
	}
	return KeptResult{kept[0]}, nil
}

// discard deletes a draft.
func (s *Service) discard(ctx context.Context, id string) (Result, error) {
	return DiscardedResult{}, s.Added.State.Discard(ctx, id)
}

// addError makes an error of package added or fetch one that the editor can do something about.
func (s *Service) addError(err error) error {
	var fetching *fetch.Error
	switch {
	case errors.As(err, &fetching):
		return &UserError{Text: fetching.Text, Args: fetching.Args}
	case errors.Is(err, added.ErrNotRead):
		return refuse("There is no text that I can read at this address: I read web pages, text, PDF, Word and mails.")
	case errors.Is(err, added.ErrNotReadFile):
		return refuse("I do not read files of this kind. I read files ending in %s.", strings.Join(article.Endings(), ", "))
	case errors.Is(err, added.ErrTooLarge):
		return refuse("The file is larger than %d MB, more than I read.", s.Added.Limit()>>20)
	case errors.Is(err, added.ErrNoText):
		return refuse("I found no article at this address. Perhaps it appears only in a browser, or after a login; save the page there and give me the file, or paste the text.")
	case errors.Is(err, added.ErrNoTextFile):
		return refuse("I found no text of an article in it.")
	case errors.Is(err, added.ErrSeveral):
		return refuse("There are several articles at this address; save the page and give me the file to have all of them.")
	case errors.Is(err, added.ErrTooMany):
		return refuse("There are more articles in this file than I read at once; put it into the corpus folder to have all of them.")
	case errors.Is(err, added.ErrNoFile):
		return refuse("This article is one of several in a file; take the file out of the corpus folder instead.")
	case errors.Is(err, added.ErrTaken):
		return refuse("There is a file in its place by now; take that one out first.")
	case errors.Is(err, state.ErrNone):
		return refuse("That has been decided already, or it was more than a day ago.")
	}
	return err
}

// AddResult is an article that was read and is not kept yet.
type AddResult struct {
	added.Preview
	SameLink []*article.Card // the articles with its link
	Copies   []*article.Card // the other articles that tell the same story in nearly the same words
}

// IsHere reports whether the article is in the corpus already, at its link or in nearly the same words.
func (r AddResult) IsHere() bool { return len(r.SameLink)+len(r.Copies) > 0 }

// AddRecord is an article that was read and is not kept yet, for programs.
type AddRecord struct {
	ArticleRecord
	Kept     bool         `json:"kept"` // it is in the corpus
	Text     string       `json:"text"`
	Removed  []string     `json:"removed"`   // blocks of the page that are left out
	SameLink []ArticleRef `json:"same_link"` // the articles with its link
}

// Record returns an AddRecord.
func (r AddResult) Record() any {
	return AddRecord{ArticleResult{Article: &r.Article, Copies: r.Copies}.Record().(ArticleRecord), false, r.Article.Text, listed(r.Removed), refsTo(r.SameLink)}
}

// KeptResult is an article that was added to the corpus.
type KeptResult struct{ Article article.Article }

// Record returns an AddRecord.
func (r KeptResult) Record() any {
	return AddRecord{ArticleResult{Article: &r.Article}.Record().(ArticleRecord), true, r.Article.Text, []string{}, []ArticleRef{}}
}

// DiscardedResult is the end of a draft that nobody wants.
type DiscardedResult struct{}

// DiscardedRecord is a DiscardedResult for programs.
type DiscardedRecord struct {
	Discarded bool `json:"discarded"` // always
}

// Record returns a DiscardedRecord.
func (DiscardedResult) Record() any { return DiscardedRecord{true} }
