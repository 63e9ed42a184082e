package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// formulaElements are the elements of MathML, and nobr, which MathJax puts around formulas.
var formulaElements = wordSet(`math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms mspace
msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics nobr`)

// formula adds a formula, and of those in it a power or a fraction: 10^6, c², 1/2. It returns false for other elements.
func (p *page) formula(n *html.Node) bool {
	if n.Data == "math" {
		p.inFormula = true
		for c := range n.ChildNodes() {
			p.walk(c)
		}
		p.inFormula = false
		return true
	}
	parts := elementsOf(n)
	last := len(parts) - 1
	switch {
	case n.Data == "mfrac" && last == 1:
		p.walk(parts[0])
		p.write("/", "")
		p.walk(parts[1])
	case n.Data == "msup" && last == 1, n.Data == "msubsup" && last == 2:
		for _, part := range parts[:last] {
			p.walk(part)
		}
		source := clean(textOf(parts[last]))
		p.write(power(p.line.String(), source), source)
	default:
		return false
	}
	return true
}

// power returns how a raised part of a formula is written after the text before it: ^6 after a digit, ² after a letter.
func power(before, raised string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case exponent.MatchString(raised) && unicode.IsLetter(last):
		return powers.Replace(raised)
	case exponent.MatchString(raised) || utf8.RuneCountInString(raised) < 2:
		return "^" + raised
	}
	return "^(" + raised + ")"
}

// elementsOf returns the elements that are children of a node.
func elementsOf(n *html.Node) (out []*html.Node) {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			out = append(out, c)
		}
	}
	return out
}

// isRepeated reports whether an element shows a formula that the element before it has in MathML: KaTeX writes both.
func isRepeated(n *html.Node) bool {
	before := n.PrevSibling
	return before != nil && strings.Contains(attribute(n, "class"), "katex-html") && strings.Contains(attribute(before, "class"), "katex-mathml")
}
