package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/dates"
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
		d.Title = withoutMarks(d.paragraphs[0].text)
		d.paragraphs = d.paragraphs[1:]
	}
}

// maxCaptions is how many captions are in a row at the most; more short lines are a list.
const maxCaptions = 2

// liftCaptions moves short lines before a paragraph of prose from the body to the captions. Subheadings look the same
// and are moved, too, but for those in capitals, which may be speakers. If most lines of a text are short (a list, a
// poem), it moves none, nor a list below a line with a colon.
func (d *draft) liftCaptions() {
	n, short := len(d.paragraphs), 0
	lift := make([]bool, n)
	for end := n; end > 0; {
		first := end - 1
		for first > 0 && isShort(d.paragraphs[first].text) && isShort(d.paragraphs[first-1].text) {
			first--
		}
		if !isShort(d.paragraphs[first].text) {
			end--
			continue
		}
		short += end - first
		inList := end-first > maxCaptions || first > 0 && endsInColon(d.paragraphs[first-1].text)
		for i := max(1, first); i < end; i++ {
			lift[i] = !inList && end < n && !isListItem(d.paragraphs[end].text) && isCaption(d.paragraphs[i].text)
		}
		end = first
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

// isCaption reports whether a short line may be a caption: not in capitals, not who said the line above, no day of a chronicle, and without a label of another kind than a
// picture's.
func isCaption(line string) bool {
	return isShort(line) && !strings.HasPrefix(line, "—") && !isCapitals(line) && !isSpeech(line) && !beginsWithDay(line)
}

// beginsWithDay reports whether a line begins with a day, as those of a chronicle do.
func beginsWithDay(line string) bool {
	found := dates.Find(line)
	return len(found) > 0 && found[0].Start == 0 && found[0].Day
}

// isSpeech reports whether a line begins with a name or a label, and a colon: "Reporter: You were young".
func isSpeech(line string) bool {
	name, value, ok := cutColon(line)
	return ok && value != "" && isProperty.MatchString(name+": ") && labelOf(name) != "photo"
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
