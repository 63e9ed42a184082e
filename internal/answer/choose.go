package answer

import (
	"cmp"
	"math"
	"slices"

	"lede/internal/article"
)

// Bounds of the choice of a second sentence.
const (
	// singleSentenceCoverage is the share of the question in a sentence that needs no second one. 0.8: answer -0.5 en,
	// -0.3 zh; 1: +0.5 zh, by longer answers.
	singleSentenceCoverage = 0.9
	// neighbourBonus is how many points a sentence beside the first gains, since the two are easier to read. 0: answer
	// -0.8 en and zh; 2: -0.5 zh.
	neighbourBonus = 1
)

// choose returns the one or two sentences that an answer shows. They fit its limit together.
func choose(c *candidates, best []sentence) []Sentence {
	first := best[0]
	second, ok := explaining(first)
	if !ok {
		second, ok = c.second(first, best)
	}
	out := []Sentence{show(c, first, 1)}
	if ok {
		out = append(out, show(c, second, 1))
	}
	slices.SortStableFunc(out, func(a, b Sentence) int { return cmp.Compare(a.N, b.N) })
	for i := range out {
		if i == 0 || out[i].Article != out[i-1].Article || out[i].N != out[i-1].N+1 {
			out[i].resolvePronoun()
		}
	}
	return out
}

// explaining returns the sentence before one that opens with a pronoun, which names who "he" is.
// It returns false if the sentence needs none, or has no room for it.
func explaining(s sentence) (sentence, bool) {
	a := s.matches.article
	if s.n == 0 || !article.NeedsContext(s.text()) || length(a.Range(s.n-1, s.n+1)) > 1 {
		return sentence{}, false
	}
	return sentence{matches: s.matches, n: s.n - 1}, true
}

// second returns the best sentence that fits beside the first. It returns false if the first needs none, or none fits.
func (c *candidates) second(first sentence, best []sentence) (sentence, bool) {
	if c.terms.covered(first.found) >= singleSentenceCoverage && first.suits >= unknownType {
		return sentence{}, false
	}
	used := length(first.text())
	var pick sentence
	top := math.Inf(-1)
	for _, s := range best {
		same := s.matches == first.matches
		if same && s.n == first.n || used+length(s.text()) > 1 {
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

// show returns a sentence with the words that answer marked, without a lead-in that says nothing, and cut to a share of an
// answer's limit around these words and the question's.
func show(c *candidates, s sentence, limit float64) Sentence {
	text := s.text()
	asked := s.matches.marks(s.n, s.n+1)
	answering := c.asks.answering(text, asked)
	head := leadIn(text, asked)
	start, end := part(text[head:], moved(joined(text, slices.Concat(asked, answering)), -head), limit)
	text, marks := excerpt(text, head+start, head+end, answering)
	return Sentence{Article: s.matches.article, N: s.n, Text: text, Marks: marks}
}

// moved returns marks moved by so many bytes; those that begin before 0 then are left out.
func moved(marks []Mark, by int) []Mark {
	var out []Mark
	for _, m := range marks {
		if m.Start+by >= 0 {
			out = append(out, Mark{m.Start + by, m.End + by})
		}
	}
	return out
}
