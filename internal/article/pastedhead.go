package article

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// headEnd returns how many paragraphs are above the text: up to the last one that is about the article, with no more
// than a title and a deck among them. A day that is alone is none if others do further down: they are the
// headings of a chronicle.
func (d *draft) headEnd(deck int) int {
	h := headSearch{draft: d, deck: deck, titled: d.Title != ""}
	for i, p := range d.paragraphs[:min(len(d.paragraphs), headLines)] {
		if p.headingPath != d.paragraphs[0].headingPath { // below a heading
			break
		}
		text := clean(p.text)
		if !strings.ContainsFunc(text, isWordRune) { // a mark between two others
			continue
		}
		switch f := d.lineAt(i); {
		case h.prose > 0 && f.about() && len(f.authors) == 0 && f.day.IsZero() && f.unclear == nil:
			// what is above it is a deck only if a byline or a day follows
		case f.about() && !d.contradicts(f, text):
			if h.isAnotherEvent(f) {
				return 0
			}
			h.addFacts(i, f)
		case i > 0 && i == h.end && (isOutlet(text) || isRole(text)): // of the author above it
			h.end++
		case !h.addText(i, text):
			return d.withoutChronicle(h.end, h.days)
		}
	}
	return d.withoutChronicle(h.end, h.days)
}

// headSearch is the state of headEnd.
type headSearch struct {
	*draft
	deck          int // how many paragraphs of prose may be above the last line about the article
	end           int // how many paragraphs are above the text, as far as is read
	prose, unread int // below the last line about the article: paragraphs of prose, and other lines
	days          int
	loose         time.Time // of a stamp with something else beside it
	titled        bool
}

// isAnotherEvent reports whether a line has a stamp that differs from an earlier one: each is of one of several events.
func (h *headSearch) isAnotherEvent(f facts) bool {
	return f.loose && !f.updated && !h.loose.IsZero() && !h.loose.Equal(f.day)
}

// addFacts counts a line about the article.
func (h *headSearch) addFacts(i int, f facts) {
	if f.isDay() || f.loose {
		h.days++
		h.loose = f.day
	}
	h.end, h.prose, h.unread = i+1, 0, 0
	h.titled = h.titled || f.title != ""
}

// addText counts a paragraph that is not about the article. It returns false if the text begins with it.
func (h *headSearch) addText(i int, text string) bool {
	if isProse := !isTitleLike(text) || isListItem(text); isProse {
		h.prose++
		return !(h.end > 0 && h.titled || !h.titled || h.prose > h.deck || !isDeck(text))
	}
	if h.unread == headUnread {
		return false
	}
	h.unread++
	if h.end > 0 && !h.titled && i == h.end {
		h.end++
	}
	h.titled = true
	return true
}

// readHead puts each of the first lines, up to end, where it belongs.
func (d *draft) readHead(end int) {
	h := headReader{draft: d}
	for i, p := range d.paragraphs[:end] {
		h.read(p, d.lineAt(i))
	}
	d.takeFacts(h.changed)
	d.takeFacts(h.beside)
	h.keepRest(end)
	if d.Title == "" && h.labelled != "" {
		d.Title = h.labelled
		d.removed = slices.DeleteFunc(d.removed, func(line string) bool { return line == h.labelled })
	}
	if d.Title != "" && end > 0 {
		d.topCaptions()
	}
}

// headReader is the state of readHead.
type headReader struct {
	*draft
	rest         []paragraph // that are not about the article
	run, longest int         // how many of them in a row: of the last ones, at the most
	changed      facts       // the day of a change
	beside       facts       // an outlet and tags that count only if no other line has any
	labelled     string      // the first line with the label of a title
	properties   int         // how many lines are properties
}

// read reads a line.
func (h *headReader) read(p paragraph, f facts) {
	text := clean(p.text)
	if h.labelled == "" && titleLabel.MatchString(text) {
		h.labelled = text
	}
	switch {
	case !f.about() || h.contradicts(f, text):
		h.rest = append(h.rest, p)
		h.run++
		h.longest = max(h.longest, h.run)
		return
	case f.loose || len(f.authors) == 0 && f.outlet == "" && f.title == "" && f.day.IsZero():
		h.removed = append(h.removed, text)
	case f.updated:
		h.changed.day, f.day = f.day, time.Time{}
	}
	h.run = 0
	if !f.sourced { // an outlet with a label counts first, and tags before a section
		h.beside.outlet, f.outlet = cmp.Or(h.beside.outlet, f.outlet), ""
	}
	if f.section && len(h.beside.tags) == 0 {
		h.beside.tags, f.tags = f.tags, nil
	}
	h.takeFacts(f)
	if isProperty.MatchString(text) {
		h.properties++
	}
}

// keepRest takes the first lines off the text, and makes a title, a deck or text of those that are not about the article.
func (h *headReader) keepRest(end int) {
	headingPath := 0
	if end > 0 {
		headingPath = h.paragraphs[0].headingPath
	}
	whole := end == len(h.paragraphs)
	h.paragraphs = h.paragraphs[end:]
	if whole || h.longest > headListed {
		h.rest = h.keepListed(h.rest)
	}
	h.nameRest(asLines(h.rest), h.properties, headingPath)
}

// topCaptions takes captions off the beginning of the text.
func (d *draft) topCaptions() {
	for len(d.paragraphs) > 1 && isCaption(d.paragraphs[0].text) && !isShort(d.paragraphs[1].text) && d.paragraphs[0].headingPath == 0 {
		d.caption(d.paragraphs[0].text)
		d.paragraphs = d.paragraphs[1:]
	}
}
