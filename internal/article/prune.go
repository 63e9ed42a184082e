package article

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-shiori/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxBoxSize is how much text a box has at the most, in bytes, that is removed for its name. Longer ones are left
// to the libraries: a word in a class says too little about a text.
const maxBoxSize = 500

// withoutBoxes returns a copy of a page without what is marked as no part of the article: menus, dialogs, small
// boxes to share, to subscribe and to comment, lists of related articles, advertisements. What has the main heading
// or half of the text stays. If the boxes had half of the text that is not in links, the names mislead, and the
// page is returned as it is. removed are the blocks of the boxes.
func withoutBoxes(doc *html.Node) (pruned *html.Node, removed []string) {
	total, linked := textSizes(doc)
	pruned = dom.Clone(doc, true)
	p := pruner{total: total}
	p.prune(pruned)
	if left, leftLinked := textSizes(pruned); (left-leftLinked)*2 < total-linked {
		return doc, nil
	}
	return pruned, p.removed
}

type pruner struct {
	total   int // bytes of the page's text
	removed []string
}

// prune removes the boxes below a node. It returns the bytes of text that were below it, those of them in links, and
// whether the page's core is there.
func (p *pruner) prune(n *html.Node) (size, linked int, core bool) {
	size = nodeTextSize(n)
	core = n.DataAtom == atom.H1 || n.DataAtom == atom.Main || attribute(n, "itemprop") == "articleBody"
	code := n.DataAtom == atom.Pre || n.DataAtom == atom.Code // highlighters mark code comments with the class "comment"
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		below, links, holdsCore := p.prune(c)
		size, linked, core = size+below, linked+links, core || holdsCore
		if !holdsCore && !code && below*2 <= p.total && (isMarkedBox(c) || isNamedBox(c, boxNames) && (below <= maxBoxSize || links*3 >= below) || isNamedBox(c, commentNames)) {
			n.RemoveChild(c)
			p.removed = slices.AppendSeq(p.removed, blocksOf(c))
		}
		c = next
	}
	if n.DataAtom == atom.A {
		linked = size
	}
	return size, linked, core
}

// textSizes returns how many bytes of text are below a node, and how many of them in links.
func textSizes(n *html.Node) (size, linked int) {
	size = nodeTextSize(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		below, links := textSizes(c)
		size, linked = size+below, linked+links
	}
	if n.DataAtom == atom.A {
		linked = size
	}
	return size, linked
}

// nodeTextSize returns the bytes of a text node without outer blanks; 0 for other nodes and for scripts.
func nodeTextSize(n *html.Node) int {
	if n.Type != html.TextNode || skippedElements[n.Parent.DataAtom] {
		return 0
	}
	return len(strings.TrimSpace(n.Data))
}

// isMarkedBox reports whether an element is something beside the article by its kind or role.
func isMarkedBox(n *html.Node) bool {
	return boxElements[n.DataAtom] || boxRoles[attribute(n, "role")] || attribute(n, "aria-modal") == "true"
}

// isNamedBox reports whether the class or id of an element has one of the names of boxes, and no name of the body.
func isNamedBox(n *html.Node, names map[string]bool) bool {
	if !containers[n.DataAtom] {
		return false
	}
	named := false
	given := attribute(n, "class") + " " + attribute(n, "id")
	if len(given) > maxNames {
		return false
	}
	for name := range strings.FieldsSeq(given) {
		parts := nameParts(name)
		if slices.ContainsFunc(parts, func(p string) bool { return bodyNames[p] }) {
			return false
		}
		named = named || len(parts) <= maxNameParts && slices.ContainsFunc(parts, func(p string) bool { return names[p] })
	}
	return named
}

// maxBoxNodes is how many nodes such a box has at the most.
const maxBoxNodes = 200

// isSmall reports whether a box has some text, and no more than one that is removed for its name.
func isSmall(n *html.Node) bool {
	size, nodes := 0, 0
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			size += len(strings.TrimSpace(c.Data))
		}
		if nodes++; size > maxBoxSize || nodes > maxBoxNodes {
			return false
		}
	}
	return size > 0
}

// isCaptionBox reports whether a paragraph or a box of one paragraph is named the caption of a picture.
func isCaptionBox(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.P {
		return false
	}
	class := attribute(n, "class")
	if class == "" || len(class) > maxNames {
		return false
	}
	named := false
	for name := range strings.FieldsSeq(class) {
		named = named || isCaptionName(nameParts(name))
	}
	return named && isSmall(n) && paragraphsIn(n) < 2
}

// isCaptionName reports whether the words of a class are those of a caption: photo-caption, wp-caption-text. Others, such as
// has-caption and caption-wrapper, say something else.
func isCaptionName(parts []string) bool {
	if len(parts) > 1 && parts[len(parts)-1] == "text" {
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 0 || len(parts) > maxNameParts || slices.ContainsFunc(parts, func(p string) bool { return noCaptions[p] }) {
		return false
	}
	last := parts[len(parts)-1]
	return last == "caption" || last == "captions" || last == "figcaption"
}

// paragraphsIn returns how many elements p are below a node.
func paragraphsIn(n *html.Node) int {
	count := 0
	for c := range n.Descendants() {
		if c.DataAtom == atom.P {
			count++
		}
	}
	return count
}

// isAuthorBox reports whether a small box is named one about the author: author-box, post-author-bio. It is not removed
// before the libraries read the page, which look for the author there.
func isAuthorBox(n *html.Node) bool {
	class := attribute(n, "class")
	if !containers[n.DataAtom] || class == "" || len(class) > maxNames {
		return false
	}
	for name := range strings.FieldsSeq(class) {
		parts := nameParts(name)
		has := func(names map[string]bool) bool {
			return slices.ContainsFunc(parts, func(p string) bool { return names[p] })
		}
		if len(parts) <= maxNameParts+1 && has(authorBoxes) && has(authorParts) {
			return isSmall(n)
		}
	}
	return false
}

// maxAuthorBoxes is how many boxes of a page that name its author are looked at.
const maxAuthorBoxes = 4

// endsInAuthor reports whether a box below the text is the one about the author: it names him, and no prose follows.
func (p *page) endsInAuthor(n *html.Node) bool {
	first, _, _ := strings.Cut(p.Author, ", ")
	if len(first) <= 3 || p.keptProse == 0 || p.authorBoxes >= maxAuthorBoxes || !isAuthorBox(n) || !strings.Contains(clean(textOf(n)), first) {
		return false
	}
	p.authorBoxes++
	for up := n; up != nil && !isWhole(up); up = up.Parent {
		for s := up.NextSibling; s != nil; s = s.NextSibling {
			if hasProse(s) {
				return false
			}
		}
	}
	return true
}

// isWhole reports whether an element holds an article as a whole.
func isWhole(n *html.Node) bool {
	return n.DataAtom == atom.Article || n.DataAtom == atom.Main || n.DataAtom == atom.Body
}

// hasProse reports whether a paragraph of prose is below a node.
func hasProse(n *html.Node) bool {
	if n.DataAtom == atom.P || n.DataAtom == atom.Blockquote || n.DataAtom == atom.Li || n.Type == html.TextNode {
		_, linked := textSizes(n)
		return isProse(clean(ownText(n)), linked)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if hasProse(c) {
			return true
		}
	}
	return false
}

// ownText returns the text of a node or below it.
func ownText(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	return textOf(n)
}

// maxNames is the greatest length of the class and id of a box, in bytes.
const maxNames = 2000

// maxNameParts is the greatest number of words in the class of a box. A longer name, such as
// "sharing-a-patch-with-a-friend", is derived from a heading.
const maxNameParts = 3

var (
	boxElements = map[atom.Atom]bool{atom.Nav: true, atom.Dialog: true, atom.Form: true}
	boxRoles    = wordSet("navigation dialog alertdialog banner search menu menubar complementary contentinfo")
	containers  = map[atom.Atom]bool{
		atom.Div: true, atom.Section: true, atom.Aside: true, atom.Ul: true, atom.Ol: true, atom.Header: true,
		atom.Footer: true, atom.Article: true, atom.Table: true, atom.Span: true,
	}
	// boxNames are parts of the classes and ids that such boxes have on most sites, bodyNames those of the article.
	boxNames = wordSet(`ad ads advert adverts advertisement breadcrumb breadcrumbs cmp consent cookie cookies
crumb crumbs gdpr newsletter newsletters onetrust outbrain pager pagination popup promo qrcode
recommend recommendation recommendations recommended related share sharedaddy sharing signup skip social socials sponsored
subscribe taboola tags toc`)
	commentNames = wordSet("comment comments disqus")
	authorBoxes  = wordSet("author authors autor autoren byline writer")
	noCaptions   = wordSet("no has with without closed hide hidden")
	authorParts  = wordSet("about bio biography box card description details info profile tooltip")
	bodyNames    = wordSet("article body content entry main node post story text title headline heading")
)

// nameParts splits a name into words in small letters: "shareBar-top" into share, bar, top.
func nameParts(name string) []string {
	var b strings.Builder
	small := false
	for _, r := range name {
		if unicode.IsUpper(r) && small {
			b.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) })
}
