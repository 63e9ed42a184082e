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
		d.none(commands.AskResult{Answer: r.Found})
		d.undated(r.Found.Undated)
		return
	}
	n, offset, shown := r.Page()
	for _, p := range shown {
		d.passage(p)
	}
	d.section(true)
	d.missing(r.Found)
	if len(r.Found.Spellings) > 0 {
		d.small(d.say("Also spelled: %s", d.list(r.Found.Spellings)))
	}
	d.undated(r.Found.Undated)
	if r.Pages() > 1 {
		d.small(d.say("Page %d of %d · passages: %d", n+1, r.Pages(), len(r.Found.Passages)))
	} else {
		d.small(d.say("Passages: %d", len(r.Found.Passages)))
	}
	d.Menu = d.openPassage(offset, shown)
	if turn := d.turn(n, r.Pages()); turn != nil {
		d.row(turn...)
	}
}

// openPassage returns a menu that opens one of the passages of a page.
func (d *draft) openPassage(offset int, passages []answer.Passage) *commands.Menu {
	m := &commands.Menu{Placeholder: d.say("Open a passage…"), State: commands.State{Kind: commands.Follow}}
	for i, p := range passages {
		m.Items = append(m.Items, commands.Item{
			Label:       fmt.Sprintf("%d. %s", offset+i+1, p.Article.Title),
			Description: strings.TrimSpace(p.Article.Sentence(p.Best)),
			Value:       commands.State{Kind: commands.ShowContext, ID: p.Article.SentenceID(p.Best)}.Encode(),
		})
	}
	return m
}
