package present

import (
	"strings"

	"lede/internal/commands"
)

// context writes a sentence in bold between its neighbours, or the text before or after.
func (d *draft) context(r commands.ContextResult) {
	a := r.Article
	d.add(commands.Heading, d.title(a))
	d.add(commands.Small, d.source(&a.Card))
	first, end := r.Range()
	d.small(strings.Join(a.HeadingPaths[a.Sentences[min(max(r.N, first), end-1)].HeadingPath], " › "))
	var text commands.Text
	if first > 0 {
		text = append(text, commands.Span{Text: "… "})
	}
	for i := first; i < end; i++ {
		text = append(text, commands.Span{Text: a.Sentence(i), Bold: i == r.N})
		if i+1 < end {
			text = append(text, commands.Span{Text: a.Text[a.Sentences[i].End:a.Sentences[i+1].Start]})
		}
	}
	if end < len(a.Sentences) {
		text = append(text, commands.Span{Text: " …"})
	}
	d.add(commands.Quote, text)
	id := a.SentenceID(r.N)
	earlier := d.button("◀ Earlier", commands.State{Kind: commands.TurnContextBack, Page: r.Turned - 1, ID: id})
	later := d.button("Later ▶", commands.State{Kind: commands.TurnContext, Page: r.Turned + 1, ID: id})
	earlier.Disabled, later.Disabled = first == 0, end == len(a.Sentences)
	d.row(earlier, later, d.summaryButton(&a.Card), d.sourceButton(&a.Card))
}
