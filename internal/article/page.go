package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/internal/dates"
)

// page collects the paragraphs of a tree of HTML nodes.
type page struct {
	reader
	isDocument bool            // it is a page, not a piece of HTML within another text
	line       strings.Builder // the paragraph that is open
	linked     int             // how many bytes of it are in links
	links      int             // how many links it has
}

// flush ends the open paragraph and adds it, unless it is empty or, in a page, not part of the article.
func (p *page) flush() {
	text := p.line.String()
	if line := clean(text); line != "" && (!p.isDocument || !p.isLinks(line) && !noticeLine.MatchString(line) && !p.isByline(line)) {
		p.add(text)
	}
	p.line.Reset()
	p.linked, p.links = 0, 0
}

// isLinks reports whether the open paragraph consists of links, two or more, or refers to another article.
func (p *page) isLinks(line string) bool {
	if p.links > 0 && furtherLabel.MatchString(line) && p.linked*3 >= len(line) {
		return true
	}
	return p.links > 1 && len(line)-p.linked <= 3*p.links && !strings.HasPrefix(line, "^") // a note's way back
}

// isByline reports whether a line above the text is only the author's name or the date. It sets the date if it is not
// set.
func (p *page) isByline(line string) bool {
	if len(p.paragraphs) > 2 || !isShort(line) {
		return false
	}
	if r, err := dates.Parse(line); err == nil && r.Since.Equal(r.Until) {
		p.pageDate(line)
		return true
	}
	return p.Author != "" && strings.HasPrefix(bylineLabel.ReplaceAllString(line, ""), p.Author)
}

// walk adds the text of a node and its descendants. x/net/html limits the depth of a tree to 512 open elements.
func (p *page) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.line.WriteString(n.Data)
		return
	case n.Type != html.ElementNode && n.Type != html.DocumentNode, skippedElements[n.DataAtom]:
		return
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.flush()
		if text := textOf(n); !p.isTitle(text) {
			p.heading(int(n.Data[1]-'0'), text)
		}
		return
	case atom.Figcaption:
		p.flush()
		p.caption(textOf(n))
		return
	case atom.Tr:
		p.row(n)
		return
	case atom.Br:
		p.line.WriteByte('\n')
	}
	block, before := !inlineElements[n.DataAtom], p.line.Len()
	if block {
		p.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
	switch {
	case block:
		p.flush()
	case n.DataAtom == atom.A && p.line.Len() > before:
		p.linked += p.line.Len() - before
		p.links++
	}
}

// isTitle reports whether a heading above the text repeats the title. Its level does not count, as Readability changes
// levels.
func (p *page) isTitle(heading string) bool {
	return p.isDocument && len(p.paragraphs) <= 2 && p.Title != "" && strings.EqualFold(clean(heading), p.Title)
}

// row adds a table row. Cells of one line each become one paragraph, with commas between them; otherwise each line of
// a cell is a paragraph.
func (p *page) row(n *html.Node) {
	p.flush()
	var cells []string
	layout := false
	for c := range n.ChildNodes() {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		text := clean(textOf(c))
		if text != "" {
			cells = append(cells, text)
		}
		layout = layout || hasBlocks(c)
	}
	if !layout {
		p.add(strings.Join(cells, ", "))
		return
	}
	for c := range n.ChildNodes() {
		p.walk(c)
		p.flush()
	}
}

// hasBlocks reports whether a cell has more than one line.
func hasBlocks(cell *html.Node) bool {
	blocks := 0
	for c := range cell.Descendants() {
		if c.Type == html.ElementNode && !inlineElements[c.DataAtom] {
			blocks++
		}
		if blocks > 1 || c.DataAtom == atom.Table || c.DataAtom == atom.Script || c.DataAtom == atom.Style {
			return true
		}
	}
	return false
}

// skippedElements contain nothing that belongs to the body.
var skippedElements = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Title: true,
	atom.Nav: true, atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Label: true, atom.Svg: true, atom.Iframe: true,
}

// inlineElements do not end a paragraph.
var inlineElements = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Br: true, atom.Cite: true,
	atom.Code: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true,
	atom.Kbd: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true,
	atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true,
	atom.Img: true, atom.Picture: true, atom.Ruby: true, atom.Rb: true, atom.Rp: true, atom.Rt: true,
}

// textOf returns the text of a node's descendants.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
