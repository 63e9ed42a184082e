package commands

import (
	"fmt"
	"slices"

	"lede/internal/answer"
	"lede/internal/article"
)

// marked returns a text with the marked stretches in bold.
func marked(text string, marks []answer.Mark) Text {
	var out Text
	at := 0
	for _, m := range marks {
		if m.Start > at {
			out = append(out, Span{Text: text[at:m.Start]})
		}
		out = append(out, Span{Text: text[m.Start:m.End], Bold: true})
		at = m.End
	}
	if at < len(text) {
		out = append(out, Span{Text: text[at:]})
	}
	return out
}

// day returns an article's date as it is shown everywhere: with a word where it was inferred.
func day(l Locale, a *article.Card) string {
	switch {
	case a.Published.IsZero():
		return l.Say("no date")
	case a.Inferred:
		return l.Say("%s (inferred)", a.Date())
	}
	return a.Date()
}

// line returns "[1] Title · Outlet · 2025-06-06", the title linked to the source. n is 0 for no number.
func line(l Locale, n int, a *article.Card) Text {
	var out Text
	if n > 0 {
		out = append(out, Span{Text: fmt.Sprintf("[%d] ", n)})
	}
	out = append(out, Span{Text: a.Title, URL: a.URL})
	if a.Outlet != "" {
		out = append(out, Span{Text: " · " + a.Outlet})
	}
	return append(out, Span{Text: " · " + day(l, a)})
}

// addPassage appends a passage: a line that names it, then the part around its best sentence.
func (r *Reply) addPassage(l Locale, n int, p answer.Passage) {
	text, marks, first, _ := p.Excerpt()
	head := line(l, n, &p.Article.Card)
	if trail := p.Article.HeadingPaths[p.Article.Sentences[first].HeadingPath]; len(trail) > 0 {
		head = append(head, Span{Text: " › " + trail[len(trail)-1]})
	}
	r.add(Small, head)
	r.add(Quote, marked(text, marks))
	if also := alsoAt(l, &p.Article.Card, p.Copies); !r.tells(also) {
		r.add(Small, also)
	}
}

// listedCopies is how many other places of a story are named.
const listedCopies = 3

// alsoAt tells where else a story is, linked; nil if the copies name no other place.
func alsoAt(l Locale, a *article.Card, copies []*article.Card) Text {
	var out Text
	named := map[string]bool{placeOf(a): true, "": true}
	for _, c := range copies {
		place := placeOf(c)
		if named[place] || len(named) > listedCopies+1 {
			continue
		}
		named[place] = true
		before := " · "
		if out == nil {
			before = l.Say("Also at: ")
		}
		out = append(out, Span{Text: before}, Span{Text: place, URL: c.URL})
	}
	return out
}

// tells reports whether a block of the reply is a text already.
func (r *Reply) tells(text Text) bool {
	return slices.ContainsFunc(r.Blocks, func(b Block) bool { return slices.Equal(b.Text, text) })
}

// placeOf names where an article was published.
func placeOf(c *article.Card) string {
	if c.Outlet != "" {
		return c.Outlet
	}
	return c.Host
}

// sourceButton appends a link button to an article's source, if it has one.
func (r *Reply) sourceButton(l Locale, a *article.Card) {
	if a.URL != "" {
		r.Buttons = append(r.Buttons, Button{Label: l.Say("Source"), URL: a.URL})
	}
}

// undated tells how many articles a search by date left out.
func undated(l Locale, n int) string {
	if n == 0 {
		return ""
	}
	return l.Say("Articles left out because they have no date: %d", n)
}

// limited returns the first n of a list.
func limited[T any](list []T, n int) []T { return slices.Clip(list[:min(n, len(list))]) }
