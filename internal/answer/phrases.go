package answer

import (
	"strings"

	"lede/internal/analysis"
)

// phrase is a stretch of words that must stand together, without regard to case, width and blanks' number.
type phrase struct {
	text    string // as typed
	normal  string
	terms   int // how many terms it has that are no stop words
	matcher *analysis.Matcher
}

type phrases []phrase

func newPhrases(texts []string) phrases {
	var out phrases
	for _, text := range texts {
		terms := map[string]int{}
		for _, t := range analysis.Analyze(analysis.Standard, text) {
			if _, ok := terms[t.Term]; !ok && !t.Stop {
				terms[t.Term] = len(terms)
			}
		}
		out = append(out, phrase{text, normalized(text), len(terms), analysis.NewMatcher(analysis.Standard, terms)})
	}
	return out
}

// standIn reports whether a text holds all of some phrases.
func (ps phrases) standIn(text string) bool {
	for _, p := range ps {
		if !p.standsIn(text) {
			return false
		}
	}
	return true
}

// standsIn reports whether a text holds the phrase. Most texts lack one of its words, which is found out fast.
func (p phrase) standsIn(text string) bool {
	found := map[int]bool{}
	for _, m := range p.matcher.Match(text) {
		found[m.Term] = true
	}
	return len(found) == p.terms && strings.Contains(normalized(text), p.normal)
}

// normalized returns the unstemmed words of a text, each between blanks.
func normalized(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range analysis.Analyze(analysis.Standard, text) {
		b.WriteString(t.Term)
		b.WriteByte(' ')
	}
	return b.String()
}
