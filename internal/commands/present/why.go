package present

import (
	"fmt"
	"strings"

	"lede/internal/answer"
	"lede/internal/commands"
)

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
		return d.say("%s, squared", d.say(answer.FeatureText(a)))
	case product:
		return d.say("%s, together with %s", d.say(answer.FeatureText(a)), d.say(answer.FeatureText(b)))
	}
	return d.say(answer.FeatureText(name))
}

func points(p float64) string { return fmt.Sprintf("%+.1f", p) }
