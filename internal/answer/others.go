package answer

import (
	"slices"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/summary"
)

// Sizes of what other articles answer: set by hand, for one embed on a phone.
const (
	maxOthers  = 3
	otherLimit = 0.6 // share of an answer's limit, for each
)

// others returns what further articles answer: of each article the best sentence that answers by itself and adds
// something new, oldest first.
func others(c *candidates, best []sentence, shown []Sentence) []Sentence {
	var used []*article.Article
	var said []string
	for _, s := range shown {
		used, said = append(used, s.Article), append(said, s.Article.Sentence(s.N))
	}
	var more []sentence
	var texts []string
	for _, s := range best {
		if a := s.matches.article; s.answers() && c.terms.covered(s.found) >= answeredAt && !slices.Contains(used, a) {
			used = append(used, a)
			more, texts = append(more, s), append(texts, s.text())
		}
	}
	var out []Sentence
	for _, i := range summary.Merge(analysis.For(c.query.Lang), said, texts, maxOthers) {
		s := show(c, more[i], otherLimit)
		s.resolvePronoun()
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Sentence) int { return a.Article.Published.Compare(b.Article.Published) })
	return out
}
