package commands

import (
	"context"
	"fmt"

	"lede/internal/article"
)

func articleCommand() Command {
	return Command{
		Name:        "article",
		Description: "The card of an article: source, date, tags and what stands beside its text",
		Options:     []Option{articleOption(), privateOption()},
		prepare: func(s *Service, r request) (job, error) {
			return func(context.Context) (Reply, error) {
				a, err := s.resolve(r.Locale, r.Text("article"))
				if err != nil {
					return Reply{}, err
				}
				return s.card(r.Locale, a), nil
			}, nil
		},
	}
}

// card shows everything about an article but its text.
func (s *Service) card(l Locale, a *article.Article) Reply {
	reply := Reply{Title: Text{{Text: a.Title, URL: a.URL}}}
	field := func(name, value string, inline bool) {
		if value != "" {
			reply.Fields = append(reply.Fields, Field{Name: l.Say(name), Value: Plain(value), Inline: inline})
		}
	}
	field("Outlet", a.Outlet, true)
	field("Date", day(l, &a.Card), true)
	field("Author", a.Author, true)
	field("Tags", l.list(a.Tags), true)
	field("Language", a.Lang, true)
	field("Length", l.Say("%s words, %d sentences", fmt.Sprintf("%.0f", article.Units(a.Text)), len(a.Sentences)), true)
	field("Captions", l.list(a.Captions), false)
	field("Disclaimer", a.Disclaimer, false)
	if also := alsoAt(l, &a.Card, s.index().Copies(a.ID)); also != nil {
		reply.add(Small, also)
	}
	field("Also stored as", l.list(pathsOf(s.index().Copies(a.ID))), false)
	if a.URL != "" {
		reply.Fields = append(reply.Fields, Field{Name: l.Say("Link"), Value: Text{{Text: l.Say("open the source"), URL: a.URL}}})
	}
	reply.Footer = l.Say("id %s · file %s", a.ID, a.Path)
	reply.Buttons = []Button{{Label: l.Say("Summary"), State: State{Kind: ShowSummary, ID: a.ID}}}
	reply.sourceButton(l, &a.Card)
	return reply
}

func pathsOf(cards []*article.Card) []string {
	var out []string
	for _, c := range cards {
		out = append(out, c.Path)
	}
	return out
}
