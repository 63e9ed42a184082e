package present

import (
	"strings"

	"lede/internal/commands"
)

// context writes a sentence in bold between its neighbours.
func (d *draft) context(r commands.ContextResult) {
	a := r.Article
	d.Title = d.line(0, &a.Card)
	d.add(commands.Small, commands.Plain(strings.Join(a.HeadingPaths[a.Sentences[r.N].HeadingPath], " › ")))
	first, end := r.Range()
	var text commands.Text
	if first > 0 {
		text = append(text, commands.Span{Text: "… "})
	}
	text = append(text, commands.Span{Text: a.Text[a.Sentences[first].Start:a.Sentences[r.N].Start]},
		commands.Span{Text: a.Sentence(r.N), Bold: true},
		commands.Span{Text: a.Text[a.Sentences[r.N].End:a.Sentences[end-1].End]})
	if end < len(a.Sentences) {
		text = append(text, commands.Span{Text: " …"})
	}
	d.add(commands.Quote, text)
	d.summaryButton(&a.Card)
	d.sourceButton(&a.Card)
}
