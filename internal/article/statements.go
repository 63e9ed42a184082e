package article

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/internal/lazyregexp"
)

// statements are what a page states about itself, by place, each in the page's order. A place is a meta element
// ("meta og:title"), an itemprop, a key of JSON-LD, the rel of a link, a time element, a heading of level 1 or
// a comment of the program that saved the page.
type statements map[string][]string

// Of one place so many statements are kept, each at most so long, in bytes.
const (
	maxStatements    = 100
	maxStatementSize = 4096
)

func (s statements) add(place, value string) {
	if value = clean(value); value != "" && len(value) <= maxStatementSize && len(s[place]) < maxStatements {
		s[place] = append(s[place], value)
	}
}

// statementsOf gathers what a page states.
func statementsOf(doc *html.Node) statements {
	s := statements{}
	var scripts []string
	item := articleItem(doc)
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			s.comment(n.Data)
		case isLinkedData(n):
			scripts = append(scripts, textOf(n))
		case n.DataAtom == atom.Script:
			s.script(n)
		case n.Type == html.ElementNode:
			s.element(n)
			s.attributes(n, item)
		}
	}
	if days := s["time published"]; slices.ContainsFunc(days, func(d string) bool { return d[:min(len(d), 10)] != days[0][:min(len(days[0]), 10)] }) {
		delete(s, "time published") // those of a list
	}
	for key, value := range linkedArticle(scripts) {
		keys := []string{"name", "@value"}
		if key == "url" || key == "mainEntityOfPage" {
			keys = []string{"@id", "url"}
		}
		for _, text := range linkedTexts(value, keys...) {
			s.add("JSON-LD "+key, text)
		}
	}
	return s
}

// element gathers what an element states by its name.
func (s statements) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		s.add("html lang", attribute(n, "lang"))
	case atom.Title:
		if n.Parent.DataAtom == atom.Head {
			s.add("title", statedText(n))
		}
	case atom.H1, atom.H2, atom.H3:
		s.add(n.Data, statedText(n))
	case atom.Time:
		s.add(timePlace(n), firstNonEmpty(attribute(n, "datetime"), statedText(n)))
	case atom.Abbr: // of microformats
		if classes := strings.Fields(strings.ToLower(attribute(n, "class"))); slices.Contains(classes, "published") && !isOthers(n) {
			day := attribute(n, "title")
			if _, ok := stampOf(day, anyOrder); !ok {
				day = statedText(n)
			}
			s.add("time published", day)
		}
	case atom.Meta:
		for _, key := range []string{"property", "name", "http-equiv"} {
			for name := range strings.FieldsSeq(strings.ToLower(attribute(n, key))) {
				s.add("meta "+name, attribute(n, "content"))
			}
		}
	}
}

// publishedClasses are the classes that programs give the time element of a post's day: WordPress and microformats.
var publishedClasses = wordSet("published entry-date post-date dt-published u-dt")

// timePlace returns the place of a time element.
func timePlace(n *html.Node) string {
	classes := strings.Fields(strings.ToLower(attribute(n, "class")))
	switch isChange := slices.Contains(classes, "updated") || slices.Contains(classes, "modified"); {
	case hasAttribute(n, "pubdate"):
		return "time pubdate"
	case slices.ContainsFunc(classes, func(c string) bool { return publishedClasses[c] }) && (!isChange || slices.Contains(classes, "published")):
		return "time published"
	}
	return "time"
}

// attributes gathers what an element states by its attributes rel and itemprop. item is the page's article in RDFa, if there is
// one.
func (s statements) attributes(n, item *html.Node) {
	if n.DataAtom == atom.Base {
		s.add("base", attribute(n, "href"))
	}
	for rel := range strings.FieldsSeq(strings.ToLower(attribute(n, "rel"))) {
		switch {
		case n.DataAtom == atom.Link && rel == "canonical":
			s.add("link canonical", attribute(n, "href"))
		case n.DataAtom == atom.A && rel == "author":
			s.add("rel author", statedText(n))
		}
	}
	if names := attribute(n, "itemprop"); names != "" && !isOfComment(n) {
		for name := range strings.FieldsSeq(names) {
			s.add("itemprop "+name, itemValue(n))
		}
	}
	if name := strings.TrimPrefix(attribute(n, "property"), "schema:"); n.DataAtom != atom.Meta && linkedProperties[name] && itemOf(n) == item && !isOthers(n) {
		s.add("itemprop "+name, itemValue(n))
	}
	if attribute(n, "id") == "js_name" { // of WeChat
		s.add("id js_name", statedText(n))
	}
}

// articleItem returns the first item of RDFa that is an article and no other one's part; nil if there is none.
func articleItem(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if articleTypes[typeName(attribute(n, "typeof"))] && itemOf(n) == nil && !isOthers(n) {
			return n
		}
	}
	return nil
}

// itemOf returns the item of RDFa that an element belongs to, nil if there is none. The page is no item.
func itemOf(n *html.Node) *html.Node {
	for up := n.Parent; up != nil; up = up.Parent {
		if kind := typeName(attribute(up, "typeof")); kind != "" && kind != "webpage" {
			return up
		}
	}
	return nil
}

// articleTypes are the types of articles, in small letters.
var articleTypes = wordSet("article newsarticle blogposting report reportagenewsarticle analysisnewsarticle opinionnewsarticle techarticle scholarlyarticle socialmediaposting liveblogposting")

// typeName returns the first type in typeof or itemtype, without its vocabulary.
func typeName(types string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(types), " ")
	return strings.ToLower(first[strings.LastIndexAny(first, ":/#")+1:])
}

// isOthers reports whether an element is part of something beside the article: a comment, or another article within or below it.
func isOthers(n *html.Node) bool {
	entries := 0
	for up := n; up != nil; up = up.Parent {
		if up.DataAtom == atom.Aside || up.Type == html.ElementNode && hasClass(up, otherClasses) {
			return true
		}
		if up.DataAtom == atom.Article || hasClass(up, entryClasses) {
			entries++
		}
	}
	return entries > 1
}

// isOfComment reports whether an element of microdata is part of a comment.
func isOfComment(n *html.Node) bool {
	for up := n.Parent; up != nil; up = up.Parent {
		if kind := typeName(attribute(up, "itemtype")); kind == "comment" || kind == "usercomments" || hasClass(up, commentClasses) {
			return true
		}
	}
	return false
}

// hasClass reports whether an element has one of some classes.
func hasClass(n *html.Node, names map[string]bool) bool {
	class := attribute(n, "class")
	if class == "" || len(class) > maxNames {
		return false
	}
	for name := range strings.FieldsSeq(strings.ToLower(class)) {
		if names[name] {
			return true
		}
	}
	return false
}

// otherClasses are the classes of what is beside an article, commentClasses those of comments, entryClasses those of a post.
var (
	otherClasses   = wordSet("comment comments comment-list commentlist comments-area comment-body comment-content teaser teasers related")
	commentClasses = wordSet("comment comments comment-list commentlist comments-area comment-body comment-content")
	entryClasses   = wordSet("hentry h-entry")
)

// linkedProperties are the properties of RDFa that are read like those of microdata.
var linkedProperties = wordSet("headline author publisher datePublished dateCreated keywords mainEntityOfPage")

// itemValue returns the value of an element with itemprop: its content, its day, the name within it, its text.
func itemValue(n *html.Node) string {
	if text := firstNonEmpty(attribute(n, "content"), attribute(n, "datetime")); text != "" {
		return text
	}
	if !hasAttribute(n, "itemscope") && !hasAttribute(n, "typeof") {
		return firstNonEmpty(statedText(n), attribute(n, "href"))
	}
	for c := range n.Descendants() {
		if attribute(c, "itemprop") == "name" || strings.TrimPrefix(attribute(c, "property"), "schema:") == "name" {
			return firstNonEmpty(attribute(c, "content"), statedText(c))
		}
	}
	return attribute(n, "itemid")
}

// statedText returns the text below a node, or "" if that is too long for a statement.
func statedText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
		if b.Len() > 2*maxStatementSize {
			return ""
		}
	}
	return b.String()
}

// savers are the comments with its address that programs write into a page that they save: browsers and monolith,
// SingleFile, HTTrack, which leaves the scheme out.
var savers = []struct {
	place, scheme string
	form          *lazyregexp.Regexp
}{
	{"comment saved from url", "", lazyregexp.New(`(?i)\bsaved from (?:url=\(\d+\))?(\S+)`)},
	{"comment SingleFile url", "", lazyregexp.New(`Page saved with SingleFile\s+url:\s*(\S+)`)},
	{"comment Mirrored from", "http://", lazyregexp.New(`\bMirrored from (\S+) by HTTrack`)},
}

// comment gathers the address of a page that was saved.
func (s statements) comment(text string) {
	for _, saver := range savers {
		if m := saver.form.FindStringSubmatch(text); m != nil {
			s.add(saver.place, saver.scheme+m[1])
		}
	}
}

// wechatTime is the time of publication in a script of WeChat, in seconds, from which the page writes its day.
var wechatTime = lazyregexp.New(`\b(?:ct|oriCreateTime)\s*=\s*["'](1\d{9})["']`)

// script gathers the time of publication from a script of WeChat, whose accounts keep China's time.
func (s statements) script(n *html.Node) {
	if len(s["id js_name"]) == 0 || n.FirstChild == nil {
		return
	}
	if m := wechatTime.FindStringSubmatch(n.FirstChild.Data); m != nil {
		seconds, _ := strconv.ParseInt(m[1], 10, 64)
		s.add("script of WeChat", time.Unix(seconds, 0).In(time.FixedZone("", 8*60*60)).Format(time.RFC3339))
	}
}

func hasAttribute(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
