package render

import (
	"slices"
	"strings"

	"lede/internal/commands"
	"lede/internal/sentences"
	"lede/internal/text"
)

// draw returns blocks in markdown, in at most limit UTF-16 units. Blocks that do not fit whole are shortened at a sentence end;
// what follows them is left out.
func draw(blocks []commands.Block, limit int) string {
	var b strings.Builder
	for i, bl := range blocks {
		separator := ""
		if i > 0 {
			separator = separatorOf(blocks[i-1].Kind, bl.Kind)
		}
		drawn := block(bl)
		room := limit - text.UTF16Len(separator)
		fits := text.UTF16Len(drawn) <= room
		if !fits {
			drawn = fit(bl, room)
		}
		if drawn != "" {
			b.WriteString(separator + drawn)
		}
		if !fits {
			break
		}
		limit = room - text.UTF16Len(drawn)
	}
	return b.String()
}

// separatorOf returns what is between two blocks. Small print follows what it belongs to without a gap, as do the items of a
// list; Discord draws a line break as a new line and an empty line as a gap.
func separatorOf(before, after commands.Kind) string {
	if before == commands.Paragraph && after == commands.Paragraph || before == commands.Quote && after != commands.Small || before == commands.Small && after != commands.Small && after != commands.Quote {
		return "\n\n"
	}
	return "\n"
}

// block returns a block in markdown.
func block(b commands.Block) string {
	drawn := markdown(b.Text)
	switch b.Kind {
	case commands.Heading:
		return emphasize(strings.ReplaceAll(markdown(regular(b.Text)), "\n", " "), true)
	case commands.Quote:
		return "> " + strings.ReplaceAll(drawn, "\n", "\n> ")
	case commands.Bullet:
		return "- " + strings.ReplaceAll(drawn, "\n", " ")
	case commands.Small:
		return small + strings.ReplaceAll(drawn, "\n", " ")
	}
	return drawn
}

// regular returns a text without bold type.
func regular(t commands.Text) commands.Text {
	out := slices.Clone(t)
	for i := range out {
		out[i].Bold = false
	}
	return out
}

// least is the room, in UTF-16 units, in which a shortened block still says something.
const least = 40

// maxUTF8 is how many bytes a UTF-16 unit takes in UTF-8 at most.
const maxUTF8 = 3

// fit returns a block in markdown of at most limit UTF-16 units, shortened at a sentence end if there is one, else between
// characters. It returns "" if there is too little room.
func fit(b commands.Block, limit int) string {
	plain := b.Text.String()
	plain = plain[:min(len(plain), maxUTF8*max(limit, 0))] // markdown is no shorter than the text
	for _, end := range ends(plain) {
		if drawn := block(commands.Block{Kind: b.Kind, Text: append(head(b.Text, end), commands.Span{Text: " …"})}); text.UTF16Len(drawn) <= limit {
			return drawn
		}
	}
	if limit < least {
		return ""
	}
	for n := min(len(plain), limit); n > 0; n = n * 3 / 4 {
		if drawn := block(commands.Block{Kind: b.Kind, Text: append(head(b.Text, n), commands.Span{Text: "…"})}); text.UTF16Len(drawn) <= limit {
			return drawn
		}
	}
	return ""
}

// ends returns the offsets at which a text's sentences end, the last first, without the very last.
func ends(plain string) []int {
	var out []int
	for _, s := range sentences.Split(plain) {
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
