package commands

import (
	"context"

	"lede/internal/added"
	"lede/internal/article"
	"lede/internal/copies"
)

// compareAll compares several drafts with the corpus, and each with those before it.
func (s *Service) compareAll(ctx context.Context, read []added.Preview) (GroupResult, error) {
	r := GroupResult{Group: read[0].Group}
	var sketches []copies.Sketch
	alike := copies.NewFinder(0, func(i int32) copies.Sketch { return sketches[i] })
	for n, preview := range read {
		one, err := s.compare(ctx, preview, "")
		if err != nil {
			return r, err
		}
		for i := range n {
			if sameURL(read[i].Article.URL, preview.Article.URL) {
				one.SameLink = append(one.SameLink, &read[i].Article.Card)
			}
		}
		sketches = append(sketches, copies.Of(preview.Article.Text))
		for _, i := range alike.Candidates(sketches[n]) {
			if copies.Same(read[i].Article.Text, preview.Article.Text) {
				one.Copies = append(one.Copies, &read[i].Article.Card)
			}
		}
		alike.Add(int32(n))
		r.Drafts = append(r.Drafts, one)
	}
	return r, nil
}

// keepGroup adds the drafts of a group to the corpus that are not there already. The others stay drafts.
func (s *Service) keepGroup(ctx context.Context, a Actor, group string) (Result, error) {
	read, err := s.Added.Group(ctx, group)
	if err != nil {
		return nil, s.addError(err)
	}
	all, err := s.compareAll(ctx, read)
	if err != nil {
		return nil, err
	}
	ids := all.New()
	if len(ids) == 0 {
		return all, nil
	}
	kept, err := s.Added.Keep(ctx, editorOf(a), ids...)
	if err != nil {
		return nil, s.addError(err)
	}
	return KeptGroupResult{Articles: kept, Here: len(read) - len(kept)}, nil
}

// showDraft shows one draft.
func (s *Service) showDraft(ctx context.Context, id string) (Result, error) {
	preview, err := s.Added.Draft(ctx, id)
	if err != nil {
		return nil, s.addError(err)
	}
	return s.compare(ctx, preview, "")
}

// GroupResult are several articles of one file or message, which are not kept yet.
type GroupResult struct {
	Group  string
	Drafts []AddResult
}

// New returns the ids of the drafts that are not in the corpus already.
func (r GroupResult) New() []string {
	var out []string
	for _, d := range r.Drafts {
		if !d.IsHere() {
			out = append(out, d.ID)
		}
	}
	return out
}

// GroupRecord are several articles for programs.
type GroupRecord struct {
	Articles []AddRecord `json:"articles"`
}

// Record returns a GroupRecord.
func (r GroupResult) Record() any {
	out := GroupRecord{}
	for _, d := range r.Drafts {
		out.Articles = append(out.Articles, d.Record().(AddRecord))
	}
	return out
}

// KeptGroupResult are the articles of a group that were added to the corpus.
type KeptGroupResult struct {
	Articles []article.Article
	Here     int // how many were left out, since they are in the corpus already
}

// Record returns a GroupRecord of those that were added.
func (r KeptGroupResult) Record() any {
	out := GroupRecord{}
	for _, a := range r.Articles {
		out.Articles = append(out.Articles, KeptResult{a}.Record().(AddRecord))
	}
	return out
}
