package analysis

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// Match is a term found in a text.
type Match struct {
	Term       int // the number that the matcher gives the term
	Start, End int // byte offsets of the word in the text
	Position   int // ordinal among all words of the text
}

// Matcher finds given terms in texts of one analyzer. It is safe for concurrent use.
type Matcher struct {
	lang       Lang
	terms      map[string]int
	only       *filter
	characters bool // some terms are single Han characters
}

// NewMatcher returns a matcher for terms of the given analyzer, each with the number that its matches carry.
func NewMatcher(lang Lang, terms map[string]int) *Matcher {
	f, characters := &filter{}, false
	for t := range terms {
		f.add(t)
		first, size := utf8.DecodeRuneInString(t)
		characters = characters || size == len(t) && IsHan(first)
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
	return &Matcher{lang: lang, terms: terms, only: f, characters: characters}
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

// analyzers are reused. Nothing that is returned points into them.
var analyzers = sync.Pool{New: func() any { return &analyzer{recent: &recent{}} }}

// Match returns where the terms occur in a text of valid UTF-8, in order. It finds what a search of Analyze's
// tokens and of the extra terms would find, and looks up only the words that pass the filter. Of a term that is several
// words as one it returns no match around the match of another.
func (m *Matcher) Match(text string) []Match {
	found, _ := m.match(text, false)
	return found
}

// MatchCapitals returns the same as Match, and the words that begin with a capital letter.
func (m *Matcher) MatchCapitals(text string) ([]Match, []Word) { return m.match(text, true) }

func (m *Matcher) match(text string, collect bool) ([]Match, []Word) {
	a := analyzers.Get().(*analyzer)
	defer analyzers.Put(a)
	a.reset(m)
	a.collect = collect
	a.run(m.lang, text, m.only)
	return m.find(Terms(m.lang, text, a.tokens), a.extras), slices.Clone(a.capitals)
}

// MatchAll returns the same as Match, and how many words of the text are no stop words.
func (m *Matcher) MatchAll(text string) (found []Match, words int) {
	a := analyzers.Get().(*analyzer)
	defer analyzers.Put(a)
	a.reset(m)
	a.run(m.lang, text, nil)
	tokens := Terms(m.lang, text, a.tokens)
	for _, t := range tokens {
		if !t.Stop {
			words++
		}
	}
	return m.find(tokens, a.extras), words
}

// reset prepares an analyzer for the texts of a matcher.
func (a *analyzer) reset(m *Matcher) {
	a.clear(a.tokens[:0])
	a.extra, a.characters = true, m.characters
}

// clear prepares an analyzer for the next text, whose tokens it appends to some. It keeps the memory.
func (a *analyzer) clear(tokens []Token) {
	*a = analyzer{tokens: tokens, given: len(tokens), han: a.han[:0], capitals: a.capitals[:0], extras: a.extras[:0], recent: a.recent}
}

// find returns the tokens and the extra ones that are terms.
func (m *Matcher) find(tokens, extras []Token) []Match {
	if len(tokens)+len(extras) == 0 {
		return nil
	}
	out := make([]Match, 0, len(tokens))
	for _, t := range tokens {
		if match, ok := m.of(t); ok {
			out = append(out, match)
		}
	}
	own := out
	for _, t := range extras {
		match, ok := m.of(t)
		if !ok {
			continue
		}
		at := sort.Search(len(own), func(i int) bool { return own[i].Start >= t.Start })
		if t.Han || at == len(own) || own[at].Start >= t.End {
			out = append(out, match)
		}
	}
	if len(out) > len(own) {
		slices.SortStableFunc(out, func(a, b Match) int { return a.Start - b.Start })
	}
	return out
}

// of returns the match of a token. It returns false if the token is no term.
func (m *Matcher) of(t Token) (Match, bool) {
	n, ok := m.terms[t.Term]
	return Match{Term: n, Start: t.Start, End: t.End, Position: t.Position}, ok && !t.Stop
}
