package article

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A pasted page begins with lines about the article, and ends with some.
const (
	headLines  = 16 // at the most, up to the first paragraph
	headProse  = 1  // paragraphs among them: the deck
	headUnread = 4  // short lines in a row that say nothing about the article
	titleBytes = 240
	tailLines  = 12
)

// pasted takes the lines about an article that stand above, between and below its paragraphs out of a text that was
// copied from a page: outlet, title, deck, authors, stamps, buttons, links to other articles, editors' lines.
func (d *draft) pasted() {
	d.splitHead()
	end := d.headEnd(headProse)
	if end == len(d.paragraphs) {
		end = d.headEnd(0)
	}
	head := d.paragraphs[:end]
	d.paragraphs = d.paragraphs[end:]
	d.readHead(head)
	d.readTail()
	d.dropBetween()
}

// lines reads the paragraphs of a file that has no facts of its own beside its text.
func (d *draft) lines(paragraphs []paragraph) {
	d.paragraphs = paragraphs
	for i := range d.paragraphs {
		d.paragraphs[i].text = clean(d.paragraphs[i].text)
	}
	d.paragraphs = slices.DeleteFunc(d.paragraphs, func(p paragraph) bool { return p.text == "" })
	d.pasted()
	d.credits()
	if d.Title == "" && len(d.HeadingPaths) == 1 {
		d.headline()
	}
}

// splitHead parts the first paragraphs at their line breaks if each of the lines is about the article, or if they are
// properties, of which only those about the article stay.
func (d *draft) splitHead() {
	for i := 0; i < min(len(d.paragraphs), headLines); i++ {
		p := d.paragraphs[i]
		if !strings.Contains(p.text, "\n") || len(p.text) > maxProperties {
			continue
		}
		if parts, idle := headParts(p); len(parts) > 0 {
			d.removed = append(d.removed, idle...)
			d.paragraphs = slices.Replace(d.paragraphs, i, i+1, parts...)
			i += len(parts) - 1
		}
	}
}

// maxProperties is how long a paragraph of properties is at the most, in bytes.
const maxProperties = 2000

// headParts returns the lines of a paragraph that are about the article, and its other properties; nil if it has other lines.
func headParts(p paragraph) (parts []paragraph, idle []string) {
	for line := range strings.SplitSeq(p.text, "\n") {
		switch line = clean(line); {
		case line == "":
		case readLine(line).about():
			parts = append(parts, paragraph{text: line, headingPath: p.headingPath})
		case !isProperty.MatchString(line):
			return nil, nil
		default:
			idle = append(idle, line)
		}
	}
	if len(parts) < 2 {
		return nil, nil
	}
	return parts, idle
}

// minProperties is how many lines with a label make a list of properties.
const minProperties = 3

// isProperty matches a line with a name, a colon and a short value, as Notion, Pelican and Logseq write above a text.
var isProperty = regexp.MustCompile(`^[\p{L}_-][\p{L}\d _-]{0,24}(?:::?(?:\s.{0,120})?|：.{0,60})$`)

// headEnd returns how many paragraphs are above the text: up to the last one that is about the article, with no more
// than a title and a deck among them. A day that stands alone is none if others do further down: they are the
// headings of a chronicle.
func (d *draft) headEnd(deck int) int {
	end, prose, unread, days := 0, 0, 0, 0
	var loose time.Time // of a stamp with something else beside it
	titled := d.Title != ""
	for i, p := range d.paragraphs[:min(len(d.paragraphs), headLines)] {
		if p.headingPath != d.paragraphs[0].headingPath { // below a heading
			break
		}
		text := clean(p.text)
		if !strings.ContainsFunc(text, isWordRune) { // a mark between two others
			continue
		}
		f := readLine(text)
		if prose > 0 && f.about() && len(f.authors) == 0 && f.day.IsZero() && f.unclear == nil {
			continue // what is above it is a deck only if a byline or a day follows
		}
		if f.about() && !d.contradicts(f, text) {
			if f.loose && !f.updated && !loose.IsZero() && !loose.Equal(f.day) {
				return 0 // one of several events
			}
			if f.isDay() || f.loose {
				days++
				loose = f.day
			}
			end, prose, unread = i+1, 0, 0
			titled = titled || f.title != ""
			continue
		}
		if i > 0 && i == end && (isOutlet(text) || isRole(text)) { // of the author above it
			end++
			continue
		}
		switch isProse := !isTitleLike(text) || isListItem(text); {
		case isProse && (end > 0 && titled || !titled || prose == deck || !isDeck(text)):
			return d.withoutChronicle(end, days)
		case isProse:
			prose++
		case unread == headUnread:
			return d.withoutChronicle(end, days)
		default:
			unread++
			if end > 0 && !titled && i == end {
				end++
			}
			titled = true
		}
	}
	return d.withoutChronicle(end, days)
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
	for i, p := range d.paragraphs[end:min(len(d.paragraphs), end+headUnread+1)] {
		switch text := clean(p.text); {
		case p.headingPath != d.paragraphs[0].headingPath || isListItem(text):
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

// readHead puts each line of the head where it belongs.
func (d *draft) readHead(head []paragraph) {
	var rest []string
	var changed facts
	properties, labelled := 0, ""
	for _, p := range head {
		text := clean(p.text)
		f := readLine(text)
		if labelled == "" && titleLabel.MatchString(text) {
			labelled = text
		}
		switch {
		case !f.about() || d.contradicts(f, text):
			rest = append(rest, text)
			continue
		case f.loose || len(f.authors) == 0 && f.outlet == "" && f.title == "" && f.day.IsZero():
			d.removed = append(d.removed, text)
		case f.updated:
			changed.day, f.day = f.day, time.Time{}
		}
		if isProperty.MatchString(text) {
			properties++
		}
		d.takeFacts(f)
	}
	d.takeFacts(changed)
	if properties >= minProperties { // other lines of that form are more of them
		rest = d.without(rest, isProperty.MatchString)
	}
	d.nameHead(rest)
	if d.Title == "" && labelled != "" {
		d.Title = labelled
		d.removed = slices.DeleteFunc(d.removed, func(line string) bool { return line == labelled })
	}
	if d.Title == "" || len(head) == 0 {
		return
	}
	for len(d.paragraphs) > 1 && isShort(d.paragraphs[0].text) && !isShort(d.paragraphs[1].text) && d.paragraphs[0].headingPath == 0 {
		d.caption(d.paragraphs[0].text)
		d.paragraphs = d.paragraphs[1:]
	}
}

// titleLabel is the kind of an article that may be before its title: "Comment: The harbour deserves better".
var titleLabel = regexp.MustCompile(`(?i)^(?:comment|opinion|analysis|review|interview|photos|pictures|video|评论|評論|时评|時評|专题|專題|视频|視頻|图集|圖集)\s*[:：]\s*.{6}`)

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

// nameHead finds out which of the remaining lines are the outlet, the title, a name and the deck.
func (d *draft) nameHead(rest []string) {
	rest = d.without(rest, func(line string) bool {
		return isButtonWord(line) || isCount(line) && len(rest) > 1 || !strings.ContainsFunc(line, isWordRune)
	})
	if len(rest) > 1 && (isOutlet(rest[0]) || isCapitals(rest[0]) && !isCapitals(rest[1])) && len(strings.Fields(rest[0])) <= 5 {
		d.takeFacts(facts{outlet: rest[0]})
		rest = rest[1:]
	}
	for i, line := range rest {
		f := facts{}
		switch {
		case strings.EqualFold(line, d.Title), i+1 < len(rest) && (isSection(line) || d.Title == "" && isKicker(line, rest[i+1])):
		case d.Title == "" && !endsInStop(line):
			d.Title = d.withoutOutlet(strings.TrimLeft(line, "# "))
		case len(f.pieces(line, true, false)) == 0 && f.kinds > 0 && !f.other && (len(f.authors) > 0 || f.outlet != ""):
			d.takeFacts(f)
		case d.Author == "" && place.MatchString(line) && arePeople(place.ReplaceAllString(line, "")): // "Ann Example in Harrow"
			d.takeFacts(facts{authors: namesOf(line)})
		case isRole(line):
			d.takeFacts(facts{authors: personBefore(line)})
		default:
			d.caption(line)
		}
	}
}

// isKicker reports whether a line above another one is the name of a section or a subject: much shorter, no sentence.
func isKicker(line, next string) bool {
	if isHanText(line) {
		return utf8.RuneCountInString(line) <= 4 && utf8.RuneCountInString(next) >= 8 && !endsInStop(next)
	}
	return len(strings.Fields(line)) <= 2 && len(strings.Fields(next)) >= 4 && !endsInStop(next) && !strings.HasSuffix(line, ":")
}

// maxSectionWords is how many words the name of a section has at the most: "Local News".
const maxSectionWords = 3

// isSection reports whether a line is the name of a section.
func isSection(line string) bool {
	words := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("&/|>·", r) })
	return len(words) > 0 && len(words) <= maxSectionWords && !slices.ContainsFunc(words, func(w string) bool { return !sectionSet[w] })
}

// withoutOutlet parts the name of an outlet from the end of a title, as the titles of pages have it.
func (d *draft) withoutOutlet(title string) string {
	marks := titleMark.FindAllStringIndex(title, -1)
	if len(marks) == 0 {
		return title
	}
	last := marks[len(marks)-1]
	tail := title[last[1]:]
	if !isOutlet(tail) || last[0] < len(tail) {
		return title
	}
	d.Outlet = cmp.Or(d.Outlet, tail)
	return title[:last[0]]
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
