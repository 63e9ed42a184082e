package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The longest caption or headline. Of the titles in eval/en-news, 90% have up to 13 words and 99% up to 15, so a few
// headlines are missed; with 12 words, 11% of the paragraphs there are lifted as captions, with 16 words 12%. The 24
// Chinese characters are as wide as 12 English words of four letters. maxShortBytes skips long lines early.
const (
	maxShortWords = 12
	maxShortHan   = 24
	maxShortBytes = 160
)

// headline makes the first line the title if it is short, ends in no sentence mark and is followed by prose.
func (d *draft) headline() {
	if len(d.paragraphs) > 1 && isShort(d.paragraphs[0].text) && !isShort(d.paragraphs[1].text) {
		d.Title = strings.TrimLeft(d.paragraphs[0].text, "# ")
		d.paragraphs = d.paragraphs[1:]
	}
}

// liftCaptions moves short lines before a paragraph of prose from the body to the captions. Subheadings look the same
// and are moved, too. If most lines of a text are short (a list, a poem), it moves none.
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

// isShort reports whether a line looks like a caption or a headline: few words, no small letter at its start, no
// sentence mark at its end, no list item, no link.
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

// endsSentence reports whether a line ends in a mark of prose: of a sentence, a clause or a quotation.
func endsSentence(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, " \t"))
	return strings.ContainsRune(".!?。！？…:：;；,，、”\"」』", last)
}
