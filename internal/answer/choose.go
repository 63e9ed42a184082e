package answer

import (
	"math"
	"slices"

	"lede/internal/article"
)

// Bounds of the choice of a second sentence.
const (
	// singleSentenceCoverage is the share of the question in a sentence that needs no second one. 0.8: answer -0.5 en,
	// -0.3 zh; 1: +0.5 zh, by longer answers.
	singleSentenceCoverage = 0.9
	// neighbourBonus is how many points a sentence beside the first gains, since the two are easier to read. 1: no change;
	// 2: answer -0.1 en.
	neighbourBonus = 0.5
	// relatedShare is the share of an answer's limit that two sentences fill at most where none answers, which leaves room
	// for those of other articles, and translatedShare where they are in another language, above a line with translations.
	// 1: answer -1 en-news. With these 9 in 10 replies are at most 420 pixels tall on a phone.
	relatedShare, translatedShare = 0.6, 0.4
	// addedBonus is how many points a sentence gains that has what the first lacks. 2: no change;
	// 6: answer -0.2 en.
	addedBonus = 4
	// voteBonus is how many points a sentence gains that has the word of the most votes, if the first lacks it and as many
	// articles as there can be are on the subject. 0: answer -1.3 en-news.
	voteBonus = 3
	// secondMargin is how many points a second sentence of another article is worse than the first at most.
	secondMargin = 2
)

// choose returns the one or two sentences that an answer shows: the best, then what adds to it, or what explains it before. They fit
// its limit together.
func choose(c *candidates, best []sentence, v Verdict) []Sentence {
	first := best[0]
	second, explains, ok := c.beside(first, best, v)
	out := []Sentence{show(c, first, 1)}
	if ok {
		out = append(out, show(c, second, 1))
		switch { // one of them has the words that answer
		case c.fitting(first) == nil && c.fitting(second) != nil:
			out[0].Marks = nil
		case len(out[0].Marks) > 0:
			out[1].Marks = nil
		}
		if explains {
			slices.Reverse(out)
		}
	}
	for i := range out {
		if i == 0 || out[i].Article != out[i-1].Article || out[i].N != out[i-1].N+1 {
			out[i].resolvePronoun()
		}
	}
	return out
}

// share returns the share of an answer's limit that the first sentence and a second one may fill.
func (c *candidates) share(first sentence, v Verdict) float64 {
	switch {
	case v == Answered:
		return 1
	case isOther(c.query, first.matches.article):
		return translatedShare
	}
	return relatedShare
}

// beside returns the sentence that is shown beside the first: the one before it that explains it, or the best that adds to it.
func (c *candidates) beside(first sentence, best []sentence, v Verdict) (second sentence, explains, ok bool) {
	if second, ok = c.explaining(first, c.share(first, v)); ok {
		return second, true, true
	}
	second, ok = c.second(first, best, v)
	return second, false, ok
}

// explaining returns the sentence before one that opens with a pronoun, if it names who of the question "he" is.
// It returns false if the sentence needs none, or both do not fit the limit.
func (c *candidates) explaining(s sentence, limit float64) (sentence, bool) {
	a := s.matches.article
	if s.n == 0 || !article.NeedsContext(s.text()) || length(a.Range(s.n-1, s.n+1)) > limit {
		return sentence{}, false
	}
	before := sentence{matches: s.matches, n: s.n - 1, found: s.matches.terms(s.n-1, s.n)}
	return before, c.terms.covered(s.found.union(before.found)) > c.terms.covered(s.found)
}

// second returns the best sentence that fits beside the first, rather one with what the first lacks: a word of the question, or
// what the question asks for. Where none answers, those of other articles are left out, so that one source is enough for both.
// It returns false if the first needs none, or none fits.
func (c *candidates) second(first sentence, best []sentence, verdict Verdict) (sentence, bool) {
	if c.terms.covered(first.found) >= singleSentenceCoverage && first.suits >= unknownType {
		return sentence{}, false
	}
	used, limit := length(first.text()), c.share(first, verdict)
	var seen shown
	seen.add(first.text())
	var pick sentence
	top := math.Inf(-1)
	const most = neighbourBonus + addedBonus + voteBonus // that a sentence gains
	for _, s := range best {
		if s.score+most <= top {
			break // those behind it have no larger score
		}
		same := s.matches == first.matches
		if seen.has(s.text()) || !same && verdict == Related || used+length(s.text()) > limit {
			continue
		}
		adds := c.adds(s, first)
		if !same && (!adds || s.score < first.score-secondMargin) || !adds && c.asks.isVisible() && first.suits >= surelySuits && s.suits < surelySuits {
			continue
		}
		score := s.score
		if same && (s.n == first.n-1 || s.n == first.n+1) {
			score += neighbourBonus
		}
		if adds {
			score += addedBonus
		}
		score += voteBonus * c.many * c.votes.beyond(position{s.matches, s.n}, position{first.matches, first.n})
		if score > top {
			pick, top = s, score
		}
	}
	return pick, !math.IsInf(top, -1)
}

// adds reports whether a sentence has a word of the question that another has not, or what the question asks for if the other
// has it not.
func (c *candidates) adds(s, to sentence) bool {
	return c.terms.covered(s.found.union(to.found)) > c.terms.covered(to.found) || to.suits < unknownType && s.suits > to.suits
}

// show returns a sentence with the words that answer marked, without a lead-in that says nothing, and cut to a share of an
// answer's limit around these words and the question's.
func show(c *candidates, s sentence, limit float64) Sentence {
	text := s.text()
	asked := s.matches.marks(s.n, s.n+1)
	answering := c.answering(s, asked)
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

// unmark removes the marks of sentences that do not answer.
func unmark(list []Sentence) {
	for i := range list {
		list[i].Marks = nil
	}
}
