package answer

import (
	"slices"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/summary"
)

// Sizes of what other articles answer.
const (
	maxOthers  = 3
	otherLimit = 0.6 // of an answer's limit, each
)

// others sums up what further articles answer: the best sentence of each that answers by itself and says
// something new, oldest first.
func (ev *evidence) others(best []scored, shown []Sentence) []Sentence {
	var used []*article.Article
	var said []string
	for _, s := range shown {
		used, said = append(used, s.Article), append(said, s.Article.Sentence(s.N))
	}
	var candidates []scored
	var texts []string
	for _, s := range best {
		if a := s.reading.article; answers(s) && ev.terms.covered(s.found) >= answeredAt && !slices.Contains(used, a) {
			used = append(used, a)
			candidates, texts = append(candidates, s), append(texts, a.Sentence(s.n))
		}
	}
	var out []Sentence
	for _, i := range summary.Merge(analysis.For(ev.query.Lang), said, texts, maxOthers) {
		s := ev.show(candidates[i], otherLimit)
		s.resolvePronoun()
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Sentence) int { return a.Article.Published.Compare(b.Article.Published) })
	return out
}
