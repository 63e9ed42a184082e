package present

import (
	"fmt"
	"strings"

	"lede/internal/answer"
	"lede/internal/commands"
)

// search writes one page of what was found.
func (d *draft) search(r commands.SearchResult) {
	d.State = stateOf(r.Found.Query)
	if len(r.Found.Passages) == 0 {
		d.none(r.Found)
		d.undated(r.Found.Undated)
		return
	}
	n, offset, shown := r.Page()
	for i, p := range shown {
		d.passage(offset+i+1, p)
	}
	d.missing(r.Found)
	d.spellings(r.Found)
	d.undated(r.Found.Undated)
	d.Menu = d.menu(offset, shown)
	last := r.Pages() - 1
	d.Buttons = []commands.Button{
		{Label: d.say("◀ Previous"), State: commands.State{Kind: commands.TurnPage, Page: max(n-1, 0), Back: true}, Disabled: n == 0},
		{Label: d.say("Next ▶"), State: commands.State{Kind: commands.TurnPage, Page: min(n+1, last)}, Disabled: n == last},
	}
	d.Footer = d.say("Page %d of %d · passages: %d", n+1, r.Pages(), len(r.Found.Passages))
}

// menu lets the reader open one of the passages of a page.
func (d *draft) menu(offset int, passages []answer.Passage) *commands.Menu {
	m := &commands.Menu{Placeholder: d.say("Open a passage…"), State: commands.State{Kind: commands.OpenPassage}}
	for i, p := range passages {
		m.Items = append(m.Items, commands.Item{
			Label:       fmt.Sprintf("[%d] %s", offset+i+1, p.Article.Title),
			Description: strings.TrimSpace(p.Article.Sentence(p.Best)),
			Value:       p.Article.SentenceID(p.Best),
		})
	}
	return m
}
