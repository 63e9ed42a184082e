package dates

import (
	"strings"
	"unicode/utf8"
)

// pieces returns the byte ranges of a text that may contain a date: runs of words and characters that occur in the
// patterns, with a digit, a month name, 年 or 月 among them. A match never crosses the end of a run, so matching each
// piece gives the same dates as matching the text, in a fraction of the time (findUncut in the tests compares them).
// A piece includes one character more at either end, because a pattern may test for a word boundary there.
func pieces(text string) [][2]int {
	if strings.Contains(text, "ſ") { // a case-insensitive pattern matches it as s
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

// tokenKind says whether a word or a character occurs in dates.
type tokenKind int

const (
	notDate    tokenKind = iota // occurs in no date
	datePart                    // occurs in dates
	dateAnchor                  // occurs in dates, and every date has at least one of these
)

// token returns the length and the kind of the word or the character at the start of a text.
func token(text string) (int, tokenKind) {
	if isWordByte(text[0]) {
		return wordToken(text)
	}
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r == '年' || r == '月':
		return size, dateAnchor
	case strings.ContainsRune(" \t\n\f\r\v-./,~–—～０１２３４５６７８９〇零一二三四五六七八九十日号號至到元百千两兩"+solarEras, r):
		return size, datePart
	}
	return size, notDate
}

// longestWord is the length of the longest word in a date: "throughSeptember", as the patterns need no blank there.
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
		"during", "from", "on", "before", "after", "year", "the", "st", "nd", "rd", "th", "t", "first", "second", "third", "fourth", "fifth", "sixth",
		"seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
		"seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth", "twenty", "thirty":
		return n, datePart
	}
	return n, notDate
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
