package answer

// Lengths in units of article.Units, where 130 to 320 Chinese characters count as 80 to 200 words. Evidence
// stands close together, so the window that is scored is smaller than the passage that is shown.
const (
	passageUnits = 195 // most that a passage has, unless a single sentence has more
	scoredUnits  = 130 // most that a window has; from 110 to 150 the figures are the same
	unitBytes    = 5.5 // bytes of a unit, measured on news: good enough to cut by, and free
)

// window is a run of whole sentences that begins and ends with a matching one.
type window struct {
	reading    *articleMatches
	first, end int
	found      set
	score      float64
	features   []float64
}

// windows cuts an article for the question: from each sentence that holds a term as far as the length allows.
// A window that holds no more than the one before it is left out.
func (r *articleMatches) windows() []window {
	if n := len(r.article.Sentences); float64(len(r.article.Text)) <= passageUnits*unitBytes && len(r.matches) > 0 {
		return []window{{reading: r, end: n, found: r.terms(0, n)}}
	}
	var out []window
	reached := -1
	for i := range r.article.Sentences {
		if r.first[i] == r.first[i+1] {
			continue
		}
		w := r.windowFrom(i)
		if w.end > reached {
			reached = w.end
			out = append(out, w)
		}
	}
	return out
}

// windowFrom returns the window that begins with a sentence.
func (r *articleMatches) windowFrom(first int) window {
	w := window{reading: r, first: first, end: first + 1}
	sentences := r.article.Sentences
	for i := first + 1; i < len(sentences); i++ {
		if float64(sentences[i].End-sentences[first].Start) > scoredUnits*unitBytes {
			break
		}
		if r.first[i] < r.first[i+1] {
			w.end = i + 1
		}
	}
	w.found = r.terms(w.first, w.end)
	return w
}

// grow returns the range of sentences around a window that is shown as a passage: first the rest of its
// paragraphs, then what follows and what precedes, as far as the length allows.
func (w window) grow() (first, end int) {
	a := w.reading.article
	first, end = w.first, w.end
	room := float64(passageUnits)
	for n := first; n < end; n++ {
		room -= w.reading.size(n)
	}
	take := func(n int, same bool, like int) bool {
		if n < 0 || n >= len(a.Sentences) || same && a.Sentences[n].Paragraph != a.Sentences[like].Paragraph {
			return false
		}
		if size := w.reading.size(n); size <= room {
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
