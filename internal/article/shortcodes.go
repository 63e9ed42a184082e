package article

import (
	"strings"

	"lede/internal/lazyregexp"
)

// Marks of programs that make pages out of Markdown, which are no text.
var (
	// what is hidden, with the marks around it. Each kind is searched for by itself: in one pattern with the others,
	// each start without an end would cost a search to the end of the text.
	templateNotes = patterns(`(?s)\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}`, `(?s)\{\{[<%]\s*/\*.*?\*/\s*[%>]\}\}`, `(?s)%%.*?%%`, `(?s)\{#.*?#\}`)
	// {{< figure >}}, {{% note %}}, {% include x %}, {{ page.title }}; what is between two of them stays
	templateTags = patterns(`\{\{[<%].*?[%>]\}\}`, `\{%.*?%\}`, `\{\{.*?\}\}`)
	tagCaption   = lazyregexp.New(`^\{\{[<%]\s*(?:figure|image|img)\b.*?\b(?:caption|title|alt)="([^"]*)"`)
	// kramdown's {: .class }, Pandoc's {#id .class} behind a heading is goldmark's
	attributeList = lazyregexp.New(`\{:[^}\n]*\}`)
	// Obsidian's ![[picture.png]], [[Page|shown]], ==marked==, ^block
	embedLink = lazyregexp.New(`!\[\[[^\[\]\n]{1,300}\]\]`)
	wikiLink  = lazyregexp.New(`\[\[(?:[^\[\]\n|]{1,300}\|)?([^\[\]\n|]{1,300})\]\]`)
	markedUp  = lazyregexp.New(`==([^=\n]{1,500})==`)
	blockID   = lazyregexp.New(`(?m)[ \t]+\^[a-z0-9-]{4,40}$`)
	// Pandoc's [text]{.class}
	namedSpan = lazyregexp.New(`\[([^\[\]\n]{1,500})\]\{[.#][^{}\n]{1,200}\}`)
	// MDX's import "x" and import X from "x", at the start of a line
	importLine = lazyregexp.New(`(?m)^import (?:[\w{}*, ]{1,200} from )?["'][^"'\n]{1,300}["'];?[ \t]*$`)
	// Pandoc's and Docusaurus's lines ":::note" and ":::" around a box
	fencedBox = lazyregexp.New(`(?m)^[ \t]*:{3,}[^\n]*$`)
	// WordPress's [caption …]…[/caption], and [TOC]
	bracketTag = lazyregexp.New(`(?i)\[\[_?toc_?\]\]|\[/?(?:caption|gallery|embed|audio|video|playlist|(?:vc|et_pb|su|fusion|mc4wp|av)_\w+|contact-form-7|wpforms|elementor-template|spoiler|toc)(?:\s[^\]\n]{0,400})?\]`)
)

// codeFence begins or ends a block of code, in which all of these are text.
var codeFence = lazyregexp.New("^ {0,3}(```+|~~~+)")

// shortCodes takes such marks out of a body, but for those in code.
func (d *draft) shortCodes(body string) string {
	switch {
	case !strings.ContainsAny(body, "{[=^%") && !strings.Contains(body, ":::") && !strings.Contains(body, "import "):
		return body
	case !strings.Contains(body, "```") && !strings.Contains(body, "~~~"):
		return d.withoutMarks(body)
	}
	var out, open strings.Builder
	fence := ""
	flush := func() {
		out.WriteString(d.withoutMarks(open.String()))
		open.Reset()
	}
	for line := range strings.Lines(body) {
		m := codeFence.FindStringSubmatch(line)
		switch {
		case fence != "":
			out.WriteString(line)
			if m != nil && strings.HasPrefix(m[1], fence) {
				fence = ""
			}
		case m != nil:
			flush()
			fence = m[1]
			out.WriteString(line)
		default:
			open.WriteString(line)
		}
	}
	flush()
	return out.String()
}

// withoutMarks takes the marks out of a text without blocks of code. Code within a line stays.
func (d *draft) withoutMarks(text string) string {
	if !strings.Contains(text, "`") {
		return d.marksOut(text)
	}
	pieces := strings.Split(text, "`")
	for i := 0; i < len(pieces); i += 2 { // every other piece is code
		pieces[i] = d.marksOut(pieces[i])
	}
	return strings.Join(pieces, "`")
}

func (d *draft) marksOut(text string) string {
	if strings.Contains(text, "{") || strings.Contains(text, "%%") {
		for _, pattern := range templateNotes {
			text = pattern.ReplaceAllString(text, "")
		}
		for _, pattern := range templateTags {
			text = pattern.ReplaceAllStringFunc(text, d.templateTag)
		}
		text = attributeList.ReplaceAllString(text, "")
	}
	if strings.Contains(text, "[") {
		text = embedLink.ReplaceAllString(text, "")
		text = bracketTag.ReplaceAllString(text, "")
		text = wikiLink.ReplaceAllString(text, "$1")
		text = namedSpan.ReplaceAllString(text, "$1")
	}
	if strings.Contains(text, "==") {
		text = markedUp.ReplaceAllString(text, "$1")
	}
	if strings.Contains(text, "import ") {
		text = importLine.ReplaceAllString(text, "")
	}
	if strings.Contains(text, ":::") {
		text = fencedBox.ReplaceAllString(text, "")
	}
	if strings.Contains(text, "^") {
		text = blockID.ReplaceAllString(text, "")
	}
	return text
}

// templateTag keeps the caption of a figure, and returns what represents a tag in the text.
func (d *draft) templateTag(tag string) string {
	if m := tagCaption.FindStringSubmatch(tag); m != nil {
		d.caption(m[1])
	}
	return ""
}

func patterns(list ...string) []*lazyregexp.Regexp {
	var out []*lazyregexp.Regexp
	for _, p := range list {
		out = append(out, lazyregexp.New(p))
	}
	return out
}
