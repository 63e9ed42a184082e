package answer

import (
	"cmp"
	"slices"

	"lede/internal/article"
)

// Weights of a sentence's parts. The coverage of the sentence itself counts 1.
const (
	aroundWeight   = 0.45 // what the sentences before and after cover beyond it
	articleWeight  = 0.3  // what the article and its title cover beyond that
	suitWeight     = 0.3  // that it holds what the question asks for
	sentenceNear   = 0.15 // that the question's words stand near each other
	passageWeight  = 0.4  // the score of its passage
	unsuitedFactor = 0.6  // for a sentence without the date or figure that is asked for
	sources        = 10   // passages whose sentences are looked at
	secondGain     = 0.25 // coverage that a second sentence must add
)

// scored is a sentence with what speaks for it.
type scored struct {
	reading  *reading
	n        int     // ordinal in the article
	coverage float64 // share of the question that it and its surroundings cover
	suits    float64 // see evidence.suits
	score    float64
	terms    map[int]bool
}

// sentences scores the sentences of the best passages, best first.
func (ev *evidence) sentences() []scored {
	byArticle := map[string]*reading{}
	for _, r := range ev.articles {
		byArticle[r.article.ID] = r
	}
	var out []scored
	for _, p := range ev.passages[:min(sources, len(ev.passages))] {
		r := byArticle[p.Article.ID]
		for i := p.First; i < p.End; i++ {
			out = append(out, ev.weighSentence(r, i, p.Score))
		}
	}
	slices.SortStableFunc(out, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return out
}

// weighSentence scores one sentence: what it covers of the question, then, for less, what its neighbours and
// the article cover beyond it, for they name what it speaks of.
func (ev *evidence) weighSentence(r *reading, n int, passage float64) scored {
	s := scored{reading: r, n: n, terms: r.terms(n, n+1)}
	own := ev.terms.covered(s.terms)
	around := ev.terms.covered(r.terms(max(0, n-1), min(n+2, len(r.article.Sentences))))
	s.coverage = own + aroundWeight*(around-own) + articleWeight*(ev.terms.covered(r.all)-around)
	s.suits = ev.suits(r.article.Sentence(n))
	start, end := r.span(n, n+1)
	near := ev.near(r.within(start, end))
	s.score = s.coverage + suitWeight*s.suits*own + sentenceNear*near + passageWeight*passage
	if s.suits == 0 {
		s.score *= unsuitedFactor
	}
	return s
}

func union(a, b map[int]bool) map[int]bool {
	out := make(map[int]bool, len(a)+len(b))
	for k := range a {
		out[k] = true
	}
	for k := range b {
		out[k] = true
	}
	return out
}

// compose picks the one or two sentences to show out of the scored ones, and cuts them to fit together.
func (ev *evidence) compose(best []scored) []Sentence {
	first := best[0]
	picked := []scored{first}
	if second, ok := ev.second(first, best); ok {
		picked = append(picked, second)
		slices.SortStableFunc(picked, func(a, b scored) int { return cmp.Compare(a.n, b.n) })
	}
	var out []Sentence
	for _, s := range picked {
		out = append(out, ev.show(s))
	}
	return out
}

// second returns the sentence to show beside the first: the one before it, if the first opens with a
// pronoun; else one next to it that adds much. Both must fit whole.
func (ev *evidence) second(first scored, best []scored) (scored, bool) {
	used := length(first.reading.article.Sentence(first.n))
	hanging := article.Hangs(first.reading.article.Sentence(first.n))
	for _, s := range best {
		if s.reading != first.reading || s.n != first.n-1 && s.n != first.n+1 {
			continue
		}
		fits := used+length(s.reading.article.Sentence(s.n)) <= 1
		gain := ev.terms.covered(union(first.terms, s.terms)) - ev.terms.covered(first.terms)
		same := s.reading.article.Sentences[s.n].Paragraph == first.reading.article.Sentences[first.n].Paragraph
		if fits && (gain >= secondGain || hanging && same && s.n < first.n) {
			return s, true
		}
	}
	return scored{}, false
}

// show returns the sentence with its decisive words marked, cut if it is too long.
func (ev *evidence) show(s scored) Sentence {
	start, end := s.reading.span(s.n, s.n+1)
	text := s.reading.article.Text[start:end]
	marks := s.reading.marks(start, end)
	asked, _ := wanted(ev.query.Type, text)
	text, marks = cut(text, join(marks, asked))
	return Sentence{Article: s.reading.article, N: s.n, Text: text, Marks: marks}
}

// join returns both sets of marks in order, overlapping ones joined.
func join(a, b []Mark) []Mark {
	all := append(slices.Clone(a), b...)
	slices.SortFunc(all, func(x, y Mark) int { return cmp.Compare(x.Start, y.Start) })
	var out []Mark
	for _, m := range all {
		if n := len(out); n > 0 && m.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, m.End)
			continue
		}
		out = append(out, m)
	}
	return out
}
