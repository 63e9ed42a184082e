package analysis

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
	text, i, begin := a.text, start, a.mark() // begin: at the beginning of the stretch
	for i < len(text) {
		switch kinds[text[i]] {
		case isAlnum:
			end := asciiWord(text, i)
			if end < 0 {
				a.back(begin)
				return start
			}
			a.asciiToken(i, end)
			i = end
		case isBlank:
			i++
			a.emit()
			start, begin = i, a.mark()
		case isUnknown:
			size := len(punctuation(text[i:]))
			if size == 0 {
				a.back(begin)
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
		for i++; i < len(text) && kinds[text[i]] == isAlnum; i++ {
		}
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

// mark is how much an analyzer has found.
type mark struct{ tokens, capitals, extras, position int }

func (a *analyzer) mark() mark {
	return mark{len(a.tokens), len(a.capitals), len(a.extras), a.position}
}

// back drops what was found since a mark.
func (a *analyzer) back(m mark) {
	a.tokens, a.capitals, a.extras, a.position = a.tokens[:m.tokens], a.capitals[:m.capitals], a.extras[:m.extras], m.position
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
