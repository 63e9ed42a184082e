package analysis

// Most of a text is ASCII words between blanks, whose segments can be told without Unicode's tables, in a
// quarter of the time.

// chunkEnd returns where the stretch that begins at start ends: after its first blank. Unicode's segmentation
// (UAX #29) always breaks beside a blank, so that stretches can be segmented one by one.
func chunkEnd(text string, start int) int {
	for i := start; i < len(text); i++ {
		if text[i] == ' ' || text[i] == '\n' {
			return i + 1
		}
	}
	return len(text)
}

// isSimple reports whether the words of a stretch are its runs of ASCII letters and digits: nothing in it joins
// two runs to one word, as the dots of "U.S." and the apostrophe of "don't" do.
func isSimple(chunk string) bool {
	for i := range len(chunk) {
		switch joins[chunk[i]] {
		case always:
			return false
		case between:
			if i > 0 && i+1 < len(chunk) && isAlnum(chunk[i-1]) && !endsHere(chunk[i+1]) {
				return false
			}
		}
	}
	return true
}

// How a byte joins runs of letters to one word.
const (
	never = iota
	between
	always
)

// joins tells how each byte joins.
var joins = func() (table [256]byte) {
	for c := 0x80; c < 256; c++ {
		table[c] = always
	}
	table['_'] = always
	for _, c := range []byte(".,:;'") {
		table[c] = between
	}
	return table
}()

// endsHere reports whether no word goes on with this byte.
func endsHere(c byte) bool { return c < 0x80 && c != '_' && !isAlnum(c) }

func isAlnum(c byte) bool { return letter(c) != 0 }

// simple takes the words of a simple stretch.
func (a *analyzer) simple(start, end int) {
	if start < end {
		a.flush()
	}
	for i := start; i < end; i++ {
		if !isAlnum(a.text[i]) {
			continue
		}
		first := i
		for i < end && isAlnum(a.text[i]) {
			i++
		}
		if a.only != nil && a.only.rejects(a.text[first:i]) {
			a.position++
			continue
		}
		a.word(first, i)
	}
}
