package present

import (
	"fmt"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/text"
)

// article writes everything about an article but its text.
func (d *draft) article(r commands.ArticleResult) {
	a := r.Article
	d.add(commands.Heading, d.title(a))
	field := func(name, value string) { d.field(name, commands.Plain(value)) }
	d.field("Outlet", d.outlet(&a.Card))
	field("Date", d.day(&a.Card))
	field("Author", a.Author)
	field("Tags", d.list(a.Tags))
	field("Language", d.language(a.Lang))
	field("Length", d.length(a))
	field("Captions", d.list(a.Captions))
	field("Disclaimer", a.Disclaimer)
	if also := d.alsoAt(&a.Card, r.Copies); also != nil {
		d.add(commands.Bullet, also)
	}
	field("Also stored as", d.list(pathsOf(r.Copies)))
	d.small(d.say("id %s · file %s", a.ID, text.OneLine(a.Path)))
	row := []commands.Button{d.summaryButton(&a.Card), d.sourceButton(&a.Card)}
	if r.MayRead {
		row = append(row, d.button("Text", commands.State{Kind: commands.ShowText, ID: a.ID}))
	}
	d.row(row...)
}

// outlet returns an article's outlet and, of a brief, what it is based on; nil if there is none.
func (d *draft) outlet(a *article.Card) commands.Text {
	if a.Outlet == "" && a.Host == "" {
		return nil
	}
	return d.place(a)
}

// length returns how long an article is: characters of a Chinese one, words of any other.
func (d *draft) length(a *article.Article) string {
	if a.Lang == "zh" {
		return d.say("%s characters, %d sentences", thousands(len([]rune(a.Text))), len(a.Sentences))
	}
	words := thousands(int(article.Units(a.Text)))
	if len(a.Sentences) == 1 {
		return d.say("%s words, 1 sentence", words)
	}
	return d.say("%s words, %d sentences", words, len(a.Sentences))
}

// language returns the name of a language where the catalog has it, else its code.
func (d *draft) language(code string) string {
	if name, ok := languages[code]; ok {
		return d.say(name)
	}
	return code
}

var languages = map[string]string{"en": "English", "zh": "Chinese"}

func pathsOf(cards []*article.Card) []string {
	var out []string
	for _, c := range cards {
		out = append(out, text.OneLine(c.Path))
	}
	return out
}

// summary writes an article's key points with its source and its disclaimer.
func (d *draft) summary(r commands.SummaryResult) {
	a := r.Article
	d.add(commands.Heading, d.title(a))
	d.add(commands.Small, d.source(&a.Card))
	for _, i := range r.Picked {
		d.bullet(answer.Shorten(a.Sentence(i)))
	}
	if a.Disclaimer != "" {
		d.small(d.say("Disclaimer of the article: %s", a.Disclaimer))
	}
	d.small(d.say("Sentences: %s", fmt.Sprintf("%d/%d", len(r.Picked), len(a.Sentences))))
	var row []commands.Button
	if !r.Long && len(r.Picked) < len(a.Sentences) {
		row = append(row, d.button("Longer", commands.State{Kind: commands.ShowSummary, Page: 1, ID: a.ID}))
	}
	if len(r.Picked) > 0 {
		row = append(row, d.button("In context", commands.State{Kind: commands.ShowContext, ID: a.SentenceID(r.Picked[0])}))
	}
	d.row(append(row, d.sourceButton(&a.Card))...)
}

// subject writes what several articles have about a subject, the sentences of each with its source once.
func (d *draft) subject(r commands.SubjectResult) {
	d.State = stateOf(r.Query)
	for i, p := range r.Picks {
		if i == 0 || r.Picks[i-1].Article != p.Article {
			d.section(i > 0)
		}
		d.bullet(answer.Shorten(p.Article.Sentence(p.Sentence)))
		if i+1 == len(r.Picks) || r.Picks[i+1].Article != p.Article {
			d.add(commands.Small, d.source(&p.Article.Card))
		}
	}
	first := r.Picks[0]
	d.row(d.button("In context", commands.State{Kind: commands.ShowContext, ID: first.Article.SentenceID(first.Sentence)}),
		d.button("Newest articles", commands.State{Kind: commands.ShowLatest}))
}
