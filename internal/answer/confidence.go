package answer

import (
	"math"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/query"
)

// verdictView is what the confidence in an answer is computed from: its best sentence beside the others.
type verdictView struct {
	*sentenceView
	sentence sentence
	best     []sentence // best first, see preferSuited
	second   sentence   // what is shown beside it; the zero sentence if nothing
	near     set        // terms in the sentence, those beside it and the title
	text     string     // the sentence, simplified
}

func newVerdictView(c *candidates, best []sentence) *verdictView {
	first := best[0]
	v := &verdictView{sentenceView: first.view, sentence: first, best: best, text: analysis.Simplified(first.text())}
	v.second, _, _ = c.beside(first, best, Answered)
	v.near = first.matches.terms(first.n-1, first.n+2).union(first.matches.title)
	return v
}

// verdictFeatures are the features of the confidence that the best sentence answers.
var verdictFeatures = newFeatureTable([]feature[verdictView]{
	{"bias", func(*verdictView) float64 { return 1 }, -2.774, "the same for all"},
	{"own", func(v *verdictView) float64 { return v.own }, 1.321, "how much of the question the sentence has"},
	{"around", func(v *verdictView) float64 { return v.around - v.own }, 0.569, "what the sentences beside it add"},
	{"within", func(v *verdictView) float64 { return v.within - v.around }, -0.413, "what its article adds"},
	{"title", func(v *verdictView) float64 { return v.terms.covered(v.near) - v.around }, 3.368, "what its title adds"},
	{"rest", func(v *verdictView) float64 { return v.rest(v.found) }, -0.623, "what the title does not name of the question"},
	{"chars", func(v *verdictView) float64 { return v.characters() }, 0.610, "single Chinese characters of the question"},
	{"akin", func(v *verdictView) float64 { return v.akin() }, 1.993, "words of one family with the question's"},
	{"near", func(v *verdictView) float64 { return v.terms.near(v.matches.in(v.n, v.n+1)) }, 0.854, "neighbouring words near each other"},
	{"run", func(v *verdictView) float64 { return v.terms.longestRun(v.matches.in(v.n, v.n+1)) }, -1.086, "words in the question's order"},
	{"names", func(v *verdictView) float64 { return v.heaviest((*term).isName) }, -1.656, "the weightiest name that is not there"},
	{"unknown", func(v *verdictView) float64 { return v.unknown() }, -1.964, "words that no article has"},
	{"score", func(v *verdictView) float64 { return v.sentence.score / 10 }, 0.666, "its score, in tens of points"},
	{"margin", func(v *verdictView) float64 { return v.margin(func(sentence) bool { return true }) }, -0.085, "how far the next sentence is behind"},
	{"apart", func(v *verdictView) float64 {
		return v.margin(func(s sentence) bool { return s.matches != v.sentence.matches && !s.answers() })
	}, 0.798, "how far articles that do not answer are behind"},
	{"why", func(v *verdictView) float64 { return is(v.asks.Type == query.Why) }, -0.012, "that it asks why"},
	{"how", func(v *verdictView) float64 { return is(v.asks.Type == query.How) }, -0.213, "that it asks how"},
	{"asked", func(v *verdictView) float64 { return min(1, float64(v.terms.asked)/20) }, 1.596, "how many words the question has"},
	{"novel", func(v *verdictView) float64 { return v.novelty() }, -0.186, "what it adds to the question's words"},
	{"chance", func(v *verdictView) float64 { return v.chance() }, 2.457, "the chance of what is shown among all sentences"},
}, nil, nil)

// heaviest returns the share of the question of its weightiest term of a kind that is neither in the sentence nor around it.
func (v *verdictView) heaviest(kind func(*term) bool) float64 {
	if v.terms.total == 0 {
		return 0
	}
	has, most := v.terms.own(v.near), 0.0
	for i := range v.terms.list[:v.terms.asked] {
		if t := &v.terms.list[i]; kind(t) && !has.has(i) {
			most = max(most, t.weight)
		}
	}
	return most / v.terms.total
}

// own returns the question's own terms that are found, as they are or in another spelling.
func (ts *terms) own(found set) set {
	var own set
	ts.each(found, func(i int, _ float64) { own.add(i) })
	return own
}

// unknown returns the share of the question in terms that no article has.
func (v *verdictView) unknown() float64 {
	var all set
	for i := range v.terms.list[:v.terms.asked] {
		if v.terms.list[i].frequency == 0 {
			all.add(i)
		}
	}
	return v.terms.covered(all)
}

// maxMargin is how many points count as a full margin.
const maxMargin = 4

// rivals reports whether a sentence may answer instead of the best: one without the date asked for does not, nor does one with a
// vaguer date that only has a higher score, see preferSuited.
func (v *verdictView) rivals(s sentence) bool {
	return v.asks.Type != query.When || s.suits > 0 && (s.score <= v.sentence.score || s.suits >= v.suits)
}

// margin returns how many points the best sentence is ahead of the next of a kind, as a share of maxMargin.
func (v *verdictView) margin(kind func(sentence) bool) float64 {
	next := math.Inf(-1)
	for _, s := range v.best[1:] {
		if kind(s) && v.rivals(s) {
			next = max(next, s.score)
		}
	}
	return max(-1, min(1, (v.sentence.score-next)/maxMargin))
}

// chance returns the share of the sentences shown, and of those that answer the same, in the chances of all: the softmax of their
// scores, which is what the fit of the scores maximizes (Cao et al., 2007). It is 1 for words that ask nothing.
func (v *verdictView) chance() float64 {
	if v.asks.Type == query.Other {
		return 1
	}
	parts := v.fitting(v.sentence)
	agrees := func(text string) bool {
		return len(parts) > 0 && !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(text, part) })
	}
	shown, all := 0.0, 0.0
	for i, s := range v.best {
		if !v.rivals(s) {
			continue
		}
		chance := math.Exp(s.score - v.sentence.score)
		all += chance
		if i == 0 || s.matches == v.second.matches && s.n == v.second.n || agrees(s.text()) {
			shown += chance
		}
	}
	return shown / all
}

// sigmoid returns the probability of a logistic regression.
func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
