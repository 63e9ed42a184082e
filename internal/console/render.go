package console

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"lede/internal/commands"
	"lede/internal/text"
)

// lineWidth is how many columns a line of text takes at most.
const lineWidth = 88

// Renderer writes replies as text. What is bold it marks itself; of the replies' texts it takes out what steers a terminal.
type Renderer struct {
	Out   io.Writer
	Color bool // the output is a terminal that shows bold type
}

// Reply writes a reply and its buttons, numbered from 1. It returns the choices in that order.
func (r Renderer) Reply(reply commands.Reply) []commands.Press {
	for i, section := range reply.Sections {
		if section.Divider && i > 0 {
			fmt.Fprintln(r.Out)
		}
		for _, b := range section.Blocks {
			r.block(b)
		}
	}
	if reply.State.Filters != "" {
		fmt.Fprintf(r.Out, "— %s\n", text.OneLine(reply.State.Filters))
	}
	return r.choices(reply)
}

func bold(t commands.Text) commands.Text {
	out := make(commands.Text, len(t))
	for i, span := range t {
		span.Bold = true
		out[i] = span
	}
	return out
}

// block writes one block.
func (r Renderer) block(b commands.Block) {
	switch b.Kind {
	case commands.Quote:
		r.text("  │ ", "  │ ", b.Text)
	case commands.Bullet:
		r.text("• ", "  ", b.Text)
	case commands.Heading:
		r.text("", "", bold(b.Text))
	case commands.Small:
		r.text("  – ", "    ", b.Text)
	default:
		r.text("", "", b.Text)
	}
}

// text writes a text in lines of lineWidth; the first line has one prefix, the others another.
func (r Renderer) text(first, rest string, t commands.Text) {
	prefix := first
	for _, line := range strings.Split(r.flat(t), "\n") {
		for _, l := range text.Wrap(line, lineWidth-text.Width(prefix)) {
			fmt.Fprintln(r.Out, strings.TrimRight(prefix+l, " "))
			prefix = rest
		}
	}
}

// flat returns a text as one string: bold if the output shows it, each link after its text.
func (r Renderer) flat(t commands.Text) string {
	var b strings.Builder
	for _, span := range t {
		shown := text.Plain(span.Text)
		if span.Bold && r.Color && strings.TrimSpace(shown) != "" {
			shown = "\x1b[1m" + shown + "\x1b[0m"
		}
		b.WriteString(shown)
		if span.URL != "" {
			b.WriteString(" <" + text.OneLine(span.URL) + ">")
		}
	}
	return b.String()
}

// choices writes the buttons and the menu's items as numbers to type.
func (r Renderer) choices(reply commands.Reply) []commands.Press {
	var out []commands.Press
	offer := func(label string, p commands.Press) {
		p.Reply, p.ByAsker = reply.State, true
		out = append(out, p)
		fmt.Fprintf(r.Out, "  [%d] %s\n", len(out), text.OneLine(label))
	}
	for _, b := range buttons(reply) {
		if b.URL == "" && !b.Disabled {
			offer(b.Label, commands.Press{State: b.State})
		}
	}
	if reply.Menu != nil {
		for _, item := range reply.Menu.Items {
			offer(reply.Menu.Placeholder+" "+item.Label, commands.Press{State: reply.Menu.State, Values: []string{item.Value}})
		}
	}
	return out
}

// buttons returns all buttons of a reply: those at the side of sections, then the rows.
func buttons(reply commands.Reply) []commands.Button {
	var out []commands.Button
	for _, section := range reply.Sections {
		if section.Accessory != nil {
			out = append(out, *section.Accessory)
		}
	}
	return append(out, slices.Concat(reply.Rows...)...)
}
