// Package render makes Discord's message of a commands.Reply, within Discord's limits, and reads the state of the reply back
// from the message. It is pure.
package render

import (
	"sort"
	"strings"

	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/discord/wire"
	"lede/internal/text"
)

// Limits of a message, in UTF-16 units, from Discord's documentation ("Message Resource", embed limits, and "Component
// Reference"). All parts of an embed together may have 6,000; maxBody, maxFieldValue and maxFooter are lower than their own
// limits, so that the sum fits.
const (
	maxAuthor      = 256
	maxTitle       = 256
	maxBody        = 3000 // of 4,096
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 500 // of 1,024
	maxFooter      = 400 // of 2,048
	maxURL         = 2048
	maxButtonURL   = 512
	maxLabel       = 80
	maxItemText    = 100
	maxPlaceholder = 150
	maxButtons     = 5
)

// colors of the tones: grey, green, amber, red.
var colors = map[commands.Tone]int{commands.Neutral: 0x5c6b7a, commands.Sure: 0x2e9e5b, commands.Doubtful: 0xd99a1c, commands.Negative: 0xb94a48}

// Message returns a reply as a message. The question is the embed's author line and the filters are the first line of its
// footer. Neither is markdown, so State can read them back.
func Message(r commands.Reply) *wire.Body {
	e := &wire.Embed{Color: colors[r.Tone], Title: text.ClipUTF16(escape(r.Title.String()), maxTitle)}
	if len(r.Title) > 0 {
		e.URL = linkTarget(r.Title[0].URL, maxURL)
	}
	above, below := r.State.Encode(r.Footer)
	if above != "" {
		e.Author = &wire.EmbedAuthor{Name: text.ClipUTF16(above, maxAuthor)}
	}
	if below != "" {
		e.Footer = &wire.EmbedFooter{Text: text.ClipUTF16(below, maxFooter)}
	}
	e.Description = body(r.Blocks)
	for _, f := range r.Fields[:min(len(r.Fields), maxFields)] {
		value := fit(commands.Block{Text: f.Value}, maxFieldValue)
		e.Fields = append(e.Fields, wire.EmbedField{Name: text.ClipUTF16(f.Name, maxFieldName), Value: value, Inline: f.Inline})
	}
	if e.Title == "" && e.Description == "" && len(e.Fields) == 0 {
		e.Description = "…"
	}
	rows := components(r)
	return &wire.Body{Embeds: []*wire.Embed{e}, Components: &rows, AllowedMentions: &wire.AllowedMentions{Parse: []string{}}}
}

// State returns the state of the reply from which Message made m. It is zero if m is nil or another message.
func State(m *wire.Message) commands.ReplyState {
	if m == nil || len(m.Embeds) == 0 {
		return commands.ReplyState{}
	}
	above, below := "", ""
	if a := m.Embeds[0].Author; a != nil {
		above = a.Name
	}
	if f := m.Embeds[0].Footer; f != nil {
		below = f.Text
	}
	return commands.ParseReplyState(above, below)
}

// Suggestions returns the suggestions of an autocomplete.
func Suggestions(in []commands.Choice) *wire.Body {
	out := make([]wire.Choice, 0, len(in))
	for _, c := range in {
		out = append(out, wire.Choice{Name: text.Shorten(c.Name, maxItemText), Value: c.Value})
	}
	return &wire.Body{Choices: &out}
}

// body returns the blocks in markdown, within maxBody. The first block that does not fit is shortened; see fit. Those after
// it are left out.
func body(blocks []commands.Block) string {
	var b strings.Builder
	left := maxBody
	for i, bl := range blocks {
		drawn := block(bl)
		separator := ""
		if i > 0 {
			separator = separatorOf(blocks[i-1].Kind, bl.Kind)
		}
		if text.UTF16Len(drawn)+len(separator) > left {
			drawn = fit(bl, left-len(separator)-2)
			if drawn != "" {
				b.WriteString(separator + drawn)
			}
			return b.String()
		}
		b.WriteString(separator + drawn)
		left -= text.UTF16Len(drawn) + len(separator)
	}
	return b.String()
}

// separatorOf returns the line breaks between two blocks: one between the items of a list, after a heading, and between a
// small line and the quote that it introduces; else two.
func separatorOf(before, after commands.Kind) string {
	if before == after && after == commands.Bullet || before == commands.Small && after == commands.Quote || before == commands.Heading {
		return "\n"
	}
	return "\n\n"
}

// fit returns a block in markdown of at most limit characters, shortened at the end of a sentence if there is one, else
// between characters. It returns "" if less than a few words fit.
func fit(b commands.Block, limit int) string {
	if drawn := block(b); text.UTF16Len(drawn) <= limit {
		return drawn
	}
	plain := b.Text.String()
	if drawn := fitSentences(b, article.SplitSentences(plain), limit); drawn != "" || limit < 40 {
		return drawn
	}
	for n := min(len(plain), limit); n > 0; n = n * 3 / 4 {
		if drawn := cut(b, n, "…"); text.UTF16Len(drawn) <= limit {
			return drawn
		}
	}
	return ""
}

// fitSentences returns as many of a block's sentences as fit, without the last one; "" if the first does not fit.
func fitSentences(b commands.Block, sentences [][2]int, limit int) string {
	upTo := func(n int) string { return cut(b, sentences[n][1], " …") }
	fitting := sort.Search(max(0, len(sentences)-1), func(n int) bool { return text.UTF16Len(upTo(n)) > limit })
	if fitting == 0 {
		return ""
	}
	return upTo(fitting - 1)
}

// cut returns the first n bytes of a block in markdown, with a mark at the end.
func cut(b commands.Block, n int, mark string) string {
	return block(commands.Block{Kind: b.Kind, Text: append(head(b.Text, n), commands.Span{Text: mark})})
}

// head returns the spans of the first n bytes of a text, cut between characters.
func head(t commands.Text, n int) commands.Text {
	var out commands.Text
	for _, span := range t {
		if n <= 0 {
			break
		}
		if len(span.Text) > n {
			span.Text = strings.ToValidUTF8(span.Text[:n], "")
		}
		n -= len(span.Text)
		out = append(out, span)
	}
	return out
}

// components returns the row of buttons and the menu.
func components(r commands.Reply) []wire.Component {
	rows := []wire.Component{}
	var buttons []wire.Component
	for _, b := range r.Buttons {
		if c, ok := button(b); ok && len(buttons) < maxButtons {
			buttons = append(buttons, c)
		}
	}
	if len(buttons) > 0 {
		rows = append(rows, wire.Component{Type: wire.Row, Components: buttons})
	}
	if r.Menu != nil && len(r.Menu.Items) > 0 {
		rows = append(rows, wire.Component{Type: wire.Row, Components: []wire.Component{menu(r.Menu)}})
	}
	return rows
}

// button returns a button. It returns false for a link that is not http or https, or is too long.
func button(b commands.Button) (wire.Component, bool) {
	c := wire.Component{Type: wire.Button, Label: text.ClipUTF16(b.Label, maxLabel)}
	if b.URL == "" {
		c.Style, c.CustomID, c.Disabled = wire.Secondary, b.State.Encode(), b.Disabled
		return c, true
	}
	c.Style, c.URL = wire.Link, linkTarget(b.URL, maxButtonURL)
	return c, c.URL != ""
}

func menu(m *commands.Menu) wire.Component {
	c := wire.Component{Type: wire.Menu, CustomID: m.State.Encode(), Placeholder: text.ClipUTF16(m.Placeholder, maxPlaceholder)}
	for _, item := range m.Items {
		c.Options = append(c.Options, wire.MenuOption{Label: text.ClipUTF16(item.Label, maxItemText),
			Description: text.ClipUTF16(item.Description, maxItemText), Value: item.Value})
	}
	return c
}
