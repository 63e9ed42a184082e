package commands

import (
	"context"
	"strings"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/text"
)

// articleOption names an article.
func articleOption() Option {
	return Option{Name: "article", Description: "Title, link or id of the article", Required: true, Complete: completeArticle}
}

// completeArticle suggests the articles whose title contains all typed words, the newest first, each with its day.
func completeArticle(ctx context.Context, s *Service, typed string) ([]Choice, error) {
	found, err := s.index().Titled(ctx, typed, maxChoices)
	var out []Choice
	for _, a := range found {
		out = append(out, Choice{Name: titleAndDay(a), Value: a.ID})
	}
	return out, err
}

// resolve returns the article that a text names: by id, path, link, title, or words of the title; if several titles contain
// the words, the newest article. The error is a *UserError or the index's.
func (s *Service) resolve(ctx context.Context, name string) (*article.Article, error) {
	card, err := s.findArticle(ctx, strings.TrimSpace(name))
	if err != nil {
		return nil, err
	}
	if card == nil {
		return nil, refuse("No article is called “%s”. Pick one from the list that appears while you type, or see /latest.", text.Shorten(strings.TrimSpace(name), 80))
	}
	return s.article(ctx, card.ID)
}

// findArticle returns the card of the article that a text names, see resolve; nil if there is none.
func (s *Service) findArticle(ctx context.Context, name string) (*article.Card, error) {
	card, err := s.exactly(ctx, name)
	if err != nil || card != nil || index.ParseTitle(name).IsEmpty() {
		return card, err
	}
	found, err := s.index().Titled(ctx, name, 1)
	if len(found) == 0 {
		return nil, err
	}
	return found[0], err
}

// exactly returns the card of the article with the given id, title, path or link, or a title with its day as a suggestion shows
// it; nil if there is none.
func (s *Service) exactly(ctx context.Context, name string) (*article.Card, error) {
	byPath := article.ID(name)
	cards, err := s.index().Cards(ctx, name, byPath)
	if err != nil {
		return nil, err
	}
	if c := cards[name]; c != nil {
		return c, nil
	}
	if c := cards[byPath]; c != nil {
		return c, nil
	}
	if linked, err := s.index().Linked(ctx, article.Place(name)); err != nil || len(linked) > 0 && sameURL(linked[0].URL, name) {
		return first(linked), err
	}
	for _, title := range []string{name, withoutDay(name)} {
		found, err := s.index().Titled(ctx, title, sameTitle)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			if index.Fold(c.Title) == index.Fold(name) || titleAndDay(c) == name {
				return c, nil
			}
		}
	}
	return nil, nil
}

// sameTitle is how many articles of one title are told apart by their day.
const sameTitle = 100

// first returns the first of some articles; nil if there is none.
func first(cards []*article.Card) *article.Card {
	if len(cards) == 0 {
		return nil
	}
	return cards[0]
}

// maxChoiceName is Discord's limit on the name of a suggestion, in UTF-16 units.
const maxChoiceName = 100

// dayMark is between a title and its day.
const dayMark = " · "

// withoutDay returns the title of a suggestion, as far as it fits there.
func withoutDay(suggestion string) string {
	title := suggestion
	if i := strings.LastIndex(suggestion, dayMark); i >= 0 {
		title = suggestion[:i]
	}
	return strings.TrimSuffix(title, "…")
}

// titleAndDay returns an article's title with its day, as a suggestion shows it.
func titleAndDay(c *article.Card) string {
	day := ""
	if !c.Published.IsZero() {
		day = dayMark + c.Date()
	}
	return text.ClipUTF16(c.Title, maxChoiceName-text.UTF16Len(day)) + day
}

// article returns the article with the given id. The error is a *UserError or the index's.
func (s *Service) article(ctx context.Context, id string) (*article.Article, error) {
	a, err := s.index().Article(ctx, id)
	if err == nil && a == nil {
		err = gone()
	}
	return a, err
}

// sameURL reports whether two links lead to the same place.
func sameURL(a, b string) bool {
	return a != "" && article.Place(a) == article.Place(b)
}
