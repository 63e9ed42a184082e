package commands

import (
	"context"
	"fmt"

	"lede/internal/article"
	"lede/internal/summary"
)

func summaryCommand() Command {
	return Command{
		Name:        "summary",
		Description: "The key points of an article, in its own sentences",
		Options: []Option{articleOption(),
			{Name: "length", Description: "How many sentences", Choices: []Choice{
				{"short (2 sentences)", string(summary.Short)},
				{"medium (3-4 sentences)", string(summary.Medium)},
				{"long (6-8 sentences)", string(summary.Long)}}},
			privateOption()},
		prepare: func(s *Service, r request) (job, error) {
			length := summary.Length(r.Text("length"))
			if length == "" {
				length = summary.Medium
			}
			return func(context.Context) (Reply, error) {
				a, err := s.resolve(r.Locale, r.Text("article"))
				if err != nil {
					return Reply{}, err
				}
				return summarize(r.Locale, a, length), nil
			}, nil
		},
	}
}

// summarize shows an article's key points with its source and its disclaimer.
func summarize(l Locale, a *article.Article, length summary.Length) Reply {
	reply := Reply{Title: Text{{Text: a.Title, URL: a.URL}}}
	picked := summary.Of(a, length)
	for _, i := range picked {
		reply.add(Bullet, Plain(a.Sentence(i)))
	}
	source := append(Text{{Text: l.Say("Source: ")}}, line(l, 0, &a.Card)...)
	reply.add(Small, source)
	if a.Disclaimer != "" {
		reply.add(Small, Plain(l.Say("Disclaimer of the article: %s", a.Disclaimer)))
	}
	reply.Footer = l.Say("Sentences: %s", fmt.Sprintf("%d/%d", len(picked), len(a.Sentences)))
	reply.sourceButton(l, &a.Card)
	return reply
}
