package analysis

import (
	"slices"
	"strings"
	"sync"
)

// Match is a term found in a text.
type Match struct {
	Term       int // the number that the matcher gives the term
	Start, End int // byte offsets of the word in the text
	Position   int // ordinal among all words of the text
}

// Matcher finds given terms in texts of one analyzer. It is safe for concurrent use.
type Matcher struct {
	lang  Lang
	terms map[string]int
	only  *filter
}

// NewMatcher returns a matcher for terms of the given analyzer, each with the number that its matches carry.
func NewMatcher(lang Lang, terms map[string]int) *Matcher {
	f := &filter{}
	for t := range terms {
		f.add(t)
		for _, british := range britishForms(t) {
			f.add(british)
		}
		for long, short := range compounds {
			first, second, _ := strings.Cut(long, " ")
			if t == short || t == Stem(second) { // either word decides whether the other is part of a compound
				f.add(first)
				f.add(second)
			}
		}
	}
	return &Matcher{lang: lang, terms: terms, only: f}
}

// Number returns the number of a term. It returns false if the matcher does not look for the term.
func (m *Matcher) Number(term string) (int, bool) {
	n, ok := m.terms[term]
	return n, ok
}

// Word is the byte range of a word in a text.
type Word struct {
	Start, End int
}

// analyzers are reused by Match, which returns nothing that points into them.
var analyzers = sync.Pool{New: func() any { return &analyzer{} }}

// Match returns where the terms occur in a text of valid UTF-8, in order. It finds what a search of Analyze's
// tokens would find, and looks up only the words that pass the filter.
func (m *Matcher) Match(text string) []Match {
	found, _ := m.match(text, false)
	return found
}

// MatchCapitals returns the same as Match, and the words that begin with a capital letter.
func (m *Matcher) MatchCapitals(text string) ([]Match, []Word) { return m.match(text, true) }

func (m *Matcher) match(text string, collect bool) ([]Match, []Word) {
	a := analyzers.Get().(*analyzer)
	defer analyzers.Put(a)
	a.reset()
	a.collect = collect
	a.run(m.lang, text, m.only)
	return m.find(Terms(m.lang, text, a.tokens)), slices.Clone(a.capitals)
}

// MatchAll returns the same as Match, and how many words of the text are no stop words.
func (m *Matcher) MatchAll(text string) (found []Match, words int) {
	a := analyzers.Get().(*analyzer)
	defer analyzers.Put(a)
	a.reset()
	a.run(m.lang, text, nil)
	tokens := Terms(m.lang, text, a.tokens)
	for _, t := range tokens {
		if !t.Stop {
			words++
		}
	}
	return m.find(tokens), words
}

// reset prepares an analyzer for the next text. It keeps the memory.
func (a *analyzer) reset() {
	*a = analyzer{tokens: a.tokens[:0], han: a.han[:0], capitals: a.capitals[:0]}
}

// find returns the tokens that are terms.
func (m *Matcher) find(tokens []Token) []Match {
	if len(tokens) == 0 {
		return nil
	}
	out := make([]Match, 0, len(tokens))
	for _, t := range tokens {
		if n, ok := m.terms[t.Term]; ok && !t.Stop {
			out = append(out, Match{Term: n, Start: t.Start, End: t.End, Position: t.Position})
		}
	}
	return out
}
