package present

import "lede/internal/commands"

// help lists the commands.
func (d *draft) help(r commands.HelpResult) {
	d.Title = commands.Plain(d.say("What Lede can do"))
	d.paragraph(d.say("I answer out of the articles that this community tracks, and name the source behind every answer. What they do not say, I do not know."))
	for _, c := range r.Commands {
		d.add(commands.Bullet, commands.Text{{Text: c.Usage(), Bold: true}, {Text: " – " + About(d.locale, c)}})
	}
	d.add(commands.Heading, commands.Plain(d.say("In a question or search")))
	d.paragraph(d.say("“a phrase” stands together where anybody wrote it so, -word excludes; source:reuters.com, tag:chips, after:2025-06-01, before:2025-06-30 and last:7d narrow it."))
	d.add(commands.Heading, commands.Plain(d.say("Adding an article")))
	d.paragraph(d.say("Put a file into the corpus folder: Markdown, plain text or a saved web page (.md, .txt, .html). A moment later it is in the answers."))
}
