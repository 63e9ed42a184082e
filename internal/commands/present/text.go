package present

import (
	"lede/internal/article"
	"lede/internal/commands"
)

// text writes a page of an article as it is searched: the facts with their places, the text, and what was left out.
func (d *draft) text(r commands.TextResult) {
	a := &r.Reading.Article
	d.add(commands.Heading, d.title(a))
	pages := r.Pages()
	page := min(r.Page, len(pages)-1)
	last := commands.TextKind(-1)
	for _, line := range pages[page] {
		if line.Kind != last {
			d.small(d.textLabel(line.Kind))
		}
		last = line.Kind
		switch line.Kind {
		case commands.FactLine:
			d.field(factNames[line.Fact.Name], commands.Plain(d.say("%s (from: %s)", line.Text, d.factPlace(line.Fact))))
		case commands.BodyLine:
			d.add(commands.Quote, commands.Plain(line.Text))
		default:
			d.bullet(line.Text)
		}
	}
	before := d.button("◀ Previous", commands.State{Kind: commands.TurnTextBack, Page: max(page-1, 0), ID: a.ID})
	after := d.button("Next ▶", commands.State{Kind: commands.TurnText, Page: min(page+1, len(pages)-1), ID: a.ID})
	before.Disabled, after.Disabled = page == 0, page == len(pages)-1
	d.row(before, after)
}

// textLabel returns what is above the lines of a kind.
func (d *draft) textLabel(kind commands.TextKind) string {
	switch kind {
	case commands.FactLine:
		return d.say("What the file says, and where")
	case commands.BodyLine:
		return d.say("The text as it is searched")
	case commands.CaptionLine:
		return d.say("Captions")
	}
	return d.say("Left out")
}

// factNames are the names of facts as they are shown.
var factNames = map[string]string{"title": "Title", "published": "Date", "author": "Author", "outlet": "Outlet", "source": "Source", "lang": "Language", "tags": "Tags"}

// factPlace returns the place of a fact. Names of elements, such as "JSON-LD headline", are the same in all languages.
func (d *draft) factPlace(f article.Fact) string {
	switch f.Place {
	case "head of the file":
		return d.say("head of the file")
	case "defaults of the folder":
		return d.say("defaults of the folder")
	case "text":
		return d.say("text")
	case "line above the text":
		return d.say("line above the text")
	}
	return f.Place
}
