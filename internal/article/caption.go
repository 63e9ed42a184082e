package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A caption or a headline has no more than this.
const (
	maxShortWords = 12
	maxShortHan   = 24
	maxShortBytes = 160
)

// headline takes a first line that is short and ends in no sentence mark, with prose after it, as the title.
func (d *draft) headline() {
	if len(d.paragraphs) > 1 && isShort(d.paragraphs[0].text) && !isShort(d.paragraphs[1].text) {
		d.Title = strings.TrimLeft(d.paragraphs[0].text, "# ")
		d.paragraphs = d.paragraphs[1:]
	}
}

// liftCaptions moves short lines that stand between paragraphs of prose from the body to the captions; a
// heading that looks like one goes the same way. In a text that consists of short lines mostly (a list, a
// poem) they are the body.
func (d *draft) liftCaptions() {
	n, short := len(d.paragraphs), 0
	lift := make([]bool, n)
	prose := false // whether the next longer line is prose
	for i := n - 1; i >= 0; i-- {
		switch text := d.paragraphs[i].text; {
		case !isShort(text):
			prose = !isListItem(text)
		default:
			short++
			lift[i] = prose && i > 0
		}
	}
	if short*2 > n {
		return
	}
	var body []paragraph
	for i, p := range d.paragraphs {
		if lift[i] {
			d.caption(p.text)
		} else {
			body = append(body, p)
		}
	}
	d.paragraphs = body
}

// isShort reports whether a line looks like a caption or a headline: few words, no sentence mark at its end,
// no item of a list, no link.
func isShort(line string) bool {
	if line == "" || len(line) > maxShortBytes {
		return false
	}
	han := 0
	for _, r := range line {
		if isHan(r) {
			han++
		}
	}
	first, _ := utf8.DecodeRuneInString(line)
	return han <= maxShortHan && len(strings.Fields(line)) <= maxShortWords && !unicode.IsLower(first) &&
		!endsSentence(line) && !isListItem(line) && !strings.Contains(line, "://")
}

// endsSentence reports whether a line ends in a mark that prose ends or pauses with.
func endsSentence(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, " \t"))
	return strings.ContainsRune(".!?。！？…:：;；,，、”\"」』", last)
}
