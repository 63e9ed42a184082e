package article

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fragment adds a piece of raw HTML in a Markdown text, without scripts and styles.
func (r *mdReader) fragment(raw string) {
	r.spendPage(raw)
	nodes, err := html.ParseFragment(strings.NewReader(raw), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil { // nested deeper than 512 elements
		r.textWithoutTags(raw)
		return
	}
	p := &page{reader: r.reader}
	for _, n := range nodes {
		p.walk(n)
		p.flush()
	}
	r.outline = p.outline
}

// restOfScript returns the rest of a script or style that begins in a block of HTML, which ends at a blank line. It
// removes the blocks of that rest from the document. It returns "" if the block opens none, or none that is closed.
func (r *mdReader) restOfScript(block ast.Node) string {
	name := openElement(r.lines(block))
	if key := (scriptStart{block.Parent(), name}); name == "" || r.unclosed[key] {
		return ""
	}
	last := block.NextSibling()
	for last != nil && !bytes.Contains(bytes.ToLower(r.rawText(last)), []byte("</"+name)) {
		last = last.NextSibling()
	}
	if last == nil { // it is not closed
		r.unclosed[scriptStart{block.Parent(), name}] = true
		return ""
	}
	var taken strings.Builder
	for n := block.NextSibling(); n != nil; n = block.NextSibling() {
		taken.Write(r.rawText(n))
		block.Parent().RemoveChild(block.Parent(), n)
		if n == last {
			break
		}
	}
	return "\n" + taken.String()
}

// scriptStart is a script or style that begins among the children of a node.
type scriptStart struct {
	parent ast.Node
	name   string
}

// openElement returns "script" or "style" if a piece of HTML opens but does not close it, or "".
func openElement(raw string) string {
	lower := strings.ToLower(raw)
	for _, name := range []string{"script", "style"} {
		if i := strings.LastIndex(lower, "<"+name); i >= 0 && !strings.Contains(lower[i:], "</"+name) {
			return name
		}
	}
	return ""
}

// rawText returns the raw lines of a block and of its descendants.
func (r *mdReader) rawText(block ast.Node) []byte {
	var b []byte
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() == ast.TypeBlock {
			b = append(b, r.lines(n)...)
		}
		return ast.WalkContinue, nil
	})
	return b
}

// rawTag writes what an inline tag of raw HTML means and returns the sibling from where to read on.
func (r *mdReader) rawTag(tag *ast.RawHTML, b *strings.Builder) ast.Node {
	switch tagName(tag.Segments.Value(r.source)) {
	case "br":
		b.WriteByte('\n')
	case "sup":
		raised, isText := tag.NextSibling().(*ast.Text)
		if !isText {
			break
		}
		if end, ok := raised.NextSibling().(*ast.RawHTML); ok && tagName(end.Segments.Value(r.source)) == "/sup" {
			b.WriteString(superscript(b.String(), string(raised.Value(r.source)), false))
			return end.NextSibling()
		}
	}
	return r.afterScript(tag)
}

// afterScript returns the sibling after a tag, or after the end of the script, style or reading that the tag begins.
func (r *mdReader) afterScript(tag *ast.RawHTML) ast.Node {
	name := tagName(tag.Segments.Value(r.source))
	if key := (scriptStart{tag.Parent(), name}); hiddenTags[name] && !r.unclosed[key] {
		for n := tag.NextSibling(); n != nil; n = n.NextSibling() {
			if end, ok := n.(*ast.RawHTML); ok && tagName(end.Segments.Value(r.source)) == "/"+name {
				return n.NextSibling()
			}
		}
		r.unclosed[key] = true
	}
	return tag.NextSibling()
}

// tagName returns the name of "<br/>" or "</p>" in small letters: br, /p.
func tagName(tag []byte) string {
	name := strings.TrimPrefix(strings.ToLower(string(tag)), "<")
	if i := strings.IndexAny(strings.TrimPrefix(name, "/"), " \t\n/>"); i >= 0 {
		name = name[:i+len(name)-len(strings.TrimPrefix(name, "/"))]
	}
	return name
}

// hiddenTags begin what is no text: scripts, styles, and the readings of ruby characters.
var hiddenTags = wordSet("script style rt rp")
