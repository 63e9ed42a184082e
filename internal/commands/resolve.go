package commands

import (
	"net/url"
	"strings"

	"lede/internal/article"
)

// articleOption names an article.
func articleOption() Option {
	return Option{Name: "article", Description: "Title, link or id of the article", Required: true, Complete: completeArticle}
}

// completeArticle suggests the articles whose title holds all typed words, the newest first.
func completeArticle(s *Service, typed string, _ Locale) []Choice {
	var out []Choice
	for _, a := range s.titled(typed) {
		if len(out) < maxChoices {
			out = append(out, Choice{Name: Shorten(a.Title, 100), Value: a.ID})
		}
	}
	return out
}

// titled returns the articles whose title holds all words of a text, the newest first.
func (s *Service) titled(text string) []*article.Card {
	words := strings.Fields(strings.ToLower(text))
	var out []*article.Card
	for _, a := range s.index().Cards() {
		title := strings.ToLower(a.Title)
		holds := true
		for _, w := range words {
			holds = holds && strings.Contains(title, strings.Trim(w, "….,"))
		}
		if holds {
			out = append(out, a)
		}
	}
	return out
}

// resolve returns the article that a text means: its id, link, file name, whole title, or words that only its
// title holds; of several titles that hold them, the newest article's. The error is for the user, or the index's.
func (s *Service) resolve(l Locale, text string) (*article.Article, error) {
	card, ok := s.find(strings.TrimSpace(text))
	if !ok {
		return nil, &UserError{l.Say("No article is called “%s”. Pick one from the list that appears while you type, or see /latest.", Shorten(strings.TrimSpace(text), 80))}
	}
	return s.article(l, card.ID)
}

// find returns the card of the article that a text means.
func (s *Service) find(text string) (*article.Card, bool) {
	if c, ok := s.index().Card(text); ok {
		return c, true
	}
	for _, c := range s.index().Cards() {
		if strings.EqualFold(c.Title, text) || c.Path == text || sameURL(c.URL, text) || Shorten(c.Title, 100) == text {
			return c, true
		}
	}
	if found := s.titled(text); len(found) > 0 && text != "" {
		return found[0], true
	}
	return nil, false
}

// article returns the article with the given id. The error is for the user, or the index's.
func (s *Service) article(l Locale, id string) (*article.Article, error) {
	a, err := s.index().Article(id)
	if err == nil && a == nil {
		err = gone(l)
	}
	return a, err
}

// sameURL compares two links without regard to scheme, "www." and a slash at the end.
func sameURL(a, b string) bool {
	return a != "" && bareURL(a) == bareURL(b)
}

func bareURL(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return s
	}
	bare := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimSuffix(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		bare += "?" + u.RawQuery
	}
	return bare
}

// Shorten returns a text of at most n characters, cut at a blank where there is one near, with "…".
func Shorten(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	cut := string(runes[:n-1])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
