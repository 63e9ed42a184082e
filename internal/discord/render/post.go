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
	parts := drawWithin(r.Sections, maxContent-text.UTF16Len(content))
	body := &wire.Body{Content: content + strings.Join(parts, "\n"), Flags: wire.SuppressEmbeds, AllowedMentions: mentions}
	if rows := controls(commands.Reply{Rows: r.Rows}); len(rows) > 0 {
		body.Components = &rows
	}
	return body
}

// reserved is the room that the last section of a post keeps, in UTF-16 units: it says why it is posted, and what is left out.
const reserved = 400

// drawWithin returns sections in markdown, in at most limit UTF-16 units with a line break between them. What does not fit is left
// out of the first ones.
func drawWithin(sections []commands.Section, limit int) []string {
	var out []string
	for i, s := range sections {
		room := limit - 1
		if last := len(sections) - 1; i < last {
			room -= min(reserved, text.UTF16Len(draw(sections[last].Blocks, maxContent)))
		}
		if drawn := draw(s.Blocks, room); drawn != "" {
			limit -= text.UTF16Len(drawn) + 1
			out = append(out, drawn)
		}
	}
	return out
}
