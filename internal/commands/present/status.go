package present

import (
	"fmt"
	"time"

	"lede/internal/commands"
	"lede/internal/corpus"
	"lede/internal/text"
)

// listedFiles is how many files of a kind, and how many languages, are listed.
const listedFiles = 10

// status writes how the bot and its index are.
func (d *draft) status(r commands.StatusResult) {
	d.Tone = commands.Sure
	d.heading(d.say("Status"))
	field := func(name, value string) { d.field(name, commands.Plain(value)) }
	field("Articles", thousands(r.Articles))
	field("Passages", thousands(r.Passages))
	field("Languages", d.languages(r.Languages))
	field("Newest date", d.dayOrNone(r.Newest))
	field("Index", d.size(r))
	d.field("Last look", d.lastSweep(r.Sweep))
	field("Running for", r.Running.String())
	field("Version", r.Version)
	if r.Connection != nil {
		d.connection(*r.Connection)
	}
	if text := d.notice(r.Notice); text != "" {
		d.Tone = commands.Doubtful
		d.paragraph(text)
	}
	if r.Sweep.Err != nil {
		d.Tone = commands.Negative
		d.paragraph(r.Sweep.Err.Error())
	}
	d.fileErrors(r.Files)
}

// connection says how the bot is connected to Discord: which shards are where it has several, and where interactions come in.
func (d *draft) connection(c commands.Connection) {
	if c.Of > 0 {
		d.field("Servers", commands.Plain(thousands(c.Servers)))
	}
	if c.Of > 1 {
		d.field("Shards", commands.Plain(d.say("%s of %s connected (%s to %s of %s)", thousands(c.Connected), thousands(c.Last-c.First+1),
			thousands(c.First), thousands(c.Last), thousands(c.Of))))
	}
	if c.Endpoint != "" {
		d.field("Interactions", commands.Plain(d.say("over HTTP at %s", c.Endpoint)))
	}
}

// languages returns "en 7, zh 1".
func (d *draft) languages(list []commands.Count) string {
	if len(list) == 0 {
		return d.say("none")
	}
	var out []string
	for _, c := range limited(list, listedFiles) {
		out = append(out, fmt.Sprintf("%s %s", c.Name, thousands(c.Articles)))
	}
	return d.list(out)
}

func (d *draft) dayOrNone(t time.Time) string {
	if t.IsZero() {
		return d.say("none")
	}
	return d.date(t)
}

// size says where the index is and how large.
func (d *draft) size(r commands.StatusResult) string {
	if r.InMemory {
		return d.say("in memory, gone when the bot ends")
	}
	return fmt.Sprintf("%.1f MB", float64(r.Bytes)/1e6)
}

// lastSweep says when the folder was looked through last.
func (d *draft) lastSweep(s corpus.Status) commands.Text {
	switch {
	case s.Sweeping:
		return commands.Plain(d.say("under way"))
	case s.LastSweep.IsZero():
		return commands.Plain(d.say("none"))
	}
	return commands.Text{{Text: s.LastSweep.UTC().Format("2006-01-02 15:04:05 UTC"), At: s.LastSweep}}
}

// fileErrors lists the files of which something is lost, with the reason.
func (d *draft) fileErrors(files []corpus.FileError) {
	if len(files) == 0 {
		return
	}
	d.heading(d.say("Not read, or not whole") + d.colon() + thousands(len(files)))
	for _, f := range limited(files, listedFiles) {
		d.bullet(text.OneLine(f.Path + " – " + f.Problem.String()))
	}
	d.more(len(files), listedFiles)
}
