package analysis

// Most of a text is ASCII words between blanks, which are found without Unicode's tables in a quarter of the time.

// How a byte joins runs of ASCII letters and digits to one word under Unicode's segmentation (UAX #29).
const (
	joinsNever  = 0
	isBlank     = 1 // ends a stretch
	joinsInner  = 2 // joins if a letter or digit follows: the dots of "U.S.", the apostrophe of "don't"
	isAlnum     = 4 // part of a run
	joinsAlways = 8
	joinsSigns  = 16                    // may be part of a word or make one of two, see withSigns and hyphenated
	goesOn      = isAlnum | joinsAlways // behind joinsInner
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
	for _, c := range []byte("-+#") {
		table[c] = joinsSigns
	}
	return table
}()

// ascii adds the words of the stretches from start on. A stretch ends after a blank: UAX #29 always breaks beside one. It
// returns where it stops: at the end of the text, or at a stretch whose words are not just its runs of ASCII letters and
// digits, or that has signs which may be part of them.
func (a *analyzer) ascii(start int) int {
	text, only, i := a.text, a.only, start
	tokens, capitals, position := len(a.tokens), len(a.capitals), a.position // at the beginning of the stretch
	for i < len(text) {
		switch joins[text[i]] {
		case isAlnum:
			first := i
			for i++; i < len(text) && joins[text[i]] == isAlnum; i++ {
			}
			if i+1 < len(text) && joins[text[i]] == joinsInner && joins[text[i+1]]&goesOn != 0 {
				a.tokens, a.capitals, a.position = a.tokens[:tokens], a.capitals[:capitals], position
				return start
			}
			a.position++
			if a.collect && text[first]-'A' < 26 {
				a.capitals = append(a.capitals, Word{first, i})
			}
			if only == nil || only.mayBegin(text, first) && only.passes(text[first:i]) {
				a.add(first, i)
			}
		case isBlank:
			i++
			start, tokens, capitals, position = i, len(a.tokens), len(a.capitals), a.position
		case joinsInner:
			if i++; text[i-1] != '.' || i == len(text) || joins[text[i]] != isAlnum {
				continue
			}
			fallthrough
		case joinsAlways, joinsSigns:
			a.tokens, a.capitals, a.position = a.tokens[:tokens], a.capitals[:capitals], position
			return start
		default:
			i++
		}
	}
	return len(text)
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
