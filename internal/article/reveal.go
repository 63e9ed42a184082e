package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/internal/lazyregexp"
)

// invisibleStyle matches what hides an element until a script shows it.
var invisibleStyle = lazyregexp.New(`(?i)(?:visibility\s*:\s*hidden|opacity\s*:\s*0\s*(?:;|$))`)

// dropReadings removes the readings of ruby characters, which would be within words.
func dropReadings(doc *html.Node) {
	for _, n := range slices.Collect(doc.Descendants()) {
		if n.DataAtom == atom.Rt || n.DataAtom == atom.Rp || n.DataAtom == atom.Rtc {
			n.Parent.RemoveChild(n)
		}
	}
}

// dropSaveMarks removes what programs write into the pages that they save, such as the day of that.
func dropSaveMarks(doc *html.Node) {
	for _, n := range slices.Collect(doc.Descendants()) {
		saved := n.DataAtom == atom.Meta && strings.HasPrefix(strings.ToLower(attribute(n, "name")), "savepage-")
		if saved || n.Type == html.CommentNode {
			n.Parent.RemoveChild(n)
		}
	}
}

// templateTypes are the types of scripts whose text is HTML.
var templateTypes = wordSet("text/template text/html text/x-template text/x-handlebars-template text/x-jsrender text/x-mustache-template")

// openTemplates puts what templates have, and what is there for browsers without scripts, in their places, if its sentences are
// longer than half of the page's text that is not in links: pages that scripts put together have their article there.
func (d *draft) openTemplates(doc *html.Node) {
	total, linked := textSizes(doc)
	for _, n := range slices.Collect(doc.Descendants()) {
		raw, ok := templateOf(n)
		if !ok || len(raw) <= total-linked || len(raw) < proseBytes {
			continue
		}
		d.spendPage(raw)
		nodes, err := html.ParseFragment(strings.NewReader(raw), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
		box := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
		for _, c := range nodes {
			box.AppendChild(c)
		}
		if err != nil || sentencesSize(box)*2 <= total-linked {
			continue
		}
		n.Parent.InsertBefore(box, n)
		n.Parent.RemoveChild(n)
	}
}

// sentencesSize returns how many bytes the blocks below a node have that end like a sentence.
func sentencesSize(n *html.Node) int {
	size := 0
	for block := range blocksOf(n) {
		if len(block) >= sentenceBytes && endsSentence(block) {
			size += len(block)
		}
	}
	return size
}

// templateOf returns the HTML within a script that is a template, or within noscript.
func templateOf(n *html.Node) (raw string, ok bool) {
	isTemplate := n.DataAtom == atom.Noscript || n.DataAtom == atom.Script && templateTypes[strings.ToLower(attribute(n, "type"))]
	if !isTemplate || n.Parent == nil || n.FirstChild == nil || n.FirstChild.Type != html.TextNode {
		return "", false
	}
	return n.FirstChild.Data, true
}

// reveal shows elements that hold a third of the page's text and are hidden until a script shows them, as in the pages
// of WeChat: extractors leave hidden text out.
func reveal(doc *html.Node) {
	total, _ := textSizes(doc)
	revealBelow(doc, total)
}

// revealBelow reveals elements below a node and returns its bytes of text.
func revealBelow(n *html.Node, total int) int {
	size := nodeTextSize(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		size += revealBelow(c, total)
	}
	if style := attribute(n, "style"); style != "" && size*3 > total && invisibleStyle.MatchString(style) {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "style" })
	}
	return size
}
