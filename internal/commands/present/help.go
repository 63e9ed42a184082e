package present

import (
	"slices"

	"lede/internal/commands"
)

// help lists the commands that the reader may use.
func (d *draft) help(r commands.HelpResult) {
	d.heading(d.say("What Lede can do"))
	d.paragraph(d.say("I answer out of the articles that this community tracks, and name the source behind every answer. What they do not say, I do not know."))
	d.section(true)
	for _, c := range r.Commands {
		d.add(commands.Bullet, commands.Text{{Text: Label(d.locale, c), Bold: true}, {Text: " – " + About(d.locale, c)}})
	}
	d.section(true)
	d.heading(d.say("Asking and searching"))
	d.bullet(d.say("“a phrase” in quotation marks is looked for as a whole; -word leaves out what has the word"))
	d.bullet(d.say("source:reuters.com, tag:chips, after:2025-06-01, before:2025-06-30, last:7d narrow it"))
	if slices.ContainsFunc(r.Commands, func(c commands.Command) bool { return c.NeedsNews }) {
		d.beingTold()
	}
	d.section(true)
	d.heading(d.say("Adding an article"))
	d.paragraph(d.say("Put a file into the corpus folder: text, Markdown, a saved web page, a PDF, a Word file, an e-book or a mail. A moment later it is in the answers."))
	d.paragraph(d.say("Editors use /add with a link or a file, or alone to type a text, or “Track this” in the menu of a message; I show what I read before it is kept."))
	d.paragraph(d.say("Editors use /track with the address of a site; its articles come in by themselves from then on."))
	d.add(commands.Small, commands.Text{{Text: d.say("Chinese words: CC-CEDICT (CC BY-SA 4.0), jieba (MIT)"), URL: "https://cc-cedict.org/wiki/"}})
	d.row(d.button("Newest articles", commands.State{Kind: commands.ShowLatest}))
}

// beingTold says how to be told of new articles.
func (d *draft) beingTold() {
	d.section(true)
	d.heading(d.say("Being told"))
	d.bullet(d.say("/follow rare earths posts what comes about it, at once or as a digest; an article needs all of the words"))
	d.bullet(d.say("/new lists what has come since you last looked"))
}

// greeting answers a greeting with what there is to ask about.
func (d *draft) greeting(r commands.GreetingResult) {
	d.paragraph(Greeting(d.locale))
	_, newest := r.Latest.Page()
	for _, c := range limited(newest, greetingArticles) {
		d.add(commands.Bullet, d.line(c))
	}
	row := []commands.Button{d.button("Newest articles", commands.State{Kind: commands.ShowLatest})}
	if len(newest) > 0 {
		row = append(row, d.button("Summary of the newest", commands.State{Kind: commands.ShowSummary, ID: newest[0].ID}))
	}
	d.row(row...)
}

// greetingArticles is how many articles a greeting names.
const greetingArticles = 3

// latest writes a page of the newest articles.
func (d *draft) latest(r commands.LatestResult) {
	d.State = commands.ReplyState{Filters: r.Filter.String()}
	d.heading(d.say("Newest articles"))
	page, articles := r.Page()
	for _, c := range articles {
		d.add(commands.Bullet, d.line(c))
	}
	if r.Total() == 0 {
		d.Tone = commands.Negative
		d.paragraph(d.say("No article passes this filter. /sources lists the outlets and tags there are."))
		if !r.Newest.IsZero() {
			d.small(d.say("Newest article: %s", d.date(r.Newest)))
		}
		d.row(d.button("Newest articles", commands.State{Kind: commands.ShowLatest}))
		return
	}
	if r.Pages() > 1 {
		d.small(d.say("Page %d of %d · articles: %d", page+1, r.Pages(), r.Total()))
	} else {
		d.small(d.say("Articles: %d", r.Total()))
	}
	if turn := d.turn(page, r.Pages()); turn != nil {
		d.row(turn...)
	}
}
