package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/query"
)

// Sizes of what other articles answer: two lines each on a phone.
const (
	maxOthers  = 2
	otherLimit = 0.3 // share of an answer's limit, for each that answers
	closeLimit = 0.2 // the same for each that does not
)

// Sizes of a whole reply, in shares of an answer's limit: 9 of 10 replies are at most 420 pixels tall on a phone.
const (
	answeredLimit   = 1.1  // all sentences of a reply and the sources after the first
	relatedLimit    = 1.0  // the same where none answers, below a line that says so
	translatedLimit = 0.6  // the same beside the line with translations
	sourceRoom      = 0.25 // a source's two lines and the gap above them
)

// room returns what the sentences of a reply leave of a limit.
func room(limit float64, shown []Sentence) float64 {
	var from []*article.Article
	for _, s := range shown {
		limit -= length(s.Text)
		if !slices.Contains(from, s.Article) {
			from = append(from, s.Article)
		}
	}
	return limit - sourceRoom*float64(max(0, len(from)-1))
}

// others returns what further articles add: of each article the best sentence, if it answers by itself with other words than
// those before it, oldest first. agreeing is how many more articles answer with the same words.
func others(c *candidates, best []sentence, shown []Sentence) (out []Sentence, agreeing int) {
	said := ""
	for _, s := range shown {
		said += s.Article.Sentence(s.N) + " "
	}
	for _, s := range byArticle(best, shown) {
		if !s.answers() || c.terms.covered(s.found) < furtherAt {
			continue
		}
		switch other := c.fitting(s); {
		case len(other) > 0 && !addsWord(other, said):
			agreeing++
		case len(out) < maxOthers && addsWord(other, said):
			if next := showOther(c, s, otherLimit); standsAlone(next.Text) && room(answeredLimit, slices.Concat(shown, out, []Sentence{next})) >= 0 {
				said += s.text() + " "
				out = append(out, next)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Sentence) int { return a.Article.Published.Compare(b.Article.Published) })
	return out, agreeing
}

// fitting returns the parts of a sentence that fit the type of the question, as a date fits "when"; nil where a text cannot
// surely show it.
func (c *candidates) fitting(s sentence) []string {
	var out []string
	if c.asks.Type == query.Which {
		return nil // any name fits
	}
	for _, m := range c.fits(s) {
		out = append(out, s.text()[m.Start:m.End])
	}
	return out
}

// fits returns where these parts are, computed once for each sentence.
func (c *candidates) fits(s sentence) []Mark {
	found, ok := s.matches.fits[s.n]
	if !ok {
		found = c.asks.fitting(s.text(), s.matches.marks(s.n, s.n+1))
		if s.matches.fits == nil {
			s.matches.fits = map[int][]Mark{}
		}
		s.matches.fits[s.n] = found
	}
	return found
}

// answering returns the parts of a sentence that answer, see answerType.answering.
func (c *candidates) answering(s sentence, asked []Mark) []Mark {
	if found := c.fits(s); len(found) > 0 {
		return found
	}
	return c.asks.between(s.text(), asked)
}

// closest returns the best sentences of further articles that are on the subject, where none answers, as far as they fit a limit of the
// whole reply.
func closest(c *candidates, best []sentence, shown []Sentence, limit float64) []Sentence {
	var out []Sentence
	for _, s := range byArticle(best, shown) {
		if s.coverage < relatedAt || len(out) == maxOthers {
			continue
		}
		if next := showOther(c, s, closeLimit); standsAlone(next.Text) && room(limit, slices.Concat(shown, out, []Sentence{next})) >= 0 {
			out = append(out, next)
		}
	}
	return out
}

// showOther returns a sentence of a further article as it is shown.
func showOther(c *candidates, s sentence, limit float64) Sentence {
	shown := show(c, s, limit)
	shown.resolvePronoun()
	return shown
}

// standsAlone reports whether a text that may be cut at its head reads like a sentence: it does not begin with a small letter.
func standsAlone(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, ellipsis+" \"“‘'"))
	return !unicode.IsLower(first)
}

// byArticle returns the best sentence of each article that is not shown yet, best first.
func byArticle(best []sentence, shown []Sentence) []sentence {
	var used []*article.Article
	for _, s := range shown {
		used = append(used, s.Article)
	}
	var out []sentence
	for _, s := range best {
		if a := s.matches.article; !slices.Contains(used, a) {
			used = append(used, a)
			out = append(out, s)
		}
	}
	return out
}

// addsWord reports whether the parts that answer have a word that another text has not.
func addsWord(parts []string, said string) bool {
	said = analysis.Simplified(said)
	have := map[string]bool{}
	for _, t := range analysis.Analyze(analysis.Standard, said) {
		have[t.Term] = true
	}
	return slices.ContainsFunc(analysis.Analyze(analysis.English, strings.Join(parts, " ")), func(t analysis.Token) bool {
		inside := t.Han && strings.Contains(said, t.Term) // Chinese texts have no borders of words
		return !t.Stop && !inside && !have[t.Term] && !have[t.Folded()]
	})
}
