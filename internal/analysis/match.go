package analysis

import "unicode/utf8"

// Match is a term found in a text.
type Match struct {
	Term       int // what the term is mapped to
	Start, End int // byte offsets of the word in the text
	Position   int // ordinal among all words of the text
}

// Match returns where the given terms stand in a text of valid UTF-8, in order: what a search of Analyze's tokens for them
// gives, many times faster.
func (m *Matcher) Match(text string) []Match {
	var out []Match
	for _, t := range analyze(m.lang, text, m.filter) {
		if n, ok := m.terms[t.Term]; ok && !t.Stop {
			out = append(out, Match{Term: n, Start: t.Start, End: t.End, Position: t.Position})
		}
	}
	return out
}

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
		for long, short := range compounds {
			if t == short {
				m.filter.add(long)
				m.filter.add(long[indexBlank(long)+1:])
			}
		}
	}
	return m
}

func indexBlank(s string) int {
	for i := range len(s) {
		if s[i] == ' ' {
			return i
		}
	}
	return -1
}

// filter tells by their first two letters which words cannot be any of some terms. Stems keep those letters
// but for a y that becomes an i ("dying", "die").
type filter struct {
	ascii [1 << 14]bool
	first map[rune]bool // first letters of terms that do not begin with two ASCII letters or digits
}

func (f *filter) add(term string) {
	if key, ok := pair(term); ok {
		f.ascii[key] = true
		return
	}
	if len(term) == 1 && letter(term[0]) != 0 { // "eing" has the stem "e"
		for second := range 1 << 7 {
			f.ascii[int(letter(term[0]))<<7|second] = true
		}
	}
	if f.first == nil {
		f.first = map[rune]bool{}
	}
	r, _ := utf8.DecodeRuneInString(term)
	f.first[r] = true
}

// passes reports whether a word may be one of the terms. Of a nil filter every word passes.
func (f *filter) passes(word string) bool {
	if f == nil {
		return true
	}
	key, ok := pair(word)
	if ok {
		return f.ascii[key]
	}
	r, _ := utf8.DecodeRuneInString(word)
	return !IsHan(r) || f.first[r]
}

// rejects reports, quickly, that a word of ASCII letters and digits is none of the terms; it may be none even if it
// returns false.
func (f *filter) rejects(word string) bool {
	if len(word) < 2 {
		return false
	}
	second := letters[word[1]]
	if second == 'y' {
		second = 'i'
	}
	return !f.ascii[int(letters[word[0]])<<7|int(second)]
}

// pair returns a number for the first two letters of a word, if both are ASCII letters or digits.
func pair(word string) (int, bool) {
	if len(word) < 2 {
		return 0, false
	}
	a, b := letter(word[0]), letter(word[1])
	if b == 'y' {
		b = 'i'
	}
	return int(a)<<7 | int(b), a != 0 && b != 0
}

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
