// Package analysis turns text into the terms that are indexed, searched and compared. Index, query and answer use the
// same analyzer, so that their terms agree.
package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/clipperhouse/uax29/v2/words"
)

// Lang names an analyzer.
type Lang string

// The analyzers there are.
const (
	English  Lang = "en" // Latin words stemmed, stop words marked, Han runs as bigrams
	Chinese  Lang = "zh" // Han runs as bigrams, Latin words as in English
	Standard Lang = "xx" // words in lower case, neither stemmed nor stopped; Han runs as bigrams
)

// Langs lists the analyzers.
func Langs() []Lang { return []Lang{English, Chinese, Standard} }

// For returns the analyzer for an article's language code: "en", "zh", all others Standard.
func For(code string) Lang {
	switch code {
	case "en":
		return English
	case "zh":
		return Chinese
	}
	return Standard
}

// Token is one term of a text.
type Token struct {
	Term       string // what is indexed and compared
	Start, End int    // byte offsets of the word in the text
	Position   int    // ordinal among all words of the text
	Stop       bool   // a stop word: not indexed, not asked for
	Han        bool   // Chinese characters: a bigram, or a single one standing alone
	Number     bool   // contains a digit
	Capital    bool   // the word as written begins with a capital letter

	compound bool   // may be the first word of a compound
	folded   string // the term as Standard has it
}

// Analyze returns the tokens of text in order; of a Han run, its overlapping bigrams.
// It returns nil for a text without letters and digits.
func Analyze(lang Lang, text string) []Token {
	return Terms(lang, text, Words(lang, text, nil))
}

// Words returns the tokens of text in order before compounds are joined: the input of Terms and of names.Of. A caller
// that needs both analyses the text once.
//
// It calls extra, unless it is nil, with each term that an index needs beside these: see addExtra.
func Words(lang Lang, text string, extra func(term string)) []Token {
	return AppendWords(make([]Token, 0, len(text)/minWordBytes), lang, text, extra)
}

// AppendWords appends the tokens of Words to others.
func AppendWords(to []Token, lang Lang, text string, extra func(term string)) []Token {
	a := analyzers.Get().(*analyzer)
	own := a.tokens
	a.clear(to)
	a.extra, a.characters, a.index = extra != nil, extra != nil, extra
	a.run(lang, text, nil)
	out := a.tokens
	a.clear(own) // nothing in the pool keeps the caller's memory
	analyzers.Put(a)
	return out
}

// Terms returns the tokens of Analyze out of those of Words, whose memory it uses.
func Terms(lang Lang, text string, words []Token) []Token {
	if lang == Standard {
		return words
	}
	return joinCompounds(text, words)
}

// All returns the tokens of text under every analyzer, in one pass. English and Chinese share their slice: their
// tokens are the same.
func All(text string) map[Lang][]Token {
	words := Words(English, text, nil)
	standard := make([]Token, len(words))
	for i, t := range words {
		standard[i] = t
		if !t.Han {
			standard[i].Term, standard[i].Stop, standard[i].compound = t.Folded(), false, false
		}
	}
	terms := Terms(English, text, words)
	return map[Lang][]Token{English: terms, Chinese: terms, Standard: standard}
}

// Folded returns the term as Standard has it, whatever the analyzer.
func (t Token) Folded() string {
	if t.folded == "" {
		return t.Term
	}
	return t.folded
}

// minWordBytes is the least that a word takes of most texts, with the blanks and marks beside it: the capacity that
// Words begins with. English words take 5 to 7, Chinese bigrams 3.
const minWordBytes = 5

// analyzer is the state of one pass over a text.
type analyzer struct {
	lang     Lang
	text     string
	only     *filter // of words that become tokens; nil: all
	allCaps  bool    // the text is all capitals, so that capitals mark no names
	position int     // words so far
	han      []int   // start offsets of the characters of the open Han run
	hanEnd   int
	tokens   []Token
	given    int // how many tokens the caller has given
	recent   *recent

	collect  bool // capitals
	capitals []Word

	extra      bool              // extra terms are wanted, see addExtra
	characters bool              // among them single Han characters
	index      func(term string) // receives them, see emit
	extras     []Token
}

// run adds the tokens of a text that pass a filter; all if it is nil.
func (a *analyzer) run(lang Lang, text string, only *filter) {
	a.lang, a.text, a.only, a.allCaps = lang, text, only, IsAllCaps(text)
	for start := 0; ; {
		if start = a.ascii(start); start == len(text) {
			break
		}
		end := stretchEnd(text, start)
		segments := words.FromString(text[start:end])
		for segments.Next() {
			a.segment(start+segments.Start(), start+segments.End())
		}
		a.flush() // a stretch ends with a blank, and no Han run goes on behind one
		a.emit()
		start = end
	}
}

// segment adds one segment of Unicode's word segmentation (UAX #29), which splits Han into characters.
func (a *analyzer) segment(start, end int) {
	r, size := utf8.DecodeRuneInString(a.text[start:end])
	switch {
	case IsHan(r):
		for start < end {
			r, size := utf8.DecodeRuneInString(a.text[start:end])
			if IsHan(r) { // a broken byte or a mark may be in the segment, too
				a.addHan(start, size)
			}
			start += size
		}
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		a.flush()
		a.word(start, end)
	case size > 0:
		a.flush()
	}
}

func (a *analyzer) addHan(at, size int) {
	if len(a.han) > 0 && a.hanEnd != at {
		a.flush()
	}
	a.han = append(a.han, at)
	a.hanEnd = at + size
}

// flush ends the open Han run: numbers in it become tokens as if written in digits; the parts between them become
// bigrams, or a single character.
func (a *analyzer) flush() {
	if len(a.han) == 0 {
		return
	}
	first := 0
	for i := 0; i < len(a.han); i++ {
		if !isNumeral(a.char(i)) {
			continue
		}
		if end, digits := a.number(i); digits != "" {
			a.bigrams(first, i)
			a.position++
			if a.only.passes(digits) {
				a.tokens = append(a.tokens, Token{Term: digits, Start: a.han[i], End: a.offset(end), Position: a.position, Number: true})
			}
			first, i = end, end-1
		}
	}
	a.bigrams(first, len(a.han))
	a.han = a.han[:0]
}

// bigrams adds tokens for the characters [first, end) of the open Han run.
func (a *analyzer) bigrams(first, end int) {
	for i := first; i < end; i++ {
		if i+1 == end && i > first {
			break
		}
		a.position++
		start, stop := a.han[i], a.offset(min(i+2, end))
		term := Simplified(a.text[start:stop])
		if a.only.passes(term) {
			a.tokens = append(a.tokens, Token{Term: term, Start: start, End: stop, Position: a.position, Han: true, Stop: stopHan(term)})
		}
		if a.characters && first+1 < end {
			a.addCharacters(term, i, end)
		}
	}
}

// char returns the i-th character of the open Han run.
func (a *analyzer) char(i int) rune {
	r, _ := utf8.DecodeRuneInString(a.text[a.han[i]:])
	return r
}

// offset returns where the i-th character of the open Han run begins; of the one after the last, the run's end.
func (a *analyzer) offset(i int) int {
	if i == len(a.han) {
		return a.hanEnd
	}
	return a.han[i]
}

// word adds one word or number of any script but Han, with the signs that belong to it and its extra terms.
func (a *analyzer) word(start, end int) {
	a.position++
	first, last := withSigns(a.text, start, end)
	if a.collect && beginsUpper(a.text[start:end]) {
		a.capitals = append(a.capitals, Word{start, last})
	}
	if a.only.passes(a.text[first:last]) {
		a.add(first, last)
	}
	if a.extra {
		a.addAlternatives(first, start, last)
	}
}

// add adds the token of a word.
func (a *analyzer) add(start, end int) {
	if t, ok := a.token(a.text[start:end]); ok {
		t.Start, t.End = start, end
		a.tokens = append(a.tokens, t)
	}
}

// token returns the token of a word without its place. It returns false if folding leaves nothing of the word.
func (a *analyzer) token(word string) (Token, bool) {
	e := a.recent.lookup(word)
	t := Token{Term: e.folded, folded: e.folded, Position: a.position, Number: e.number, Capital: e.capital && !a.allCaps}
	if a.lang != Standard {
		t.Stop = e.stop && !(t.Capital && e.acronym)
		t.compound = e.compound && t.Capital
		if !t.Stop {
			t.Term = e.stem
		}
	}
	return t, e.folded != ""
}

// fold returns the word in lower case without accents, possessive ending, thousands separators and dots, but for the
// dot that withSigns has put before it.
func fold(word string) string {
	if rest, ok := strings.CutPrefix(word, "."); ok && rest != "" {
		return "." + fold(rest)
	}
	if !isASCII(word) {
		word = stripMarks(word)
	}
	word = strings.ToLower(word)
	word = strings.TrimSuffix(word, "'s")
	return strings.Map(func(r rune) rune {
		if r == ',' || r == '.' && !isDecimal(word) || r == '\'' || r == '_' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, word)
}

// isDecimal reports whether the word is a number, whose point is kept.
func isDecimal(word string) bool {
	return word != "" && word[0] >= '0' && word[0] <= '9'
}

// Stem returns the stem of an English word in lower case (Porter's second algorithm, "Snowball English").
func Stem(word string) string {
	if !isASCII(word) || len(word) < 3 {
		return word
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// IsHan reports whether r is a Chinese character or kana, which are written without blanks, too.
func IsHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || // nearly all of them
		r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// isAcronym reports whether a word as written is two or more capitals: "US", "U.S.", "WHO".
func isAcronym(raw string) bool {
	letters := 0
	for _, r := range raw {
		if unicode.IsLetter(r) {
			if !unicode.IsUpper(r) {
				return false
			}
			letters++
		}
	}
	return letters > 1
}

// IsAllCaps reports whether a text has capitals and no small letters.
func IsAllCaps(text string) bool {
	return strings.IndexFunc(text, unicode.IsLower) < 0 && strings.IndexFunc(text, unicode.IsUpper) >= 0 &&
		strings.Count(text, " ") > 1
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
