package render

import (
	"strings"

	"lede/internal/commands"
	"lede/internal/discord/wire"
	"lede/internal/text"
)

// maxContent is Discord's limit on the content of a message, in UTF-16 units.
const maxContent = 2000

// Post returns a reply as a message of the bot's own: plain content, with its rows of buttons below. A message of Components V2
// cannot have content, and what a phone shows of it in a notification is empty. Links show no previews. It pings the user with the
// given id; nobody if that is "".
func Post(r commands.Reply, ping string) *wire.Body {
	content := ""
	mentions := &wire.AllowedMentions{Parse: []string{}}
	if ping != "" {
		content = "<@" + ping + ">\n"
		mentions.Users = []string{ping}
	}
	left := maxContent - text.UTF16Len(content)
	var parts []string
	for _, s := range r.Sections {
		drawn := draw(s.Blocks, left-1)
		if drawn == "" {
			continue
		}
		left -= text.UTF16Len(drawn) + 1
		parts = append(parts, drawn)
	}
	body := &wire.Body{Content: content + strings.Join(parts, "\n"), Flags: wire.SuppressEmbeds, AllowedMentions: mentions}
	if rows := controls(commands.Reply{Rows: r.Rows}); len(rows) > 0 {
		body.Components = &rows
	}
	return body
}
