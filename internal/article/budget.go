package article

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// cost is something of which a file may have only so much.
type cost int

// The costs of a file. Those of an article count for each article of the file by itself.
const (
	articleText cost = iota
	articleLines
	fileText
	fileArticles
	elements
	attributes
	classBytes
	cells
	marks
	depth
	footnoteMarks
	unzipped
	zipFiles
	mailParts
	mailDepth
	seconds
	costs // how many there are
)

// limits are how much of each cost is allowed. At the limits, reading a file takes at most 5 s and 500 MB on one core
// of 2020, which TestShapes measures. Articles stay far below: the longest of 36,000 in the eval sets has 190 KB and
// 2,000 lines; of 2,116 pages saved from the web the largest has 20,000 elements.
var limits = [costs]struct {
	most       int
	unit, hint string
}{
	articleText:   {2_000_000, "bytes of text in one article", "cut it into several files"},
	articleLines:  {60_000, "lines in one article", "cut it into several files"},
	fileText:      {8_000_000, "bytes of text", "cut it into several files"},
	fileArticles:  {20_000, "articles", "export fewer at a time"},
	elements:      {200_000, "elements of markup", "paste its text into a .txt file"},
	attributes:    {2_000, "attributes of one element", "paste its text into a .txt file"},
	classBytes:    {20_000, "bytes of class names of one element", "paste its text into a .txt file"},
	cells:         {200_000, "cells of tables", "cut the tables, or paste the text without them into a .txt file"},
	marks:         {2_000, "brackets or marks of emphasis and code in one paragraph", "simplify the markup, or put blank lines between the paragraphs"},
	depth:         {200, "levels of quotes, lists or boxes in each other", "simplify the markup, or paste the text into a .txt file"},
	footnoteMarks: {5_000, "footnotes and references to them", "cut it into several files"},
	unzipped:      {24_000_000, "bytes when it is unpacked", "cut it into several files, or paste its text into .txt files"},
	zipFiles:      {20_000, "files in it", "paste its text into a .txt file"},
	mailParts:     {2_000, "parts", "paste its text into a .txt file"},
	mailDepth:     {12, "mails or parts in each other", "save the innermost mail"},
	seconds:       {5, "seconds of work", "simplify or cut it, or paste its text into a .txt file"},
}

// budget counts what reading one file has cost so far. All articles of the file share it.
type budget struct {
	spent [costs]int
	began time.Time
}

// overBudget is the panic of a cost that passes its limit. parse recovers it, and the file is not read at all.
type overBudget struct {
	cost   cost
	figure int
}

func (o overBudget) reason() string {
	return fmt.Sprintf("has %d %s; at most %d are read", o.figure, limits[o.cost].unit, limits[o.cost].most)
}

// rethrow panics again if a panic that was recovered is that of a budget.
func rethrow(cause any) {
	if over, ok := cause.(overBudget); ok {
		panic(over)
	}
}

// spend adds n to a cost. It also checks the time.
func (b *budget) spend(c cost, n int) {
	b.spent[c] += n
	b.reach(c, b.spent[c])
	if took := time.Since(b.began); !b.began.IsZero() && took > time.Duration(limits[seconds].most)*time.Second {
		panic(overBudget{seconds, int(took.Seconds()) + 1})
	}
}

// reach checks a figure that is not added to others, such as a depth.
func (b *budget) reach(c cost, figure int) {
	if figure > limits[c].most {
		panic(overBudget{c, figure})
	}
}

// spendText counts the text of one article before it is parsed.
func (b *budget) spendText(text string) {
	b.reach(articleText, len(text))
	b.reach(articleLines, strings.Count(text, "\n"))
	b.spend(fileText, len(text))
}

// spendPage counts what the HTML parser will make of a page: an element for each tag, and at each other tag a copy of
// each element of formatting that is still open, see "reconstruct the active formatting elements" in the HTML standard.
// Attributes are not counted as text: pages that are saved in one file have their pictures there.
func (b *budget) spendPage(text string) {
	z := html.NewTokenizer(strings.NewReader(text))
	open, count, size := 0, 0, 0
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		count++
		if kind == html.TextToken || kind == html.CommentToken {
			size += len(z.Raw())
			continue
		}
		name, more := z.TagName()
		for n := 0; more; n++ {
			b.reach(attributes, n)
			var key, value []byte
			if key, value, more = z.TagAttr(); len(key) == 5 && string(key) == "class" {
				b.reach(classBytes, len(value))
			}
		}
		switch {
		case !formatting[string(name)]:
			count += open
		case kind == html.StartTagToken:
			open++
		default:
			open = max(0, open-1)
		}
		b.reach(elements, b.spent[elements]+count)
	}
	b.reach(articleText, size)
	b.spend(fileText, size)
	b.spend(elements, count)
}

// spendJSON counts the values of a JSON text.
func (b *budget) spendJSON(text string) {
	count, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ',' || c == '[' || c == '{'):
			count++
		}
	}
	b.spend(elements, count)
}

// formatting are the elements that the parser copies into each block within them. A link ends at the next one.
var formatting = wordSet("b big code em font i nobr s small strike strong tt u")
