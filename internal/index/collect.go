package index

import (
	"strings"
	"sync"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/names"
)

// The fields of an article besides those of the analyzers' terms.
const (
	NamesField  = "names"  // each name, and the name followed by each word of its bearer's title ("rutnik+secretary")
	SoundsField = "sounds" // see SoundTerm
	TitleField  = "title"  // see TitleTerms
)

// RoleMark separates a name from a word of a title, and a phonetic code from a name.
const RoleMark = "+"

// MaxName is the most bytes of a name that is found by its sound.
const MaxName = 64

// Collector takes the terms of a field.
type Collector interface {
	Add(term string)   // counts a term, which makes the field longer
	Count(term string) // counts a term that changes no article's length
}

// Collect passes the terms of an article's title, headings and text. visit gets the words of the text, which it must not keep.
func Collect(a *article.Article, to Collector, visit func(words []analysis.Token)) {
	lang := analysis.For(a.Lang)
	addText(to, lang, a.Title)
	for _, path := range a.HeadingPaths {
		if len(path) > 0 {
			addText(to, lang, path[len(path)-1])
		}
	}
	reused := tokens.Get().(*[]analysis.Token)
	words := analysis.AppendWords((*reused)[:0], lang, a.Text, to.Count)
	visit(words)
	addAll(to, analysis.Terms(lang, a.Text, words))
	if cap(words) <= maxReused {
		clear(words) // they are parts of the text
		*reused = words
		tokens.Put(reused)
	}
}

// tokens is memory for the words of a text, of which nothing is kept: 72 bytes a word, which were a third of all that indexing
// allocates.
var tokens = sync.Pool{New: func() any { return new([]analysis.Token) }}

// maxReused is the most words that are reused: 4.6 MB on each processor.
const maxReused = 1 << 16

func addText(to Collector, lang analysis.Lang, text string) {
	addAll(to, analysis.Terms(lang, text, analysis.Words(lang, text, to.Count)))
}

func addAll(to Collector, tokens []analysis.Token) {
	for _, token := range tokens {
		if !token.Stop {
			to.Add(token.Term)
		}
	}
}

// CollectNames passes the terms of an article's names. words are the tokens of its text.
func CollectNames(a *article.Article, words []analysis.Token, to Collector) {
	for _, n := range names.Of(a, words) {
		if strings.Contains(n.Word, RoleMark) { // "C++"
			continue
		}
		to.Add(n.Word)
		for _, role := range n.Roles {
			to.Add(n.Word + RoleMark + role)
		}
	}
}

// SoundTerm returns the term by which a name is found by its sound: its phonetic code and the name ("RTNK+rutnik"). It returns
// "" for a name that is longer than MaxName, or whose code is shorter than names.MinSound.
func SoundTerm(name string) string {
	if len(name) > MaxName {
		return ""
	}
	code := names.Sound(name)
	if len(code) < names.MinSound {
		return ""
	}
	return code + RoleMark + name
}

// Terms returns the terms by which a search finds an article, under the analyzer of its language.
func Terms(a *article.Article) map[string]bool {
	out := termSet{}
	Collect(a, out, func([]analysis.Token) {})
	return out
}

// termSet is a Collector without counts.
type termSet map[string]bool

// Add adds a term.
func (s termSet) Add(term string) { s[term] = true }

// Count adds a term.
func (s termSet) Count(term string) { s[term] = true }
