package analysis

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// entry is the analysis of a word as written. It takes 64 bytes, a line of the processor's cache: fetching such lines was most
// of a look-up.
type entry struct {
	folded   string // term of Standard; "" if nothing of the word is left
	stem     string // term of the other analyzers
	stop     bool   // a stop word when it is no acronym
	acronym  bool
	number   bool
	capital  bool
	compound bool // the first word of a compound
	length   uint8
	written  [maxCached]byte // the word; 0 bytes behind it
}

// maxCached is the most bytes of a word that is cached.
const maxCached = 26

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

// recent are the words that one analyzer has looked up last, by a rough hash: half of the words of a text are few. They are much
// nearer to the processor than the lexicon.
type recent [256]*entry

// lookup returns the entry of a word as written.
func (r *recent) lookup(raw string) *entry {
	n := len(raw)
	slot := &r[(n<<5^int(raw[0])^int(raw[n/2])<<2^int(raw[n-1])<<4)%len(r)]
	if *slot == nil || !(*slot).is(raw) {
		*slot = lookup(raw)
	}
	return *slot
}

// lookup returns the entry of a word as written.
func lookup(raw string) *entry {
	if len(raw) > maxCached {
		return newEntry(raw)
	}
	at := maphash.String(lexiconSeed, raw) % uint64(len(lexicon))
	first, second := &lexicon[at], &lexicon[at^1]
	last := first.Load()
	if last != nil && last.is(raw) {
		return last
	}
	e := second.Load()
	if e == nil || !e.is(raw) {
		e = newEntry(raw)
	}
	first.Store(e)
	second.Store(last)
	return e
}

// is reports whether an entry is that of a word as written.
func (e *entry) is(raw string) bool { return string(e.written[:e.length]) == raw }

// newEntry returns the entry of a word as written. It does not share the word's memory, so that a word does not keep its
// whole text in memory.
func newEntry(raw string) *entry {
	first, _ := utf8.DecodeRuneInString(raw)
	e := &entry{capital: unicode.IsUpper(first)}
	word := strings.Clone(raw)
	if len(raw) <= maxCached {
		e.length = uint8(copy(e.written[:], raw))
		word = unsafe.String(&e.written[0], e.length) // a term that is the word, or a part of it, shares the entry's memory
	}
	e.folded = fold(word)
	e.number = strings.IndexFunc(raw, unicode.IsDigit) >= 0
	e.acronym = e.capital && isAcronym(raw)
	e.stop = stopWords[e.folded]
	e.compound = e.capital && compoundFirst[strings.ToLower(raw)]
	e.stem = e.folded
	if !e.number && (!e.stop || e.acronym) {
		e.stem = stemOf(e.folded)
	}
	return e
}

// stemOf returns the stem of a folded word in American spelling, in the memory of the word if it is its beginning.
func stemOf(folded string) string {
	stem := Stem(americanize(folded))
	if strings.HasPrefix(folded, stem) {
		return folded[:len(stem)]
	}
	return stem
}
