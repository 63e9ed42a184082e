package answer

import (
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/query"
)

// phrase is a stretch of words that must stand together, without regard to case, width and blanks' number.
type phrase struct {
	text    string // as typed
	normal  string
	terms   []int // in order, by their numbers in the matcher
	stops   bool  // it has Chinese particles, which the matcher does not tell
	matcher *analysis.Matcher
}

type phrases []phrase

func newPhrases(asked []query.Phrase) phrases {
	var out phrases
	for _, q := range asked {
		p := phrase{text: q.Text, normal: joinTerms(q.Terms[analysis.Standard])}
		numbers := map[string]int{}
		for _, t := range q.Terms[analysis.Standard] {
			if _, ok := numbers[t.Term]; !ok {
				numbers[t.Term] = len(numbers)
			}
			p.terms = append(p.terms, numbers[t.Term])
			p.stops = p.stops || t.Stop
		}
		p.matcher = analysis.NewMatcher(analysis.Standard, numbers)
		out = append(out, p)
	}
	return out
}

// holding returns the windows of an article that hold all of some phrases.
func (ps phrases) holding(r *articleMatches, windows []window) []window {
	for _, p := range ps {
		at := p.find(r.article.Text)
		windows = slices.DeleteFunc(windows, func(w window) bool {
			start, end := r.span(w.first, w.end)
			if p.stops {
				return !p.standsIn(r.article.Text[start:end])
			}
			return !slices.ContainsFunc(at, func(m Mark) bool { return m.Start >= start && m.End <= end })
		})
	}
	return windows
}

// standsIn reports whether a text holds the phrase.
func (p phrase) standsIn(text string) bool {
	if p.stops {
		return strings.Contains(normalized(text), p.normal)
	}
	return len(p.find(text)) > 0
}

// find returns where in a text the phrase stands. A phrase with particles is not found.
func (p phrase) find(text string) []Mark {
	if p.stops || len(p.terms) == 0 {
		return nil
	}
	var out []Mark
	found := p.matcher.Match(text)
	for i := range found {
		if run := found[i:min(len(found), i+len(p.terms))]; p.is(run) {
			out = append(out, Mark{run[0].Start, run[len(run)-1].End})
		}
	}
	return out
}

// is reports whether some matches are the phrase: its terms in order, with no word between.
func (p phrase) is(run []analysis.Match) bool {
	for k, m := range run {
		if m.Term != p.terms[k] || m.Position != run[0].Position+k {
			return false
		}
	}
	return len(run) == len(p.terms)
}

// normalized returns the unstemmed words of a text, each between blanks.
func normalized(text string) string {
	return joinTerms(analysis.Analyze(analysis.Standard, text))
}

// joinTerms returns terms, each between blanks.
func joinTerms(tokens []analysis.Token) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range tokens {
		b.WriteString(t.Term)
		b.WriteByte(' ')
	}
	return b.String()
}
