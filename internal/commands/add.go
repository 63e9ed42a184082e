package commands

import (
	"context"
	"errors"
	"slices"

	"lede/internal/added"
	"lede/internal/article"
	"lede/internal/fetch"
	"lede/internal/state"
)

func addCommand() Command {
	return Command{
		Name:        "add",
		Description: "Read an article at a link, look at it, and keep it",
		Options: []Option{{Name: "link", Description: "Web address of the article", Required: true, MaxLength: 2048},
			{Name: "keep", Description: "Keep it at once, unless it is here already", Kind: Bool}},
		Ephemeral: true, Editor: true, NeedsState: true, WorksWhenEmpty: true,
		prepare: func(s *Service, a Actor, o Options) (job, error) {
			return func(ctx context.Context) (Result, error) { return s.add(ctx, a, o.Text("link"), o.Flag("keep")) }, nil
		},
	}
}

// add reads the article at a link and shows it, or keeps it at once.
func (s *Service) add(ctx context.Context, a Actor, link string, keep bool) (Result, error) {
	preview, err := s.Added.Read(ctx, link, editorOf(a))
	if err != nil {
		return nil, addError(err)
	}
	r := AddResult{Preview: preview, Copies: s.index().CopiesOf(preview.Article.Text)}
	for _, c := range s.index().Cards() {
		if sameURL(c.URL, preview.Article.URL) || sameURL(c.URL, link) {
			r.SameLink = append(r.SameLink, c)
			r.Copies = slices.DeleteFunc(r.Copies, func(same *article.Card) bool { return same.ID == c.ID })
		}
	}
	if keep && len(r.SameLink) == 0 && len(r.Copies) == 0 {
		return s.keep(ctx, a, preview.ID)
	}
	return r, nil
}

// keep adds a draft to the corpus.
func (s *Service) keep(ctx context.Context, a Actor, id string) (Result, error) {
	kept, err := s.Added.Keep(ctx, id, editorOf(a))
	if err != nil {
		return nil, addError(err)
	}
	return KeptResult{kept}, nil
}

// discard deletes a draft.
func (s *Service) discard(ctx context.Context, id string) (Result, error) {
	return DiscardedResult{}, s.Added.State.Discard(ctx, id)
}

// addError makes an error of package added or fetch one that the editor can do something about.
func addError(err error) error {
	var fetching *fetch.Error
	switch {
	case errors.As(err, &fetching):
		return &UserError{Text: fetching.Text, Args: fetching.Args}
	case errors.Is(err, added.ErrNotRead):
		return refuse("There is no text that I can read at this address: I read web pages, text, PDF, Word and mails.")
	case errors.Is(err, added.ErrNoText):
		return refuse("I found no article at this address. Perhaps it appears only in a browser, or after a login; save the page there, and put the file into the corpus folder.")
	case errors.Is(err, added.ErrSeveral):
		return refuse("There are several articles in this file; put it into the corpus folder to have all of them.")
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
