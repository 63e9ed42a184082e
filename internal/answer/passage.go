package answer

import (
	"cmp"
	"slices"

	"lede/internal/parallel"
)

// fullScoreLimit is how many windows are scored by every feature, the best of all by BM25 and title.
const fullScoreLimit = 80

// rank cuts all candidates into windows and keeps the passages around the best ones, best first.
func (ev *evidence) rank() {
	ev.windows = best(ev.scoreCoarse(), fullScoreLimit)
	ev.scoreFull(ev.windows)
	ev.windows = best(ev.windows, fullScoreLimit)
	ev.passages = ev.choose(ev.windows)
}

// scoreCoarse returns all windows of the articles, scored by BM25 and title.
func (ev *evidence) scoreCoarse() []window {
	mean := 0.0
	for _, r := range ev.articles {
		mean += float64(len(r.article.Text)) / float64(len(ev.articles))
	}
	windows := make([][]window, len(ev.articles))
	parallel.Each(len(ev.articles), func(i int) {
		r := ev.articles[i]
		r.bm25 = ev.score(r.matches, r.all, float64(len(r.article.Text))/mean)
		windows[i] = ev.candidates(r)
		for k := range windows[i] {
			w := &windows[i][k]
			w.score = ev.bm25(*w) + 0.2*ev.terms.covered(r.title) + 0.1*r.titled + 0.2*r.score
		}
	})
	return slices.Concat(windows...)
}

// scoreFull scores windows by every feature; those of one article one after the other, since they share what is known of
// its sentences.
func (ev *evidence) scoreFull(windows []window) {
	of := map[*articleMatches][]*window{}
	for i := range windows {
		r := windows[i].reading
		of[r] = append(of[r], &windows[i])
	}
	parallel.Each(len(ev.articles), func(i int) {
		for _, w := range of[ev.articles[i]] {
			w.features = ev.passageFeatures(*w)
			w.score = ev.weights.Passage.of(w.features)
		}
	})
}

// best returns the n windows of the highest scores, best first; equals stay in order.
func best(windows []window, n int) []window {
	slices.SortStableFunc(windows, func(v, w window) int { return cmp.Compare(w.score, v.score) })
	return windows[:min(n, len(windows))]
}

// candidates returns the windows of an article that hold every phrase. Of a query without terms that is the
// article's opening, or each sentence with the phrases.
func (ev *evidence) candidates(r *articleMatches) []window {
	var windows []window
	switch {
	case len(ev.terms.list) > 0:
		windows = r.windows()
	case len(ev.phrases) == 0:
		return []window{r.windowFrom(0)}
	default:
		for i := range r.article.Sentences {
			windows = append(windows, r.windowFrom(i))
		}
	}
	return ev.phrases.holding(r, windows)
}

// choose grows the windows to passages, best first, and leaves out those that touch a better one.
func (ev *evidence) choose(windows []window) []Passage {
	var out []Passage
	taken := map[*articleMatches][][2]int{}
	for _, w := range windows {
		first, end := w.grow()
		for _, t := range taken[w.reading] {
			switch {
			case t[0] <= w.first && w.first < t[1] || w.first <= t[0] && t[0] < w.end:
				first, end = 0, 0
			case t[1] <= w.first:
				first = max(first, t[1])
			case t[0] >= w.end:
				end = min(end, t[0])
			}
		}
		if first >= end {
			continue
		}
		taken[w.reading] = append(taken[w.reading], [2]int{first, end})
		out = append(out, Passage{Article: w.reading.article, Copies: ev.copies(w.reading.article.ID), First: first, End: end, Best: ev.bestSentence(w),
			Score: w.score, Marks: w.reading.marks(first, end), features: w.features})
	}
	return out
}
