package article

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"lede/internal/lazyregexp"
)

// A pasted page begins with lines about the article, and ends with some.
const (
	headLines  = 16 // at the most, up to the first paragraph
	headProse  = 1  // paragraphs among them: the deck
	headUnread = 6  // short lines in a row that say nothing about the article
	headListed = 4  // of them; more are a list or a poem
	trailing   = 4  // of them below the last line about it
	titleBytes = 240
	tailLines  = 12
)

// pasted takes the lines about an article that are above, between and below its paragraphs out of a text that was
// copied from a page: outlet, title, deck, authors, stamps, buttons, links to other articles, editors' lines.
func (d *draft) pasted() {
	d.splitHead()
	end := d.headEnd(headProse)
	if end == len(d.paragraphs) {
		end = d.headEnd(0)
	}
	d.readHead(end)
	d.readTail()
	d.dropBetween()
}

// lines reads the paragraphs of a file that has no facts of its own beside its text.
func (d *draft) lines(paragraphs []paragraph) {
	d.cleanLines(paragraphs)
	d.pasted()
	d.credits()
	if d.Title == "" && len(d.HeadingPaths) == 1 {
		d.headline()
	}
}

// cleanLines takes the paragraphs as they are, without empty ones.
func (d *draft) cleanLines(paragraphs []paragraph) {
	d.paragraphs = paragraphs
	for i := range d.paragraphs {
		d.paragraphs[i].text = clean(d.paragraphs[i].text)
	}
	d.paragraphs = slices.DeleteFunc(d.paragraphs, func(p paragraph) bool { return p.text == "" })
}

// lineAt reads one of the first lines. One that a title or speech may look like counts beside another about the article,
// or below the title if it has a label that no speaker has.
func (d *draft) lineAt(i int) facts {
	f := readLine(clean(d.paragraphs[i].text))
	if address := d.ownAddress(i); address != "" {
		return facts{kinds: 1, url: address}
	}
	if i == 0 && d.Title == "" && f.weak && len(f.tags) > 0 { // "#MeToo" is the title
		return facts{}
	}
	if !f.weak || f.labelled && !f.spoken && (i > 0 || d.Title != "") {
		return f
	}
	for _, step := range []int{-1, 1} {
		for k := i + step; k >= 0 && k < min(len(d.paragraphs), i+headUnread); k += step {
			text := clean(d.paragraphs[k].text)
			if readLine(text).about() {
				return f
			}
			if !isShort(text) && strings.ContainsFunc(text, isWordRune) {
				break
			}
		}
	}
	return facts{}
}

// ownAddress returns the address that stands alone on a line above the text, where no other does; "" if there is none.
func (d *draft) ownAddress(i int) string {
	address := webURL(strings.Trim(clean(d.paragraphs[i].text), "<>"))
	if address == "" {
		return ""
	}
	hasText := false
	for k, p := range d.paragraphs[:min(len(d.paragraphs), 2*headLines)] {
		if k != i && webURL(strings.Trim(clean(p.text), "<>")) != "" {
			return ""
		}
		hasText = hasText || k > i && endsSentence(p.text)
	}
	if !hasText {
		return ""
	}
	return address
}

// Bounds of a deck, the sentence or two below a title.
const (
	deckBytes     = 240
	deckSentences = 2
)

// isDeck reports whether a paragraph is short enough for a deck.
func isDeck(text string) bool {
	return len(text) <= deckBytes && strings.Count(text+" ", ". ")+strings.Count(text, "。") <= deckSentences
}

// contradicts reports whether a line names a title or a day that is not the article's: it is the text of a list or a
// chronicle. A stamp may be some days off, where it is that of a change.
func (d *draft) contradicts(f facts, line string) bool {
	switch {
	case f.title != "" && d.Title != "" && !strings.EqualFold(f.title, d.Title):
		return true
	case !f.isDay():
		return false
	case strings.HasSuffix(line, ":") || strings.HasSuffix(line, "："):
		return true
	}
	apart := d.Published.Sub(f.day).Abs()
	return !d.Published.IsZero() && !f.day.IsZero() && apart > maxApart
}

const maxApart = 40 * 24 * time.Hour

// isTitleLike reports whether a line may be a title: not long, and no sentence.
func isTitleLike(line string) bool {
	return len(line) <= titleBytes && !endsInStop(line) && !strings.Contains(line, "://")
}

// withTrailing adds the short lines below the last line about the article, down to the first paragraph of prose.
func (d *draft) withTrailing(end int) int {
	for i, p := range d.paragraphs[end:min(len(d.paragraphs), end+trailing+1)] {
		switch text := clean(p.text); {
		case p.headingPath != d.paragraphs[0].headingPath || isListItem(text) && strings.ContainsFunc(text, isWordRune):
			return end
		case endsSentence(text) || len(text) > titleBytes:
			return end + i
		case !isShort(text) && !isCount(text) && strings.ContainsFunc(text, isWordRune):
			return end
		}
	}
	return end
}

func (d *draft) withoutChronicle(end, days int) int {
	if end > 0 {
		end = d.withTrailing(end)
	}
	if days == 0 {
		return end
	}
	for _, p := range d.paragraphs[end:] {
		if text := clean(p.text); len(text) < 80 && isDayLine(text) {
			return 0
		}
	}
	return end
}

// isDayLine reports whether a line is a day, or a stamp with a short text beside it.
func isDayLine(line string) bool {
	f := readLine(line)
	return f.isDay() || f.loose && f.about() && !f.labelled
}

// keepListed puts the lines of a head that are a list, a poem or all of the text back above the text, and returns the
// ones up to the title.
func (d *draft) keepListed(rest []paragraph) []paragraph {
	first := 1
	switch {
	case d.Title != "":
		first = 0
	case len(rest) > 2 && isOutlet(clean(rest[0].text)):
		first = 2
	}
	first = min(first, len(rest))
	d.paragraphs = append(slices.Clone(rest[first:]), d.paragraphs...)
	return rest[:first]
}

// asLines returns the text of paragraphs, each as one line.
func asLines(paragraphs []paragraph) []string {
	var lines []string
	for _, p := range paragraphs {
		lines = append(lines, clean(p.text))
	}
	return lines
}

// nameRest puts the lines of a head that say nothing about the article by themselves where they belong.
func (d *draft) nameRest(rest []string, properties, headingPath int) {
	if properties > 1 && properties+countOf(rest, isProperty.MatchString) >= minProperties {
		rest = d.otherProperties(rest, headingPath)
	}
	d.nameHead(rest)
}

// titleLabel is the kind of an article that may be before its title: "Comment: The harbour deserves better".
var titleLabel = lazyregexp.New(`(?i)^(?:comment|opinion|analysis|review|interview|photos|pictures|video|评论|評論|时评|時評|专题|專題|视频|視頻|图集|圖集)\s*[:：]\s*.{6}`)

// without takes some of the lines out of the text.
func (d *draft) without(lines []string, isIdle func(string) bool) []string {
	var rest []string
	for _, line := range lines {
		if isIdle(line) {
			d.removed = append(d.removed, line)
		} else {
			rest = append(rest, line)
		}
	}
	return rest
}

func endsInStop(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	return last == '.' || last == '。'
}

// takeFacts takes over what a line says, where nothing better did.
func (d *draft) takeFacts(f facts) {
	if d.Author == "" {
		d.Author = strings.Join(f.authors, ", ")
	}
	if d.Outlet == "" && f.outlet != "" {
		d.Outlet = f.outlet
	}
	if d.Title == "" {
		d.Title = f.title
	}
	if d.credited == "" {
		d.credited = f.url
	}
	if len(d.Tags) == 0 {
		d.Tags = f.tags
	}
	if d.Published.IsZero() {
		d.Published = f.day
	}
	if f.caption != "" {
		d.caption(f.caption)
	}
	if d.unclear == nil {
		d.unclear = f.unclear
	}
}

// isCapitals reports whether a line is in capital letters.
func isCapitals(line string) bool {
	letters := 0
	for _, r := range line {
		if unicode.IsLower(r) || isHan(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 2
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isHanText(line string) bool { return strings.ContainsFunc(line, isHan) }
