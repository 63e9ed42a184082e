package answer

import "lede/internal/analysis"

// Lengths in article.Units: words, or 1.6 Chinese characters each. Evidence is close together, so the window that is
// scored is smaller than the passage that is shown.
const (
	passageUnits = 195 // most that a passage has, unless a single sentence has more
	scoredUnits  = 130 // most that a window has; from 110 to 150 the figures are the same
	unitBytes    = 5.5 // bytes of a unit in news articles
)

// window is a run of whole sentences that begins and ends with a matching one: what is scored.
type window struct {
	matches    *articleMatches
	first, end int
	found      set     // terms in it
	best       int     // sentence with the largest share of the question
	score      float64 // coarse, then full
	features   []float64
}

// inside returns the matches in the window.
func (w window) inside() []analysis.Match { return w.matches.in(w.first, w.end) }

// length returns the window's length as a share of BM25's mean length.
func (w window) length() float64 {
	start, end := w.matches.span(w.first, w.end)
	return float64(end-start) / meanLength
}

// cut returns the windows of an article. Of a query without terms that is the article's opening, or each sentence
// if phrases are required.
func (m *articleMatches) cut(hasTerms, hasPhrases bool) []window {
	switch {
	case hasTerms:
		return m.matchingWindows()
	case !hasPhrases:
		return []window{m.windowFrom(0)}
	}
	var out []window
	for i := range m.article.Sentences {
		out = append(out, m.windowFrom(i))
	}
	return out
}

// matchingWindows returns a window from each sentence with a term, as far as the length allows. It leaves out a window
// that ends where the one before it ends. An article of a passage's length is one window.
func (m *articleMatches) matchingWindows() []window {
	if n := len(m.article.Sentences); float64(len(m.article.Text)) <= passageUnits*unitBytes && len(m.matches) > 0 {
		return []window{{matches: m, end: n, found: m.terms(0, n)}}
	}
	out := make([]window, 0, m.matching())
	reached := 0
	for i := range m.article.Sentences {
		if m.first[i] == m.first[i+1] {
			continue
		}
		if w := m.windowFrom(i); w.end > reached {
			reached = w.end
			out = append(out, w)
		}
	}
	return out
}

// matching returns how many sentences have a term.
func (m *articleMatches) matching() int {
	n := 0
	for i := range m.article.Sentences {
		if m.first[i] < m.first[i+1] {
			n++
		}
	}
	return n
}

// windowFrom returns the window that begins with a sentence and ends with the last matching one in reach.
func (m *articleMatches) windowFrom(first int) window {
	w := window{matches: m, first: first, end: first + 1}
	sentences := m.article.Sentences
	for i := first + 1; i < len(sentences); i++ {
		if float64(sentences[i].End-sentences[first].Start) > scoredUnits*unitBytes {
			break
		}
		if m.first[i] < m.first[i+1] {
			w.end = i + 1
		}
	}
	w.found = m.terms(w.first, w.end)
	return w
}

// grow returns the range of sentences around a window that a passage shows: first the rest of its paragraphs, then the
// sentences after and before them, as far as the length allows.
func (w window) grow() (first, end int) {
	a := w.matches.article
	first, end = w.first, w.end
	room := float64(passageUnits)
	for n := first; n < end; n++ {
		room -= w.matches.size(n)
	}
	take := func(n int, same bool, like int) bool {
		if n < 0 || n >= len(a.Sentences) || same && a.Sentences[n].Paragraph != a.Sentences[like].Paragraph {
			return false
		}
		if size := w.matches.size(n); size <= room {
			room -= size
			return true
		}
		return false
	}
	for _, same := range []bool{true, false} {
		for grown := true; grown; {
			grown = false
			if take(end, same, end-1) {
				end, grown = end+1, true
			}
			if take(first-1, same, first) {
				first, grown = first-1, true
			}
		}
	}
	return first, end
}
