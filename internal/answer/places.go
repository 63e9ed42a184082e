package answer

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/lazyregexp"
	"lede/internal/lexicon"
	"lede/internal/query"
)

// placeKind is the kind of place that a question asks for; "" if it asks for none.
type placeKind string

// The kinds. A country and a state are known by their names, a town and any other place by what is around a name.
const (
	country  placeKind = "country"
	state    placeKind = "state"
	town     placeKind = "town"
	anyPlace placeKind = "place"
)

// placeNouns are the words that name these kinds.
var placeNouns = map[string]placeKind{"country": country, "countries": country, "nation": country, "nations": country,
	"state": state, "states": state, "city": town, "cities": town, "town": town, "towns": town, "capital": town}

var (
	// whichOf is the words behind the last "which" or "what" of a question, up to a word that is part of no name for a kind.
	whichOf  = lazyregexp.New(`(?i)^.*\b(?:which|what)\s+((?:[\p{L}.'’-]+\P{L}){1,4})`)
	notKinds = map[string]bool{"is": true, "are": true, "was": true, "were": true, "did": true, "does": true, "do": true, "will": true,
		"has": true, "have": true, "had": true, "would": true, "could": true, "can": true, "may": true, "to": true, "in": true,
		"for": true, "that": true, "this": true, "the": true, "a": true, "an": true, "won": true, "of": true}
	hanCountry = lazyregexp.New(`哪一?[个個几]?国家?|什么国家`)
	hanState   = lazyregexp.New(`哪一?个?州`)
	hanTown    = lazyregexp.New(`哪一?[个座]?(?:城市|市|城)|什么城市`)
)

// placeKindOf returns the kind of place that a question asks for.
func placeKindOf(q query.Query) placeKind {
	words := analysis.Simplified(q.Words)
	switch {
	case hanCountry.MatchString(words):
		return country
	case hanState.MatchString(words):
		return state
	case hanTown.MatchString(words):
		return town
	case q.Type == query.Where:
		return anyPlace
	}
	m := whichOf.FindStringSubmatch(words + " ")
	if m == nil {
		return ""
	}
	for _, word := range strings.Fields(strings.ToLower(m[1])) {
		word = strings.TrimRight(word, "?!,.'’")
		if notKinds[word] {
			break
		}
		if kind := placeNouns[word]; kind != "" {
			return kind
		}
	}
	return ""
}

// townName is the name of a town: behind a preposition of place, or before the country or the state that it is in.
var townName = lazyregexp.New(`\b(?:in|at|from|near|to|of) (?:the )?(\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?)`)

// placesIn returns the places of the kind asked for that a sentence names and the question does not, each once.
func (c *candidates) placesIn(text string) []string {
	if c.asks.place == "" {
		return nil
	}
	text = analysis.Simplified(text)
	var out []string
	add := func(name string) {
		if !slices.Contains(out, name) && !c.asks.hasWords(name) {
			out = append(out, name)
		}
	}
	known := lexicon.Places(text)
	for _, p := range known {
		if c.asks.place == anyPlace || slices.Contains(p.Kinds, lexicon.PlaceKind(c.asks.place)) {
			add(p.Name)
		}
		if name := nameBefore(text[:p.Start]); name != "" && (c.asks.place == town || c.asks.place == anyPlace) {
			add(name)
		}
	}
	if c.asks.place == town {
		for _, m := range groups(townName, text) {
			if !slices.ContainsFunc(known, func(p lexicon.Place) bool { return p.Start < m.End && m.Start < p.End }) {
				add(text[m.Start:m.End])
			}
		}
	}
	return out
}

// hasWords reports whether the question has all words of a name.
func (t answerType) hasWords(name string) bool {
	for _, token := range analysis.Analyze(analysis.Standard, name) {
		if !t.words[token.Term] {
			return false
		}
	}
	return true
}

// nameBefore returns the name at the end of a text before a comma: "Tuscaloosa" of "in Tuscaloosa, "; "" without any.
func nameBefore(text string) string {
	text, ok := strings.CutSuffix(text, ", ")
	name := text[strings.LastIndexByte(text, ' ')+1:]
	if !ok || !beginsUpper(name) {
		return ""
	}
	return name
}

// placeVotes are how far the articles of the best passages agree on the places of the kind asked for, see votes.
type placeVotes struct {
	said map[position][]string // the places in each sentence
	rank map[string]int        // 0 for the most votes
}

// votePlaces returns these votes: of each article one for each place, of a weight that falls with the score of its best passage.
func votePlaces(c *candidates, passages []Passage) placeVotes {
	if c.asks.place == "" {
		return placeVotes{}
	}
	v := placeVotes{said: map[position][]string{}, rank: map[string]int{}}
	voted := map[string]map[*articleMatches]bool{}
	of := map[string]float64{}
	var names []string
	for _, p := range passages[:min(passagesScanned, len(passages))] {
		weight := math.Exp((p.Score - passages[0].Score) / voteFall)
		for n := p.First; n < p.End; n++ {
			found := c.placesIn(p.Article.Sentence(n))
			v.said[position{p.matches, n}] = found
			for _, name := range found {
				if voted[name] == nil {
					voted[name], names = map[*articleMatches]bool{}, append(names, name)
				}
				if !voted[name][p.matches] {
					voted[name][p.matches] = true
					of[name] += weight
				}
			}
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(of[b], of[a]) })
	for i, name := range names {
		v.rank[name] = i
	}
	return v
}

// place returns 1 for a sentence that names a country or a state where one is asked for.
func (v *sentenceView) place() float64 {
	isKnown := v.asks.place == country || v.asks.place == state
	return is(isKnown && len(v.places.said[position{v.matches, v.n}]) > 0)
}

// agreedPlace returns 1 for a sentence with the place of the most votes, 1/2 for the second and so on; 0 without any.
func (v *sentenceView) agreedPlace() float64 {
	best := 0.0
	for _, name := range v.places.said[position{v.matches, v.n}] {
		best = max(best, 1/float64(1+v.places.rank[name]))
	}
	return best
}
