package article

import (
	"bytes"
	"io"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"lede/internal/dates"
)

// html reads a web page: its metadata, and the article that Readability finds in it.
func (d *draft) html(raw []byte) {
	doc, err := html.Parse(strings.NewReader(d.decodePage(raw)))
	if err != nil {
		d.problem(0, Error, "is not HTML: "+err.Error(), "save the page again, or paste its text into a .txt file")
		return
	}
	page := &page{reader: reader{draft: d}}
	d.metadata(doc)
	found, err := readability.FromDocument(doc, &url.URL{})
	if err != nil || found.Node == nil {
		d.problem(0, Warning, "no article was found in the page; all of its text is taken", "paste the article into a .txt file if menus are in it")
		page.walk(doc)
		page.flush()
		return
	}
	d.take(found)
	page.walk(found.Node)
	page.flush()
}

// decodePage returns the page as UTF-8, out of the character set that it declares or seems to have.
func (d *draft) decodePage(raw []byte) string {
	if utf8.Valid(raw) {
		return d.decode(raw)
	}
	r, err := charset.NewReader(bytes.NewReader(raw), "text/html")
	if err != nil {
		return d.decode(raw)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return d.decode(raw)
	}
	return d.decode(text)
}

// take fills in what Readability read of the page's metadata.
func (d *draft) take(found readability.Article) {
	if d.Title == "" {
		d.Title = clean(found.Title())
	}
	if d.Author == "" {
		d.Author = clean(found.Byline())
	}
	if t, err := found.PublishedTime(); err == nil && d.Published.IsZero() {
		d.Published = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	if d.Lang == "" && found.Language() != "" {
		d.Lang = normalLanguage(found.Language())
	}
	d.siteName = found.SiteName()
}

// metadata reads what Readability leaves out: the canonical link, and dates that stand elsewhere.
func (d *draft) metadata(doc *html.Node) {
	var og string
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.Link:
			if strings.EqualFold(attribute(n, "rel"), "canonical") && d.URL == "" {
				d.URL = webURL(attribute(n, "href"))
			}
		case atom.Meta:
			switch strings.ToLower(attribute(n, "property") + attribute(n, "name")) {
			case "og:url":
				og = webURL(attribute(n, "content"))
			case "date", "pubdate", "publishdate", "dc.date", "dcterms.date", "article:published_time":
				d.pageDate(attribute(n, "content"))
			}
		case atom.Time:
			d.pageDate(attribute(n, "datetime"))
		}
	}
	if d.URL == "" {
		d.URL = og
	}
}

// pageDate takes the first day that the page's metadata name.
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
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Nav, atom.Form, atom.Button, atom.Svg, atom.Iframe:
		return
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.flush()
		p.heading(int(n.Data[1]-'0'), textOf(n))
		return
	case atom.Figcaption:
		p.flush()
		p.caption(textOf(n))
		return
	case atom.Br:
		p.line.WriteByte(' ')
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
