package answer

import (
	"math"
	"time"

	"lede/internal/analysis"
)

// passageView is what the features of a passage are computed from: a window of an article, for a question.
type passageView struct {
	*candidates
	window
	inside  []analysis.Match // matches in the window
	covered float64          // share of the question in the window
	bestHas float64          // share of the question in the window's best sentence
	timely  float64
}

func newPassageView(c *candidates, w window) *passageView {
	v := &passageView{candidates: c, window: w, inside: w.inside(), covered: c.terms.covered(w.found), timely: c.timely(w.matches)}
	v.bestHas = c.terms.covered(w.matches.terms(w.best, w.best+1))
	return v
}

// passageFeatures are the features of a passage. Shares of the question are shares of its terms' weight. The products
// are those that helped most, added one by one.
var passageFeatures = newFeatureTable([]feature[passageView]{
	{"words", func(v *passageView) float64 { return v.terms.share(v.found, (*term).isWord) }, 1.949,
		"words of the question in the passage"},
	{"names", func(v *passageView) float64 { return v.terms.share(v.found, (*term).isName) }, 1.975,
		"names of the question in the passage"},
	{"count", func(v *passageView) float64 { return v.terms.termShare(v.found) }, 2.408,
		"how many of the question's words it holds"},
	{"bm25", func(v *passageView) float64 { return v.terms.bm25(v.inside, v.found, v.length()) }, 3.088,
		"how often and how densely (BM25)"},
	{"near", func(v *passageView) float64 { return v.terms.near(v.inside) }, 1.652,
		"neighbouring words near each other"},
	{"run", func(v *passageView) float64 { return v.terms.longestRun(v.inside) }, 3.233,
		"the longest run of words in the question's order"},
	{"sentence", func(v *passageView) float64 { return v.bestHas }, 2.520,
		"the best single sentence"},
	{"title", func(v *passageView) float64 { return v.terms.covered(v.matches.title) }, -2.412,
		"words of the question in the title"},
	{"titled", func(v *passageView) float64 { return v.matches.titled }, 7.357,
		"how much of the title is asked for"},
	{"article", func(v *passageView) float64 { return v.terms.covered(v.matches.all) }, 0.328,
		"words of the question anywhere in the article"},
	{"index", func(v *passageView) float64 { return v.matches.score }, 0.430,
		"the article's score in the index"},
	{"lead", func(v *passageView) float64 { return v.matches.lead(v.first) }, -0.861,
		"nearness to the article's opening"},
	{"suits", func(v *passageView) float64 { return v.matches.typeScore(v.best, v.asks) * v.bestHas }, 2.461,
		"the kind of thing asked for (a date, a figure, a name)"},
	{"whole", func(v *passageView) float64 { return v.matches.bm25 }, -0.436,
		"the whole article (BM25)"},
	{"square", func(v *passageView) float64 { return v.covered * v.covered }, -0.643,
		"that little or nothing is missing"},
	{"long", func(v *passageView) float64 { return v.matches.long() }, -1.277,
		"the article's length"},
	{"pair", (*passageView).pair, 1.576,
		"the best two sentences together"},
	{"timely", func(v *passageView) float64 { return v.timely }, 2.215,
		"how near its date is to the time asked for"},
	{"present", func(v *passageView) float64 { return v.timely * is(v.query.Present) }, 5.106,
		"its date, where the question speaks of what is new"},
}, []product{
	{"bm25", "long", 11.265}, // BM25 is more telling for a part of an article
	{"title", "lead", 6.808}, // the opening of an article whose title is asked for
	{"index", "long", 1.830}, // as bm25*long
	{"words", "names", 11.013},
	{"long", "long", -4.941}, // neither a note nor a book
	{"near", "title", -8.266},
	{"whole", "long", 1.751},
}, nil)

// pair returns the largest share of the question in two sentences in a row.
func (v *passageView) pair() float64 {
	most := 0.0
	for i := v.first; i < v.end; i++ {
		most = max(most, v.terms.covered(v.matches.terms(i, min(i+2, v.end))))
	}
	return most
}

// long returns how long the article is on a logarithmic scale: 0 for a short note, 1 from 10,000 words on.
func (m *articleMatches) long() float64 {
	return min(1, math.Log1p(float64(len(m.article.Text))/1000)/4)
}

// freshYears is after how many years timely has fallen to 1/e.
const freshYears = 3

// timely returns how near an article's date is to the years that the question names, or else to the newest date of
// the corpus: from 1 down to 0, 0.5 for an article without a date.
func (c *candidates) timely(m *articleMatches) float64 {
	const year = 365.25 * 24 * time.Hour
	published, latest := m.article.Published, c.newest
	if published.IsZero() || latest.IsZero() {
		return 0.5
	}
	if asked := c.query.Asked; !asked.IsZero() && latest.After(asked) {
		latest = asked // a date in the future is a mistake, or of no use yet
	}
	apart := latest.Sub(published).Abs()
	for i, y := range c.query.Years {
		if d := max(y.First.Sub(published), published.Sub(y.Last), 0); i == 0 || d < apart {
			apart = d
		}
	}
	return math.Exp(-float64(apart) / float64(year) / freshYears)
}
