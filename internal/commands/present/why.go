package present

import (
	"fmt"
	"strings"

	"lede/internal/commands"
)

// featureTexts are the parts of a passage's score in words.
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

// fewestPoints is what a part must add to the score, or take from it, to be listed.
const fewestPoints = 0.05

// why writes how a passage came to its place.
func (d *draft) why(r commands.WhyResult) {
	d.Title = d.line(0, &r.Passage.Article.Card)
	d.paragraph(d.say("Place %d, with %s points:", r.Rank, points(r.Passage.Score)))
	for _, part := range r.Parts {
		if part.Points >= fewestPoints || part.Points <= -fewestPoints {
			d.add(commands.Bullet, commands.Text{{Text: points(part.Points), Bold: true},
				{Text: fmt.Sprintf(" · %s (%.0f%%)", d.feature(part.Feature), 100*part.Value)}})
		}
	}
	if len(r.FilteredOut) > 0 {
		d.paragraph(d.say("Filters held back what would have come before it:"))
	}
	for _, f := range r.FilteredOut {
		d.add(commands.Bullet, append(d.line(0, f.Article), commands.Span{Text: " · " + f.By.String()}))
	}
}

// feature returns a feature, or the product of two, in words.
func (d *draft) feature(name string) string {
	a, b, product := strings.Cut(name, "*")
	switch {
	case a == b:
		return d.say("%s, squared", d.say(featureTexts[a]))
	case product:
		return d.say("%s, together with %s", d.say(featureTexts[a]), d.say(featureTexts[b]))
	}
	return d.say(featureTexts[name])
}

func points(p float64) string { return fmt.Sprintf("%+.1f", p) }
