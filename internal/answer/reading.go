package answer

import (
	"cmp"
	"slices"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/parallel"
)

// articleMatches is an article read for one question: where the question's terms stand in it.
type articleMatches struct {
	article *article.Article
	score   float64 // the index's, as a share of the best article's
	matches []analysis.Match
	first   []int           // first[i] is the first match of sentence i or later; one more than there are sentences
	bm25    float64         // of the whole article
	title   set             // terms in the title
	all     set             // terms in title and text
	suits   map[int]float64 // by sentence, as far as it has been asked for; see evidence.suits
	sizes   []float64       // by sentence, likewise; see size
	titled  float64         // share of the title's words that are terms of the question
}

// readAll reads the articles of all hits, as many at once as there are processors. One that is gone by now, or cannot
// be read, is left out; what cannot be read the next sweep of the corpus reads anew.
func (e *Engine) readAll(hits []index.Hit, ts *terms) []*articleMatches {
	out := make([]*articleMatches, len(hits))
	parallel.Each(len(hits), func(i int) {
		h := hits[i]
		if top := hits[0].Score; top > 0 {
			h.Score /= top
		}
		if a, err := e.index.Article(h.ID); err == nil && a != nil {
			out[i] = read(a, h.Score, ts)
		}
	})
	return slices.DeleteFunc(out, func(r *articleMatches) bool { return r == nil })
}

// read finds the question's terms in an article that the index has given a score.
func read(a *article.Article, score float64, ts *terms) *articleMatches {
	m := ts.matchers[analysis.For(a.Lang)]
	r := &articleMatches{article: a, score: score, matches: m.Match(a.Text), suits: map[int]float64{}}
	r.titled = titled(a, m)
	for _, t := range m.Match(a.Title) {
		r.title.add(t.Term)
	}
	r.all = r.title
	for _, t := range r.matches {
		r.all.add(t.Term)
	}
	r.first = make([]int, len(a.Sentences)+1)
	next := 0
	for i, s := range a.Sentences {
		for next < len(r.matches) && r.matches[next].Start < s.Start {
			next++
		}
		r.first[i] = next
	}
	r.first[len(r.first)-1] = len(r.matches)
	return r
}

// reading returns the reading of one of the articles found.
func (ev *evidence) reading(a *article.Article) *articleMatches {
	for _, r := range ev.articles {
		if r.article == a {
			return r
		}
	}
	return nil
}

// titled returns the share of a title's words that a matcher looks for: 1 for a question that asks for all that
// the title tells.
func titled(a *article.Article, m *analysis.Matcher) float64 {
	words, asked := 0.0, 0.0
	for _, t := range analysis.Analyze(analysis.For(a.Lang), a.Title) {
		if !t.Stop {
			words++
			_, ok := m.Number(t.Term)
			asked += is(ok)
		}
	}
	return asked / max(1, words)
}

// in returns the matches in the sentences [first, end).
func (r *articleMatches) in(first, end int) []analysis.Match {
	return r.matches[r.first[first]:r.first[end]]
}

// terms returns the terms that the sentences [first, end) hold; of a range that reaches out of the article,
// those of the part within.
func (r *articleMatches) terms(first, end int) set {
	first, end = max(first, 0), min(end, len(r.article.Sentences))
	var found set
	if first < end {
		for _, m := range r.in(first, end) {
			found.add(m.Term)
		}
	}
	return found
}

// span returns the byte offsets of the sentences [first, end).
func (r *articleMatches) span(first, end int) (int, int) {
	s := r.article.Sentences
	return s[first].Start, s[end-1].End
}

// size returns the length of a sentence in article.Units.
func (r *articleMatches) size(n int) float64 {
	if r.sizes == nil {
		r.sizes = make([]float64, len(r.article.Sentences))
	}
	if r.sizes[n] == 0 {
		r.sizes[n] = article.Units(r.article.Sentence(n))
	}
	return r.sizes[n]
}

// countSentences adds to counts[t] in how many sentences each term t stands.
func (r *articleMatches) countSentences(counts []int) {
	for i := range r.article.Sentences {
		found := r.terms(i, i+1)
		found.each(func(t int) { counts[t]++ })
	}
}

// marks returns the stretches of the matches in the sentences [first, end), relative to their start; ones
// with nothing but a blank or a hyphen between them are joined.
func (r *articleMatches) marks(first, end int) []Mark {
	start, stop := r.span(first, end)
	var out []Mark
	for _, m := range r.in(first, end) {
		out = append(out, Mark{Start: m.Start - start, End: min(m.End, stop) - start})
	}
	return joined(r.article.Text[start:stop], out)
}

// joined returns the marks in order, without overlaps; ones with nothing but a blank or a hyphen between
// them are one.
func joined(text string, marks []Mark) []Mark {
	slices.SortStableFunc(marks, func(a, b Mark) int { return cmp.Compare(a.Start, b.Start) })
	var out []Mark
	for _, m := range marks {
		if n := len(out); n > 0 && adjoins(text, out[n-1].End, m.Start) {
			out[n-1].End = max(out[n-1].End, m.End)
			continue
		}
		out = append(out, m)
	}
	return out
}

// adjoins reports whether nothing but a blank or a hyphen stands between two offsets.
func adjoins(text string, end, start int) bool {
	return end >= start || start-end == 1 && (text[end] == ' ' || text[end] == '-')
}
