package analysis

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Match is a term found in a text.
type Match struct {
	Term       int // what the term is mapped to
	Start, End int // byte offsets of the word in the text
	Position   int // ordinal among all words of the text
}

// Match returns where the given terms stand in a text of valid UTF-8, in order: what a search of Analyze's tokens for them
// gives, many times faster.
func (m *Matcher) Match(text string) []Match {
	a := analyzers.Get().(*analyzer)
	defer analyzers.Put(a)
	*a = analyzer{tokens: a.tokens[:0], han: a.han[:0]}
	a.run(m.lang, text, m.filter)
	var out []Match
	for _, t := range Terms(m.lang, text, a.tokens) {
		if n, ok := m.terms[t.Term]; ok && !t.Stop {
			out = append(out, Match{Term: n, Start: t.Start, End: t.End, Position: t.Position})
		}
	}
	return out
}

// analyzers are used again by Match, which keeps nothing of them.
var analyzers = sync.Pool{New: func() any { return &analyzer{} }}

// Matcher looks for some terms in texts of one analyzer. It is safe for concurrent use.
type Matcher struct {
	lang   Lang
	terms  map[string]int
	filter *filter
}

// Has reports whether a term is one of those the matcher looks for.
func (m *Matcher) Has(term string) bool {
	_, ok := m.terms[term]
	return ok
}

// NewMatcher returns a matcher for terms of the given analyzer, each with the number that its matches carry.
func NewMatcher(lang Lang, terms map[string]int) *Matcher {
	m := &Matcher{lang: lang, terms: terms, filter: &filter{}}
	for t := range terms {
		m.filter.add(t)
		if british, ok := britishStems[t]; ok {
			m.filter.add(british)
		}
		for long, short := range compounds {
			first, second, _ := strings.Cut(long, " ")
			if t == short || t == Stem(second) { // either word decides what becomes of the other
				m.filter.add(first)
				m.filter.add(second)
			}
		}
	}
	return m
}

// britishStems are the British words by the stems of the American ones that stand for them.
var britishStems = func() map[string]string {
	out := map[string]string{}
	for british, american := range britishWords {
		out[Stem(american)] = british
	}
	return out
}()

// filter tells by their first three letters which words cannot be any of some terms. Stems keep those letters where
// they have more, but for a y that becomes an i ("trying", "tri").
type filter struct {
	ascii [1 << (3*letterBits - 6)]uint64 // a bit for each key of three letters
	first map[rune]bool                   // first letters of terms that do not begin with ASCII letters or digits
}

// letterBits is how many bits a letter, digit or end of a word takes in a key.
const letterBits = 6

// ended stands for the letters after the end of a word.
const ended = 63

// add lets a term pass. Of a short one the end may be other in a word: "using" has the stem "use", "eing" has "e".
func (f *filter) add(term string) {
	known := min(2, len(term)-1)
	if len(term) > 3 {
		known = 3
	}
	if !f.let(term, known) {
		if f.first == nil {
			f.first = map[rune]bool{}
		}
		r, _ := utf8.DecodeRuneInString(term)
		f.first[r] = true
	}
}

// let lets all words pass that share the first letters of a term, known many. It returns false if one of them is no
// ASCII letter or digit.
func (f *filter) let(term string, known int) bool {
	known = max(known, 1)
	first, last := 0, 1<<(3*letterBits)-1
	for i := range known {
		code := codes[term[i]]
		if code == 0 {
			return false
		}
		shift := letterBits * (2 - i)
		first |= int(code) << shift
		last &^= (ended - int(code)) << shift
	}
	for key := first; key <= last; key++ {
		f.ascii[key>>6] |= 1 << (key & 63)
	}
	return true
}

// passes reports whether a word may be one of the terms. Of a nil filter every word passes.
func (f *filter) passes(word string) bool {
	if f == nil {
		return true
	}
	if !f.rejects(word) {
		r, _ := utf8.DecodeRuneInString(word)
		return !IsHan(r) || f.first[r]
	}
	return false
}

// rejects reports, quickly, that a word is none of the terms, if its first letters are ASCII letters or digits.
func (f *filter) rejects(word string) bool {
	key := 0
	for i := range 3 {
		code := byte(ended)
		if i < len(word) {
			if code = codes[word[i]]; code == 0 {
				return false
			}
		}
		key = key<<letterBits | int(code)
	}
	return f.ascii[key>>6]&(1<<(key&63)) == 0
}

// codes are the numbers of ASCII letters and digits in a key; a y has that of the i. All other bytes have 0.
var codes = func() (table [256]byte) {
	for c := range 256 {
		switch l := letter(byte(c)); {
		case l == 'y':
			table[c] = codeOfI
		case l >= 'a':
			table[c] = l - 'a' + 1
		case l > 0:
			table[c] = l - '0' + 'z' - 'a' + 2
		}
	}
	return table
}()

const codeOfI = 'i' - 'a' + 1

// letter returns an ASCII letter in lower case, a digit as it is, 0 for all other bytes.
func letter(c byte) byte { return letters[c] }

// letters are what letter returns: a table, since it is asked for every byte of every text.
var letters = func() (table [256]byte) {
	for c := range 256 {
		switch c := byte(c); {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			table[c] = c
		case 'A' <= c && c <= 'Z':
			table[c] = c + 'a' - 'A'
		}
	}
	return table
}()
