package answer

import (
	"cmp"
	"slices"
	"strings"

	"lede/internal/analysis"
)

// BM25's constants, as Robertson and Zaragoza (2009) suggest them; meanLength is a passage's mean length in
// tokens. The weights of the other parts are those of a first hand-weighted score measured on news.
const (
	k1, b        = 1.2, 0.75
	meanLength   = 130
	titleWeight  = 0.2
	scoreWeight  = 0.2
	nearWeight   = 0.3
	nearDistance = 8 // tokens within which two neighbours of the question count as near
)

// rank scores the passages of all candidates and keeps the best, best first.
func (ev *evidence) rank() {
	top := 0.0
	for _, r := range ev.articles {
		top = max(top, r.score)
	}
	for _, r := range ev.articles {
		prior := titleWeight * ev.terms.covered(r.title)
		if top > 0 {
			prior += scoreWeight * r.score / top
		}
		for _, p := range r.article.Passages {
			ev.consider(r, Passage{Article: r.article, First: p.First, End: p.End, Score: prior})
		}
	}
	slices.SortStableFunc(ev.passages, func(p, q Passage) int { return cmp.Compare(q.Score, p.Score) })
	ev.passages = ev.passages[:min(len(ev.passages), maxPassages)]
}

// consider scores one passage and keeps it if it holds a term of the question, and every phrase.
// Of a query without terms each article's first passage is kept.
func (ev *evidence) consider(r *reading, p Passage) {
	start, end := r.span(p.First, p.End)
	if !holdsAll(r.article.Text[start:end], ev.query.Phrases) {
		return
	}
	found := r.within(start, end)
	if len(found) == 0 && (len(ev.terms.list) > 0 || p.First > 0 && len(ev.query.Phrases) == 0) {
		return
	}
	length := countTokens(r.tokens, start, end)
	p.Score += ev.bm25(found, length) + nearWeight*ev.near(found)
	p.Marks = r.marks(start, end)
	p.Best = ev.bestSentence(r, p)
	ev.passages = append(ev.passages, p)
}

// bm25 returns the passage's share of the score that all terms of the question would have, 0 to about 1.
func (ev *evidence) bm25(found []match, length int) float64 {
	if ev.terms.total == 0 {
		return 0
	}
	counts := map[int]float64{}
	for _, m := range found {
		counts[m.term]++
	}
	sum := 0.0
	for t, tf := range counts {
		sum += ev.terms.list[t].weight * tf * (k1 + 1) / (tf + k1*(1-b+b*float64(length)/meanLength))
	}
	return sum / (ev.terms.total * (k1 + 1))
}

// near returns the share of the question's neighbouring terms that stand near each other, in order.
func (ev *evidence) near(found []match) float64 {
	if len(ev.terms.list) < 2 {
		return 0
	}
	pairs, sum, all := map[int]bool{}, 0.0, 0.0
	for i, m := range found {
		for _, n := range found[i+1:] {
			if n.token-m.token > nearDistance {
				break
			}
			if n.term == m.term+1 {
				pairs[m.term] = true
			}
		}
	}
	for i := range ev.terms.list[1:] {
		w := min(ev.terms.list[i].weight, ev.terms.list[i+1].weight)
		all += w
		if pairs[i] {
			sum += w
		}
	}
	if all == 0 {
		return 0
	}
	return sum / all
}

// bestSentence returns the sentence of a passage that covers most of the question.
func (ev *evidence) bestSentence(r *reading, p Passage) int {
	best, most := p.First, -1.0
	for i := p.First; i < p.End; i++ {
		if c := ev.terms.covered(r.terms(i, i+1)); c > most {
			best, most = i, c
		}
	}
	return best
}

// holdsAll reports whether a text holds every phrase, without regard to case, width and blanks' number.
func holdsAll(text string, phrases []string) bool {
	if len(phrases) == 0 {
		return true
	}
	normal := normalized(text)
	for _, p := range phrases {
		if !strings.Contains(normal, normalized(p)) {
			return false
		}
	}
	return true
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

// countTokens returns how many tokens lie in the bytes [start, end).
func countTokens(tokens []analysis.Token, start, end int) int {
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(tokens, offset, func(t analysis.Token, offset int) int {
			return cmp.Compare(t.Start, offset)
		})
		return i
	}
	return at(end) - at(start)
}
