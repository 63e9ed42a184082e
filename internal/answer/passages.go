package answer

import (
	"cmp"
	"slices"

	"lede/internal/parallel"
)

// fullScoreLimit is how many windows are scored by every feature: the best of all in the coarse order. 40: MRR -0.1 en;
// 160: no change.
const fullScoreLimit = 80

// Parts of the coarse score beside a window's BM25. Any one of them can be 0 without a change.
const (
	coarseTitle  = 0.2 // share of the question in the title
	coarseTitled = 0.1 // share of the title in the question
	coarseIndex  = 0.2 // the index's score
)

// scoreWindows returns the best windows of all articles, best first.
func scoreWindows(c *candidates, weights Vector) []*window {
	windows := best(scoreCoarse(c), fullScoreLimit)
	scoreFull(c, windows, c.lengthened(weights))
	return best(windows, fullScoreLimit)
}

// scoreCoarse returns all windows, scored by BM25, title and the index.
func scoreCoarse(c *candidates) []*window {
	mean := 0.0
	for _, m := range c.articles {
		mean += float64(len(m.article.Text)) / float64(len(c.articles))
	}
	parallel.Each(len(c.articles), func(i int) {
		m := c.articles[i]
		m.bm25 = c.terms.bm25(m.matches, m.all, float64(len(m.article.Text))/mean)
		base := coarseTitle*c.terms.covered(m.title) + coarseTitled*m.titled + coarseIndex*m.score
		for k := range m.windows {
			w := &m.windows[k]
			w.score = c.terms.bm25(w.inside(), w.found, w.length()) + base
		}
	})
	var all []*window
	for _, m := range c.articles {
		for i := range m.windows {
			all = append(all, &m.windows[i])
		}
	}
	return all
}

// scoreFull scores windows by every feature. Windows of one article are scored one after the other, since they share
// what is computed of its sentences.
func scoreFull(c *candidates, windows []*window, weights Vector) {
	of := map[*articleMatches][]*window{}
	for _, w := range windows {
		of[w.matches] = append(of[w.matches], w)
	}
	parallel.Each(len(c.articles), func(i int) {
		for _, w := range of[c.articles[i]] {
			w.best = c.bestSentence(*w)
			w.features = passageFeatures.values(newPassageView(c, *w))
			w.score = weights.of(w.features)
		}
	})
}

// bestSentence returns the sentence of a window with the largest share of the question.
func (c *candidates) bestSentence(w window) int {
	best, most := w.first, -1.0
	for i := w.first; i < w.end; i++ {
		if has := c.terms.covered(w.matches.terms(i, i+1)); has > most {
			best, most = i, has
		}
	}
	return best
}

// best returns the n windows of the highest scores, best first; equals stay in order.
func best(windows []*window, n int) []*window {
	slices.SortStableFunc(windows, func(v, w *window) int { return cmp.Compare(w.score, v.score) })
	return windows[:min(n, len(windows))]
}

// passagesOf returns the passages around windows, best first, without those whose window touches a better passage.
func passagesOf(windows []*window) []Passage {
	var out []Passage
	taken := map[*articleMatches][][2]int{}
	for _, w := range windows {
		first, end := w.between(taken[w.matches])
		if first >= end {
			continue
		}
		taken[w.matches] = append(taken[w.matches], [2]int{first, end})
		out = append(out, Passage{Article: w.matches.article, First: first, End: end,
			Best: w.best, Score: w.score, Marks: w.matches.marks(first, end), matches: w.matches, features: w.features})
	}
	return out
}

// between returns the range that the window grows to without the sentences of better passages; an empty one if the
// window itself touches them.
func (w window) between(taken [][2]int) (first, end int) {
	for _, t := range taken {
		if t[0] < w.end && w.first < t[1] {
			return 0, 0
		}
	}
	first, end = w.grow()
	for _, t := range taken {
		if t[1] <= w.first {
			first = max(first, t[1])
		} else {
			end = min(end, t[0])
		}
	}
	return first, end
}
