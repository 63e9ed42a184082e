package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/internal/lazyregexp"
)

var (
	exponent   = lazyregexp.New(`^[+−–-]?\d{1,3}$`)
	noteNumber = lazyregexp.New(`^(?:\[?\d{1,3}\]?|\[?[a-z]\]|[*†‡§]+)(?:\s*[,，–-]\s*\[?\d{1,3}\]?)*$`)
	noteLetter = lazyregexp.New(`^[a-z]$`)
	remark     = lazyregexp.New(`^\[[^\]]{1,40}\]$`) // [citation needed]
	variable   = lazyregexp.New(`^[nkx]$`)
	base       = lazyregexp.New(`(?:\d|(?:^|\PL)\pL)$`) // what has a power: a number or a letter alone
	wordEnd    = lazyregexp.New(`\pL{3}$`)
	unit       = lazyregexp.New(`(?:^|[^\pL])(?:[kcdmµμn]?m|in|ft|yd|mi|s|CO|米|公里|厘米)$`)
)

// maxUnitSize is more than a unit has, in bytes, with the character before it.
const maxUnitSize = 12

// superscript returns what a raised text means after the text before it: 10 and 6 is 10^6, m and 2 is m². The number
// of a note is "". Anything else stays, as in "1st".
func superscript(before, raised string, linked bool) string {
	raised, before = clean(raised), before[max(0, len(before)-maxUnitSize):]
	last, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case exponent.MatchString(raised) && !linked && unicode.IsDigit(last):
		return "^" + raised
	case exponent.MatchString(raised) && !linked && unit.MatchString(before):
		return powers.Replace(raised)
	case exponent.MatchString(raised) && !linked && unicode.IsLetter(last) && !unicode.IsDigit(rune(raised[0])): // x⁻²
		return powers.Replace(raised)
	case variable.MatchString(raised) && base.MatchString(before):
		return "^" + raised
	case noteNumber.MatchString(raised), remark.MatchString(raised), noteLetter.MatchString(raised) && wordEnd.MatchString(before), linked && len(raised) <= len("[note 10]"):
		return ""
	}
	return raised
}

var powers = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹",
	"-", "⁻", "−", "⁻", "–", "⁻", "+", "⁺")

// inNoteLink reports whether an element is in a link within the page, or has one in it.
func inNoteLink(n *html.Node) bool {
	isNote := func(n *html.Node) bool {
		return n.DataAtom == atom.A && strings.Contains(attribute(n, "href"), "#")
	}
	if n.Parent != nil && isNote(n.Parent) {
		return true
	}
	for c := range n.Descendants() {
		if isNote(c) {
			return true
		}
	}
	return false
}
