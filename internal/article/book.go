package article

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/internal/lazyregexp"
)

// readBook reads an .epub file: each chapter is an article.
func (d *draft) readBook(raw []byte) {
	d.tryRead(func() {
		if err := d.book(raw); err != nil {
			d.refuse(err.Error(), "save the book again, or paste its text into .txt files")
		}
	})
}

// minChapter is how many bytes of text a chapter has; below that it is a cover, a half-title or a dedication.
const minChapter = 100

// book reads the chapters in the order that the package document of EPUB 2 and 3 gives.
func (d *draft) book(raw []byte) error {
	z, err := d.openZip(raw)
	if err != nil {
		return err
	}
	if z.files["META-INF/encryption.xml"] != nil && z.files["META-INF/rights.xml"] != nil {
		return fmt.Errorf("is protected against copying")
	}
	name, err := packageName(z)
	if err != nil {
		return err
	}
	pack, err := z.parse(name)
	if err != nil {
		return err
	}
	facts := bookFacts(pack)
	items := map[string]*node{}
	for _, item := range pack.find("item") {
		items[item.attr("id")] = item
	}
	titles := z.chapterTitles(name, pack)
	seen := map[string]bool{}
	for _, ref := range pack.find("itemref") {
		item := items[ref.attr("idref")]
		if item == nil || seen[item.attr("href")] || strings.Contains(item.attr("properties"), "nav") || ref.attr("linear") == "no" {
			continue
		}
		seen[item.attr("href")] = true
		text, err := z.read(hrefPath(name, item.attr("href")))
		if err != nil {
			return err
		}
		facts.Title = titles[hrefPath(name, item.attr("href"))]
		d.chapter(facts, text)
	}
	if len(d.parts) == 0 {
		return fmt.Errorf("holds no chapter with text")
	}
	return nil
}

// parse reads one of the files as XML.
func (a *archive) parse(name string) (*node, error) {
	text, err := a.read(name)
	if err != nil {
		return nil, err
	}
	if text == nil {
		return nil, fmt.Errorf("lacks the file %.80q", name)
	}
	doc, err := a.parseXML(text)
	if err != nil {
		return nil, fmt.Errorf("%.80s in it: %w", name, err)
	}
	return doc, nil
}

func packageName(z *archive) (string, error) {
	container, err := z.parse("META-INF/container.xml")
	if err != nil {
		for _, name := range slices.Sorted(maps.Keys(z.files)) { // some programs forget the container
			if strings.HasSuffix(name, ".opf") {
				return name, nil
			}
		}
		return "", err
	}
	for _, root := range container.find("rootfile") {
		if name := root.attr("full-path"); name != "" {
			return name, nil
		}
	}
	return "", fmt.Errorf("does not say where its chapters are")
}

// hrefPath returns the file that a link in another one points to.
func hrefPath(from, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return path.Join(path.Dir(from), href)
}

// bookFacts returns what holds for all chapters. The title of the book is their outlet: a reader looks for it there.
func bookFacts(pack *node) Article {
	d := &draft{}
	d.Author = strings.Join(texts(writers(pack)), ", ")
	d.pageDate(pack.firstText("date"))
	d.URL = webURL(pack.firstText("source"))
	d.Outlet = pack.firstText("title")
	d.Lang = normalLanguage(pack.firstText("language"))
	d.Tags = texts(pack.find("subject"))
	return d.Article
}

// writers returns the creators of a book that have the role of an author, or none: others translated or drew.
func writers(pack *node) []*node {
	roles := map[string]string{}
	for _, meta := range pack.find("meta") {
		if meta.attr("property") == "role" {
			roles[meta.attr("refines")] = clean(meta.all())
		}
	}
	all := pack.find("creator")
	isOther := func(n *node) bool {
		role := cmp.Or(n.attr("role"), roles["#"+n.attr("id")], "aut")
		return role != "aut"
	}
	if only := slices.DeleteFunc(slices.Clone(all), isOther); len(only) > 0 {
		return only
	}
	return all
}

// chapterTitles returns the titles that the table of contents of a book gives to its files, a file's first one.
func (a *archive) chapterTitles(name string, pack *node) map[string]string {
	titles := map[string]string{}
	add := func(from, href, title string) {
		if file := hrefPath(from, href); href != "" && titles[file] == "" {
			titles[file] = clean(title)
		}
	}
	for _, item := range pack.find("item") {
		isNav, isNCX := strings.Contains(item.attr("properties"), "nav"), item.attr("media-type") == "application/x-dtbncx+xml"
		if !isNav && !isNCX {
			continue
		}
		file := hrefPath(name, item.attr("href"))
		contents, err := a.parse(file)
		if err != nil {
			continue
		}
		for _, point := range contents.find("navPoint") {
			add(file, point.child("content").attr("src"), point.child("navLabel").all())
		}
		for _, link := range contentLinks(contents) {
			add(file, link.attr("href"), link.all())
		}
	}
	return titles
}

// contentLinks returns the links of a table of contents, without those of a list of pages or of places in the book.
func contentLinks(n *node) []*node {
	var links []*node
	for _, c := range n.children {
		switch {
		case c.name == "nav" && slices.ContainsFunc(strings.Fields(c.attr("type")+" "+c.attr("role")), func(kind string) bool { return otherLists[kind] }):
		case c.name == "a":
			if strings.Trim(clean(c.all()), "0123456789") != "" || !strings.Contains(c.attr("href"), "#") {
				links = append(links, c)
			}
		default:
			links = append(links, contentLinks(c)...)
		}
	}
	return links
}

// otherLists are lists of links that are no table of contents.
var otherLists = wordSet("page-list doc-pagelist landmarks")

func texts(nodes []*node) []string {
	var out []string
	for _, n := range nodes {
		if text := clean(n.all()); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// chapter reads a chapter as a part of the file. One that has hardly any text is left out.
func (d *draft) chapter(facts Article, raw []byte) {
	p := d.part()
	p.Author, p.Published, p.URL, p.Outlet, p.Lang, p.Tags = facts.Author, facts.Published, facts.URL, facts.Outlet, facts.Lang, facts.Tags
	text := p.closeTags(p.decode(raw, true))
	p.withFallback(func() { p.fragmentPage(text) }, func() { p.textWithoutTags(text) })
	if p.Title == "" {
		p.Title = facts.Title
	}
	size := 0
	for _, paragraph := range p.paragraphs {
		size += len(paragraph.text)
	}
	if size < minChapter {
		d.dropPart()
	}
}

// fragmentPage reads a page that is all text: no menus, no search for the article in it.
func (d *draft) fragmentPage(text string) {
	d.spendPage(text)
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil { // nested deeper than 512 elements
		d.textWithoutTags(text)
		return
	}
	dropNoteMarks(doc)
	dropUnshown(doc)
	if d.Title == "" {
		d.Title = firstHeading(doc)
	}
	p := &page{reader: reader{draft: d}}
	p.walk(doc)
	p.flush()
	if len(p.HeadingPaths) > 1 && strings.EqualFold(p.HeadingPaths[1][len(p.HeadingPaths[1])-1], d.Title) {
		dropFirstHeading(d)
	}
}

// unshown is the style of what a mail does not show: the line for the list of mails.
var unshown = lazyregexp.New(`(?i)display\s*:\s*none`)

// dropUnshown takes out what is not shown, unless it is a third of the text.
func dropUnshown(doc *html.Node) {
	total, _ := textSizes(doc)
	for _, n := range slices.Collect(doc.Descendants()) {
		if !unshown.MatchString(attribute(n, "style")) || n.Parent == nil {
			continue
		}
		if size, _ := textSizes(n); size*3 < total {
			n.Parent.RemoveChild(n)
		}
	}
}

// dropNoteMarks takes out the numbers of notes, and the arrows that lead back from them.
func dropNoteMarks(doc *html.Node) {
	var marks []*html.Node
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if n.DataAtom == atom.A && noteLink.MatchString(a.Val) && (a.Key == "epub:type" || a.Key == "role" || a.Key == "class") {
				marks = append(marks, n)
				break
			}
		}
	}
	for _, n := range marks {
		n.Parent.RemoveChild(n)
	}
}

var noteLink = lazyregexp.New(`\b(?:doc-)?(?:noteref|backlink)\b|\bfootnote-(?:ref|back)\b`)

// firstHeading returns the first heading of a page, of any level, or "".
func firstHeading(doc *html.Node) string {
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			if text := clean(textOf(n)); text != "" {
				return text
			}
		}
	}
	return ""
}

// dropFirstHeading takes the first heading, which has become the title, out of the paths of the others.
func dropFirstHeading(d *draft) {
	title := d.HeadingPaths[1][len(d.HeadingPaths[1])-1]
	for i, trail := range d.HeadingPaths[1:] {
		if len(trail) > 0 && trail[0] == title {
			d.HeadingPaths[i+1] = trail[1:]
		}
	}
}

// selfClosed is an element that XHTML closes at once and HTML does not: all that follows would be in it.
var selfClosed = lazyregexp.New(`<(script|style|title|iframe|textarea|noscript|a|p|div|span|i|b|em|strong|td|th|li|h[1-6]|section|figcaption|svg|object|video|audio|canvas|select|button)((?:\s[^<>]*)?)/>`)

// closeTags writes what XHTML closes at once as HTML does.
func (b *budget) closeTags(text string) string {
	b.reach(articleText, len(text))
	return selfClosed.ReplaceAllString(text, "<$1$2></$1>")
}
