package present

import (
	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/state"
	"lede/internal/text"
)

// Sizes of a preview.
const (
	previewSentences = 3
	previewRemoved   = 3
	blockLength      = 100 // of a block that is left out, in characters
)

// preview shows an article that was read, with what is missing and what it may be a copy of.
func (d *draft) preview(r commands.AddResult) {
	a := &r.Article
	d.heading(a.Title)
	d.facts(a)
	d.section(true)
	d.add(commands.Quote, commands.Plain(a.Range(0, min(previewSentences, len(a.Sentences)))))
	d.small(d.length(a))
	d.leftOut(r.Removed)
	d.alreadyHere(r)
	keep := d.button("Keep", commands.State{Kind: commands.KeepDraft, ID: r.ID})
	if r.IsHere() {
		keep = d.button("Keep all the same", commands.State{Kind: commands.KeepDraft, ID: r.ID, Page: 1})
	}
	d.row(keep, d.button("Correct", commands.State{Kind: commands.CorrectDraft, ID: r.ID}),
		d.button("Discard", commands.State{Kind: commands.DiscardDraft, ID: r.ID}),
		d.sourceButton(&a.Card))
}

// facts writes what is known of an article, and what is missing.
func (d *draft) facts(a *article.Article) {
	var missing []string
	field := func(name string, value commands.Text) {
		if len(value) == 0 {
			missing = append(missing, d.say(name))
		}
		d.field(name, value)
	}
	field("Outlet", d.outlet(&a.Card))
	day := ""
	if !a.Published.IsZero() {
		day = d.day(&a.Card)
	}
	field("Date", commands.Plain(day))
	field("Author", commands.Plain(a.Author))
	if a.URL == "" {
		missing = append(missing, d.say("Link"))
	}
	if len(a.Tags) > 0 {
		field("Tags", commands.Plain(d.list(a.Tags)))
	}
	if len(missing) > 0 {
		d.small(d.say("Missing: %s", d.list(missing)))
	}
}

// leftOut shows some of what is no part of the article.
func (d *draft) leftOut(removed []string) {
	if len(removed) == 0 {
		return
	}
	d.section(true)
	d.paragraph(d.say("Left out:"))
	for _, block := range limited(removed, previewRemoved) {
		d.bullet(text.Shorten(block, blockLength))
	}
	d.more(len(removed), previewRemoved)
}

// alreadyHere says which articles have the same link or nearly the same words.
func (d *draft) alreadyHere(r commands.AddResult) {
	if !r.IsHere() {
		return
	}
	d.Tone = commands.Doubtful
	d.section(true)
	for _, c := range limited(r.SameLink, listedCopies) {
		d.add(commands.Bullet, append(commands.Text{{Text: d.say("With this link already: "), Bold: true}}, d.line(c)...))
	}
	for _, c := range limited(r.Copies, listedCopies) {
		d.add(commands.Bullet, append(commands.Text{{Text: d.say("In nearly the same words already: "), Bold: true}}, d.line(c)...))
	}
}

// groupListed is how many of several articles are listed.
const groupListed = 10

// group lists several articles, with those that are in the corpus already.
func (d *draft) group(r commands.GroupResult) {
	d.heading(d.say("%d articles", len(r.Drafts)))
	m := &commands.Menu{Placeholder: d.say("Look at one, and correct it…"), State: commands.State{Kind: commands.Follow}}
	for i, one := range r.Drafts {
		line := d.line(&one.Article.Card)
		note := d.day(&one.Article.Card)
		if one.IsHere() {
			d.Tone, note = commands.Doubtful, d.say("is here already")
			line = append(line, commands.Span{Text: " · "}, commands.Span{Text: note, Bold: true})
		}
		if i < groupListed {
			d.add(commands.Bullet, line)
		}
		m.Items = append(m.Items, commands.Item{Label: one.Article.Title, Description: note, Value: commands.State{Kind: commands.ShowDraft, ID: one.ID}.Encode()})
	}
	d.more(len(r.Drafts), groupListed)
	var row []commands.Button
	if n := len(r.New()); n > 0 {
		keep := d.button("Keep all", commands.State{Kind: commands.KeepGroup, ID: r.Group})
		if n < len(r.Drafts) {
			keep.Label = d.say("Keep the new ones: %d", n)
		}
		row = append(row, keep)
	}
	d.row(append(row, d.button("Discard", commands.State{Kind: commands.DiscardDraft, ID: r.Group}))...)
	d.Menu = m
}

// keptGroup says which of several articles were added.
func (d *draft) keptGroup(r commands.KeptGroupResult) {
	d.Tone = commands.Sure
	d.paragraph(d.say(d.either("Kept: %d. They are in the answers from now on.", "Kept: %d."), len(r.Articles)))
	for _, a := range limited(r.Articles, groupListed) {
		d.add(commands.Bullet, d.line(&a.Card))
	}
	d.more(len(r.Articles), groupListed)
	if r.Here > 0 {
		d.small(d.say("Left out, since they are here already: %d", r.Here))
	}
}

// kept says that an article was added.
func (d *draft) kept(r commands.KeptResult) {
	d.Tone = commands.Sure
	d.paragraph(d.say(d.either("Kept. It is in the answers from now on.", "Kept.")))
	d.add(commands.Bullet, d.line(&r.Article.Card))
	if path := text.OneLine(r.Article.Path); placeOf(&r.Article.Card) != path { // which the line above names otherwise
		d.small(d.say("file %s", path))
	}
	d.row(d.summaryButton(&r.Article.Card), d.sourceButton(&r.Article.Card))
}

// removed says that an article was taken out, with the way back.
func (d *draft) removed(r commands.RemovedResult) {
	d.paragraph(d.say(d.either("Taken out of the corpus; its file is in .trash.", "Taken out: its file goes to .trash.")))
	d.add(commands.Bullet, d.line(r.Article))
	d.row(d.button("Bring it back", commands.State{Kind: commands.RestoreArticle, ID: r.ID}))
}

// log lists what editors did.
func (d *draft) log(r commands.LogResult) {
	d.heading(d.say("What editors did"))
	if len(r.Entries) == 0 {
		d.paragraph(d.say("Nothing so far."))
	}
	for _, e := range r.Entries {
		line := append(d.moment(e.At), commands.Span{Text: " · "}, d.person(e), commands.Span{Text: " · "})
		d.add(commands.Bullet, append(line, commands.Span{Text: d.say(actions[e.Action], e.Subject)}))
	}
	if r.Pages > 1 {
		d.small(d.say("Page %d of %d", r.Number+1, r.Pages))
		newer := d.button("◀ Newer", commands.State{Kind: commands.TurnLogBack, Page: max(r.Number-1, 0)})
		older := d.button("Older ▶", commands.State{Kind: commands.TurnLog, Page: min(r.Number+1, r.Pages-1)})
		newer.Disabled, older.Disabled = r.Number == 0, r.Number == r.Pages-1
		d.row(newer, older)
	}
}

// own is the name under which the log has what nobody did.
const own = "Lede"

// actions are what editors do, with the title of the article or of the feed.
var actions = map[state.Action]string{
	state.Added: "Added: %s", state.Removed: "Removed: %s", state.Restored: "Brought back: %s", state.Set: "Changed in /settings: %s",
	state.Tracked: "Tracked: %s", state.Paused: "Paused: %s", state.Resumed: "Resumed: %s", state.Untracked: "Stopped tracking: %s",
	state.GaveUp: "Paused, since it has failed for days: %s",
}

// person returns who did something.
func (d *draft) person(e state.Entry) commands.Span {
	switch {
	case e.Action == state.GaveUp:
		return commands.Span{Text: own}
	case e.By.User != "":
		return commands.Span{Text: e.By.User, User: e.By.User}
	case e.By.Guild != "":
		return commands.Span{Text: d.say("somebody")}
	}
	return commands.Span{Text: d.say("the operator")}
}
