package answer

import (
	"slices"
	"strings"

	"lede/internal/query"
)

// sentenceView is what the features of a sentence are computed from.
type sentenceView struct {
	*candidates
	Passage
	n                                           int
	found                                       set
	own, before, after, around, passage, within float64 // shares of the question: in the sentence, with the sentences around it, with its passage, with its article
	suits                                       float64
	topScore                                    float64 // of the best passage
}

func newSentenceView(c *candidates, p Passage, n int, topScore float64) *sentenceView {
	m, ts := p.matches, c.terms
	v := &sentenceView{candidates: c, Passage: p, n: n, found: m.terms(n, n+1), suits: m.typeScore(n, c.asks), topScore: topScore}
	before, after := m.terms(n-1, n+1), m.terms(n, n+2)
	around := before.union(after)
	v.own, v.before, v.after, v.around = ts.covered(v.found), ts.covered(before), ts.covered(after), ts.covered(around)
	v.passage = ts.covered(around.union(m.terms(p.First, p.End)))
	v.within = ts.covered(m.all)
	return v
}

// Coverage credit for terms that the sentence lacks but its neighbours or its article contain: they name what the
// sentence is about. Like answeredAt they trade answers for refusals.
const (
	aroundShare  = 0.45 // 0.3: answered -1.8 en, -1.0 zh; 0.6: +1.5 en, +0.5 zh, declined -0.5 en
	articleShare = 0.3  // 0.15: answered -3.3 en, -1.0 zh; 0.45: +3.5 en, +0.7 zh, declined -3.0 en
)

// coverage returns the share of the question in the sentence and, discounted, in its neighbours and its article.
func (v *sentenceView) coverage() float64 {
	return v.own + aroundShare*(v.around-v.own) + articleShare*(v.within-v.around)
}

// asksFor returns the type score if the question is of one of some types, else 0.
func (v *sentenceView) asksFor(types ...query.Type) float64 {
	return v.suits * is(slices.Contains(types, v.query.Type))
}

// sentenceFeatures are the features of a sentence.
var sentenceFeatures = newFeatureTable([]feature[sentenceView]{
	{"words", func(v *sentenceView) float64 { return v.terms.share(v.found, (*term).isWord) }, 4.288,
		"words of the question in the sentence"},
	{"names", func(v *sentenceView) float64 { return v.terms.share(v.found, (*term).isName) }, 1.762,
		"names of the question in the sentence"},
	{"count", func(v *sentenceView) float64 { return v.terms.termShare(v.found) }, 2.731,
		"how many of the question's words it has"},
	{"before", func(v *sentenceView) float64 { return v.before - v.own }, 3.047,
		"what the sentence before adds"},
	{"after", func(v *sentenceView) float64 { return v.after - v.own }, 0.914,
		"what the sentence after adds"},
	{"passage", func(v *sentenceView) float64 { return v.passage - v.around }, 1.065,
		"what the rest of its passage adds"},
	{"article", func(v *sentenceView) float64 { return v.within - v.passage }, 0.308,
		"what the rest of the article and its title add"},
	{"near", func(v *sentenceView) float64 { return v.terms.near(v.matches.in(v.n, v.n+1)) }, 0.106,
		"neighbouring words near each other"},
	{"run", func(v *sentenceView) float64 { return v.terms.longestRun(v.matches.in(v.n, v.n+1)) }, 0.638,
		"the longest run of words in the question's order"},
	{"suits", func(v *sentenceView) float64 { return v.suits * v.own }, 1.316,
		"the kind of thing asked for, by how much of the question it has"},
	{"wanted", func(v *sentenceView) float64 { return v.suits }, 1.487,
		"the kind of thing asked for"},
	{"dated", func(v *sentenceView) float64 { return v.asksFor(query.When) }, 0.404,
		"a date, where one is asked for"},
	{"counted", func(v *sentenceView) float64 { return v.asksFor(query.HowMany, query.HowLong) }, 2.341,
		"a figure, where one is asked for"},
	{"named", func(v *sentenceView) float64 { return v.asksFor(query.Who) }, -0.127,
		"a new name, where a person is asked for"},
	{"score", func(v *sentenceView) float64 { return v.Score - v.topScore }, 0.187,
		"how far its passage is behind the best, in points"},
	{"length", func(v *sentenceView) float64 { return min(1, length(v.Article.Sentence(v.n))) }, -0.445,
		"its length, up to an answer's limit"},
	{"lead", func(v *sentenceView) float64 { return v.matches.lead(v.n) }, -0.893,
		"nearness to the article's opening"},
	{"interrogat", func(v *sentenceView) float64 { return is(strings.ContainsAny(v.Article.Sentence(v.n), "?？")) }, -10.125,
		"that it is a question itself"},
	{"rest", func(v *sentenceView) float64 { return v.rest(v.found) }, 1.514,
		"what the title does not name of the question"},
	{"beside", func(v *sentenceView) float64 { return v.rest(v.matches.terms(v.n-1, v.n+2)) - v.rest(v.found) }, 1.311,
		"the same in the sentences beside it"},
	{"local", func(v *sentenceView) float64 { return v.local() * v.within }, 1.641,
		"words of the question that few sentences of its article have, if the article has most of the question"},
	{"chars", func(v *sentenceView) float64 { return v.characters() }, 5.381,
		"single Chinese characters of the question"},
	{"akin", func(v *sentenceView) float64 { return v.akin() }, 4.633,
		"words of one family with the question's"},
	{"close", func(v *sentenceView) float64 { return v.closeness() }, 0.674,
		"how near to the question's words the date or figure is"},
	{"defines", func(v *sentenceView) float64 { return v.defines() }, 0.155,
		"that it introduces what the question asks about"},
	{"novel", func(v *sentenceView) float64 { return v.novelty() }, -0.750,
		"how much it adds to the question's words"},
	{"held", func(v *sentenceView) float64 { return v.held() }, 2.390,
		"that something takes place, begins or ends, where the question asks when or where it does"},
	{"headline", func(v *sentenceView) float64 { return v.headline() }, -0.523,
		"words of the title that the question does not have, where a name is asked for"},
	{"first", func(v *sentenceView) float64 { return is(v.Score == v.topScore) }, 0.512, "that it is in the best passage"},
	{"opens", func(v *sentenceView) float64 { return 1 / float64(1+v.n) }, 1.230,
		"that it is one of the first of its article"},
	{"agreed", func(v *sentenceView) float64 { return v.votes.agreement(position{v.matches, v.n}) }, 0.233,
		"how many articles have words of it that the question has not"},
	{"leading", func(v *sentenceView) float64 { return v.votes.leading(position{v.matches, v.n}) }, -0.556,
		"that it has the word that most of them have"},
	{"timely", func(v *sentenceView) float64 { return v.dated() }, 5.339,
		"how far its article's date is from the time asked for, against an article without a date"},
	{"place", func(v *sentenceView) float64 { return v.place() }, 2.773,
		"a country or a state, where one is asked for"},
	{"agreedplace", func(v *sentenceView) float64 { return v.agreedPlace() }, 0.841,
		"that it names the place that most articles name, where one is asked for"},
	{"asked", func(v *sentenceView) float64 { return v.asked() }, 1.169,
		"how much more it has of the question from the question word on than of all of it"},
}, []product{ // among many articles on the subject another sentence is the best than within a single one
	{"agreed", amongMany, 0.036},
	{"leading", amongMany, 1.842},
	{"words", amongMany, -4.743},
	{"names", amongMany, -2.552},
	{"count", amongMany, -1.436},
	{"before", amongMany, -2.165},
	{"score", amongMany, 0.121},
	{"length", amongMany, -0.154},
	{"lead", amongMany, 1.379},
	{"headline", amongMany, 1.586},
	{"suits", amongMany, -0.994},
	{"novel", amongMany, -0.512},
}, func(v *sentenceView) float64 { return v.many })
