package dates

import (
	"strings"
	"unicode/utf8"
)

// anchors is a set of words that relative dates have.
type anchors int

const (
	dayAnchor      anchors = 1 << iota // yesterday, today, tonight, tomorrow
	weekdayAnchor                      // Monday to Sunday
	shortAnchor                        // Mon to Sun, Tues, Thurs
	sideAnchor                         // last, next, this
	hourAnchor                         // morning, afternoon, evening, night
	tailAnchor                         // ago, earlier, later, now
	unitAnchor                         // days, weeks, months, years
	inAnchor                           // in
	weekendAnchor                      // weekend
	partAnchor                         // half, quarter, 半, 季
	theAnchor                          // "the" and a number
	hanDayAnchor                       // 天, 日 and the times of a day
	hanWeekAnchor                      // 周, 星期, 礼拜
	hanMonthAnchor                     // 月
	hanYearAnchor                      // 年
	hanTailAnchor                      // 前, 后

	allAnchors = 1<<iota - 1
)

// anchorsIn returns the anchors in a text, in one pass.
func anchorsIn(text string) anchors {
	if strings.ContainsAny(text, "ſ\u212a") { // a case-insensitive pattern matches them as s and k
		return allAnchors
	}
	var found anchors
	last := anchors(0) // theAnchor behind the word "the"
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case isWordByte(c):
			n, kind := anchorWord(text[i:])
			if isDigit(c) {
				found |= last
			}
			found |= kind &^ theAnchor
			last = kind & theAnchor
			i += n
		default:
			if c >= utf8.RuneSelf {
				r, size := utf8.DecodeRuneInString(text[i:])
				found |= hanAnchor(r)
				i += size - 1
			}
			i++
		}
	}
	return found
}

// hanAnchor returns which anchor a character is.
func hanAnchor(r rune) anchors {
	switch r {
	case '天', '日', '晚', '夜', '晨', '早':
		return hanDayAnchor
	case '周', '週', '期', '拜':
		return hanWeekAnchor
	case '月':
		return hanMonthAnchor
	case '年':
		return hanYearAnchor
	case '前', '后':
		return hanTailAnchor
	case '季', '半':
		return partAnchor
	}
	return 0
}

// longestAnchor is the length of the longest word among the anchors.
const longestAnchor = len("fortnights")

// anchorWord returns the length of the word at the start of a text, and which anchor it is; theAnchor for "the".
func anchorWord(text string) (int, anchors) {
	var lower [longestAnchor]byte
	n := 0
	for ; n < len(text) && isWordByte(text[n]); n++ {
		if n < longestAnchor {
			lower[n] = text[n] | 0x20
		}
	}
	if n > longestAnchor {
		return n, 0
	}
	switch string(lower[:n]) {
	case "yesterday", "today", "tonight", "tomorrow":
		return n, dayAnchor
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return n, weekdayAnchor
	case "last", "next", "this":
		return n, sideAnchor
	case "ago", "earlier", "later", "now":
		return n, tailAnchor
	case "in":
		return n, inAnchor
	case "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun":
		return n, shortAnchor
	case "morning", "afternoon", "evening", "night":
		return n, hourAnchor
	case "day", "days", "week", "weeks", "fortnight", "fortnights", "month", "months", "year", "years", "decade", "decades":
		return n, unitAnchor
	case "weekend":
		return n, weekendAnchor
	case "half", "quarter":
		return n, partAnchor
	case "the":
		return n, theAnchor
	}
	return n, 0
}
