package analysis

import (
	"strings"
	"unicode/utf8"
)

// filter rejects words whose term cannot be one of some terms, by their first letters. A stem keeps the letters of
// its word but for the last one ("use" of "using") and for a y, which may become an i ("tri" of "trying"). What
// folding removes (accents, dots, apostrophes) passes.
type filter struct {
	pairs    [codeCount]uint64   // bit b of pairs[a]: a prefix may begin with the letters of codes a and b; b is 0 behind the last letter
	prefixes [codeCount][]string // by the code of the first letter; each byte is a code
	others   map[rune]bool       // first characters of terms that begin with no ASCII letter or digit
}

// codeCount is the number of codes: of ASCII letters and digits, where a y has the code of the i, and 0 for all other
// bytes.
const codeCount = 1 + 26 + 10

var codes = func() (table [256]byte) {
	for c := range 256 {
		switch l := lower(byte(c)); {
		case l == 'y':
			table[c] = 'i' - 'a' + 1
		case l >= 'a':
			table[c] = l - 'a' + 1
		case l > 0:
			table[c] = l - '0' + 26 + 1
		}
	}
	return table
}()

// lower returns an ASCII letter in lower case, a digit as it is, 0 for all other bytes.
func lower(c byte) byte {
	switch {
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		return c
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	}
	return 0
}

// add lets the words of a term pass: those that begin with all its letters but the last.
func (f *filter) add(term string) {
	if codes[term[0]] == 0 {
		if f.others == nil {
			f.others = map[rune]bool{}
		}
		r, _ := utf8.DecodeRuneInString(term)
		f.others[r] = true
		return
	}
	var prefix []byte
	for i := range max(1, len(term)-1) {
		code := codes[term[i]]
		if code == 0 {
			break
		}
		prefix = append(prefix, code)
	}
	first := prefix[0]
	f.prefixes[first] = append(f.prefixes[first], string(prefix))
	if len(prefix) == 1 {
		f.pairs[first] = 1<<64 - 1
	} else {
		f.pairs[first] |= 1 << prefix[1]
	}
}

// mayBegin reports, quickly, whether a word that begins with an ASCII letter or digit may be one of the terms, by its first two
// letters.
func (f *filter) mayBegin(word string) bool {
	second := byte(0)
	if len(word) > 1 {
		if second = codes[word[1]]; second == 0 {
			return true // folding may remove it
		}
	}
	return f.pairs[codes[word[0]]]>>(second&63)&1 != 0
}

// passes reports whether the term of a word, or of a Chinese bigram, may be one of the terms. Every word passes a nil
// filter.
func (f *filter) passes(word string) bool {
	if f == nil {
		return true
	}
	first := codes[word[0]]
	if first == 0 {
		r, _ := utf8.DecodeRuneInString(word)
		return !IsHan(r) || f.others[r]
	}
	for _, prefix := range f.prefixes[first] {
		if begins(word, prefix) {
			return true
		}
	}
	return false
}

// begins reports whether the codes of a word's letters begin with a prefix, as far as the word has ASCII letters.
func begins(word, prefix string) bool {
	for i := 1; i < len(prefix); i++ {
		if i == len(word) {
			return false
		}
		if code := codes[word[i]]; code != prefix[i] {
			return code == 0
		}
	}
	return true
}

// britishForms returns the British spellings whose words have an American term.
func britishForms(term string) []string {
	out := britishStems[term]
	for _, root := range ourRoots {
		if rest, ok := strings.CutPrefix(term, american(root)); ok {
			out = append(out[:len(out):len(out)], root+rest)
		}
	}
	return out
}

// britishStems are the British words by the stems of the American ones.
var britishStems = func() map[string][]string {
	out := map[string][]string{}
	for british, american := range britishWords {
		stem := Stem(american)
		out[stem] = append(out[stem], british)
	}
	return out
}()
