package discord

import (
	"regexp"
	"slices"
	"strings"

	"lede/internal/added"
	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/discord/render"
	"lede/internal/discord/wire"
)

// posting are VIEW_CHANNEL and SEND_MESSAGES, which the bot needs for posts.
const posting uint64 = 1<<10 | 1<<11

// actor returns who made an interaction, where and with which permissions. In a direct message there are none.
func actor(i *wire.Interaction) commands.Actor {
	a := commands.Actor{User: i.UserID(), Guild: i.GuildID, Channel: i.ChannelID, Locale: commands.LocaleOf(i.Locale)}
	if i.Member != nil {
		a.Permissions, a.Roles = uint64(i.Member.Permissions), i.Member.Roles
	}
	if i.Own != nil {
		own := uint64(*i.Own)
		a.CannotPost = own&posting != posting && own&commands.AdminPermission == 0
	}
	return a
}

// use translates a command, or the typing of one of its options. A message command has the message's link and file as its
// options.
func use(c *wire.CommandData) commands.Use {
	u := commands.Use{Command: c.Name, Options: commands.Options{}}
	if m := c.Resolved.Messages[c.TargetID]; m != nil {
		u.Options = ofMessage(m)
	}
	for _, o := range c.Options {
		u.Options[o.Name] = c.Value(o)
		if a, ok := u.Options[o.Name].(wire.Attachment); ok {
			u.Options[o.Name] = fileOf(a)
		}
		if o.Focused {
			u.Focused = o.Name
		}
	}
	return u
}

// fileOf returns an attachment as a file.
func fileOf(a wire.Attachment) added.File {
	return added.File{Name: a.Filename, URL: a.URL, Size: a.Size}
}

// address finds web addresses in a message's text.
var address = regexp.MustCompile(`https?://[^\s<>"'“”「」，。、；]+`)

// linksIn returns the web addresses of a text, without the marks behind them.
func linksIn(text string) []string {
	var out []string
	for {
		at := address.FindStringIndex(text)
		if at == nil {
			return out
		}
		link := withoutMarks(text[at[0]:at[1]])
		out = append(out, link)
		text = text[at[0]+len(link):]
	}
}

// withoutMarks returns an address without what follows it: a bracket that it has not opened, and the marks before that.
func withoutMarks(link string) string {
	open := map[rune]int{}
	for at, r := range link {
		switch r {
		case '(', '[':
			open[r]++
		case ')', ']':
			before := map[rune]rune{')': '(', ']': '['}[r]
			if open[before]--; open[before] < 0 {
				return strings.TrimRight(link[:at], trailing)
			}
		}
	}
	return strings.TrimRight(link, trailing)
}

// trailing are marks at the end of an address that are no part of it: the sentence's, or markdown's.
const trailing = ".,;:!?*_~`|"

// ofMessage returns the first file of a message that is read, and its first links, as options. A file that is not read is one
// where there is nothing else.
func ofMessage(m *wire.Message) commands.Options {
	if len(m.Snapshots) > 0 { // a forwarded message has nothing of its own
		m = &m.Snapshots[0].Message
	}
	out := commands.Options{}
	at := slices.IndexFunc(m.Attachments, func(a wire.Attachment) bool { return article.IsRead(a.Filename) })
	if at >= 0 {
		out["file"] = fileOf(m.Attachments[at])
	}
	texts := []string{m.Content}
	for _, e := range m.Embeds {
		texts = append(texts, e.URL)
	}
	texts = append(texts, wire.Texts(m.Components)...)
	var links []string
	for _, text := range texts {
		for _, link := range linksIn(text) {
			if !slices.Contains(links, link) && len(links) < commands.MaxLinks {
				links = append(links, link)
			}
		}
	}
	if len(links) > 0 {
		out["link"] = strings.Join(links, " ")
	} else if at < 0 && len(m.Attachments) > 0 {
		out["file"] = fileOf(m.Attachments[0])
	}
	return out
}

// submit translates the submission of a form.
func submit(i *wire.Interaction) commands.Submit {
	return commands.Submit{State: commands.ParseState(i.Form.CustomID), Values: i.Form.Values(), ByAsker: isAsker(i)}
}

// press translates the press of a button, or a choice from a menu.
func press(i *wire.Interaction) commands.Press {
	return commands.Press{State: commands.ParseState(i.Component.CustomID), Values: i.Component.Values,
		Reply: render.State(i.Message), ByAsker: isAsker(i)}
}

// isAsker reports whether the user is the one whose interaction the message answers, or the only one who sees it.
func isAsker(i *wire.Interaction) bool {
	switch m := i.Message; {
	case m == nil:
		return false
	case m.AskerID() != "":
		return m.AskerID() == i.UserID()
	default:
		return m.Flags&wire.Ephemeral != 0
	}
}
