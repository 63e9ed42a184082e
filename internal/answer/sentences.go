package answer

import (
	"cmp"
	"context"
	"slices"

	"lede/internal/parallel"
)

// passagesScanned is how many passages' sentences are scored. 5: answer -0.3 en; 20: no change.
const passagesScanned = 10

// sentence is a scored sentence of an article.
type sentence struct {
	matches  *articleMatches
	n        int     // ordinal in the article
	coverage float64 // share of the question in it and, discounted, around it: see judge
	suits    float64 // see answerType.score
	score    float64
	found    set
	features []float64
	view     *sentenceView
}

// text returns the sentence's text.
func (s sentence) text() string { return s.matches.article.Sentence(s.n) }

// sentences returns the sentences of the best passages, best first. The error is the index's.
func (e *Engine) sentences(ctx context.Context, c *candidates, passages []Passage) ([]sentence, error) {
	var err error
	c.many = countArticles(passages)
	if c.votes, err = e.vote(ctx, c, passages); err != nil {
		return nil, err
	}
	c.places = votePlaces(c, passages)
	return scoreSentences(c, passages, e.weights.Sentence), nil
}

// scoreSentences returns the same, once the articles have voted. Passages of one article are scored one after the other, since they
// share what is computed of its sentences.
func scoreSentences(c *candidates, passages []Passage, weights Vector) []sentence {
	scanned := passages[:min(passagesScanned, len(passages))]
	found := make([][]sentence, len(scanned))
	parallel.Each(len(scanned), func(i int) {
		for k := i; k < len(scanned) && firstOf(scanned, i); k++ {
			if scanned[k].matches == scanned[i].matches {
				found[k] = c.scoreIn(scanned[k], passages[0].Score, weights)
			}
		}
	})
	out := slices.Concat(found...)
	slices.SortStableFunc(out, func(a, b sentence) int { return cmp.Compare(b.score, a.score) })
	return preferSuited(out)
}

// firstOf reports whether a passage is the first of its article.
func firstOf(passages []Passage, n int) bool {
	return slices.IndexFunc(passages, func(p Passage) bool { return p.matches == passages[n].matches }) == n
}

// scoreIn returns the sentences of a passage, scored. topScore is the best passage's.
func (c *candidates) scoreIn(p Passage, topScore float64, weights Vector) []sentence {
	var out []sentence
	for n := p.First; n < p.End; n++ {
		v := newSentenceView(c, p, n, topScore)
		s := sentence{matches: p.matches, n: n, coverage: v.coverage(), suits: v.suits, found: v.found, features: sentenceFeatures.values(v), view: v}
		s.score = weights.of(s.features)
		out = append(out, s)
	}
	return out
}

// countArticles returns how many articles the best passages are from, from 0 for one to 1.
func countArticles(passages []Passage) float64 {
	articles := map[*articleMatches]bool{}
	for _, p := range passages[:min(passagesScanned, len(passages))] {
		articles[p.matches] = true
	}
	return float64(len(articles)-1) / (passagesScanned - 1)
}

// typeMargin is how many points a sentence without what the question asks for must be better than one with it. 0: answer
// +0.5 en; 5: -0.8 en. An answer to "when" without a date is the worse mistake, so it is not 0.
const typeMargin = 3

// preferSuited moves a sentence with what the question asks for to the front, if the first has it not and is less than
// typeMargin better.
func preferSuited(best []sentence) []sentence {
	if len(best) == 0 || best[0].suits >= unknownType {
		return best
	}
	i := slices.IndexFunc(best, func(s sentence) bool { return s.suits >= surelySuits && s.score > best[0].score-typeMargin })
	if i < 0 {
		return best
	}
	return slices.Concat(best[i:i+1], best[:i], best[i+1:])
}
