package commands

import (
	"context"

	"lede/internal/article"
	"lede/internal/text"
)

func removeCommand() Command {
	return Command{
		Name: "remove", Description: "Take an article out of the corpus; it can be brought back",
		Options:   []Option{articleOption()},
		Ephemeral: true, Editor: true, NeedsState: true,
		nothing: RemovedResult{},
		prepare: func(s *Service, a Actor, o Options) (job, error) {
			return func(ctx context.Context) (Result, error) { return s.remove(ctx, a, o.Text("article")) }, nil
		},
	}
}

// remove takes the article that a text names exactly out of the corpus. Words of a title are not enough.
func (s *Service) remove(ctx context.Context, a Actor, name string) (Result, error) {
	card, err := s.exactly(ctx, name)
	if err != nil {
		return nil, err
	}
	if card == nil {
		return nil, refuse("No article is called exactly “%s”. Pick one from the list that appears while you type.", text.Shorten(name, 80))
	}
	id, err := s.Added.Remove(ctx, card, editorOf(a))
	if err != nil {
		return nil, s.addError(err)
	}
	return RemovedResult{card, id}, nil
}

// restore brings a removed article back.
func (s *Service) restore(ctx context.Context, a Actor, id string) (Result, error) {
	path, err := s.Added.Restore(ctx, id, editorOf(a))
	if err != nil {
		return nil, s.addError(err)
	}
	return RestoredResult{path}, nil
}

// RemovedResult is an article that was taken out of the corpus.
type RemovedResult struct {
	Article *article.Card // nil only where there are no articles
	ID      string        // with which it comes back
}

// RemovedRecord is a RemovedResult for programs.
type RemovedRecord struct {
	Article ArticleRef `json:"article"`
}

// Record returns a RemovedRecord.
func (r RemovedResult) Record() any {
	if r.Article == nil {
		return RemovedRecord{}
	}
	return RemovedRecord{refTo(r.Article)}
}

// RestoredResult is an article that was brought back.
type RestoredResult struct{ Path string }

// RestoredRecord is a RestoredResult for programs.
type RestoredRecord struct {
	Path string `json:"path"` // file name relative to the corpus
}

// Record returns a RestoredRecord.
func (r RestoredResult) Record() any { return RestoredRecord(r) }
