package analysis

import "math/bits"

// Most of a text is words of ASCII letters between blanks and common punctuation, which are found without Unicode's tables in a
// fraction of the time.

// What a byte is to the words around it under Unicode's segmentation (UAX #29).
const (
	isOther   = iota
	isBlank   // ends a stretch
	isAlnum   // part of a run
	isInner   // may join two letters or two digits: the dots of "U.S.", the apostrophe of "don't", see joins
	isUnknown // may join anything
)

var kinds = func() (table [256]byte) {
	for c := range 256 {
		switch {
		case c >= 0x80 || c == '_':
			table[c] = isUnknown
		case lower(byte(c)) != 0:
			table[c] = isAlnum
		}
	}
	table[' '], table['\n'] = isBlank, isBlank
	for _, c := range []byte(".,:;'") {
		table[c] = isInner
	}
	return table
}()

// ascii adds the words of the stretches from start on. A stretch ends after a blank: UAX #29 always breaks beside one. It
// returns where it stops: at the end of the text, or at a stretch with characters that need Unicode's tables.
func (a *analyzer) ascii(start int) int {
	text, i, position := a.text, start, a.position // position: at the beginning of the stretch
	for i < len(text) {
		switch kinds[text[i]] {
		case isAlnum:
			end := asciiWord(text, i)
			if end < 0 {
				a.back(start, position)
				return start
			}
			a.asciiToken(i, end)
			i = end
		case isBlank:
			i++
			a.emit()
			start, position = i, a.position
		case isUnknown:
			size := len(punctuation(text[i:]))
			if size == 0 {
				a.back(start, position)
				return start
			}
			i += size
		default:
			i++
		}
	}
	a.emit()
	return len(text)
}

// asciiWord returns where the word of ASCII letters and digits ends that begins at start; -1 if that needs Unicode's tables.
func asciiWord(text string, start int) int {
	for i := start; ; {
		i = alnumEnd(text, i)
		if i == len(text) || kinds[text[i]] < isInner {
			return i
		}
		inner := text[i : i+1]
		if text[i] >= 0x80 {
			inner = punctuation(text[i:])
		}
		next := i + len(inner)
		switch {
		case inner == "" || inner == "_":
			return -1
		case next == len(text) || kinds[text[next]] < isAlnum || kinds[text[next]] == isInner:
			return i
		case kinds[text[next]] == isUnknown:
			if punctuation(text[next:]) == "" {
				return -1
			}
			return i
		case !joins(inner, text[i-1], text[next]):
			return i
		}
		i = next
	}
}

// alnumEnd returns where the run of ASCII letters and digits ends that begins at start.
func alnumEnd(text string, start int) int {
	i := start
	for ; i+8 <= len(text); i += 8 {
		if n := alnums(text[i:]); n < 8 {
			return i + n
		}
	}
	for i < len(text) && kinds[text[i]] == isAlnum {
		i++
	}
	return i
}

// alnums returns how many of the first eight bytes of a text, which has as many, are ASCII letters and digits before any other
// byte. It compares all eight at once: adding to a byte without its highest bit sets that bit if the sum reaches 0x80 (Lamport,
// "Multiple byte processing with full-word instructions", 1975).
func alnums(text string) int {
	const each, high = 0x0101010101010101, 0x8080808080808080
	_ = text[7]
	x := uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
	low := x &^ high
	letters := low | 0x20*each // in lower case
	isLetter := (letters + (0x80-'a')*each) &^ (letters + (0x7f-'z')*each)
	isNumeral := (low + (0x80-'0')*each) &^ (low + (0x7f-'9')*each)
	others := (^(isLetter | isNumeral) | x) & high
	return bits.TrailingZeros64(others) / 8
}

// joins reports whether a mark makes two words one, by the last byte before it and the first one behind it: WB6, WB7, WB11 and
// WB12 of UAX #29.
func joins(mark string, before, after byte) bool {
	digits := isDigit(before)
	if digits != isDigit(after) {
		return false
	}
	switch mark {
	case ".", "'", "‘", "’":
		return true
	case ":":
		return !digits
	case ",", ";":
		return digits
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// punctuation returns the mark that a text begins with, if it is one of the quotation marks, dashes and dots of print that need no
// tables; "" if it is none.
func punctuation(text string) string {
	const size = len("’")
	if len(text) < size || text[0] != "’"[0] || text[1] != "’"[1] {
		return ""
	}
	switch text[:size] {
	case "‘", "’", "“", "”", "–", "—", "…":
		return text[:size]
	}
	return ""
}

// asciiToken adds a word of ASCII letters and digits, with "’" in it.
func (a *analyzer) asciiToken(start, end int) {
	text := a.text
	if start > 0 && (text[start-1] == '-' || text[start-1] == '.') || end < len(text) && (text[end] == '+' || text[end] == '#') {
		a.word(start, end) // may have signs, or be one of several that are joined
		return
	}
	a.position++
	if a.collect && text[start]-'A' < 26 {
		a.capitals = append(a.capitals, Word{start, end})
	}
	if a.only == nil || a.only.mayBegin(text[start:end]) && a.only.passes(text[start:end]) {
		a.add(start, end)
	}
}

// back drops what was found from an offset of the text on, and sets the position that was reached there.
func (a *analyzer) back(start, position int) {
	a.tokens = a.tokens[:a.given+len(since(a.tokens[a.given:], func(t Token) bool { return t.Start >= start }))]
	a.extras = since(a.extras, func(t Token) bool { return t.Start >= start })
	a.capitals = since(a.capitals, func(w Word) bool { return w.Start >= start })
	a.position = position
}

// since returns a list without the elements at its end that are new.
func since[T any](list []T, isNew func(T) bool) []T {
	for len(list) > 0 && isNew(list[len(list)-1]) {
		list = list[:len(list)-1]
	}
	return list
}

// stretchEnd returns where the stretch at start ends.
func stretchEnd(text string, start int) int {
	for i := start; i < len(text); i++ {
		if kinds[text[i]] == isBlank {
			return i + 1
		}
	}
	return len(text)
}
