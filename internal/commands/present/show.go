package present

import (
	"fmt"
	"slices"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/commands"
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

// day returns an article's date as it is shown everywhere: with a word where it was inferred.
func (d *draft) day(a *article.Card) string {
	switch {
	case a.Published.IsZero():
		return d.say("no date")
	case a.Inferred:
		return d.say("%s (inferred)", a.Date())
	}
	return a.Date()
}

// line returns "[1] Title · Outlet · 2025-06-06", the title linked to the source. n is 0 for no number.
func (d *draft) line(n int, a *article.Card) commands.Text {
	var out commands.Text
	if n > 0 {
		out = append(out, commands.Span{Text: fmt.Sprintf("[%d] ", n)})
	}
	out = append(out, commands.Span{Text: a.Title, URL: a.URL})
	if a.Outlet != "" {
		out = append(out, commands.Span{Text: " · " + a.Outlet})
	}
	return append(out, commands.Span{Text: " · " + d.day(a)})
}

// passage appends a passage: a line with title, outlet and date, then the excerpt around its best sentence.
func (d *draft) passage(n int, p answer.Passage) {
	text, marks, first, _ := p.Excerpt()
	head := d.line(n, &p.Article.Card)
	if trail := p.Article.HeadingPaths[p.Article.Sentences[first].HeadingPath]; len(trail) > 0 {
		head = append(head, commands.Span{Text: " › " + trail[len(trail)-1]})
	}
	d.add(commands.Small, head)
	d.add(commands.Quote, marked(text, marks))
	if also := d.alsoAt(&p.Article.Card, p.Copies); !d.has(also) {
		d.add(commands.Small, also)
	}
}

// listedCopies is how many other places of a story are named.
const listedCopies = 3

// alsoAt says where else a story is, linked; nil if the copies name no other place.
func (d *draft) alsoAt(a *article.Card, copies []*article.Card) commands.Text {
	var out commands.Text
	named := map[string]bool{placeOf(a): true, "": true}
	for _, c := range copies {
		place := placeOf(c)
		if named[place] || len(named) > listedCopies+1 {
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

// has reports whether a text is a block of the reply already.
func (d *draft) has(text commands.Text) bool {
	return slices.ContainsFunc(d.Blocks, func(b commands.Block) bool { return slices.Equal(b.Text, text) })
}

// placeOf names where an article was published.
func placeOf(c *article.Card) string {
	if c.Outlet != "" {
		return c.Outlet
	}
	return c.Host
}

// sourceButton appends a link button to an article's source, if it has one.
func (d *draft) sourceButton(a *article.Card) {
	if a.URL != "" {
		d.Buttons = append(d.Buttons, commands.Button{Label: d.say("Source"), URL: a.URL})
	}
}

// undated says how many articles a search by date left out.
func (d *draft) undated(n int) {
	if n > 0 {
		d.add(commands.Small, commands.Plain(d.say("Articles left out because they have no date: %d", n)))
	}
}

// limited returns the first n of a list.
func limited[T any](list []T, n int) []T { return slices.Clip(list[:min(n, len(list))]) }
