package analysis

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// entry is the analysis of a word as written, apart from its text.
type entry struct {
	raw      string
	folded   string // term of Standard; "" if nothing of the word is left
	stem     string // term of the other analyzers
	stop     bool   // a stop word when it is no acronym
	acronym  bool
	number   bool
	capital  bool
	compound bool // the first word of a compound
}

// lexicon caches the words seen last: folding and stemming a word takes fifty times as long as a look-up. Each word has
// two slots, side by side, so that the cache cannot grow; the word seen last is in the first.
var (
	lexicon     [1 << 16]atomic.Pointer[entry]
	lexiconSeed = maphash.MakeSeed()
)

// Fold returns the term that Standard has for a word as written, and whether the word contains a digit.
func Fold(word string) (term string, number bool) {
	e := lookup(word)
	return e.folded, e.number
}

// beginsUpper reports whether a word begins with a capital letter.
func beginsUpper(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// lookup returns the entry of a word as written.
func lookup(raw string) *entry {
	at := maphash.String(lexiconSeed, raw) % uint64(len(lexicon))
	first, second := &lexicon[at], &lexicon[at^1]
	last := first.Load()
	if last != nil && last.raw == raw {
		return last
	}
	e := second.Load()
	if e == nil || e.raw != raw {
		e = newEntry(strings.Clone(raw)) // so that a word does not keep its whole text in memory
	}
	first.Store(e)
	second.Store(last)
	return e
}

func newEntry(raw string) *entry {
	first, _ := utf8.DecodeRuneInString(raw)
	e := &entry{raw: raw, folded: fold(raw), capital: unicode.IsUpper(first)}
	e.number = strings.IndexFunc(raw, unicode.IsDigit) >= 0
	e.acronym = e.capital && isAcronym(raw)
	e.stop = stopWords[e.folded]
	e.compound = e.capital && compoundFirst[strings.ToLower(raw)]
	e.stem = e.folded
	if !e.stop && !e.number {
		e.stem = Stem(americanize(e.folded))
	}
	if e.acronym && e.stop {
		e.stem = Stem(americanize(e.folded))
	}
	return e
}
