package present

import (
	"fmt"

	"lede/internal/article"
	"lede/internal/commands"
)

// article writes everything about an article but its text.
func (d *draft) article(r commands.ArticleResult) {
	a := r.Article
	d.Title = commands.Text{{Text: a.Title, URL: a.URL}}
	field := func(name, value string, inline bool) { d.field(name, commands.Plain(value), inline) }
	field(d.say("Outlet"), a.Outlet, true)
	field(d.say("Date"), d.day(&a.Card), true)
	field(d.say("Author"), a.Author, true)
	field(d.say("Tags"), d.list(a.Tags), true)
	field(d.say("Language"), a.Lang, true)
	field(d.say("Length"), d.say("%s words, %d sentences", fmt.Sprintf("%.0f", article.Units(a.Text)), len(a.Sentences)), true)
	field(d.say("Captions"), d.list(a.Captions), false)
	field(d.say("Disclaimer"), a.Disclaimer, false)
	d.add(commands.Small, d.alsoAt(&a.Card, r.Copies))
	field(d.say("Also stored as"), d.list(pathsOf(r.Copies)), false)
	if a.URL != "" {
		d.field(d.say("Link"), commands.Text{{Text: d.say("open the source"), URL: a.URL}}, false)
	}
	d.Footer = d.say("id %s · file %s", a.ID, a.Path)
	d.summaryButton(&a.Card)
	d.sourceButton(&a.Card)
}

// summaryButton appends a button that sums up an article.
func (d *draft) summaryButton(a *article.Card) {
	d.Buttons = append(d.Buttons, commands.Button{Label: d.say("Summary"), State: commands.State{Kind: commands.ShowSummary, ID: a.ID}})
}

func pathsOf(cards []*article.Card) []string {
	var out []string
	for _, c := range cards {
		out = append(out, c.Path)
	}
	return out
}
