package commands

import (
	"context"
	"strings"
)

func helpCommand() Command {
	return Command{
		Name:           "help",
		Description:    "What I can do",
		Ephemeral:      true,
		WorksWhenEmpty: true,
		prepare: func(s *Service, r request) (job, error) {
			return func(context.Context) (Reply, error) { return help(r.Locale, s.commands), nil }, nil
		},
	}
}

// help lists the table.
func help(l Locale, table []Command) Reply {
	reply := Reply{Title: Plain(l.Say("What Lede can do"))}
	reply.say(l.Say("I answer out of the articles that this community tracks, and name the source behind every answer. What they do not say, I do not know."))
	for _, c := range table {
		reply.add(Bullet, Text{{Text: c.Usage(), Bold: true}, {Text: " – " + c.About(l)}})
	}
	reply.add(Heading, Plain(l.Say("In a question or search")))
	reply.say(l.Say("“a phrase” stands together where anybody wrote it so, -word excludes; source:reuters.com, tag:chips, after:2025-06-01, before:2025-06-30 and last:7d narrow it."))
	reply.add(Heading, Plain(l.Say("Adding an article")))
	reply.say(l.Say("Put a file into the corpus folder: Markdown, plain text or a saved web page (.md, .txt, .html). A moment later it is in the answers."))
	return reply
}

// About returns what a command does, and who may use it if not all may.
func (c Command) About(l Locale) string {
	if c.Admin {
		return l.Say(c.Description) + l.Say(" (administrators)")
	}
	return l.Say(c.Description)
}

// Usage returns a command with its options, those that may be left out in brackets: "/ask question [source]".
func (c Command) Usage() string {
	parts := []string{"/" + c.Name}
	for _, o := range c.Options {
		if o.Required {
			parts = append(parts, o.Name)
		} else {
			parts = append(parts, "["+o.Name+"]")
		}
	}
	return strings.Join(parts, " ")
}
