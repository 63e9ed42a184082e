package commands

import (
	"context"

	"lede/internal/article"
	"lede/internal/index"
)

func articleCommand() Command {
	return Command{
		Name:        "article",
		Description: "The card of an article: source, date, tags and what stands beside its text",
		Options:     []Option{articleOption(), privateOption()},
		nothing:     ArticleResult{},
		prepare: func(s *Service, actor Actor, o Options) (job, error) {
			return func(ctx context.Context) (Result, error) {
				a, err := s.resolve(ctx, o.Text("article"))
				if err != nil {
					return nil, err
				}
				copies, err := s.copies(ctx, a.ID)
				if err != nil {
					return nil, err
				}
				r := ArticleResult{Article: a, Copies: copies, MayRead: actor.MayAdminister()}
				if actor.Operator {
					r.Reading = s.reading(a.ID)
				}
				return r, nil
			}, nil
		},
	}
}

// copies returns the other articles that tell the story of one.
func (s *Service) copies(ctx context.Context, id string) ([]*article.Card, error) {
	groups, err := s.index().Groups(ctx, id)
	return index.Copies(groups[id], id), err
}

// ArticleResult is the result of /article.
type ArticleResult struct {
	Article *article.Article // nil only where there are no articles
	Copies  []*article.Card  // the other articles that tell the same story
	MayRead bool             // the actor may see its text
	Reading *article.Reading // how its file is read, for programs at the terminal; nil if that cannot be said
}

// ArticleRecord is an article without its text for programs.
type ArticleRecord struct {
	ArticleRef
	Author     string       `json:"author"`
	Tags       []string     `json:"tags"`
	Lang       string       `json:"lang"`
	Words      int          `json:"words"` // a Chinese character counts five eighths
	Sentences  int          `json:"sentences"`
	Captions   []string     `json:"captions"`
	Disclaimer string       `json:"disclaimer"`
	Copies     []ArticleRef `json:"copies"` // the other articles that tell the same story
	*ReadingRecord
}

// Record returns an ArticleRecord.
func (r ArticleResult) Record() any {
	a := r.Article
	if a == nil {
		a = &article.Article{}
	}
	return ArticleRecord{refTo(&a.Card), a.Author, listed(a.Tags), a.Lang, a.Words, len(a.Sentences), listed(a.Captions), a.Disclaimer, refsTo(r.Copies), newReadingRecord(r.Reading)}
}
