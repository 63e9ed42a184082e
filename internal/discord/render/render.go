// Package render draws a commands.Reply as a message of Discord's Components V2, within Discord's limits, and reads the state
// of a reply back from the message. It is pure.
package render

import (
	"strings"

	"lede/internal/commands"
	"lede/internal/discord/wire"
	"lede/internal/text"
)

// Discord's limits on a message ("Component Reference" and the schemas of its API description), in UTF-16 units.
const (
	maxText        = 3300 // of 4,000 for all texts of a message together: Discord fails over about 3,386 Chinese characters (discord-api-docs, issue 8554)
	maxComponents  = 40   // of a message, nested ones included
	maxRow         = 5    // buttons in a row
	maxItems       = 25   // of a menu
	maxLabel       = 80
	maxButtonURL   = 512
	maxItemText    = 100
	maxPlaceholder = 150
)

// stateID is the id of the text that shows a reply's state: the question on its first line, the filters on its second. A
// press reads them back from there.
const stateID = 1

// colors of the tones: grey, green, amber, red.
var colors = map[commands.Tone]int{commands.Neutral: 0x5c6b7a, commands.Sure: 0x2e9e5b, commands.Doubtful: 0xd99a1c, commands.Negative: 0xb94a48}

// Message returns a reply as a message: a card with the state, the sections, the rows of buttons and the menu.
func Message(r commands.Reply) *wire.Body {
	c := card{left: maxText, parts: maxComponents - 1}
	c.state(r.State)
	c.reserve(r)
	for i, s := range r.Sections {
		c.section(s, i > 0)
	}
	c.controls(r)
	if len(c.children) == 0 {
		c.add(wire.Component{Type: wire.Text, Content: "…"})
	}
	all := []wire.Component{{Type: wire.Container, AccentColor: colors[r.Tone], Components: c.children}}
	return &wire.Body{Flags: wire.ComponentsV2, Components: &all, AllowedMentions: &wire.AllowedMentions{Parse: []string{}}}
}

// State reads the state of a reply back from its message: one of Message, or one with an embed of an earlier version, of
// which the question is left. It is zero where m is nil or any other message.
func State(m *wire.Message) commands.ReplyState {
	if m == nil {
		return commands.ReplyState{}
	}
	if t := wire.Find(m.Components, stateID); t != nil && t.Type == wire.Text {
		return parseState(t.Content)
	}
	if len(m.Embeds) > 0 && m.Embeds[0].Author != nil {
		return commands.ReplyState{Question: m.Embeds[0].Author.Name}
	}
	return commands.ReplyState{}
}

// Suggestions returns the suggestions of an autocomplete.
func Suggestions(in []commands.Choice) *wire.Body {
	out := make([]wire.Choice, 0, len(in))
	for _, c := range in {
		out = append(out, wire.Choice{Name: text.ClipUTF16(c.Name, maxItemText), Value: c.Value})
	}
	return &wire.Body{Choices: &out}
}

// small begins a line of small print in markdown.
const small = "-# "

// drawState returns the state as a text: the question, or an empty line of small print, then the filters if there are any.
func drawState(s commands.ReplyState) string {
	lines := small + escapeAll(newLine, oneLine(s.Question))
	if s.Filters != "" {
		lines += "\n" + small + escapeAll(newLine, oneLine(s.Filters))
	}
	return lines
}

// parseState reads the text of drawState.
func parseState(drawn string) commands.ReplyState {
	question, filters, _ := strings.Cut(drawn, "\n")
	read := func(line string) string { return unescape(strings.TrimPrefix(line, small)) }
	return commands.ReplyState{Question: read(question), Filters: read(filters)}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// card collects the components of a message within its limits.
type card struct {
	left     int // UTF-16 units of text that the message may still have
	parts    int // components that it may still have
	children []wire.Component
}

// add appends a component if there is room for it and what is in it.
func (c *card) add(part wire.Component) {
	n := count(part)
	if n > c.parts {
		return
	}
	c.parts -= n
	c.children = append(c.children, part)
}

// count returns how many components a component is, with those in it.
func count(part wire.Component) int {
	n := 1
	for _, inner := range part.Components {
		n += count(inner)
	}
	if part.Accessory != nil {
		n++
	}
	return n
}

func (c *card) state(s commands.ReplyState) {
	if s.IsZero() {
		return
	}
	drawn := drawState(s)
	c.left -= text.UTF16Len(drawn)
	c.add(wire.Component{Type: wire.Text, ID: stateID, Content: drawn})
}

// reserve keeps room for the rows and the menu, which are added after the sections.
func (c *card) reserve(r commands.Reply) {
	for _, part := range controls(r) {
		c.parts -= count(part)
	}
}

func (c *card) controls(r commands.Reply) {
	for _, part := range controls(r) {
		c.parts += count(part)
		c.add(part)
	}
}

// section adds a section, with a line above it if it asks for one and is not the first.
func (c *card) section(s commands.Section, mayDivide bool) {
	drawn := draw(s.Blocks, c.left)
	if drawn == "" {
		return
	}
	c.left -= text.UTF16Len(drawn)
	if s.Divider && mayDivide {
		c.add(wire.Component{Type: wire.Separator})
	}
	part := wire.Component{Type: wire.Text, Content: drawn}
	if s.Accessory != nil {
		if b, ok := button(*s.Accessory); ok {
			part = wire.Component{Type: wire.Section, Components: []wire.Component{part}, Accessory: &b}
		}
	}
	c.add(part)
}

// controls returns the rows of buttons and the menu.
func controls(r commands.Reply) []wire.Component {
	var out []wire.Component
	for _, row := range r.Rows {
		var buttons []wire.Component
		for _, b := range row {
			if drawn, ok := button(b); ok && len(buttons) < maxRow {
				buttons = append(buttons, drawn)
			}
		}
		if len(buttons) > 0 {
			out = append(out, wire.Component{Type: wire.Row, Components: buttons})
		}
	}
	if r.Menu != nil && len(r.Menu.Items) > 0 {
		out = append(out, wire.Component{Type: wire.Row, Components: []wire.Component{menu(r.Menu)}})
	}
	return out
}

// button returns a button. It returns false for a link that no button can carry.
func button(b commands.Button) (wire.Component, bool) {
	c := wire.Component{Type: wire.Button, Label: text.ClipUTF16(b.Label, maxLabel)}
	if b.URL == "" {
		c.Style, c.CustomID, c.Disabled = wire.Secondary, b.State.Encode(), b.Disabled
		return c, true
	}
	c.Style, c.URL = wire.Link, linkTarget(b.URL)
	return c, c.URL != ""
}

func menu(m *commands.Menu) wire.Component {
	c := wire.Component{Type: wire.Menu, CustomID: m.State.Encode(), Placeholder: text.ClipUTF16(m.Placeholder, maxPlaceholder)}
	for _, item := range m.Items[:min(len(m.Items), maxItems)] {
		c.Options = append(c.Options, wire.MenuOption{Label: text.ClipUTF16(plain(item.Label), maxItemText),
			Description: text.ClipUTF16(plain(item.Description), maxItemText), Value: item.Value})
	}
	return c
}
