package present

import "lede/internal/commands"

// latest writes the newest articles.
func (d *draft) latest(r commands.LatestResult) {
	d.Title = commands.Plain(d.say("Newest articles"))
	d.State = commands.ReplyState{Filters: r.Filter.String()}
	for _, c := range r.Articles {
		d.add(commands.Bullet, d.line(0, c))
	}
	if r.Total == 0 {
		d.Tone = commands.Negative
		d.paragraph(d.say("No article passes this filter. /sources lists the outlets and tags there are."))
	}
	d.Footer = d.say("Articles: %d", r.Total)
}
