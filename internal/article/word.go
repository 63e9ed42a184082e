package article

import (
	"slices"
	"strconv"
	"strings"

	"lede/internal/lazyregexp"
)

// readWord reads a .docx file, see ECMA-376, part 1, 17: paragraphs with styles, tables, notes.
func (d *draft) readWord(raw []byte) {
	d.tryRead(func() {
		if err := d.word(raw); err != nil {
			d.refuse(err.Error(), "save it as .docx again, or paste its text into a .txt file")
		}
	})
}

func (d *draft) word(raw []byte) error {
	z, err := d.openZip(raw)
	if err != nil {
		return err
	}
	w := &wordReader{reader: reader{draft: d}, styles: map[string]string{}}
	if err := w.readStyles(z); err != nil {
		return err
	}
	for _, name := range []string{"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"} {
		text, err := z.read(name)
		if err != nil {
			return err
		}
		if text == nil {
			continue
		}
		doc, err := z.parseXML(text)
		if err != nil {
			return err
		}
		w.blocks(doc)
	}
	text, err := z.read("docProps/core.xml")
	if err != nil {
		return err
	}
	if core, err := z.parseXML(text); err == nil {
		w.properties(core)
	}
	d.lines(d.paragraphs)
	return nil
}

type wordReader struct {
	reader
	styles map[string]string // names of the styles by id, in small letters
}

// readStyles reads what the styles are called: their ids differ from language to language.
func (w *wordReader) readStyles(z *archive) error {
	text, err := z.read("word/styles.xml")
	if err != nil || text == nil {
		return err
	}
	doc, err := z.parseXML(text)
	if err != nil {
		return err
	}
	for _, style := range doc.find("style") {
		if name := style.child("name"); name != nil {
			w.styles[style.attr("styleId")] = strings.ToLower(name.attr("val"))
		}
	}
	return nil
}

// properties takes what the file states of itself where the text states nothing. Its title is often that of the
// template, so it counts only as the last.
func (w *wordReader) properties(core *node) {
	if w.Title == "" && len(w.HeadingPaths) == 1 && !isShortTitle(w.paragraphs) {
		w.Title = core.firstText("title")
	}
	if w.Lang == "" {
		w.Lang = normalLanguage(core.firstText("language"))
	}
	if tags := core.firstText("keywords"); tags != "" && len(w.Tags) == 0 {
		w.Tags = splitTags(tags)
	}
}

// isShortTitle reports whether the text begins with a line that looks like its title.
func isShortTitle(paragraphs []paragraph) bool {
	return len(paragraphs) > 1 && isShort(clean(paragraphs[0].text))
}

// blocks reads the paragraphs and tables below a node.
func (w *wordReader) blocks(n *node) {
	for _, c := range n.children {
		switch c.name {
		case "p":
			w.paragraph(c)
		case "tr":
			w.row(c)
		case "footnote", "endnote":
			if c.attr("type") == "" { // others are the lines above the notes
				w.blocks(c)
			}
		case "Fallback", "del", "moveFrom": // said again; deleted
		case "sdt":
			if c.child("sdtPr").child("docPartObj").child("docPartGallery").attr("val") != "Table of Contents" {
				w.blocks(c)
			}
		default:
			w.blocks(c)
		}
	}
}

// paragraph reads a paragraph. Its style says whether it is one.
func (w *wordReader) paragraph(p *node) {
	text := clean(wordText(p))
	style, level := w.style(p)
	switch {
	case text == "":
	case style == "title" && w.Title == "":
		w.Title = text
	case style == "caption" || style == "image caption":
		w.caption(text)
	case style == "author" && w.Author == "":
		w.Author = bylineLabel.ReplaceAllString(text, "")
	case style == "date":
		w.pageDate(text)
	case tocStyle.MatchString(style) || style == "header" || style == "footer":
	case level > 0:
		w.heading(level, text)
	default:
		w.add(text)
	}
	for _, box := range textBoxes(p) {
		w.blocks(box)
	}
}

// tocStyle matches the styles of a table of contents.
var tocStyle = lazyregexp.New(`^toc ?(?:\d|heading)`)

// textBoxes returns the text boxes that hang on a paragraph, each once.
func textBoxes(n *node) []*node {
	var out []*node
	for _, c := range n.children {
		switch c.name {
		case "txbxContent":
			out = append(out, c)
		case "Fallback", "del", "moveFrom":
		default:
			out = append(out, textBoxes(c)...)
		}
	}
	return out
}

// style returns the name of a paragraph's style, and its level if it is a heading, else 0.
func (w *wordReader) style(p *node) (string, int) {
	properties := p.child("pPr")
	if properties == nil {
		return "", 0
	}
	name := ""
	if style := properties.child("pStyle"); style != nil {
		if name = w.styles[style.attr("val")]; name == "" {
			name = strings.ToLower(style.attr("val"))
		}
	}
	if rest, ok := strings.CutPrefix(name, "heading"); ok {
		if level, err := strconv.Atoi(strings.TrimSpace(rest)); err == nil && level > 0 {
			return name, min(level, 6)
		}
	}
	if outline := properties.child("outlineLvl"); outline != nil {
		if level, err := strconv.Atoi(outline.attr("val")); err == nil && level >= 0 && level < 6 {
			return name, level + 1
		}
	}
	return name, 0
}

// row adds a row of a table, with commas between its cells. If one of them has paragraphs of prose, the table is there for
// the layout, and each paragraph is one of the text.
func (w *wordReader) row(row *node) {
	var cells []string
	for _, cell := range row.find("tc") {
		var lines []string
		for _, p := range cell.find("p") {
			if text := clean(wordText(p)); text != "" {
				lines = append(lines, text)
			}
		}
		if len(lines) > 1 && slices.ContainsFunc(lines, func(line string) bool { return isProse(line, 0) }) {
			for _, c := range row.children {
				w.blocks(c)
			}
			return
		}
		if len(lines) > 0 {
			cells = append(cells, strings.Join(lines, " "))
		}
	}
	w.add(strings.Join(cells, ", "))
}

// wordText returns the text of a paragraph, without what was deleted, is hidden or instructs the program.
func wordText(n *node) string {
	var b strings.Builder
	for _, c := range n.children {
		switch c.name {
		case "r":
			b.WriteString(runText(b.String(), c))
		case "t":
			b.WriteString(c.all())
		case "tab":
			b.WriteByte(' ')
		case "br", "cr":
			b.WriteByte('\n')
		case "noBreakHyphen":
			b.WriteByte('-')
		case "rt", "txbxContent", "Fallback", "del", "moveFrom", "instrText", "pPr", "rPr": // rt: how a character is read
		default:
			b.WriteString(wordText(c))
		}
	}
	return b.String()
}

// offValues are how a format says that it does not apply.
var offValues = wordSet("0 false off")

// runText returns the text of a run of characters of one format, behind the text before it.
func runText(before string, run *node) string {
	format := run.child("rPr")
	if hidden := format.child("vanish"); hidden != nil && !offValues[hidden.attr("val")] {
		return ""
	}
	text := wordText(run)
	if raised := format.child("vertAlign"); raised != nil && raised.attr("val") == "superscript" && text != "" {
		return superscript(before, text, false)
	}
	return text
}
