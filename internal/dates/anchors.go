package dates

import "strings"

// anchors is a set of words that relative dates have.
type anchors int

const (
	dayAnchor     anchors = 1 << iota // yesterday, today, tonight, tomorrow
	weekdayAnchor                     // Monday to Sunday
	sideAnchor                        // last, next, this
	tailAnchor                        // ago, earlier, later, now
	inAnchor                          // in
	onAnchor                          // on
	weekendAnchor                     // weekend
	partAnchor                        // half, quarter
	theAnchor                         // "the" and a number
	hanAnchor                         // a Chinese character

	allAnchors = 1<<iota - 1
)

// anchorsIn returns the anchors in a text, in one pass.
func anchorsIn(text string) anchors {
	if strings.Contains(text, "ſ") { // a case-insensitive pattern matches it as s
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
			if hanFirst <= c && c <= hanLast {
				found |= hanAnchor
			}
			i++
		}
	}
	return found
}

// Bytes that the characters of relative dates begin with: those of U+4000 to U+9FFF.
const (
	hanFirst = 0xe4
	hanLast  = 0xe9
)

// longestAnchor is the length of the longest word among the anchors.
const longestAnchor = len("wednesday")

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
	case "on":
		return n, onAnchor
	case "weekend":
		return n, weekendAnchor
	case "half", "quarter":
		return n, partAnchor
	case "the":
		return n, theAnchor
	}
	return n, 0
}
