package discord

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"lede/internal/article"
	"lede/internal/commands"
)

// Discord's limits on a message, in characters, by its documentation. An embed's parts may have 6,000
// together; maxBody leaves room for all others.
const (
	maxAuthor      = 256
	maxTitle       = 256
	maxBody        = 3000
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 500 // of 1,024, so that a card fits
	maxFooter      = 400 // of 2,048
	maxURL         = 2048
	maxButtonURL   = 512
	maxLabel       = 80
	maxItemText    = 100
	maxPlaceholder = 150
	maxButtons     = 5
)

// embed is the card that a reply is shown on.
type embed struct {
	Author      *named  `json:"author,omitempty"`
	Title       string  `json:"title,omitempty"`
	URL         string  `json:"url,omitempty"`
	Description string  `json:"description,omitempty"`
	Color       int     `json:"color,omitempty"`
	Fields      []field `json:"fields,omitempty"`
	Footer      *footer `json:"footer,omitempty"`
}

type named struct {
	Name string `json:"name"`
}

type field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

type footer struct {
	Text string `json:"text"`
}

// colors of the tones: grey, green, amber, red.
var colors = map[commands.Tone]int{commands.Neutral: 0x5c6b7a, commands.Sure: 0x2e9e5b, commands.Doubtful: 0xd99a1c, commands.Negative: 0xb94a48}

// render returns a reply as a message. The question stands on the embed's author line and the filters on the
// first line of its footer, neither of which is markdown, so that a button can read them back (see stateOf).
func render(r commands.Reply) *message {
	e := &embed{Color: colors[r.Tone], Title: clip(escape(r.Title.String()), maxTitle)}
	if len(r.Title) > 0 {
		e.URL = linkTarget(r.Title[0].URL, maxURL)
	}
	above, below := r.State.Encode(r.Footer)
	if above != "" {
		e.Author = &named{clip(above, maxAuthor)}
	}
	if below != "" {
		e.Footer = &footer{clip(below, maxFooter)}
	}
	e.Description = body(r.Blocks)
	for _, f := range r.Fields[:min(len(r.Fields), maxFields)] {
		e.Fields = append(e.Fields, field{clip(f.Name, maxFieldName), fit(commands.Block{Text: f.Value}, maxFieldValue), f.Inline})
	}
	if e.Title == "" && e.Description == "" && len(e.Fields) == 0 {
		e.Description = "…"
	}
	rows := components(r)
	return &message{Embeds: []*embed{e}, Components: &rows, AllowedMentions: &mentions{Parse: []string{}}}
}

// stateOf reads the state back from a message that render made.
func stateOf(m *discordgo.Message) commands.ReplyState {
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

// body returns the blocks in markdown, within maxBody. Blocks that do not fit whole are shortened at a
// sentence end, the last first; what is behind them is left out.
func body(blocks []commands.Block) string {
	var b strings.Builder
	left := maxBody
	for i, bl := range blocks {
		text := block(bl)
		separator := ""
		if i > 0 {
			separator = separatorOf(blocks[i-1].Kind, bl.Kind)
		}
		if characters(text)+len(separator) > left {
			text = fit(bl, left-len(separator)-2)
			if text != "" {
				b.WriteString(separator + text)
			}
			return b.String()
		}
		b.WriteString(separator + text)
		left -= characters(text) + len(separator)
	}
	return b.String()
}

// separatorOf returns what stands between two blocks: a quote and the line that names it stand together, as
// do the items of a list.
func separatorOf(before, after commands.Kind) string {
	if before == after && after == commands.Bullet || before == commands.Small && after == commands.Quote || before == commands.Heading {
		return "\n"
	}
	return "\n\n"
}

// fit returns a block in markdown of at most limit characters, shortened at a sentence end if there is one,
// else between characters. It returns "" if not even a word fits.
func fit(b commands.Block, limit int) string {
	if text := block(b); characters(text) <= limit {
		return text
	}
	plain := b.Text.String()
	for _, end := range ends(plain) {
		if text := block(commands.Block{Kind: b.Kind, Text: append(head(b.Text, end), commands.Span{Text: " …"})}); characters(text) <= limit {
			return text
		}
	}
	if limit < 40 {
		return ""
	}
	for n := min(len(plain), limit); n > 0; n = n * 3 / 4 {
		if text := block(commands.Block{Kind: b.Kind, Text: append(head(b.Text, n), commands.Span{Text: "…"})}); characters(text) <= limit {
			return text
		}
	}
	return ""
}

// ends returns the offsets at which a text's sentences end, the last first, without the very last.
func ends(text string) []int {
	var out []int
	for _, s := range article.SplitSentences(text) {
		out = append([]int{s[1]}, out...)
	}
	if len(out) == 0 {
		return nil
	}
	return out[1:]
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

// components returns the rows of buttons and the menu.
func components(r commands.Reply) []discordgo.MessageComponent {
	rows := []discordgo.MessageComponent{}
	var row []discordgo.MessageComponent
	for _, button := range r.Buttons {
		if c, ok := buttonOf(button); ok && len(row) < maxButtons {
			row = append(row, c)
		}
	}
	if len(row) > 0 {
		rows = append(rows, discordgo.ActionsRow{Components: row})
	}
	if r.Menu != nil && len(r.Menu.Items) > 0 {
		rows = append(rows, discordgo.ActionsRow{Components: []discordgo.MessageComponent{menuOf(r.Menu)}})
	}
	return rows
}

// buttonOf returns a button. It returns false for a link that no button can carry.
func buttonOf(b commands.Button) (discordgo.Button, bool) {
	label := clip(b.Label, maxLabel)
	if b.URL == "" {
		return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: b.State.Encode(), Disabled: b.Disabled}, true
	}
	link := linkTarget(b.URL, maxButtonURL)
	return discordgo.Button{Label: label, Style: discordgo.LinkButton, URL: link}, link != ""
}

func menuOf(m *commands.Menu) discordgo.SelectMenu {
	out := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: m.State.Encode(), Placeholder: clip(m.Placeholder, maxPlaceholder)}
	for _, item := range m.Items {
		out.Options = append(out.Options, discordgo.SelectMenuOption{
			Label: clip(item.Label, maxItemText), Description: clip(item.Description, maxItemText), Value: item.Value})
	}
	return out
}
