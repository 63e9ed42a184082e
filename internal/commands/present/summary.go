package present

import (
	"fmt"

	"lede/internal/commands"
)

// summary writes an article's key points with its source and its disclaimer.
func (d *draft) summary(r commands.SummaryResult) {
	a := r.Article
	d.Title = commands.Text{{Text: a.Title, URL: a.URL}}
	for _, i := range r.Picked {
		d.add(commands.Bullet, commands.Plain(a.Sentence(i)))
	}
	d.add(commands.Small, append(commands.Text{{Text: d.say("Source: ")}}, d.line(0, &a.Card)...))
	if a.Disclaimer != "" {
		d.add(commands.Small, commands.Plain(d.say("Disclaimer of the article: %s", a.Disclaimer)))
	}
	d.Footer = d.say("Sentences: %s", fmt.Sprintf("%d/%d", len(r.Picked), len(a.Sentences)))
	d.sourceButton(&a.Card)
}
