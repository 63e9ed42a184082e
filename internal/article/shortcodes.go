package article

import (
	"regexp"
	"strings"
)

// Marks of programs that make pages out of Markdown, which are no text.
var (
	// hidden pairs, with what is between them
	templateNotes = regexp.MustCompile(`(?s)\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{\{[<%]\s*/\*.*?\*/\s*[%>]\}\}|%%.*?%%|\{#.*?#\}`)
	// {{< figure >}}, {{% note %}}, {% include x %}, {{ page.title }}; what stands between two of them stays
	templateTag = regexp.MustCompile(`\{\{[<%].*?[%>]\}\}|\{%.*?%\}|\{\{.*?\}\}`)
	tagCaption  = regexp.MustCompile(`^\{\{[<%]\s*(?:figure|image|img)\b.*?\b(?:caption|title|alt)="([^"]*)"`)
	// kramdown's {: .class }, Pandoc's {#id .class} behind a heading is goldmark's
	attributeList = regexp.MustCompile(`\{:[^}\n]*\}`)
	// Obsidian's ![[picture.png]], [[Page|shown]], ==marked==, ^block
	embedLink = regexp.MustCompile(`!\[\[[^\[\]\n]{1,300}\]\]`)
	wikiLink  = regexp.MustCompile(`\[\[(?:[^\[\]\n|]{1,300}\|)?([^\[\]\n|]{1,300})\]\]`)
	markedUp  = regexp.MustCompile(`==([^=\n]{1,500})==`)
	blockID   = regexp.MustCompile(`(?m)[ \t]+\^[a-z0-9-]{4,40}$`)
	// WordPress's [caption …]…[/caption]
	bracketTag = regexp.MustCompile(`\[/?(?:caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+|spoiler|toc)(?:\s[^\]\n]{0,400})?\]`)
)

// codeFence begins or ends a block of code, in which all of these are text.
var codeFence = regexp.MustCompile("^ {0,3}(```+|~~~+)")

// shortCodes takes such marks out of a body, but for those in code.
func (d *draft) shortCodes(body string) string {
	switch {
	case !strings.ContainsAny(body, "{[=^%"):
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
		text = templateNotes.ReplaceAllString(text, "")
		text = templateTag.ReplaceAllStringFunc(text, func(tag string) string {
			if m := tagCaption.FindStringSubmatch(tag); m != nil {
				d.caption(m[1])
			}
			return ""
		})
		text = attributeList.ReplaceAllString(text, "")
	}
	if strings.Contains(text, "[") {
		text = embedLink.ReplaceAllString(text, "")
		text = wikiLink.ReplaceAllString(text, "$1")
		text = bracketTag.ReplaceAllString(text, "")
	}
	if strings.Contains(text, "==") {
		text = markedUp.ReplaceAllString(text, "$1")
	}
	if strings.Contains(text, "^") {
		text = blockID.ReplaceAllString(text, "")
	}
	return text
}
