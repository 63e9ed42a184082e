package answer

import (
	"context"
	"math"
	"strings"

	"lede/internal/analysis"
	"lede/internal/query"
)

// Factors of a term's weight, for words that say more or less than their frequency does.
const (
	nameFactor  = 2.5
	lightFactor = 0.3
)

// lightWords are stems of verbs that frame a question more than they tell its subject.
var lightWords = map[string]bool{
	"go": true, "goe": true, "get": true, "got": true, "say": true, "said": true, "tell": true, "told": true,
	"make": true, "made": true, "give": true, "gave": true, "given": true, "take": true, "took": true, "come": true,
	"came": true, "happen": true, "becom": true, "becam": true, "call": true, "use": true, "mean": true,
	"进行": true, "表示": true, "认为": true, "进入": true, "成为": true,
}

// term is one content word of the question, or a Chinese bigram.
type term struct {
	start, end int // in query.Words
	forms      map[analysis.Lang]string
	han        bool
	name       bool // written with a capital, or holding a digit
	light      bool // a verb that many questions hold and few answers: "say", "get"
	frequency  int  // articles of the corpus that hold it
	weight     float64
}

// terms are the question's terms in order.
type terms struct {
	list  []term
	forms map[analysis.Lang]map[string]int // analyzer, form -> position in list
	total float64                          // sum of the weights
}

// terms returns the question's terms with their frequencies. The Chinese analysis covers every script, so it
// gives the list; the other analyses add their forms of the same words.
func (e *Engine) terms(ctx context.Context, q query.Query) (*terms, error) {
	ts := &terms{forms: map[analysis.Lang]map[string]int{}}
	at := map[int]int{}
	for _, lang := range []analysis.Lang{analysis.Chinese, analysis.English, analysis.Standard} {
		ts.forms[lang] = map[string]int{}
		for _, token := range q.Terms[lang] {
			i, ok := at[token.Start]
			if !ok && lang != analysis.Chinese {
				continue // the second half of a compound
			}
			if !ok {
				i = len(ts.list)
				at[token.Start] = i
				ts.list = append(ts.list, term{start: token.Start, end: token.End, han: token.Han,
					name: token.Capital || token.Number, light: lightWords[token.Term], forms: map[analysis.Lang]string{}})
			}
			ts.list[i].forms[lang] = token.Term
			ts.forms[lang][token.Term] = i
		}
	}
	for i := range ts.list {
		for lang, form := range ts.list[i].forms {
			n, err := e.index.Frequency(ctx, lang, form)
			if err != nil {
				return nil, err
			}
			ts.list[i].frequency += n
		}
	}
	return ts, nil
}

// weigh sets the terms' weights: Robertson and Spärck Jones's idf, where a unit is an article of the corpus
// or a sentence of the candidates. In a large corpus the articles decide; in a corpus of one article, where
// every word stands in every article, its sentences do.
func (ts *terms) weigh(articles int, candidates []*reading) {
	units := articles
	counts := make([]int, len(ts.list))
	for _, r := range candidates {
		units += len(r.article.Sentences)
		for i := range ts.list {
			counts[i] += r.sentencesWith(i)
		}
	}
	ts.total = 0
	for i := range ts.list {
		t := &ts.list[i]
		n := float64(t.frequency + counts[i])
		t.weight = math.Log(1 + (float64(units)-n+.5)/(n+.5))
		switch {
		case t.han && ts.spurious(i):
			t.weight = 0
		case t.light:
			t.weight *= lightFactor
		case t.name:
			t.weight *= nameFactor
		}
		ts.total += t.weight
	}
}

// spurious reports whether a bigram that stands nowhere only bridges two words that do: of 伦敦参加, 敦参.
func (ts *terms) spurious(i int) bool {
	if ts.list[i].frequency > 0 {
		return false
	}
	before := i > 0 && ts.list[i-1].frequency > 0 && ts.list[i-1].end > ts.list[i].start
	after := i+1 < len(ts.list) && ts.list[i+1].frequency > 0 && ts.list[i+1].start < ts.list[i].end
	return before && after
}

// missing returns the words of the question that stand nowhere, as typed; of Chinese, the longest runs.
func (ts *terms) missing(words string) []string {
	var out []string
	last := -1
	for i, t := range ts.list {
		if t.frequency > 0 || t.han && ts.spurious(i) {
			continue
		}
		if t.han && last >= 0 && ts.list[last].han && ts.list[last].end > t.start {
			out[len(out)-1] += words[ts.list[last].end:t.end]
		} else {
			out = append(out, strings.TrimSpace(words[t.start:t.end]))
		}
		last = i
	}
	return out
}

// covered returns the share of the question's weight that the given terms make up, 0 to 1.
func (ts *terms) covered(has map[int]bool) float64 {
	if ts.total == 0 {
		return 0
	}
	sum := 0.0
	for i := range has {
		sum += ts.list[i].weight
	}
	return sum / ts.total
}
