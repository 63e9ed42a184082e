package article

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"lede/internal/lazyregexp"
)

// outline tracks the headings above the current position while a text is parsed from top to bottom.
type outline struct {
	open []heading // outermost first
}

type heading struct {
	level int
	text  string
}

// openHeading adds a heading, which closes those of its level and below, and returns the path to it.
func (t *outline) openHeading(level int, text string) []string {
	for len(t.open) > 0 && t.open[len(t.open)-1].level >= level {
		t.open = t.open[:len(t.open)-1]
	}
	t.open = append(t.open, heading{level, text})
	trail := make([]string, len(t.open))
	for i, h := range t.open {
		trail[i] = h.text
	}
	return trail
}

// reader collects the paragraphs and headings of a document.
type reader struct {
	*draft
	outline outline
}

// add appends a paragraph under the open headings.
func (r *reader) add(text string) {
	r.paragraphs = append(r.paragraphs, paragraph{text: text, headingPath: len(r.HeadingPaths) - 1})
}

// heading opens a heading. One of level 1 above all paragraphs becomes the title if the file has none.
func (r *reader) heading(level int, text string) {
	if text = clean(text); text == "" {
		return
	}
	if level == 1 && len(r.paragraphs) == 0 && (r.Title == "" || strings.EqualFold(r.Title, text)) {
		if r.Title == "" {
			r.Title = text
		}
		return
	}
	r.HeadingPaths = append(r.HeadingPaths, r.outline.openHeading(level, text))
}

// footnotes parses footnotes in place; goldmark's own extension drops those without a reference.
type footnotes struct{}

// Extend adds the parsers to a goldmark.Markdown.
func (footnotes) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(extension.NewFootnoteBlockParser(), 999)),
		parser.WithInlineParsers(util.Prioritized(extension.NewFootnoteParser(), 101)))
}

var commonMark = goldmark.New(goldmark.WithParserOptions(parser.WithHeadingAttribute()),
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, footnotes{})).Parser()

// markdown parses a body in CommonMark with tables, strikethrough, footnotes and task lists.
func (d *draft) markdown(body string) {
	body = d.shortCodes(body)
	d.spendMarkup(body)
	source := []byte(body)
	r := &mdReader{reader: reader{draft: d}, source: source, unclosed: map[scriptStart]bool{}}
	r.blocks(commonMark.Parse(text.NewReader(source)))
	d.pasted()
}

type mdReader struct {
	reader
	source   []byte
	unclosed map[scriptStart]bool // no later child of the parent closes them
}

// blocks adds the children of a block. A list item, a table row and a code block are paragraphs.
func (r *mdReader) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			r.heading(n.Level, r.inline(n))
		case *ast.Paragraph, *ast.TextBlock:
			r.paragraph(n)
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			r.add(r.lines(n))
		case *ast.HTMLBlock:
			r.fragment(r.lines(n) + r.restOfScript(n))
		case *east.TableHeader, *east.TableRow:
			r.row(n)
		default:
			r.blocks(n)
		}
	}
}

// paragraph adds a paragraph's text, and the descriptions of its images to the captions.
func (r *mdReader) paragraph(n ast.Node) {
	text := r.inline(n)
	if strings.HasPrefix(text, "[!") {
		if at := alert.FindStringIndex(text); at != nil {
			title, rest, ok := strings.Cut(text[at[1]:], "\n")
			if isTitled := ok && !breaksOff(title, rest) && !endsSentence(title); isTitled { // the title of the box
				r.caption(clean(title))
				text = rest
			} else {
				text = text[at[1]:]
			}
		}
	}
	if text = joinParted(text); !isBlank(text) {
		if link := r.creditLink(n, text); link != "" {
			text = "Source: " + link
		}
		r.add(text)
	}
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if image, ok := c.(*ast.Image); ok && entering {
			r.image(image)
		}
		return ast.WalkContinue, nil
	})
}

// alert is the marker of an alert box (GitHub, Obsidian).
var alert = lazyregexp.New(`^\[![A-Za-z]{3,20}(?:\|[^\]\n]{0,40})?\][-+]?[ \t]*`)

// image adds an image's description and title to the captions.
func (r *mdReader) image(image *ast.Image) {
	shown := clean(r.inline(image))
	r.caption(shown)
	if title := clean(resolve(image.Title)); title != shown {
		r.caption(title)
	}
}

// creditLink returns the address of a paragraph "Source: [a name](address)", or "" for all others.
func (r *mdReader) creditLink(n ast.Node, text string) string {
	link, ok := n.LastChild().(*ast.Link)
	if !ok || !sourceLabel.MatchString(clean(strings.TrimSuffix(text, r.inline(link)))) {
		return ""
	}
	return webURL(string(link.Destination))
}

func (d *draft) caption(text string) {
	if text = clean(text); text != "" {
		d.Captions = append(d.Captions, text)
	}
}

// row adds a table row as a paragraph, with commas between the cells.
func (r *mdReader) row(n ast.Node) {
	var cells []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if text := clean(r.inline(c)); text != "" {
			cells = append(cells, text)
		}
	}
	r.add(strings.Join(cells, ", "))
}

// inline returns the text of a node's children without markup, raw HTML and images.
func (r *mdReader) inline(parent ast.Node) string {
	var b strings.Builder
	r.writeInline(parent, &b)
	return b.String()
}

// writeInline writes that text. Its depth is bounded by that of the emphasis and the links of a paragraph, see marks.
func (r *mdReader) writeInline(parent ast.Node, b *strings.Builder) {
	var next ast.Node
	for n := parent.FirstChild(); n != nil; n = next {
		next = n.NextSibling()
		switch n := n.(type) {
		case *ast.Text:
			b.Write(unescape(n, r.source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(r.source))
		case *ast.RawHTML:
			next = r.rawTag(n, b)
		case *ast.Image:
			b.WriteByte(' ')
		default:
			r.writeInline(n, b)
		}
	}
}

// unescape returns a text with entities and backslash escapes resolved ("&amp;", "\*"), except in code.
func unescape(n *ast.Text, source []byte) []byte {
	raw := n.Value(source)
	if _, code := n.Parent().(*ast.CodeSpan); code || n.IsRaw() {
		return raw
	}
	return []byte(resolve(raw))
}

func resolve(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, '\\') < 0 {
		return string(raw)
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw))))
}

// lines returns the raw lines of a block.
func (r *mdReader) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(r.source))
	}
	if block, ok := n.(*ast.HTMLBlock); ok && block.HasClosure() {
		b.Write(block.ClosureLine.Value(r.source))
	}
	return b.String()
}
