package answer

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lede/internal/article"
	"lede/internal/query"
)

const (
	sources   = 10  // passages whose sentences are looked at
	enough    = 0.9 // coverage of a sentence that needs no second one
	neighbour = 1   // what a second sentence gains that stands beside the first
)

// scored is a sentence with what speaks for it.
type scored struct {
	reading  *reading
	n        int     // ordinal in the article
	coverage float64 // share of the question that it and its surroundings cover, for the verdict
	suits    float64 // see evidence.suits
	score    float64
	found    set
	features []float64
}

// sentences scores the sentences of the best passages, best first.
func (ev *evidence) sentences() []scored {
	var out []scored
	for _, p := range ev.passages[:min(sources, len(ev.passages))] {
		r := ev.reading(p.Article)
		for i := p.First; i < p.End; i++ {
			out = append(out, ev.weighSentence(r, i, p))
		}
	}
	slices.SortStableFunc(out, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return out
}

// Shares of what a sentence does not hold itself that count as covered where its neighbours or its article
// hold it, for the verdict: they name what the sentence speaks of.
const (
	aroundShare  = 0.45
	articleShare = 0.3
)

// sentenceFeatures are the parts of a sentence's score, each from 0 to about 1.
var sentenceFeatures = []string{
	"words",      // words of the question that it holds, but names
	"names",      // names of the question that it holds
	"count",      // terms that it holds, whatever their frequency
	"before",     // what the sentence before covers beyond it
	"after",      // what the sentence after covers beyond it
	"passage",    // what its passage covers beyond these
	"article",    // what the article and its title cover beyond that
	"near",       // neighbouring words of the question that stand near each other, in order
	"run",        // longest run of the question's words that stands as in the question
	"suits",      // that it holds what the question asks for, by what it covers
	"wanted",     // that it holds what the question asks for
	"dated",      // that it holds a date, a day more than a year, where a date is asked for
	"counted",    // that it holds a figure where one is asked for
	"score",      // how far the score of its passage is behind the best
	"length",     // its length, up to an answer's limit
	"lead",       // how near to the article's opening it stands
	"interrogat", // that it is a question itself
}

// weighSentence scores one sentence of a passage.
func (ev *evidence) weighSentence(r *reading, n int, p Passage) scored {
	s := scored{reading: r, n: n, found: r.terms(n, n+1), suits: ev.suitsAt(r, n)}
	own := ev.terms.covered(s.found)
	before, after := r.terms(n-1, n+1), r.terms(n, n+2)
	around := ev.terms.covered(before.union(after))
	passage := ev.terms.covered(before.union(after).union(r.terms(p.First, p.End)))
	all := ev.terms.covered(r.all)
	s.coverage = own + aroundShare*(around-own) + articleShare*(all-around)
	matches := r.in(n, n+1)
	text := r.article.Sentence(n)
	s.features = []float64{
		ev.terms.share(s.found, (*term).word),
		ev.terms.share(s.found, (*term).isName),
		ev.terms.counted(s.found),
		ev.terms.covered(before) - own,
		ev.terms.covered(after) - own,
		passage - around,
		all - passage,
		ev.near(matches),
		ev.run(matches),
		s.suits * own,
		s.suits,
		s.suits * is(ev.query.Type == query.When),
		s.suits * is(ev.query.Type == query.HowMany || ev.query.Type == query.HowLong),
		p.Score - ev.passages[0].Score,
		min(1, length(text)),
		r.lead(n),
		is(strings.ContainsAny(text, "?？")),
	}
	s.score = ev.weights.Sentence.of(s.features)
	return s
}

// is returns 1 for true.
func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
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

// second returns the sentence to show beside the first: the one before it if the first opens with a pronoun
// that it explains, else the best that fits; a neighbour is easier to read, so it counts more.
func (ev *evidence) second(first scored, best []scored) (scored, bool) {
	own := first.reading.article
	used := length(own.Sentence(first.n))
	hanging := article.Hangs(own.Sentence(first.n))
	if !hanging && ev.terms.covered(first.found) >= enough && first.suits >= 0.5 {
		return scored{}, false
	}
	var pick scored
	top := math.Inf(-1)
	for _, s := range best {
		same := s.reading == first.reading
		if same && s.n == first.n || used+length(s.reading.article.Sentence(s.n)) > 1 {
			continue
		}
		if hanging && same && s.n == first.n-1 && own.Sentences[s.n].Paragraph == own.Sentences[first.n].Paragraph {
			return s, true
		}
		score := s.score
		if same && (s.n == first.n-1 || s.n == first.n+1) {
			score += neighbour
		}
		if score > top {
			pick, top = s, score
		}
	}
	return pick, !math.IsInf(top, -1)
}

// show returns the sentence with its decisive words marked, cut if it is too long.
func (ev *evidence) show(s scored) Sentence {
	text := s.reading.article.Sentence(s.n)
	asked, _ := wanted(ev.query.Type, text)
	text, marks := cut(text, joined(text, append(s.reading.marks(s.n, s.n+1), asked...)))
	return Sentence{Article: s.reading.article, N: s.n, Text: text, Marks: marks}
}
