package article

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/internal/lazyregexp"
)

// maxLinked bounds how many objects of a page's JSON-LD are read, and maxNested how deep.
const (
	maxLinked = 2000
	maxNested = 24
)

// linkedArticle returns the object of a page's JSON-LD scripts that describes the page's article: the first
// with the type of an article, else the first with a headline or a day. It returns nil if there is none.
// Lists, @graph, @type lists, raw line breaks and comments around the JSON are allowed.
func linkedArticle(scripts []string) map[string]any {
	c := linkedObjects{}
	for _, s := range scripts {
		s = repairJSON(s)
		if !c.decode(s) {
			c.decode(lastComma.ReplaceAllString(s, "$1"))
		}
	}
	for _, fits := range []func(map[string]any) bool{isArticle, isDated} {
		for _, o := range c {
			if fits(o) {
				return c.resolve(o)
			}
		}
	}
	return nil
}

// lastComma is a comma behind the last item of a list or an object, which JSON does not allow.
var lastComma = lazyregexp.New(`,\s*([}\]])`)

// repairJSON removes what pages put around and into JSON though it does not allow it.
func repairJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, mark := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, mark))
	}
	for _, mark := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, mark))
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

// linkedObjects are the objects of a page's JSON-LD.
type linkedObjects []map[string]any

// collect gathers the objects at the top of a value, those of its lists and @graph, and the main entity of a
// page. Lists of other articles and parts are left out.
func (c *linkedObjects) collect(value any, depth int) {
	if depth > maxNested || len(*c) >= maxLinked {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			c.collect(item, depth+1)
		}
	case map[string]any:
		*c = append(*c, v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			c.collect(v[key], depth+1)
		}
	}
}

// decode collects the values of a script, of which some have several in a row. It returns false without one that is JSON.
func (c *linkedObjects) decode(script string) bool {
	d := json.NewDecoder(strings.NewReader(script))
	for n := range maxLinked {
		var value any
		if d.Decode(&value) != nil {
			return n > 0
		}
		c.collect(value, 0)
	}
	return true
}

// resolve returns an object in which references to others by @id are replaced by what they refer to.
func (c linkedObjects) resolve(o map[string]any) map[string]any {
	byID := map[string]any{}
	for _, other := range c {
		if id, ok := other["@id"].(string); ok && other["name"] != nil {
			byID[id] = other
		}
	}
	out := maps.Clone(o)
	for _, key := range []string{"author", "creator", "publisher"} {
		for _, ref := range linkedTexts(o[key], "name", "@id") {
			if other, ok := byID[ref]; ok {
				out[key] = other
			}
		}
		out[key] = withoutOutlets(out[key])
	}
	return out
}

// withoutOutlets leaves the organizations out of a list that has persons.
func withoutOutlets(value any) any {
	list, _ := value.([]any)
	is := func(item any, kind string) bool {
		o, _ := item.(map[string]any)
		return o["@type"] == kind
	}
	if !slices.ContainsFunc(list, func(item any) bool { return is(item, "Person") }) {
		return value
	}
	return slices.DeleteFunc(slices.Clone(list), func(item any) bool { return is(item, "Organization") || is(item, "NewsMediaOrganization") })
}

func isArticle(o map[string]any) bool {
	for _, t := range linkedTexts(o["@type"]) {
		if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report" {
			return true
		}
	}
	return false
}

func isDated(o map[string]any) bool {
	return o["headline"] != nil || o["datePublished"] != nil
}

// linkedTexts returns the texts of a value: itself, those of a list, and of an object the first of the keys that it
// has.
func linkedTexts(value any, keys ...string) []string {
	switch v := value.(type) {
	case string:
		return []string{html.UnescapeString(v)}
	case float64:
		return []string{fmt.Sprintf("%.0f", v)}
	case []any:
		var out []string
		for _, item := range v[:min(len(v), maxStatements)] {
			if list, isList := item.([]any); !isList || len(list) == 1 {
				out = append(out, linkedTexts(item, keys...)...)
			}
		}
		return out
	case map[string]any:
		for _, key := range keys {
			if text := linkedTexts(v[key], "@value"); len(text) > 0 && text[0] != "" {
				return text[:1]
			}
		}
		if list, ok := v["@list"].([]any); ok {
			return linkedTexts(list, keys...)
		}
		given, _ := v["givenName"].(string)
		family, _ := v["familyName"].(string)
		if name := clean(given + " " + family); name != "" {
			return []string{name}
		}
	}
	return nil
}

// linkedBodyShare is how many times longer the text in a page's JSON-LD is than what the page shows if the latter is only the
// start of the article, which a script completes or a wall hides.
const linkedBodyShare = 2

// takeLinkedBody takes the text of a page's article from its JSON-LD if the page shows much less of it.
func (d *draft) takeLinkedBody(doc *nethtml.Node) {
	var scripts []string
	for n := range doc.Descendants() {
		if isLinkedData(n) {
			scripts = append(scripts, textOf(n))
		}
	}
	linked := linkedArticle(scripts)
	body, _ := linked["articleBody"].(string)
	if !d.isOf(linked, body) {
		return
	}
	var blocks []string
	size, shown := 0, 0
	for _, block := range linkedBlocks(html.UnescapeString(body)) {
		blocks = append(blocks, block)
		size += len(block)
	}
	for _, p := range d.paragraphs {
		shown += len(p.text)
	}
	if size < proseBytes || size < linkedBodyShare*shown {
		return
	}
	for _, p := range d.paragraphs {
		if !strings.Contains(body, p.text) {
			d.removed = append(d.removed, p.text)
		}
	}
	d.paragraphs = nil
	for _, block := range blocks {
		d.paragraphs = append(d.paragraphs, paragraph{text: block})
	}
	d.state("text", fmt.Sprintf("%d bytes", size), "JSON-LD articleBody")
}

// isOf reports whether an article of a page's JSON-LD is the one that the page shows: it has no other title, or the start of one
// of the page's paragraphs.
func (d *draft) isOf(linked map[string]any, body string) bool {
	titles := linkedTexts(linked["headline"])
	if len(titles) == 0 {
		return true
	}
	for _, title := range titles {
		if title = clean(title); title != "" && d.Title != "" && (strings.Contains(title, d.Title) || strings.Contains(d.Title, title)) {
			return true
		}
	}
	body = clean(body)
	return slices.ContainsFunc(d.paragraphs, func(p paragraph) bool {
		begin := clean(p.text)
		for i := range begin {
			if i > beginBytes {
				begin = begin[:i]
				break
			}
		}
		return len(begin) >= leastBegin && strings.Contains(body, begin)
	})
}

// How much of a paragraph is looked for in another text, in bytes.
const (
	beginBytes = 40
	leastBegin = 12
)

// linkedBlocks returns the paragraphs of a text in JSON-LD, which may be HTML.
func linkedBlocks(body string) []string {
	if isMarkup.MatchString(body) {
		if doc, err := nethtml.Parse(strings.NewReader(body)); err == nil {
			return slices.Collect(blocksOf(doc))
		}
	}
	var out []string
	for line := range strings.SplitSeq(body, "\n") {
		if line = clean(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// isLinkedData reports whether an element is a script of JSON-LD.
func isLinkedData(n *nethtml.Node) bool {
	return n.DataAtom == atom.Script && strings.HasPrefix(strings.ToLower(strings.TrimSpace(attribute(n, "type"))), "application/ld+json")
}
