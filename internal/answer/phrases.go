package answer

import (
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/query"
)

// phrase is a quoted run of words. Case, width and the number of blanks make no difference.
type phrase struct {
	text    string // as typed
	folded  string // its words, see foldedWords
	terms   []int  // in order, by their numbers in the matcher
	stops   bool   // it has Chinese particles, which matchers skip
	matcher *analysis.Matcher
	asked   map[analysis.Lang][]int // terms of the question that any text with the phrase has
}

type phrases []phrase

// newPhrases returns the quoted phrases of a question with some terms.
func newPhrases(quoted []query.Phrase, ts *terms) phrases {
	var out phrases
	for _, q := range quoted {
		words := q.Terms[analysis.Standard]
		p := phrase{text: q.Text, folded: foldedWords(words), asked: ts.termsOf(q)}
		numbers := map[string]int{}
		for _, t := range words {
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

// in returns the windows of an article that contain every phrase.
func (ps phrases) in(m *articleMatches, windows []window) []window {
	for _, p := range ps {
		if len(windows) == 0 {
			return nil
		}
		at := p.findIn(m)
		windows = slices.DeleteFunc(windows, func(w window) bool {
			start, end := m.span(w.first, w.end)
			if p.stops {
				return !p.isIn(m.article.Text[start:end])
			}
			return !slices.ContainsFunc(at, func(m Mark) bool { return m.Start >= start && m.End <= end })
		})
	}
	return windows
}

// phrasesMissingFrom returns the phrases that none of some articles contains, in quotation marks.
func phrasesMissingFrom(articles []*articleMatches, quoted phrases) []string {
	var out []string
	for _, p := range quoted {
		if !slices.ContainsFunc(articles, func(m *articleMatches) bool { return p.isIn(m.article.Text) }) {
			out = append(out, "“"+p.text+"”")
		}
	}
	return out
}

// isIn reports whether a text contains the phrase.
func (p phrase) isIn(text string) bool {
	if p.stops {
		return strings.Contains(foldedWords(analysis.Analyze(analysis.Standard, text)), p.folded)
	}
	return len(p.find(text)) > 0
}

// find returns where a text contains the phrase. It returns nil for a phrase with particles.
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

// findIn returns where an article has the phrase. It looks at the sentences alone that are near the rarest of the question's terms
// that the phrase has, at the whole text if the article has none of them.
func (p phrase) findIn(m *articleMatches) []Mark {
	if p.stops {
		return nil
	}
	rarest, least := -1, len(m.matches)+1
	for _, t := range p.asked[analysis.For(m.article.Lang)] {
		if n := m.count(t); n > 0 && n < least {
			rarest, least = t, n
		}
	}
	if rarest < 0 {
		return p.find(m.article.Text)
	}
	var out []Mark
	for _, near := range m.near(rarest, len(p.terms)) { // each of the phrase's words may be a sentence of its own
		start, stop := m.span(near[0], near[1])
		for _, at := range p.find(m.article.Text[start:stop]) {
			out = append(out, Mark{start + at.Start, start + at.End})
		}
	}
	return out
}

// termsOf returns the question's terms of a phrase, by the analysis of the articles.
func (ts *terms) termsOf(p query.Phrase) map[analysis.Lang][]int {
	out := map[analysis.Lang][]int{}
	for lang, tokens := range p.Terms {
		for _, t := range tokens {
			at := slices.IndexFunc(ts.list, func(x term) bool { return x.forms[lang] == t.Term })
			if at >= 0 && !t.Stop && !t.Han && !t.Varies() {
				out[lang] = append(out[lang], at)
			}
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

// foldedWords returns the terms of some tokens, each between blanks.
func foldedWords(tokens []analysis.Token) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range tokens {
		b.WriteString(t.Term)
		b.WriteByte(' ')
	}
	return b.String()
}
