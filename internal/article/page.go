package article

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/internal/dates"
)

// page collects the paragraphs of a tree of HTML nodes.
type page struct {
	reader
	isDocument bool            // it is a page, not a piece of HTML within another text
	body       *bodyFilter     // nil keeps all blocks
	line       strings.Builder // the paragraph that is open
	broken     bool            // it ends in a line break
	raised     bool            // it has superscripts
	original   strings.Builder // if so, its text as it is in the page, without formulas
	inFormula  bool
	linked     int // how many bytes of it are in links
	links      int // how many links it has
	linkEnd    int // where the last one ends
	anchors    int // how many links are open
	linkFrom   int // where the part of the paragraph begins that is in them

	bylines int // short lines above the text that may be one

	authorBoxes int // boxes that name the author

	listItems int // how many list items are open

	votes     votes      // of the open paragraph
	container *html.Node // in which it stands
	isP       bool       // it is an element p
	placed    []placedBlock

	headed bool // the page's main heading was there
	decks  int  // blocks between it and the text that were kept as the deck

	keptProse, removedProse int // bytes of the blocks that are prose

	seen    int   // how many blocks of prose there were
	spans   spans // where both libraries keep prose
	cut     []cut // the blocks of prose that were removed
	between spans // between such prose all prose is kept
}

// paragraphMark represents an empty line that line breaks make. To clean it is a blank.
const paragraphMark = "\u2029"

// flush ends the open paragraph and adds it, unless it is empty or, in a page, not part of the article.
func (p *page) flush() {
	text := p.line.String()
	if p.anchors > 0 { // a link around blocks
		p.closeLink()
	}
	if line := clean(text); line != "" && p.keeps(line) {
		from := len(p.paragraphs)
		for piece := range strings.SplitSeq(text, paragraphMark) {
			p.add(piece)
		}
		p.placed = append(p.placed, placedBlock{p.votes, p.container, p.listItems > 0, from, len(p.paragraphs)})
	}
	p.line.Reset()
	p.original.Reset()
	p.linked, p.links, p.linkEnd, p.linkFrom, p.raised, p.broken = 0, 0, 0, 0, false, false
}

// keeps reports whether the open paragraph, whose text is line, belongs to the article.
func (p *page) keeps(line string) bool {
	switch {
	case !p.isDocument:
		return true
	case !strings.ContainsFunc(line, isWritten): // a rule, a stop
		return false
	}
	source := line
	if p.raised { // the libraries keep it as it is
		source = clean(p.original.String())
	}
	p.votes = votes{true, true}
	if p.body != nil {
		p.votes = p.body.votes(source)
	}
	kept := p.body == nil || p.body.keeps(p.votes, source, p.linked)
	if !kept && p.listItems > 0 && p.links == 0 && len(line) >= minItemBytes {
		kept = p.body.containsAny(source)
	}
	if isProse(line, p.linked) {
		kept = kept || p.between.among(p.container, p.seen)
		p.count(len(line), kept)
		kept = kept || p.isDeck()
		p.note(kept)
	}
	if kept && isCreditLine(line) {
		p.caption(line)
		return false
	}
	kept = kept && !p.isLinks(line) && !isNotice(line, p.links > 0) && !p.isByline(line)
	if !kept {
		p.removed = append(p.removed, line)
	}
	return kept
}

// isWritten reports whether a character is no blank and no mark of punctuation.
func isWritten(r rune) bool { return isWordRune(r) || unicode.IsSymbol(r) }

// minItemBytes is how long an item of a list without links is that one library alone keeps; shorter ones are labels.
const minItemBytes = 20

// maxDecks is how many blocks of prose between the main heading and the text are its deck, which libraries leave out.
const maxDecks = 1

// isDeck reports whether the open paragraph, which is prose that no library keeps, is the deck. It counts those.
func (p *page) isDeck() bool {
	if !p.headed || p.keptProse > 0 || p.decks >= maxDecks {
		return false
	}
	p.decks++
	return true
}

func (p *page) count(size int, kept bool) {
	if kept {
		p.keptProse += size
	} else {
		p.removedProse += size
	}
}

// contains reports whether a part of the page that is no paragraph belongs to the article: one library keeps it.
func (p *page) contains(text string) bool {
	return p.body == nil || p.body.containsAny(clean(text))
}

// isByline reports whether a line above the text is only about the article: its author, its date. It sets the date if it
// is not set.
func (p *page) isByline(line string) bool {
	if len(p.paragraphs) > 2 || p.bylines > headLines || !isShort(line) {
		return false
	}
	p.bylines++
	if r, err := dates.Parse(line); err == nil && r.Since.Equal(r.Until) {
		p.pageDate(line)
		return true
	}
	if f := readLine(line); f.about() && (f.labelled || f.isDay()) {
		return true
	}
	return p.Author != "" && bylineLabel.MatchString(line) && slices.Equal(authorsOf(line), strings.Split(p.Author, ", "))
}

// walk adds the text of a node and its descendants. x/net/html limits the depth of a tree to 512 open elements.
func (p *page) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.write(n.Data, n.Data)
		return
	case n.Type != html.ElementNode && n.Type != html.DocumentNode, isSkipped(n), p.special(n):
		return
	}
	block := !isInline(n)
	if block {
		p.container, p.isP = n.Parent, false
		p.flush()
	}
	switch n.DataAtom {
	case atom.Li:
		p.listItems++
		defer func() { p.listItems-- }()
	case atom.A:
		p.linkFrom = p.line.Len()
		if hasAttribute(n, "href") {
			p.anchors++
			defer func() { p.anchors-- }()
		}
	}
	container := n.Parent
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !isInline(c) {
			container = n // its own text is beside other blocks
		}
		p.walk(c)
	}
	switch {
	case block:
		p.container, p.isP = container, n.DataAtom == atom.P
		p.flush()
	case n.DataAtom == atom.A:
		p.closeLink()
	}
}

// closeLink counts what the open paragraph has of a link.
func (p *page) closeLink() {
	if size := p.line.Len(); size > p.linkFrom {
		p.linked += size - p.linkFrom
		p.links++
		p.linkEnd, p.linkFrom = size, size
	}
}

// special adds an element that is not read as a run of its descendants. It returns false for others.
func (p *page) special(n *html.Node) bool {
	if p.isDocument && p.box(n) {
		return true
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.flush()
		p.headline(n)
	case atom.Figcaption:
		p.figcaption(textOf(n))
	case atom.Tr:
		p.row(n)
	case atom.Sup:
		p.raise(n)
	case atom.Br:
		if p.broken { // an empty line
			p.line.WriteString(paragraphMark)
		}
		p.write("\n", "\n")
		p.broken = true
	default:
		return p.formula(n)
	}
	return true
}

// box reads a box that its name says is a caption or about the author. It returns false for others.
func (p *page) box(n *html.Node) bool {
	switch {
	case isCaptionBox(n):
		p.figcaption(textOf(n))
	case p.endsInAuthor(n):
		p.flush()
		p.removed = slices.AppendSeq(p.removed, blocksOf(n))
	default:
		return false
	}
	return true
}

// figcaption adds the caption of a picture.
func (p *page) figcaption(text string) {
	p.flush()
	if p.contains(text) {
		p.caption(text)
	}
}

// A heading with so many bytes is a paragraph of the text, one with a stop at its end already with stopBytes.
const (
	longHeadingBytes = 160
	stopBytes        = 100
)

func isLongHeading(line string) bool {
	return len(line) >= longHeadingBytes || len(line) >= stopBytes && (strings.HasSuffix(line, ".") || strings.HasSuffix(line, "。"))
}

// headline adds a heading. One that reads like prose above the text is the deck.
func (p *page) headline(n *html.Node) {
	text := textOf(n)
	line := clean(text)
	title := p.isTitle(text)
	switch {
	case !title && p.headed && p.keptProse == 0 && isProse(line, 0), !title && isLongHeading(line):
		p.write(text, text)
		p.flush()
	case !title && p.contains(text):
		p.heading(int(n.Data[1]-'0'), text)
	}
	p.headed = p.headed || title || n.DataAtom == atom.H1
}

// write adds text to the open paragraph, which is another one in the page.
func (p *page) write(text, source string) {
	if p.inFormula {
		source = "" // the libraries that find the text part formulas otherwise
	}
	if text != source && !p.raised {
		p.raised = true
		p.original.WriteString(p.line.String())
	}
	p.line.WriteString(text)
	p.broken = p.broken && isBlank(text)
	if p.raised {
		p.original.WriteString(source)
	}
}

// raise adds a superscript.
func (p *page) raise(n *html.Node) {
	source := textOf(n)
	p.write(superscript(p.line.String(), source, inNoteLink(n)), source)
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
	layout, kept := false, false
	for c := range n.ChildNodes() {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		text := clean(textOf(c))
		if text != "" {
			cells = append(cells, text)
			kept = kept || p.contains(text)
		}
		layout = layout || hasBlocks(c) || !p.isDocument && firstHeading(c) != "" // as in mails
	}
	if !layout {
		if kept {
			p.add(strings.Join(cells, ", "))
		}
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
		if c.Type == html.ElementNode && !isInline(c) {
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
	atom.Nav: true, atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Label: true, atom.Svg: true, atom.Iframe: true, atom.Rt: true, atom.Rp: true,
}

// isSkipped reports whether an element contains nothing that belongs to the body; an annotation repeats a formula in TeX.
func isSkipped(n *html.Node) bool {
	return skippedElements[n.DataAtom] || n.Data == "annotation" || n.Data == "annotation-xml" || isRepeated(n)
}

// inlineElements do not end a paragraph.
var inlineElements = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Br: true, atom.Cite: true,
	atom.Code: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true,
	atom.Kbd: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true,
	atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true,
	atom.Img: true, atom.Picture: true, atom.Ruby: true, atom.Rb: true, atom.Rp: true, atom.Rt: true, atom.Rtc: true,
}

// isInline reports whether an element does not end a paragraph; nor do those of formulas, of which MathJax has some of its own.
func isInline(n *html.Node) bool {
	return inlineElements[n.DataAtom] || formulaElements[n.Data] || strings.HasPrefix(n.Data, "mjx-")
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
