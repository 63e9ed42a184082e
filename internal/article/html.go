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

// html reads a web page: its metadata, and the article that Readability finds in it.
func (d *draft) html(text string) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil { // nested deeper than 512 elements
		d.problem(0, Error, "is not HTML that can be read: "+err.Error(), "save the page again, or paste its text into a .txt file")
		d.bareText(text)
		return
	}
	page := &page{reader: reader{draft: d}}
	h := headOf(doc)
	found, err := readability.FromDocument(doc, &url.URL{})
	if err != nil || found.Node == nil {
		d.problem(0, Warning, "no article was found in the page; all of its text is taken", "paste the article into a .txt file if menus are in it")
		found.Node = doc
	}
	d.take(h, found)
	page.walk(found.Node)
	page.flush()
}

// bareText reads a page that no parser takes: what stands between its tags, without their meaning.
func (d *draft) bareText(text string) {
	p := &page{reader: reader{draft: d}}
	z := html.NewTokenizer(strings.NewReader(text))
	skip := false
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		token := z.Token()
		switch {
		case kind == html.TextToken && !skip:
			p.line.WriteString(token.Data)
		case kind == html.StartTagToken:
			skip = unseen[token.DataAtom]
		case kind == html.EndTagToken:
			skip = false
		}
		if kind != html.TextToken && !inlineElements[token.DataAtom] {
			p.flush()
		}
	}
	p.flush()
}

// take fills in the page's metadata: its own first, then what Readability read.
func (d *draft) take(h head, found readability.Article) {
	d.URL = webURL(h.canonical)
	if d.URL == "" {
		d.URL = webURL(h.ogURL)
	}
	d.Title = first(found.Title(), h.title)
	d.Author = first(found.Byline())
	d.siteName = first(found.SiteName(), h.siteName)
	d.Lang = normalLanguage(first(h.lang, found.Language()))
	d.pageDate(h.published)
	if t, err := found.PublishedTime(); err == nil && d.Published.IsZero() && t.Year() > 1 {
		d.Published = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	d.pageDate(h.date)
	d.pageDate(h.time)
}

// first returns the first text with something in it, or "".
func first(texts ...string) string {
	for _, t := range texts {
		if t = clean(t); t != "" {
			return t
		}
	}
	return ""
}

// head is what a page says of itself; of each, what stands first.
type head struct {
	title, siteName, lang, canonical, ogURL string
	published                               string // article:published_time
	date                                    string // another meta element for the date
	time                                    string // a time element, of the article or of something beside it
}

// headOf reads what Readability leaves out or passes over.
func headOf(doc *html.Node) head {
	var h head
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			h.lang = cmp.Or(h.lang, attribute(n, "lang"))
		case atom.Title:
			h.title = cmp.Or(h.title, textOf(n))
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

// pageDate takes a day that the page's metadata name, if none was taken before.
func (d *draft) pageDate(text string) {
	if r, err := dates.Parse(text); err == nil && d.Published.IsZero() && r.Since.Equal(r.Until) {
		d.Published = r.Since
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// page collects paragraphs out of a tree of HTML nodes.
type page struct {
	reader
	line strings.Builder // the paragraph that is open
}

// flush ends the open paragraph.
func (p *page) flush() {
	p.add(p.line.String())
	p.line.Reset()
}

// walk reads a node and all below it. x/net/html bounds the depth of a tree (512 open elements).
func (p *page) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.line.WriteString(n.Data)
		return
	case n.Type != html.ElementNode && n.Type != html.DocumentNode:
		return
	}
	if unseen[n.DataAtom] {
		return
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.flush()
		p.heading(int(n.Data[1]-'0'), textOf(n))
		return
	case atom.Figcaption:
		p.flush()
		p.caption(textOf(n))
		return
	case atom.Br:
		p.line.WriteByte('\n')
	}
	block := !inlineElements[n.DataAtom]
	if block {
		p.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
	if block {
		p.flush()
	}
}

// unseen elements hold nothing that belongs to the body.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Title: true,
	atom.Nav: true, atom.Form: true, atom.Button: true, atom.Svg: true, atom.Iframe: true,
}

// inlineElements do not end a paragraph.
var inlineElements = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Br: true, atom.Cite: true,
	atom.Code: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true,
	atom.Kbd: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true,
	atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true,
	atom.Img: true, atom.Picture: true, atom.Ruby: true,
}

// textOf returns all text below a node.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// stripTags returns the text of a piece of raw HTML, without scripts and styles.
func stripTags(fragment string) string {
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return ""
	}
	p := &page{reader: reader{draft: &draft{Article: Article{Trails: [][]string{nil}}}}}
	for _, n := range nodes {
		p.walk(n)
		p.flush()
	}
	var texts []string
	for _, par := range p.paragraphs {
		texts = append(texts, par.text)
	}
	return strings.Join(texts, " ")
}
