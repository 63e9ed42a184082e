package answer

import (
	"math"
	"slices"
	"strings"
	"time"

	"lede/internal/analysis"
)

// BM25's constants, as Robertson and Zaragoza (2009) suggest them, over lengths in bytes.
const (
	k1, b      = 1.2, 0.75
	meanLength = 110 * unitBytes
)

// productSign stands between the names of two features whose product is a feature of its own.
const productSign = "*"

// passageFeatures are the parts of a passage's score, each from 0 to about 1. What is covered is told in
// shares of the question's weight. The products are those that helped most, added one by one.
var passageFeatures = []string{
	"words",    // words of the question that it holds, but names
	"names",    // names of the question that it holds
	"count",    // terms that it holds, whatever their frequency
	"bm25",     // BM25 (Robertson and Zaragoza, 2009)
	"near",     // neighbouring words of the question that stand near each other, in order
	"run",      // longest run of the question's words that stands as in the question
	"sentence", // what its best sentence covers
	"title",    // what the article's title covers
	"titled",   // share of the title's words that stand in the question
	"article",  // what the whole article covers
	"index",    // the index's score of the article
	"lead",     // how near to the article's opening it stands
	"suits",    // that its best sentence holds what the question asks for
	"whole",    // BM25 of the whole article
	"square",   // what it covers, squared: that nothing is missing
	"long",     // how long the article is
	"pair",     // what its best two sentences in a row cover
	"timely",   // how near the article's date is to the years that the question names, or else to the newest of all
	"present",  // the same, where the question speaks of what is new

	"bm25*long",   // a passage's BM25 tells more where it is not the whole article
	"title*lead",  // an opening under a title that is asked for
	"index*long",  // the index's score likewise
	"words*names", // both the names and what is asked of them
	"long*long",   // neither a note nor a book
	"near*title",  // the title's words stand in order
	"whole*long",  // a whole article's BM25 by its length
}

func (ev *evidence) passageFeatures(w window) []float64 {
	r := w.reading
	matches := r.in(w.first, w.end)
	top := ev.bestSentence(w)
	sentence := ev.terms.covered(r.terms(top, top+1))
	timely := ev.timely(r)
	return withProducts([]float64{
		ev.terms.share(w.found, (*term).word),
		ev.terms.share(w.found, (*term).isName),
		ev.terms.termShare(w.found),
		ev.bm25(w),
		ev.near(matches),
		ev.run(matches),
		sentence,
		ev.terms.covered(r.title),
		r.titled,
		ev.terms.covered(r.all),
		r.score,
		r.lead(w.first),
		ev.suitsAt(r, top) * sentence,
		r.bm25,
		square(ev.terms.covered(w.found)),
		r.long(),
		ev.pair(w),
		timely,
		timely * is(ev.query.Present),
	})
}

// products are the pairs of features, by their positions, whose products are features.
var products = func() (pairs [][2]int) {
	for _, name := range passageFeatures {
		if a, b, ok := strings.Cut(name, productSign); ok {
			pairs = append(pairs, [2]int{slices.Index(passageFeatures, a), slices.Index(passageFeatures, b)})
		}
	}
	return pairs
}()

// withProducts returns the features followed by their products.
func withProducts(features []float64) []float64 {
	for _, p := range products {
		features = append(features, features[p[0]]*features[p[1]])
	}
	return features
}

func square(x float64) float64 { return x * x }

// pair returns how much of the question the best two sentences in a row cover.
func (ev *evidence) pair(w window) float64 {
	most := 0.0
	for i := w.first; i < w.end; i++ {
		most = max(most, ev.terms.covered(w.reading.terms(i, min(i+2, w.end))))
	}
	return most
}

// long returns how long the article is: 0 for a short note, 1 for 10,000 words.
func (r *articleMatches) long() float64 {
	return min(1, math.Log1p(float64(len(r.article.Text))/1000)/4)
}

// bm25 returns the window's share of the score that all terms of the question would have, 0 to about 1.
func (ev *evidence) bm25(w window) float64 {
	start, end := w.reading.span(w.first, w.end)
	return ev.score(w.reading.in(w.first, w.end), w.found, float64(end-start)/meanLength)
}

// score returns the BM25 score of some matches, as a share of what all terms of the question would have.
// length is the text's length as a share of the mean.
func (ev *evidence) score(matches []analysis.Match, found set, length float64) float64 {
	if ev.terms.total == 0 {
		return 0
	}
	var counts [maxTerms]float64
	for _, m := range matches {
		counts[m.Term&(maxTerms-1)]++
	}
	for i, t := range ev.terms.list[ev.terms.asked:] {
		if n := counts[ev.terms.asked+i]; n > 0 {
			t.of.each(func(own int) { counts[own] += n })
		}
	}
	norm := k1 * (1 - b + b*length)
	sum := 0.0
	ev.terms.each(found, func(t int, factor float64) {
		sum += factor * ev.terms.list[t].weight * counts[t] * (k1 + 1) / (counts[t] + norm)
	})
	return sum / (ev.terms.total * (k1 + 1))
}

// nearDistance is how many words apart two neighbours of the question count as near.
const nearDistance = 8

// freshness is after how many years an article's date is a third as good as at first; two to three are best on news.
const freshness = 3

// timely returns how near an article's date is to what the question speaks of, the years that it names or else the
// newest date of the corpus: from 1 down to 0, a half for an article without a date.
func (ev *evidence) timely(r *articleMatches) float64 {
	const year = 365.25 * 24 * time.Hour
	published, latest := r.article.Published, ev.newest
	if published.IsZero() || latest.IsZero() {
		return 0.5
	}
	if asked := ev.query.Asked; !asked.IsZero() && latest.After(asked) {
		latest = asked // a date to come is a mistake, or of no use yet
	}
	apart := latest.Sub(published).Abs()
	for i, y := range ev.years {
		if d := max(y.First.Sub(published), published.Sub(y.Last), 0); i == 0 || d < apart {
			apart = d
		}
	}
	return math.Exp(-float64(apart) / float64(year) / freshness)
}

// near returns the share of the question's neighbouring terms that stand near each other, in order.
func (ev *evidence) near(found []analysis.Match) float64 {
	var pairs set
	for i, m := range found {
		for _, n := range found[i+1:] {
			if n.Position-m.Position > nearDistance {
				break
			}
			if own := ev.terms.askedIndex(m.Term); ev.terms.askedIndex(n.Term) == own+1 {
				pairs.add(own)
			}
		}
	}
	sum, all := 0.0, 0.0
	for i := range max(0, ev.terms.asked-1) {
		w := min(ev.terms.list[i].weight, ev.terms.list[i+1].weight)
		all += w
		if pairs.has(i) {
			sum += w
		}
	}
	if all == 0 {
		return 0
	}
	return sum / all
}

// run returns the share of the question that the longest run of its terms covers that stand one right after
// the other, with at most one other word between.
func (ev *evidence) run(found []analysis.Match) float64 {
	if ev.terms.total == 0 {
		return 0
	}
	longest, sum := 0.0, 0.0
	for i, m := range found {
		own := ev.terms.askedIndex(m.Term)
		if i > 0 && (own != ev.terms.askedIndex(found[i-1].Term)+1 || m.Position-found[i-1].Position > 2) {
			sum = 0
		}
		sum += ev.terms.list[own].weight
		longest = max(longest, sum)
	}
	return longest / ev.terms.total
}

// lead returns how near to the article's opening a sentence stands: 1 at the opening, a half 200 words on.
func (r *articleMatches) lead(n int) float64 {
	const half = 200 * unitBytes
	return half / (half + float64(r.article.Sentences[n].Start))
}

// bestSentence returns the sentence of a window that covers most of the question.
func (ev *evidence) bestSentence(w window) int {
	best, most := w.first, -1.0
	for i := w.first; i < w.end; i++ {
		if c := ev.terms.covered(w.reading.terms(i, i+1)); c > most {
			best, most = i, c
		}
	}
	return best
}
