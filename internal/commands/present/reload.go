package present

import (
	"fmt"

	"lede/internal/commands"
)

// reload writes what a sweep has changed.
func (d *draft) reload(r commands.ReloadResult) {
	if r.UnderWay {
		d.heading(d.say("The corpus folder is being read already"))
		d.paragraph(d.notice(r.Notice))
		return
	}
	d.heading(d.say("The corpus folder is read"))
	if r.Diff.Len() == 0 {
		d.paragraph(d.say("Nothing has changed."))
	}
	d.paths(d.say("Added"), r.Diff.Added)
	d.paths(d.say("Changed"), r.Diff.Changed)
	d.paths(d.say("Removed"), r.Diff.Removed)
	d.fileErrors(r.Files)
	d.small(d.say("Articles: %d", r.Articles) + " · " + d.say("took %s", fmt.Sprintf("%.1f s", r.Diff.Took.Seconds())))
}

// paths lists paths under a heading with their number.
func (d *draft) paths(heading string, paths []string) {
	if len(paths) == 0 {
		return
	}
	d.heading(heading + d.colon() + thousands(len(paths)))
	for _, p := range limited(paths, listedFiles) {
		d.bullet(p)
	}
	d.more(len(paths), listedFiles)
}
