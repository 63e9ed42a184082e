package analysis

// Most of a text is ASCII words between blanks, which are found without Unicode's tables in a quarter of the time.

// How a byte joins runs of ASCII letters and digits to one word under Unicode's segmentation (UAX #29).
const (
	joinsNever = iota
	isAlnum    // part of a run
	isBlank    // ends a stretch
	joinsInner // joins if a letter or digit follows: the dots of "U.S.", the apostrophe of "don't"
	joinsAlways
)

var joins = func() (table [256]byte) {
	for c := range 256 {
		switch {
		case c >= 0x80 || c == '_':
			table[c] = joinsAlways
		case lower(byte(c)) != 0:
			table[c] = isAlnum
		}
	}
	table[' '], table['\n'] = isBlank, isBlank
	for _, c := range []byte(".,:;'") {
		table[c] = joinsInner
	}
	return table
}()

// ascii takes the words of the stretch at start, which ends after its first blank: UAX #29 always breaks beside a
// blank. It returns false, and takes nothing, if the words of the stretch are not just its runs of ASCII letters and
// digits.
func (a *analyzer) ascii(start int) (end int, ok bool) {
	tokens, capitals, position := len(a.tokens), len(a.capitals), a.position
	for i := start; i < len(a.text); {
		switch joins[a.text[i]] {
		case isBlank:
			return i + 1, true
		case joinsAlways:
			a.tokens, a.capitals, a.position = a.tokens[:tokens], a.capitals[:capitals], position
			return start, false
		case isAlnum:
			first := i
			for i++; i < len(a.text) && joins[a.text[i]] == isAlnum; i++ {
			}
			if a.goesOn(i) {
				a.tokens, a.capitals, a.position = a.tokens[:tokens], a.capitals[:capitals], position
				return start, false
			}
			a.word(first, i)
		default:
			i++
		}
	}
	return len(a.text), true
}

// goesOn reports whether a word may go on behind a run of letters and digits that ends at an offset.
func (a *analyzer) goesOn(end int) bool {
	if end+1 >= len(a.text) || joins[a.text[end]] != joinsInner {
		return false
	}
	next := joins[a.text[end+1]]
	return next == isAlnum || next == joinsAlways
}

// stretchEnd returns where the stretch at start ends.
func stretchEnd(text string, start int) int {
	for i := start; i < len(text); i++ {
		if joins[text[i]] == isBlank {
			return i + 1
		}
	}
	return len(text)
}
