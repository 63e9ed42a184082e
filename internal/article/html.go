package article

import (
	"fmt"
	"slices"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"lede/internal/dates"
)

// html reads a web page: what it states about itself, and the article in it.
func (d *draft) html(text string) {
	d.spendPage(text)
	d.isPage = true
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil { // nested deeper than 512 elements
		d.problem(0, Error, "is not HTML that can be read: "+err.Error(), "save the page again, or paste its text into a .txt file")
		d.textWithoutTags(text)
		return
	}
	d.openTemplates(doc)
	dropReadings(doc)
	reveal(doc)
	pruned, boxes := withoutBoxes(doc)
	body := newBodyFilter(pruned)
	d.setMetadata(doc, body.fallback)
	switch {
	case d.readBlocks(pruned, body):
		d.removed = append(d.removed, boxes...)
	case pruned != doc && d.readBlocks(doc, newBodyFilter(doc)):
	default:
		if !d.readBlocks(doc, nil) {
			d.textWithoutTags(text)
		}
		d.problem(0, Warning, "no article was found in the page; all of its text is taken", "paste the article into a .txt file if menus are in it")
	}
	if strings.Contains(text, `"articleBody"`) {
		d.takeLinkedBody(doc)
	}
}

// readBlocks reads the blocks of a page that a filter keeps; all of them without one. It returns false, with the draft
// unchanged, if there are none, or if the filter keeps no prose though the page has some.
func (d *draft) readBlocks(doc *html.Node, body *bodyFilter) bool {
	before := *d
	p := d.walkPage(doc, body, nil)
	if p.cutsAmong() {
		*d = before
		p = d.walkPage(doc, body, p.spans)
	}
	p.dropStrays()
	d.dropPageTail()
	if len(d.paragraphs)+len(d.Captions) == 0 || p.keptProse == 0 && p.removedProse > 0 {
		*d = before
		return false
	}
	if p.removedProse > p.keptProse {
		d.problem(0, Warning, fmt.Sprintf("%d of %d bytes of the page's text were left out, since they do not look like its article",
			p.removedProse, p.removedProse+p.keptProse), "look at them with bot check FILE, and paste the article into a .txt file if they are part of it")
	}
	return true
}

// walkPage reads the blocks of a page that a filter keeps, and all prose between such as both libraries keep.
func (d *draft) walkPage(doc *html.Node, body *bodyFilter, between spans) *page {
	p := &page{reader: reader{draft: d}, isDocument: true, body: body, spans: spans{}, between: between}
	p.walk(doc)
	p.flush()
	return p
}

// textWithoutTags parses a page that the HTML parser rejects: the text between the tags becomes the paragraphs.
func (d *draft) textWithoutTags(text string) {
	p := &page{reader: reader{draft: d}}
	z := html.NewTokenizer(strings.NewReader(text))
	skip := false
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		token := z.Token()
		switch {
		case kind == html.TextToken && !skip:
			p.line.WriteString(token.Data)
		case kind == html.StartTagToken:
			skip = skippedElements[token.DataAtom]
		case kind == html.EndTagToken:
			skip = false
		}
		if kind != html.TextToken && !inlineElements[token.DataAtom] {
			p.flush()
		}
	}
	p.flush()
}

// setMetadata takes what the page states about itself, and what Readability read where it states nothing.
func (d *draft) setMetadata(doc *html.Node, found readability.Article) {
	s := statementsOf(doc)
	var place string
	d.URL, place = s.link()
	d.state("source", d.URL, place)
	if d.Title, place = s.headline(); d.Title == "" {
		d.Title, place = clean(found.Title()), "Readability"
	}
	d.state("title", d.Title, place)
	beside := besideHeadline(doc, d.Title)
	s.addBeside(beside)
	s.each("outlet", func(p, name string) bool {
		if strings.Contains(name, "://") || d.siteName != "" && !isOutlet(name) {
			return false
		}
		d.siteName, place = name, p
		return !platforms[name]
	})
	d.state("outlet", d.siteName, place)
	s.each("lang", func(p, tag string) bool {
		d.Lang, place = normalLanguage(tag), p
		return d.Lang != ""
	})
	d.state("lang", d.Lang, place)
	d.Tags, place = s.tags()
	d.state("tags", strings.Join(d.Tags, ", "), place)
	d.setAuthors(s, found.Byline())
	d.setDay(doc, s, beside)
}

// platforms are sites that publish for others, whose names are those of the accounts.
var platforms = wordSet("微信公众平台 今日头条 百家号 网易号 搜狐号 企鹅号 知乎专栏 Medium Substack Blogger WordPress.com Tumblr")

// addBeside adds what the lines beside the headline state of authors and outlets. A name that is alone on a line counts
// beside a day.
func (s statements) addBeside(lines []string) {
	for i, line := range lines {
		f := readLine(line)
		if f.about() && isOutlet(f.outlet) {
			s.add("beside headline, outlet", f.outlet)
		}
		switch isName := len(line) <= maxNameSize && arePeople(line); {
		case f.about() && len(f.authors) > 0:
			line = strings.Join(f.authors, ", ")
		case isName && (i > 0 && readLine(lines[i-1]).isDay() || i+1 < len(lines) && readLine(lines[i+1]).isDay()):
		case !bylineLabel.MatchString(line):
			continue
		}
		s.add("beside headline, author", line)
	}
}

// maxNameSize is how long a line with the names of authors alone is at the most, in bytes.
const maxNameSize = 80

// setAuthors takes the authors that a page states, or those of Readability.
func (d *draft) setAuthors(s statements, byline string) {
	names, place := s.authors(d.siteName)
	if len(names) == 0 {
		isSite := func(name string) bool { return strings.EqualFold(name, d.siteName) }
		names, place = slices.DeleteFunc(authorsOf(byline), isSite), "Readability"
	}
	d.Author = strings.Join(names, ", ")
	d.state("author", d.Author, place)
}

// setDay takes the day that the page states, or else the one that htmldate finds in it, which is inferred unless
// a line beside the headline or a time element shows it.
func (d *draft) setDay(doc *html.Node, s statements, beside []string) {
	day, place := s.published(d.URL, beside)
	if day.IsZero() {
		dropSaveMarks(doc)
		day, place = findDay(doc, d.URL, s.locale(d.URL)), "htmldate"
		d.Inferred = !day.IsZero() && !s.shows(day, beside)
	}
	d.Published = day
	d.state("published", d.Date(), place)
}

// firstNonEmpty returns the first text with something in it, or "".
func firstNonEmpty(texts ...string) string {
	for _, t := range texts {
		if t = clean(t); t != "" {
			return t
		}
	}
	return ""
}

// pageDate takes a day that a line above the text gives, if the page states none.
func (d *draft) pageDate(text string) {
	if r, err := dates.Parse(text); err == nil && d.Published.IsZero() && r.Since.Equal(r.Until) {
		d.Published = r.Since
		d.state("published", text, "line above the text")
	}
}
