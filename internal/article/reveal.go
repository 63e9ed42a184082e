package article

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// invisibleStyle matches what hides an element until a script shows it.
var invisibleStyle = regexp.MustCompile(`(?i)(?:visibility\s*:\s*hidden|opacity\s*:\s*0\s*(?:;|$))`)

// dropReadings removes the readings of ruby characters, which would stand within words.
func dropReadings(doc *html.Node) {
	for _, n := range slices.Collect(doc.Descendants()) {
		if n.DataAtom == atom.Rt || n.DataAtom == atom.Rp {
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
