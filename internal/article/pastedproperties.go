package article

import (
	"slices"
	"strings"

	"lede/internal/lazyregexp"
)

// splitHead parts the first paragraphs at their line breaks if each of the lines is about the article, or if they are
// properties, of which only those about the article stay.
func (d *draft) splitHead() {
	for i := 0; i < min(len(d.paragraphs), headLines); i++ {
		d.joinLabel(i)
		p := d.paragraphs[i]
		if !strings.Contains(p.text, "\n") || len(p.text) > maxProperties {
			continue
		}
		if parts, idle := headParts(p); len(parts) > 0 {
			d.removed = append(d.removed, idle...)
			d.paragraphs = slices.Replace(d.paragraphs, i, i+1, parts...)
			i += len(parts) - 1
		}
	}
}

// joinLabel joins a label that is alone with the short line below it.
func (d *draft) joinLabel(i int) {
	if i+1 == len(d.paragraphs) || len(d.paragraphs[i].text) > maxLabel {
		return
	}
	label, value := clean(d.paragraphs[i].text), clean(d.paragraphs[i+1].text)
	name, rest, ok := cutColon(label)
	kind := labelOf(name)
	if kind == "outlet" && !isLoneLabel(name) && !isOutlet(value) && (i+2 == len(d.paragraphs) || !readLine(clean(d.paragraphs[i+2].text)).about()) {
		return // a river's source
	}
	if rest == "" && (ok || isLoneLabel(name)) && (kind == "author" || kind == "outlet") && isShort(value) && !hasColon(value) {
		d.paragraphs = slices.Delete(d.paragraphs, i, i+1)
		d.paragraphs[i].text = name + ": " + value
	}
}

// isLoneLabel reports whether a label without a colon is none of the words of a title.
func isLoneLabel(name string) bool { return strings.EqualFold(name, "news provided by") }

// maxProperties is how long a paragraph of properties is at the most, in bytes.
const maxProperties = 2000

// headParts returns the lines of a paragraph that are about the article, with other properties of the text behind them,
// and those that programs write; nil if it has other lines.
func headParts(p paragraph) (parts []paragraph, idle []string) {
	var own []paragraph
	for line := range strings.SplitSeq(p.text, "\n") {
		switch line = clean(line); {
		case line == "":
		case readLine(line).about():
			parts = append(parts, paragraph{text: line, headingPath: p.headingPath})
		case !isProperty.MatchString(line):
			return nil, nil
		case isIdleKey(line):
			idle = append(idle, line)
		default:
			own = append(own, paragraph{text: line, headingPath: p.headingPath})
		}
	}
	if len(parts) < 2 {
		return nil, nil
	}
	return append(parts, own...), idle
}

// minProperties is how many lines with a label make a list of properties.
const minProperties = 3

// isProperty matches a line with a name, a colon and a short value, as Notion, Pelican and Logseq write above a text.
var isProperty = lazyregexp.New(`^[\p{L}_-][\p{L}\d _-]{0,24}(?:::?(?:\s.{0,120})?|：.{0,60})$`)

// otherProperties takes lines with a label out of the lines of a head that has several about the article. Those that
// programs write are removed, others are text.
func (d *draft) otherProperties(lines []string, headingPath int) []string {
	var own []paragraph
	lines = d.without(lines, func(line string) bool { return isProperty.MatchString(line) && isIdleKey(line) })
	lines = slices.DeleteFunc(lines, func(line string) bool {
		if !isProperty.MatchString(line) {
			return false
		}
		own = append(own, paragraph{text: line, headingPath: headingPath})
		return true
	})
	d.paragraphs = append(own, d.paragraphs...)
	return lines
}

// isIdleKey reports whether a line is a property that says nothing kept here: one that programs write.
func isIdleKey(line string) bool {
	name, _, _ := cutColon(line)
	return idleKeys[keyName(name)] || labelOf(name) == "idle"
}

// countOf returns how many lines are of a kind.
func countOf(lines []string, is func(string) bool) int {
	n := 0
	for _, line := range lines {
		if is(line) {
			n++
		}
	}
	return n
}
