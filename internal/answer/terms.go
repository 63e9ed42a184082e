package answer

import (
	"context"
	"math"
	"strings"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/index"
	"lede/internal/lexicon"
	"lede/internal/query"
)

// Factors of a term's weight beside its idf.
const (
	nameFactor  = 1.5 // chosen with the other figures of "What was tried"
	lightFactor = 0.3 // 0.15: answer -0.3 en; 0.6: -0.8 en; of Chinese 0.1: first article -0.3, declined -1.3 zh
	kindFactor  = 0.5 // from 0.25 to 0.5 the figures are the same; 1 loses 0.5 points of MRR on cranfield
)

// lightWords are stems of words that frame a question rather than name its subject.
var lightWords = map[string]bool{
	"go": true, "goe": true, "get": true, "got": true, "say": true, "said": true, "tell": true, "told": true,
	"make": true, "made": true, "give": true, "gave": true, "given": true, "take": true, "took": true, "come": true,
	"came": true, "happen": true, "becom": true, "becam": true, "call": true, "use": true, "mean": true,
	"meet": true, "talk": true, "held": true, "event": true,
	"进行": true, "表示": true, "认为": true, "进入": true, "成为": true, "得到": true, "使用": true, "发生": true, "举行": true,
	"称为": true, "叫做": true, "意思": true, "会谈": true, "会议": true, "会面": true, "会晤": true, "活动": true,
}

// term is one content word of the question, or a Chinese bigram.
type term struct {
	start, end int // in query.Words
	forms      map[analysis.Lang]string
	han        bool
	name       bool    // written with a capital, or with a digit; of Chinese, part of a name
	light      bool    // a word of many questions and few answers: "say", "get"; a bigram across the border of two words
	common     bool    // of a translated question: so frequent that it says nothing alone, see lexicon.IsCommon
	kind       bool    // names the kind of thing asked for: "companies" after "which"
	frequency  int     // articles of the corpus that contain it
	value      float64 // see terms.value
	weight     float64
	spelling   string // of a variant: its word, folded
	of         set    // of a variant: the terms that it is a spelling of
}

func (t *term) isName() bool { return t.name }

func (t *term) isWord() bool { return !t.name }

// terms are the question's terms in order, then other spellings of them.
type terms struct {
	list     []term
	asked    int                       // how many are the question's own
	matchers map[analysis.Lang]matcher // each finds the terms by their positions in list
	total    float64                   // sum of the weights
	values   float64                   // sum of the values
	days     []askedDay
}

// matcher finds terms in texts, see analysis.Matcher.
type matcher interface {
	Match(text string) []analysis.Match
	MatchCapitals(text string) ([]analysis.Match, []analysis.Word)
	MatchAll(text string) (found []analysis.Match, words int)
}

// newTerms returns the question's terms with their frequencies and spellings. Every analyzer covers every script, so the
// tokens of one make the list, and the others add their forms of the same words.
func (e *Engine) newTerms(ctx context.Context, q query.Query) (*terms, error) {
	ts := &terms{list: askedTerms(q), matchers: map[analysis.Lang]matcher{}}
	ts.list = ts.list[:min(len(ts.list), maxTerms)]
	ts.asked = len(ts.list)
	ts.days = askedDays(q, ts.list)
	if err := e.count(ctx, ts.list); err != nil {
		return nil, err
	}
	variants, err := e.findVariants(ctx, q, ts)
	if err != nil {
		return nil, err
	}
	for _, v := range variants[:min(len(variants), maxTerms-ts.asked)] {
		ts.list = append(ts.list, term{forms: formsOf(v.word), of: v.of, spelling: v.word})
	}
	if err := e.count(ctx, ts.list[ts.asked:]); err != nil {
		return nil, err
	}
	for _, t := range ts.list[ts.asked:] {
		t.of.each(func(i int) { ts.list[i].frequency += t.frequency })
	}
	ts.compile()
	return ts, nil
}

// askedTerms returns the terms of the question itself, in order.
func askedTerms(q query.Query) []term {
	var list []term
	at := map[int]int{} // by the word's offset
	for _, lang := range []analysis.Lang{analysis.Chinese, analysis.English, analysis.Standard} {
		for _, token := range q.Terms[lang] {
			i, ok := at[token.Start]
			if !ok && lang != analysis.Chinese {
				continue // the second word of a compound
			}
			if !ok {
				i = len(list)
				at[token.Start] = i
				list = append(list, newTerm(q, token))
			}
			list[i].forms[lang] = token.Term
		}
	}
	return list
}

// newTerm returns the term of a token of a question, without its forms.
func newTerm(q query.Query, token analysis.Token) term {
	t := term{start: token.Start, end: token.End, han: token.Han, name: token.Capital || token.Number, light: lightWords[token.Term],
		kind: q.Kind[0] <= token.Start && token.End <= q.Kind[1], forms: map[analysis.Lang]string{}}
	if t.han {
		kind := kindAround(q.Chinese, token)
		t.name, t.light = kind == lexicon.Name, t.light || kind == lexicon.Light
	}
	return t
}

// kindAround returns the kind of the Chinese word that a bigram is part of; Light if it is part of two.
func kindAround(words []lexicon.Word, bigram analysis.Token) lexicon.Kind {
	for _, w := range words {
		if w.Start <= bigram.Start && bigram.End <= w.End {
			return w.Kind
		}
	}
	return lexicon.Light
}

// count sets how many articles contain each of some terms.
func (e *Engine) count(ctx context.Context, list []term) error {
	forms := make([]map[analysis.Lang]string, len(list))
	for i, t := range list {
		forms[i] = t.forms
	}
	counts, err := e.frequencies(ctx, forms...)
	for i, n := range counts {
		list[i].frequency = n
	}
	return err
}

// frequencies returns how many articles contain each of some words, given by their forms.
func (e *Engine) frequencies(ctx context.Context, words ...map[analysis.Lang]string) ([]int, error) {
	var terms []index.Term
	var of []int
	for i, forms := range words {
		for lang, form := range forms {
			terms, of = append(terms, index.Term{Field: string(lang), Text: form}), append(of, i)
		}
	}
	counts, err := e.index.Frequencies(ctx, terms)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(words))
	for i, n := range counts {
		out[of[i]] += n
	}
	return out, nil
}

// frequency returns how many articles contain a word, given by its forms.
func (e *Engine) frequency(ctx context.Context, forms map[analysis.Lang]string) (int, error) {
	counts, err := e.frequencies(ctx, forms)
	if err != nil {
		return 0, err
	}
	return counts[0], nil
}

// formsOf returns a word's form in each analysis.
func formsOf(word string) map[analysis.Lang]string {
	forms := map[analysis.Lang]string{}
	for lang, tokens := range analysis.All(word) {
		for _, t := range tokens {
			if !t.Stop {
				forms[lang] = t.Term
			}
		}
	}
	return forms
}

// compile makes the matchers. A spelling that is a term of the question itself keeps that term's number.
func (ts *terms) compile() {
	for _, lang := range analysis.Langs() {
		positions := map[string]int{}
		for i, t := range ts.list {
			if _, taken := positions[t.forms[lang]]; !taken && t.forms[lang] != "" {
				positions[t.forms[lang]] = i
			}
		}
		ts.matchers[lang] = analysis.NewMatcher(lang, positions)
	}
}

// maxTerms is how many terms fit a set.
const maxTerms = 256

// manyArticles is the size of a corpus at which a sentence of a candidate counts half as much as an article. 30:
// answered +0.3 en and zh, declined -0.2 en and -0.5 zh; 300: answered -0.3 en and zh.
const manyArticles = 100

// weigh sets the terms' weights: Robertson and Spärck Jones's idf over units, which are the articles of the corpus and,
// for less, the sentences of the candidates. In a large corpus the articles decide; in a corpus of one article, where
// every word has the same article frequency, its sentences do.
func (ts *terms) weigh(articles int, candidates []*articleMatches) {
	damp := 1 / (1 + float64(articles)/manyArticles)
	units := float64(articles)
	counts := make([]int, len(ts.list))
	for _, r := range candidates {
		units += damp * float64(len(r.article.Sentences))
		r.countSentences(counts)
	}
	ts.total, ts.values = 0, 0
	for i := range ts.list[ts.asked:] {
		v := ts.list[ts.asked+i]
		v.of.each(func(t int) { counts[t] += counts[ts.asked+i] })
	}
	for i := range ts.list[:ts.asked] {
		t := &ts.list[i]
		n := float64(t.frequency) + damp*float64(counts[i])
		t.weight = math.Log(1 + (units-n+.5)/(n+.5))
		t.value = ts.value(i)
		t.weight *= t.value
		if t.name {
			t.weight *= nameFactor
		}
		ts.total += t.weight
		ts.values += t.value
	}
}

// value returns a term's weight apart from its frequency: from 0 for an artefact to 1 for a content word.
func (ts *terms) value(i int) float64 {
	switch t := ts.list[i]; {
	case t.han && t.light && ts.isBridgeBigram(i):
		return 0
	case t.kind:
		return kindFactor
	case t.light:
		return lightFactor
	}
	return 1
}

// functionCharacters are Chinese characters that mostly are function words of their own.
const functionCharacters = "是在也就都而及或和与去来有到被为要能让将把对从向由于其此该这那它他她"

// isBridgeBigram reports whether a bigram is an artefact: no article contains it, and it only overlaps two words that
// articles contain (敦参 in 伦敦参加). Beside a function character one such word is enough (谈是 in 会谈是).
func (ts *terms) isBridgeBigram(i int) bool {
	t := ts.list[i]
	if t.frequency > 0 {
		return false
	}
	before := i > 0 && ts.list[i-1].frequency > 0 && ts.list[i-1].end > t.start
	after := i+1 < ts.asked && ts.list[i+1].frequency > 0 && ts.list[i+1].start < t.end
	if before && after {
		return true
	}
	first, last := ends(t.forms[analysis.Chinese])
	return before && strings.ContainsRune(functionCharacters, last) || after && strings.ContainsRune(functionCharacters, first)
}

// ends returns the first and the last character of a text.
func ends(text string) (first, last rune) {
	first, _ = utf8.DecodeRuneInString(text)
	last, _ = utf8.DecodeLastRuneInString(text)
	return first, last
}
