package dates

import (
	"strings"
	"unicode/utf8"
)

// pieces returns the parts of a text that may hold a date: runs of characters and words that the patterns know,
// with a digit, a month's name, 年 or 月 in them. No match of a pattern reaches beyond such a run, so that to
// look at each of them by itself finds the same, in a fraction of the time. A piece has one character more at
// either end, since a pattern may ask whether a word ends there.
func pieces(text string) [][2]int {
	if strings.Contains(text, "ſ") { // a small s, to a pattern that does not mind case
		return [][2]int{{0, len(text)}}
	}
	var out [][2]int
	start, anchored := 0, false
	for i := 0; i < len(text); {
		size, kind := token(text[i:])
		if kind == notDate {
			if anchored {
				_, first := utf8.DecodeRuneInString(text[i:])
				out = append(out, [2]int{start, i + first})
			}
			_, last := utf8.DecodeLastRuneInString(text[i : i+size])
			start, anchored = i+size-last, false
		}
		anchored = anchored || kind == dateAnchor
		i += size
	}
	if anchored {
		out = append(out, [2]int{start, len(text)})
	}
	return out
}

// tokenKind is what a word or a character may be to a date.
type tokenKind int

const (
	notDate    tokenKind = iota // in no date
	datePart                    // in some, with others
	dateAnchor                  // in all of them is one of these
)

// token returns the length and the kind of the word or the character that a text begins with.
func token(text string) (int, tokenKind) {
	if isWordByte(text[0]) {
		return wordToken(text)
	}
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r == '年' || r == '月':
		return size, dateAnchor
	case strings.ContainsRune(" \t\n\f\r\v-./,~–—～０１２３４５６７８９〇零一二三四五六七八九十日号號至到", r):
		return size, datePart
	}
	return size, notDate
}

// longestWord is as long as a word in a date may be: throughSeptember, since no blank need be there.
const longestWord = 16

// wordToken is token for a run of ASCII letters, digits and underscores.
func wordToken(text string) (int, tokenKind) {
	var lower [longestWord]byte
	n, digit := 0, false
	for ; n < len(text) && isWordByte(text[n]); n++ {
		digit = digit || text[n] <= '9'
		if n < longestWord {
			lower[n] = text[n] | 0x20
		}
	}
	switch {
	case digit:
		return n, dateAnchor
	case n > longestWord:
		return n, notDate
	}
	for i := 0; i+3 <= n; i++ {
		switch string(lower[i : i+3]) {
		case "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec":
			return n, dateAnchor
		}
	}
	switch string(lower[:n]) {
	case "to", "and", "through", "until", "of", "in", "since", "by", "till", "last", "this", "next", "early", "late", "mid",
		"during", "from", "st", "nd", "rd", "th", "t":
		return n, datePart
	}
	return n, notDate
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
