package article

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/internal/dates"
)

// html parses a web page: its metadata, and the article that Readability finds in it.
func (d *draft) html(text string) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil { // nested deeper than 512 elements
		d.problem(0, Error, "is not HTML that can be read: "+err.Error(), "save the page again, or paste its text into a .txt file")
		d.textWithoutTags(text)
		return
	}
	h := headOf(doc)
	total := prune(doc)
	found, err := readability.FromDocument(doc, &url.URL{})
	missing := err != nil || found.Node == nil
	if missing {
		found.Node = doc
	}
	d.setMetadata(h, found)
	p := &page{reader: reader{draft: d}, isDocument: true}
	p.walk(found.Node)
	if p.flush(); len(d.paragraphs)+len(d.Captions) == 0 && total > 0 {
		missing = true
		d.textWithoutTags(text)
	}
	if missing {
		d.problem(0, Warning, "no article was found in the page; all of its text is taken", "paste the article into a .txt file if menus are in it")
	}
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

// setMetadata sets the page's metadata: from its own elements first, then from what Readability found.
func (d *draft) setMetadata(h head, found readability.Article) {
	d.URL = webURL(h.canonical)
	if d.URL == "" {
		d.URL = webURL(h.ogURL)
	}
	d.Title = firstNonEmpty(h.heading(found.Title()), found.Title(), h.title)
	d.Author = bylineLabel.ReplaceAllString(firstNonEmpty(found.Byline()), "")
	d.siteName = firstNonEmpty(found.SiteName(), h.siteName)
	d.Lang = normalLanguage(firstNonEmpty(h.lang, found.Language()))
	d.pageDate(h.published)
	if t, err := found.PublishedTime(); err == nil && d.Published.IsZero() && t.Year() > 1 {
		d.Published = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	d.pageDate(h.date)
	d.pageDate(h.time)
}

// firstNonEmpty returns the first text that is not blank, cleaned, or "".
func firstNonEmpty(texts ...string) string {
	for _, t := range texts {
		if t = clean(t); t != "" {
			return t
		}
	}
	return ""
}

// head is the metadata of a page; of several elements of a kind, the first.
type head struct {
	title, siteName, lang, canonical, ogURL string
	headings                                []string // of level 1
	published                               string   // article:published_time
	date                                    string   // another meta element for the date
	time                                    string   // a time element, which may not belong to the article
}

// headOf returns the metadata of a page, which Readability reads in part only.
func headOf(doc *html.Node) head {
	var h head
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			h.lang = cmp.Or(h.lang, attribute(n, "lang"))
		case atom.Title:
			h.title = cmp.Or(h.title, textOf(n))
		case atom.H1:
			h.headings = append(h.headings, clean(textOf(n)))
		case atom.Time:
			h.time = cmp.Or(h.time, attribute(n, "datetime"))
		case atom.Link:
			if strings.EqualFold(attribute(n, "rel"), "canonical") {
				h.canonical = cmp.Or(h.canonical, attribute(n, "href"))
			}
		case atom.Meta:
			h.meta(strings.ToLower(cmp.Or(attribute(n, "property"), attribute(n, "name"))), attribute(n, "content"))
		}
	}
	return h
}

// heading returns the page's heading of level 1 if it is the only one and the title contains it, as in "Heading - Name
// of the site"; otherwise "".
func (h *head) heading(title string) string {
	if len(h.headings) == 1 && strings.Contains(clean(title), h.headings[0]) {
		return h.headings[0]
	}
	return ""
}

func (h *head) meta(name, content string) {
	switch name {
	case "og:url":
		h.ogURL = cmp.Or(h.ogURL, content)
	case "og:site_name":
		h.siteName = cmp.Or(h.siteName, content)
	case "article:published_time":
		h.published = cmp.Or(h.published, content)
	case "date", "pubdate", "publishdate", "dc.date", "dcterms.date", "dc.date.issued":
		h.date = cmp.Or(h.date, content)
	}
}

// pageDate sets the date of publication, if it is not set and the text is a day.
func (d *draft) pageDate(text string) {
	if r, err := dates.Parse(text); err == nil && d.Published.IsZero() && r.Since.Equal(r.Until) {
		d.Published = r.Since
	}
}

// attribute returns the value of an attribute, or "".
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
