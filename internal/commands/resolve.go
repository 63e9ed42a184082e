package commands

import (
	"strings"

	"lede/internal/added"
	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/text"
)

// articleOption names an article.
func articleOption() Option {
	return Option{Name: "article", Description: "Title, link or id of the article", Required: true, Complete: completeArticle}
}

// completeArticle suggests the articles whose title contains all typed words, the newest first, each with its day.
func completeArticle(s *Service, typed string) []Choice {
	var out []Choice
	for _, a := range s.titled(typed) {
		if len(out) < maxChoices {
			out = append(out, Choice{Name: titleAndDay(a), Value: a.ID})
		}
	}
	return out
}

// titled returns the articles whose title contains all words of a text, the newest first.
func (s *Service) titled(words string) []*article.Card {
	wanted := strings.Fields(folded(words))
	var out []*article.Card
	for _, a := range s.index().Cards() {
		title := folded(a.Title)
		all := true
		for _, w := range wanted {
			all = all && strings.Contains(title, strings.Trim(w, "….,"))
		}
		if all {
			out = append(out, a)
		}
	}
	return out
}

// resolve returns the article that a text names: by id, path, link, title, or words of the title; if several titles contain
// the words, the newest article. The error is a *UserError or the index's.
func (s *Service) resolve(name string) (*article.Article, error) {
	card, ok := s.findArticle(strings.TrimSpace(name))
	if !ok {
		return nil, refuse("No article is called “%s”. Pick one from the list that appears while you type, or see /latest.", text.Shorten(strings.TrimSpace(name), 80))
	}
	return s.article(card.ID)
}

// findArticle returns the card of the article that a text names, see resolve.
func (s *Service) findArticle(name string) (*article.Card, bool) {
	if c, ok := s.exactly(name); ok {
		return c, true
	}
	if found := s.titled(name); len(found) > 0 && name != "" {
		return found[0], true
	}
	return nil, false
}

// exactly returns the card of the article with the given id, title, path or link.
func (s *Service) exactly(name string) (*article.Card, bool) {
	if c, ok := s.index().Card(name); ok {
		return c, true
	}
	for _, c := range s.index().Cards() {
		if folded(c.Title) == folded(name) || c.Path == name || sameURL(c.URL, name) || titleAndDay(c) == name {
			return c, true
		}
	}
	return nil, false
}

// folded returns a text without regard to case and to simplified or traditional characters.
func folded(text string) string { return analysis.Simplified(strings.ToLower(text)) }

// maxChoiceName is Discord's limit on the name of a suggestion, in UTF-16 units.
const maxChoiceName = 100

// titleAndDay returns an article's title with its day, as a suggestion shows it.
func titleAndDay(c *article.Card) string {
	day := ""
	if !c.Published.IsZero() {
		day = " · " + c.Date()
	}
	return text.ClipUTF16(c.Title, maxChoiceName-text.UTF16Len(day)) + day
}

// article returns the article with the given id. The error is a *UserError or the index's.
func (s *Service) article(id string) (*article.Article, error) {
	a, err := s.index().Article(id)
	if err == nil && a == nil {
		err = gone()
	}
	return a, err
}

// sameURL reports whether two links lead to the same place.
func sameURL(a, b string) bool {
	return a != "" && added.Place(a) == added.Place(b)
}
