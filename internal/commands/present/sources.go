package present

import (
	"fmt"

	"lede/internal/commands"
)

// listedSources is how many outlets and how many tags are listed.
const listedSources = 25

// sources writes what the corpus covers.
func (d *draft) sources(r commands.SourcesResult) {
	d.heading(d.say("What the corpus covers"))
	d.paragraph(d.say("Articles: %d", r.Articles))
	if r.Last.IsZero() {
		d.paragraph(d.say("No article has a date."))
	} else {
		d.paragraph(d.say("Dates: %s to %s", d.date(r.First), d.date(r.Last)))
	}
	if r.Undated > 0 && !r.Last.IsZero() {
		d.paragraph(d.say("Without a date: %d", r.Undated))
	}
	d.counts(d.say("Outlets"), r.Outlets)
	d.counts(d.say("Tags"), r.Tags)
}

// counts lists values with their counts.
func (d *draft) counts(heading string, list []commands.Count) {
	if len(list) == 0 {
		return
	}
	d.heading(heading)
	for _, c := range limited(list, listedSources) {
		d.bullet(fmt.Sprintf("%s · %d", c.Name, c.Articles))
	}
	d.more(len(list), listedSources)
}

// more says how many of a list are left out.
func (d *draft) more(all, listed int) {
	if all > listed {
		d.small(d.say("and %d more", all-listed))
	}
}
