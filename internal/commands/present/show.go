package present

import (
	"fmt"
	"strings"
	"time"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/text"
)

// marked returns a text with the marked stretches in bold.
func marked(text string, marks []answer.Mark) commands.Text {
	var out commands.Text
	at := 0
	for _, m := range marks {
		if m.Start > at {
			out = append(out, commands.Span{Text: text[at:m.Start]})
		}
		out = append(out, commands.Span{Text: text[m.Start:m.End], Bold: true})
		at = m.End
	}
	if at < len(text) {
		out = append(out, commands.Span{Text: text[at:]})
	}
	return out
}

// date returns a day as people write it: "11 June 2025", "2025年6月11日".
func (d *draft) date(t time.Time) string { return d.dateIn(t, "2 January 2006") }

// dateIn is date with the format of dates in English.
func (d *draft) dateIn(t time.Time, english string) string {
	if d.locale.IsChinese() {
		return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
	}
	return t.Format(english)
}

// day returns an article's day as it is shown everywhere: with a word where it was inferred.
func (d *draft) day(a *article.Card) string { return d.dayIn(a, "2 January 2006") }

// dayIn is day with the format of dates in English.
func (d *draft) dayIn(a *article.Card, english string) string {
	switch {
	case a.Published.IsZero():
		return d.say("no date")
	case a.Inferred:
		return d.say("%s (inferred)", d.dateIn(a.Published, english))
	}
	return d.dateIn(a.Published, english)
}

// source returns "Terra Daily · 11 Jun 2025", which is one line on a phone, the outlet linked to the source. Of a brief it says what it is based on.
func (d *draft) source(a *article.Card) commands.Text {
	return append(d.place(a), commands.Span{Text: " · " + d.dayIn(a, "2 Jan 2006")})
}

// line returns an article's title, linked to the source, with its outlet and day.
func (d *draft) line(a *article.Card) commands.Text {
	out := commands.Text{{Text: a.Title, URL: a.URL}}
	if place := d.placeName(a); place != a.Title {
		out = append(out, commands.Span{Text: " · " + place})
	}
	return append(out, commands.Span{Text: " · " + d.day(a)})
}

// place returns where an article was published, linked to it, and of a brief what that is based on.
func (d *draft) place(a *article.Card) commands.Text {
	out := commands.Text{{Text: d.placeName(a), URL: a.URL}}
	if a.Derived && a.Host != "" {
		out = append(out, commands.Span{Text: d.say(", based on %s", a.Host)})
	}
	return out
}

// placeName is placeOf with the name of our own briefs in the reader's language.
func (d *draft) placeName(a *article.Card) string {
	if a.Derived && strings.HasPrefix(a.Outlet, "Lede ") {
		return d.say("Lede brief")
	}
	return placeOf(a)
}

// placeOf names where an article was published: the outlet, or the site, or else the file.
func placeOf(c *article.Card) string {
	switch {
	case c.Outlet != "":
		return c.Outlet
	case c.Host != "":
		return c.Host
	}
	return text.OneLine(c.Path)
}

// passage writes a passage: its excerpt, then its article as small print.
func (d *draft) passage(p answer.Passage) {
	text, marks, first, _ := p.Excerpt()
	d.section(true)
	d.add(commands.Quote, marked(text, marks))
	source := d.line(&p.Article.Card)
	if trail := p.Article.HeadingPaths[p.Article.Sentences[first].HeadingPath]; len(trail) > 0 {
		source = append(source, commands.Span{Text: " › " + trail[len(trail)-1]})
	}
	d.add(commands.Small, source)
	if !d.copied[p.Article.ID] {
		d.add(commands.Small, d.alsoAt(&p.Article.Card, p.Copies))
		d.copied[p.Article.ID] = true
	}
}

// listedCopies is how many other places of a story are named.
const listedCopies = 3

// alsoAt says where else a story is, linked; nil if the copies name no other place.
func (d *draft) alsoAt(a *article.Card, copies []*article.Card) commands.Text {
	var out commands.Text
	named := map[string]bool{placeOf(a): true}
	for _, c := range copies {
		place := placeOf(c)
		if named[place] || len(named) > listedCopies {
			continue
		}
		named[place] = true
		before := " · "
		if out == nil {
			before = d.say("Also at: ")
		}
		out = append(out, commands.Span{Text: before}, commands.Span{Text: place, URL: c.URL})
	}
	return out
}

// undated says how many articles a search by date left out.
func (d *draft) undated(n int) {
	if n > 0 {
		d.small(d.say("Articles left out because they have no date: %d", n))
	}
}

// sourceButton returns a link button to an article's source; row leaves it out without a link.
func (d *draft) sourceButton(a *article.Card) commands.Button {
	return commands.Button{Label: d.say("Source"), URL: a.URL}
}

// summaryButton returns a button that sums up an article.
func (d *draft) summaryButton(a *article.Card) commands.Button {
	return d.button("Summary", commands.State{Kind: commands.ShowSummary, ID: a.ID})
}

// turn returns the buttons that turn pages; none where there is one page.
func (d *draft) turn(page, pages int) []commands.Button {
	if pages < 2 {
		return nil
	}
	before := d.button("◀ Previous", commands.State{Kind: commands.TurnBack, Page: max(page-1, 0)})
	after := d.button("Next ▶", commands.State{Kind: commands.TurnPage, Page: min(page+1, pages-1)})
	before.Disabled, after.Disabled = page == 0, page == pages-1
	return []commands.Button{before, after}
}

// limited returns the first n of a list.
func limited[T any](list []T, n int) []T { return list[:min(n, len(list)):min(n, len(list))] }
