package lexicon

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
)

// placesText has a line for each country and each state of the US: its kind, then its names in English and in simplified Chinese.
//
//go:embed tables/places.txt
var placesText string

// PlaceKind is a kind of place.
type PlaceKind string

// The kinds of place.
const (
	Country PlaceKind = "country"
	State   PlaceKind = "state" // of the US
)

// Place is a place that a text names.
type Place struct {
	Start, End int // in the text
	Kinds      []PlaceKind
	Name       string // the first of its names in English
}

// placeTable is the places by their names.
type placeTable struct {
	of    map[string]Place
	heads map[string]bool // first characters of the Chinese names
	han   int             // bytes of the longest Chinese name
}

var places = sync.OnceValue(func() placeTable {
	t := placeTable{of: map[string]Place{}, heads: map[string]bool{}}
	for line := range strings.Lines(placesText) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		for _, name := range fields[1:] {
			kinds := append(t.of[name].Kinds, PlaceKind(fields[0]))
			t.of[name] = Place{Kinds: kinds, Name: fields[1]}
			if first, size := utf8.DecodeRuneInString(name); analysis.IsHan(first) {
				t.heads[name[:size]] = true
				t.han = max(t.han, len(name))
			}
		}
	}
	return t
})

// maxPlaceWords is how many words the longest English name of a place has.
const maxPlaceWords = 3

// Places returns the countries and states of the US that a text in simplified characters names, in order; of names within each
// other the longest.
func Places(text string) []Place {
	t := places()
	var out []Place
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		var p Place
		switch {
		case analysis.IsHan(r):
			if t.heads[text[i:end]] {
				p = t.hanAt(text, i)
			}
		case unicode.IsUpper(r):
			p = t.wordsAt(text, i)
			end = wordEnd(text, i)
		case unicode.IsLetter(r):
			end = wordEnd(text, i)
		}
		if p.End > 0 {
			out, end = append(out, p), p.End
		}
		i = end
	}
	return out
}

// hanAt returns the place whose Chinese name begins at an offset; the zero Place if none does.
func (t placeTable) hanAt(text string, at int) Place {
	for end := min(len(text), at+t.han); end > at; end-- {
		if p, ok := t.of[text[at:end]]; ok {
			p.Start, p.End = at, end
			return p
		}
	}
	return Place{}
}

// wordsAt does the same for the English names.
func (t placeTable) wordsAt(text string, at int) Place {
	var found Place
	end := at
	for range maxPlaceWords {
		end = wordEnd(text, end)
		name := strings.TrimRight(text[at:end], ".")
		if p, ok := t.of[name]; ok {
			p.Start, p.End = at, at+len(name)
			found = p
		}
		if end == len(text) || text[end] != ' ' {
			break
		}
		end++
	}
	return found
}

// wordEnd returns where the letters and full stops end that begin at an offset.
func wordEnd(text string, at int) int {
	for i, r := range text[at:] {
		if !unicode.IsLetter(r) && r != '.' || analysis.IsHan(r) {
			return at + i
		}
	}
	return len(text)
}
