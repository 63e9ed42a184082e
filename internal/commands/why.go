package commands

import (
	"context"
	"fmt"
	"strings"

	"lede/internal/answer"
)

// featureTexts tell the parts of a passage's score in words.
var featureTexts = map[string]string{
	"words":    "words of the question in the passage",
	"names":    "names of the question in the passage",
	"count":    "how many of the question's words it holds",
	"bm25":     "how often and how densely (BM25)",
	"near":     "neighbouring words near each other",
	"run":      "the longest run of words in the question's order",
	"sentence": "the best single sentence",
	"title":    "words of the question in the title",
	"titled":   "how much of the title is asked for",
	"article":  "words of the question anywhere in the article",
	"index":    "the article's score in the index",
	"lead":     "nearness to the article's opening",
	"suits":    "the kind of thing asked for (a date, a figure, a name)",
	"whole":    "the whole article (BM25)",
	"square":   "that little or nothing is missing",
	"long":     "the article's length",
	"pair":     "the best two sentences together",
	"timely":   "how near its date is to the time asked for",
	"present":  "its date, where the question speaks of what is new",
}

// fewestPoints is what a part has to add to the score to be told.
const fewestPoints = 0.05

// pressWhy tells how the first passage of an article came to its place.
func (s *Service) pressWhy(l Locale, p Press) (job, error) {
	q, err := s.parsePress(l, p.Reply)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (Reply, error) {
		x, ok, err := s.engine.Explain(ctx, q, p.State.ID)
		if err != nil {
			return Reply{}, err
		}
		if !ok {
			return Reply{}, gone(l)
		}
		return why(l, x), nil
	}, nil
}

func why(l Locale, x answer.Explanation) Reply {
	reply := Reply{Title: line(l, 0, &x.Passage.Article.Card)}
	reply.say(l.Say("Place %d, with %s points:", x.Rank, points(x.Passage.Score)))
	for _, part := range x.Parts {
		if part.Points >= fewestPoints || part.Points <= -fewestPoints {
			reply.add(Bullet, Text{{Text: points(part.Points), Bold: true},
				{Text: fmt.Sprintf(" · %s (%.0f%%)", featureText(l, part.Feature), 100*part.Value)}})
		}
	}
	if len(x.FilteredOut) > 0 {
		reply.say(l.Say("Filters held back what would have come before it:"))
	}
	for _, h := range x.FilteredOut {
		reply.add(Bullet, append(line(l, 0, h.Article), Span{Text: " · " + h.By.String()}))
	}
	return reply
}

// featureText tells a feature, or the product of two, in words.
func featureText(l Locale, feature string) string {
	a, b, product := strings.Cut(feature, "*")
	switch {
	case a == b:
		return l.Say("%s, squared", l.Say(featureTexts[a]))
	case product:
		return l.Say("%s, together with %s", l.Say(featureTexts[a]), l.Say(featureTexts[b]))
	}
	return l.Say(featureTexts[feature])
}

func points(p float64) string { return fmt.Sprintf("%+.1f", p) }
