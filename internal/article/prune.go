package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// prune removes the boilerplate of a page: menus, dialogs, cookie notices, boxes to share, subscribe and comment, lists
// of related articles, advertisements. It keeps elements with the main heading, and with more than half of the text,
// whatever their names. It returns the number of bytes of text before.
func prune(doc *html.Node) int {
	p := pruner{total: textSize(doc)}
	p.prune(doc)
	return p.total
}

type pruner struct{ total int } // bytes of the page's text

// textSize returns the bytes of text in a node's descendants.
func textSize(n *html.Node) int {
	size := 0
	for c := range n.Descendants() {
		size += nodeTextSize(c)
	}
	return size
}

// nodeTextSize returns the bytes of a text node without outer blanks; 0 for other nodes and for scripts.
func nodeTextSize(n *html.Node) int {
	if n.Type != html.TextNode || n.Parent != nil && skippedElements[n.Parent.DataAtom] {
		return 0
	}
	return len(strings.TrimSpace(n.Data))
}

// prune prunes below a node. It returns the bytes of text before, and whether the core of the page is in the node: the
// main heading or the element marked as the article.
func (p pruner) prune(n *html.Node) (size int, core bool) {
	size = nodeTextSize(n)
	core = n.DataAtom == atom.H1 || n.DataAtom == atom.Main || attribute(n, "itemprop") == "articleBody"
	code := n.DataAtom == atom.Pre || n.DataAtom == atom.Code // highlighters mark code comments with the class "comment"
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		below, holds := p.prune(c)
		if size += below; holds {
			core = true
		} else if !code && below*2 <= p.total && isBoilerplate(c) {
			n.RemoveChild(c)
		}
		c = next
	}
	return size, core
}

// isBoilerplate reports whether the kind, role, class or id of an element marks it as boilerplate.
func isBoilerplate(n *html.Node) bool {
	switch {
	case boilerplateElements[n.DataAtom], boilerplateRoles[attribute(n, "role")], attribute(n, "aria-modal") == "true":
		return true
	case !containers[n.DataAtom]:
		return false
	}
	for name := range strings.FieldsSeq(attribute(n, "class") + " " + attribute(n, "id")) {
		if parts := nameParts(name); len(parts) <= maxNameParts && slices.ContainsFunc(parts, func(p string) bool { return boilerplateNames[p] }) {
			return true
		}
	}
	return false
}

// maxNameParts is the greatest number of words in the class of a box. A longer name, such as
// "sharing-a-patch-with-a-friend", is derived from a heading.
const maxNameParts = 3

var (
	boilerplateElements = map[atom.Atom]bool{atom.Nav: true, atom.Dialog: true, atom.Form: true}
	boilerplateRoles    = wordSet("navigation dialog alertdialog banner search menu menubar complementary contentinfo")
	containers          = map[atom.Atom]bool{
		atom.Div: true, atom.Section: true, atom.Aside: true, atom.Ul: true, atom.Ol: true, atom.Header: true,
		atom.Footer: true, atom.Article: true, atom.Table: true, atom.Span: true,
	}
	// boilerplateNames are words in the classes and ids of boilerplate on most sites.
	boilerplateNames = wordSet(`ad ads advert adverts advertisement breadcrumb breadcrumbs cmp comment comments consent cookie cookies
crumb crumbs disqus gdpr newsletter newsletters onetrust outbrain pager pagination paywall popup promo promoted qrcode
recommend recommendation recommendations recommended related share sharedaddy sharing signup skip social socials sponsored
subscribe taboola tags toc`)
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

// Lines of boilerplate inside the article, which no element marks.
var (
	noticeLine = regexp.MustCompile(`(?i)^(?:advertisement|sponsored|广告|廣告)$|` +
		`^(?:we|(?:this|our) (?:web)?site)(?: and our (?:\d+ )?partners)? uses? (?:\w+ )?cookies\b|^本(?:网站|網站|站)(?:会|會|将|將)?使用.{0,6}cookie|` +
		`^(?:责任编辑|責任編輯|责编|編輯|编辑|校对)\s*[:：].{0,24}$`)
	furtherLabel = regexp.MustCompile(`(?i)^(?:see also|read (?:also|more|next|on)|more (?:like this|on this)|also read|related(?: stories| articles)?|` +
		`相关阅读|相關閱讀|延伸阅读|延伸閱讀|相关新闻|相關新聞|更多阅读)\s*[:：]`)
	bylineLabel = regexp.MustCompile(`(?i)^(?:by|written by)\s+|^(?:文|作者|记者|記者|撰文)\s*[/／:：|｜]\s*`)
)
