// Package present makes replies of what commands give, in the reader's language. It decides what of a result is shown and
// in which words; how a reply looks in a medium is the front ends' business.
package present

import (
	"errors"
	"slices"
	"strings"

	"lede/internal/commands"
)

// Reply returns the reply to an outcome.
func Reply(l commands.Locale, o commands.Outcome) commands.Reply {
	d := &draft{locale: l, copied: map[string]bool{}}
	if o.Err != nil {
		d.failure(o.Err)
		return d.Reply
	}
	d.pending = o.Pending
	d.result(o.Result)
	if text := d.waits(); text != "" {
		d.small(text)
	}
	if notice := d.notice(o.Notice); notice != "" {
		d.small(notice)
	}
	return d.Reply
}

// draft is a reply that is being written.
type draft struct {
	commands.Reply
	locale commands.Locale
	copied map[string]bool // ids of the articles whose copies are listed already

	pending commands.Pending // what the change waits for that is said
}

// either returns the text of a change that shows already, or of one that does not.
func (d *draft) either(done, later string) string {
	if d.pending == commands.NotPending {
		return done
	}
	return later
}

// waits returns what a change waits for as a sentence, "" for nothing.
func (d *draft) waits() string {
	switch d.pending {
	case commands.Queued:
		return d.say("The indexer, another process, does that next; it takes a few seconds.")
	case commands.Unattended:
		return d.say("No indexer is running at the moment. It is noted, and takes effect when one runs again.")
	}
	return ""
}

// say returns a text in the reader's language, see Say.
func (d *draft) say(english string, args ...any) string { return Say(d.locale, english, args...) }

// section begins a new section, with a line above it if divider is set.
func (d *draft) section(divider bool) {
	d.Sections = append(d.Sections, commands.Section{Divider: divider})
}

// add appends a block to the last section; an empty text adds none.
func (d *draft) add(kind commands.Kind, text commands.Text) {
	if len(text) == 0 {
		return
	}
	if len(d.Sections) == 0 {
		d.section(false)
	}
	last := &d.Sections[len(d.Sections)-1]
	last.Blocks = append(last.Blocks, commands.Block{Kind: kind, Text: text})
}

// paragraph, bullet, heading and small append a block of plain text.
func (d *draft) paragraph(text string) { d.add(commands.Paragraph, commands.Plain(text)) }
func (d *draft) bullet(text string)    { d.add(commands.Bullet, commands.Plain(text)) }
func (d *draft) heading(text string)   { d.add(commands.Heading, commands.Plain(text)) }
func (d *draft) small(text string)     { d.add(commands.Small, commands.Plain(text)) }

// field appends a value as a line of its own, after its name in the reader's language; an empty value adds none.
func (d *draft) field(name string, value commands.Text) {
	if len(value) > 0 {
		d.add(commands.Bullet, append(commands.Text{{Text: d.say(name), Bold: true}, {Text: d.colon()}}, value...))
	}
}

// row appends a row of buttons. A link button of what has no link is left out.
func (d *draft) row(buttons ...commands.Button) {
	buttons = slices.DeleteFunc(buttons, func(b commands.Button) bool { return b.URL == "" && b.State == commands.State{} })
	if len(buttons) > 0 {
		d.Rows = append(d.Rows, buttons)
	}
}

// button returns a button with a label in the reader's language.
func (d *draft) button(label string, state commands.State) commands.Button {
	return commands.Button{Label: d.say(label), State: state}
}

// colon is what is between a name and its value.
func (d *draft) colon() string {
	if d.locale.IsChinese() {
		return "："
	}
	return ": "
}

// list joins words as the language does.
func (d *draft) list(words []string) string {
	if d.locale.IsChinese() {
		return strings.Join(words, "、")
	}
	return strings.Join(words, ", ")
}

// failure writes the reply to an error: its sentence if it is a *UserError, else one without the cause, which is in the log.
func (d *draft) failure(err error) {
	d.Err, d.Tone = err, commands.Negative
	var expected *commands.UserError
	if errors.As(err, &expected) {
		d.paragraph(d.say(expected.Text, expected.Args...))
		d.State = expected.Asked
		return
	}
	d.paragraph(d.say("Something went wrong on my side. Please try again; if it happens again, tell whoever runs this bot to look at its log."))
}

// empty writes the reply of every command to an empty corpus.
func (d *draft) empty(r commands.EmptyResult) {
	d.Tone = commands.Negative
	if r.Reading {
		d.heading(d.say("I am still reading the articles"))
		return
	}
	d.heading(d.say("There are no articles yet"))
	d.paragraph(d.say("To add one, put a file into the corpus folder: text, Markdown, a saved web page, a PDF, a Word file, an e-book or a mail."))
	d.paragraph(d.say("A line “Original Source: https://…” in it, or “source:” in its front matter, becomes the link."))
}

// notice returns a notice as a sentence, "" for none.
func (d *draft) notice(n commands.Notice) string {
	switch {
	case n.Kind == commands.SweepFailed:
		return d.say("The newest changes of the corpus could not be indexed; whoever runs this bot finds the reason in /status.")
	case n.Kind == commands.Indexing && n.All > 0:
		return d.say("Indexing %s of %s: this is out of what is indexed so far.", thousands(n.Done), thousands(n.All))
	case n.Kind == commands.Indexing:
		return d.say("The articles are still being indexed.")
	case n.Kind == commands.JustStarted:
		return d.say("Just started: this is out of the index of the last run, while the folder is looked through for changes.")
	}
	return ""
}
