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
	passagesScanned        = 10  // passages whose sentences are looked at
	singleSentenceCoverage = 0.9 // coverage of a sentence that needs no second one
	typeMargin             = 3   // points that one sentence is hardly better by
	neighbourBonus         = 1   // what a second sentence gains that stands beside the first
)

// scored is a sentence with what speaks for it.
type scored struct {
	reading  *articleMatches
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
	for _, p := range ev.passages[:min(passagesScanned, len(ev.passages))] {
		r := ev.reading(p.Article)
		for i := p.First; i < p.End; i++ {
			out = append(out, ev.weighSentence(r, i, p))
		}
	}
	slices.SortStableFunc(out, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return preferSuited(out)
}

// preferSuited moves a sentence to the front that holds what the question asks for, if the first does not and is
// hardly better.
func preferSuited(best []scored) []scored {
	if len(best) == 0 || best[0].suits >= 0.5 {
		return best
	}
	i := slices.IndexFunc(best, func(s scored) bool { return s.suits >= 0.9 && s.score > best[0].score-typeMargin })
	if i < 0 {
		return best
	}
	return slices.Concat(best[i:i+1], best[:i], best[i+1:])
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
	"named",      // that it holds a new name where a person is asked for
	"score",      // how far the score of its passage is behind the best
	"length",     // its length, up to an answer's limit
	"lead",       // how near to the article's opening it stands
	"interrogat", // that it is a question itself
}

// weighSentence scores one sentence of a passage.
func (ev *evidence) weighSentence(r *articleMatches, n int, p Passage) scored {
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
		ev.terms.termShare(s.found),
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
		s.suits * is(ev.query.Type == query.Who),
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

// compose picks the one or two sentences to show out of the scored ones; they fit together.
func (ev *evidence) compose(best []scored) []Sentence {
	first := best[0]
	shown := ev.show(first, 1)
	second, ok := ev.explaining(first)
	if !ok {
		second, ok = ev.second(first, best)
	}
	if !ok {
		shown.resolvePronoun()
		return []Sentence{shown}
	}
	out := []Sentence{shown, ev.show(second, 1)}
	slices.SortStableFunc(out, func(a, b Sentence) int { return cmp.Compare(a.N, b.N) })
	out[0].resolvePronoun()
	if out[1].Article != out[0].Article || out[1].N != out[0].N+1 {
		out[1].resolvePronoun()
	}
	return out
}

// explaining returns the sentence before one that opens with a pronoun: it tells who "he" is.
// It returns false if the sentence stands by itself, or leaves no room.
func (ev *evidence) explaining(s scored) (scored, bool) {
	a := s.reading.article
	if s.n == 0 || !article.NeedsContext(a.Sentence(s.n)) || length(a.Range(s.n-1, s.n+1)) > 1 {
		return scored{}, false
	}
	return scored{reading: s.reading, n: s.n - 1}, true
}

// second returns the best sentence that fits beside the first; a neighbour is easier to read, so it counts
// more. It returns false if the first needs none.
func (ev *evidence) second(first scored, best []scored) (scored, bool) {
	own := first.reading.article
	used := length(own.Sentence(first.n))
	if ev.terms.covered(first.found) >= singleSentenceCoverage && first.suits >= 0.5 {
		return scored{}, false
	}
	var pick scored
	top := math.Inf(-1)
	for _, s := range best {
		same := s.reading == first.reading
		if same && s.n == first.n || used+length(s.reading.article.Sentence(s.n)) > 1 {
			continue
		}
		score := s.score
		if same && (s.n == first.n-1 || s.n == first.n+1) {
			score += neighbourBonus
		}
		if score > top {
			pick, top = s, score
		}
	}
	return pick, !math.IsInf(top, -1)
}

// show returns the sentence with its decisive words marked, cut to a share of an answer's limit.
func (ev *evidence) show(s scored, limit float64) Sentence {
	a := s.reading.article
	text := a.Sentence(s.n)
	asked, _ := answerTypeSpans(ev.query.Type, text)
	marks := joined(text, append(s.reading.marks(s.n, s.n+1), asked...))
	text, marks = cut(text, marks, limit)
	return Sentence{Article: a, N: s.n, Text: text, Marks: marks}
}
