package answer

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"lede/internal/analysis"
	"lede/internal/query"
)

// rest returns the share of the question that some terms are, where the article's title names the rest: an article on a
// battle says "the result", not the result of which battle. It returns 0 if the title names all.
func (v *sentenceView) rest(found set) float64 {
	named := v.terms.covered(v.matches.title)
	if named > fullShare {
		return 0
	}
	return max(0, v.terms.covered(found.union(v.matches.title))-named) / (1 - named)
}

// asked returns the share of the sentence in the question from its question word on, less its share in the whole question: what is
// before it is known already ("The talks ended on Friday. Who led them?", "The talks were led by whom?").
func (v *sentenceView) asked() float64 {
	isBehind := func(t *term) bool { return t.start >= v.query.TypeStart }
	all := 0.0
	for i := range v.terms.list[:v.terms.asked] {
		if t := &v.terms.list[i]; isBehind(t) {
			all += t.weight
		}
	}
	if all == 0 {
		return 0
	}
	return v.terms.share(v.found, isBehind)*v.terms.total/all - v.own
}

// fullShare is the share from which on nothing is left of a question.
const fullShare = 0.999

// local returns the share of the question in the sentence by the terms' idf among the sentences of its article: what
// tells its sentences apart.
func (v *sentenceView) local() float64 {
	weights := v.matches.localWeights(v.terms)
	sum, all := 0.0, 0.0
	for _, w := range weights {
		all += w
	}
	v.terms.each(v.found, func(i int, factor float64) { sum += factor * weights[i] })
	if all == 0 {
		return 0
	}
	return sum / all
}

// localWeights returns the weight of each of the question's own terms by its idf among the article's sentences.
func (m *articleMatches) localWeights(ts *terms) []float64 {
	if m.local != nil {
		return m.local
	}
	counts := make([]int, len(ts.list))
	m.countSentences(counts)
	m.local = make([]float64, ts.asked)
	units := float64(len(m.article.Sentences))
	for i := range m.local {
		n := float64(counts[i])
		m.local[i] = ts.value(i) * math.Log(1+(units-n+.5)/(n+.5))
	}
	return m.local
}

// characters returns the share of the question's Chinese characters that the sentence has, but those of the title: words
// for the same thing often share one (创立 and 成立).
func (v *sentenceView) characters() float64 {
	if v.asks.characters == "" {
		return 0
	}
	text := analysis.Simplified(v.Article.Sentence(v.n))
	asked, found := 0.0, 0.0
	for _, r := range v.asks.characters {
		if strings.ContainsRune(v.matches.simpleTitle(), r) {
			continue
		}
		asked++
		if strings.ContainsRune(text, r) {
			found++
		}
	}
	if asked == 0 {
		return 0
	}
	return found / asked
}

// simpleTitle returns the article's title in simplified characters.
func (m *articleMatches) simpleTitle() string {
	if m.simple == "" {
		m.simple = " " + analysis.Simplified(m.article.Title)
	}
	return m.simple
}

// minAkin is how many letters two words share at their beginning at least to be of one family.
const minAkin = 5

// akin returns the share of the question in words that the sentence has only in another form of their family:
// "religious" for "religion".
func (v *sentenceView) akin() float64 {
	sum := 0.0
	text := v.Article.Sentence(v.n)
	for i := range v.terms.list[:v.terms.asked] {
		t := &v.terms.list[i]
		if t.han || v.found.has(i) || len(t.forms[analysis.English]) < minAkin {
			continue
		}
		if findPrefix(text, t.forms[analysis.English][:max(minAkin, len(t.forms[analysis.English])-3)]) >= 0 {
			sum += t.weight
		}
	}
	if v.terms.total == 0 {
		return 0
	}
	return sum / v.terms.total
}

// findPrefix returns where a word of a text begins with a prefix in lower case; -1 if none does.
func findPrefix(text, prefix string) int {
	if prefix == "" {
		return 0
	}
	for i := 0; i+len(prefix) <= len(text); i++ {
		if text[i]|' ' == prefix[0]|' ' && (i == 0 || !isLetter(text[i-1])) && strings.EqualFold(text[i:i+len(prefix)], prefix) {
			return i
		}
	}
	return -1
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80 }

// closeness returns how near to the question's words what the question asks for is, weighted by the words: 1 beside them,
// half of it closeHalf bytes away. It returns 0 where the sentence has nothing of the kind.
func (v *sentenceView) closeness() float64 {
	switch v.asks.Type {
	case query.When, query.HowMany, query.HowLong:
	default:
		return 0
	}
	if v.suits == 0 {
		return 0
	}
	start, _ := v.matches.span(v.n, v.n+1)
	spans := v.asks.spans(v.Article.Sentence(v.n))
	best := map[int]float64{}
	for _, m := range v.matches.in(v.n, v.n+1) {
		own := v.terms.askedIndex(m.Term)
		for _, s := range spans {
			apart := max(s.Start-(m.End-start), (m.Start-start)-s.End, 0)
			best[own] = max(best[own], closeHalf/(closeHalf+float64(apart)))
		}
	}
	sum := 0.0
	for own, near := range best {
		sum += near * v.terms.list[own].weight
	}
	if v.terms.total == 0 {
		return 0
	}
	return sum / v.terms.total
}

// closeHalf is how many bytes a figure is away from a word of the question at half the closeness. 15 and 60: answer and best sentence
// -0.1 to 0 en, -0.1 to 0 zh.
const closeHalf = 30

// defines returns 1 for one of the opening sentences of an article that introduces something: "X is a …", "X（又称…".
// It returns 0 where the question does not ask for a name or a thing.
func (v *sentenceView) defines() float64 {
	switch v.asks.Type {
	case query.What, query.Who, query.Which, query.Where:
		return is(v.n < openingSentences && isDefinition(v.Article.Sentence(v.n)))
	}
	return 0
}

// openingSentences is how many sentences of an article may introduce its subject.
const openingSentences = 3

// novelty returns how much of the sentence is more than words of the question, from 0 to 1 for ten words.
func (v *sentenceView) novelty() float64 {
	text := v.Article.Sentence(v.n)
	size := 0.0
	for _, r := range text {
		switch {
		case analysis.IsHan(r):
			size += 0.5
		case unicode.IsSpace(r):
			size++
		}
	}
	return min(1, max(0, size-float64(len(v.matches.in(v.n, v.n+1))))/10)
}

// headline returns the share of the title's words, but those of the question, that the sentence has: a headline names what
// is new, and that is what a question about the news asks for. It returns 0 where the question asks for no name.
func (v *sentenceView) headline() float64 {
	if !v.asks.wantsName() {
		return 0
	}
	words := v.matches.titleWords(v.asks)
	if len(words) == 0 {
		return 0
	}
	n := 0.0
	text := v.Article.Sentence(v.n)
	for _, w := range words {
		if findPrefix(text, w) >= 0 {
			n++
		}
	}
	return n / float64(len(words))
}

// titleWords returns the words of the title that are no words of the question: those of more than two letters that are no
// stop words, without their endings.
func (m *articleMatches) titleWords(asks answerType) []string {
	if m.news == nil {
		m.news = []string{}
		for _, t := range analysis.Analyze(analysis.English, m.article.Title) {
			word := strings.TrimRight(t.Term, "iey")
			if !t.Stop && !t.Han && len(word) > 1 && len(t.Term) > 2 && !asks.words[t.Folded()] && !asks.stems[t.Term] {
				m.news = append(m.news, word)
			}
		}
	}
	return m.news
}

// happening is what a question for a time or a place says that something does, and what its answer says: it takes place, it begins, or
// it ends, "until" a day. These are no terms of the question, since its answer need not have them.
type happening struct {
	asked, said *regexp.Regexp
	place       bool // of questions for a place, too
}

// monthNames are the months.
const monthNames = `January|February|March|April|May|June|July|August|September|October|November|December`

var happenings = []happening{
	{takesPlace, takesPlace, true},
	{regexp.MustCompile(`(?i)\b(?:ends?|expires?|runs? out)\b|\bover\W*$|结束|到期|截止`),
		regexp.MustCompile(`(?i)\b(?:until|till|through|expir\w+|r[au]ns? out|to an end)\b[^.;]{0,12}(?:[0-9]|` + monthNames + `)|截至|截止|到期|为止`), false},
}

// takesPlace are the words by which texts and questions say that something takes place.
var takesPlace = regexp.MustCompile(`(?i)\b(?:held|happen(?:s|ed)?|(?:take|took|taking) place|occur(?:s|red)?)\b|举行|召开|举办|发生`)

// answersTo returns the pattern of what the answer to a question for a time or a place says; nil if there is none.
func answersTo(q query.Query) *regexp.Regexp {
	if q.Type != query.When && q.Type != query.Where {
		return nil
	}
	words := analysis.Simplified(q.Words)
	for _, h := range happenings {
		if (h.place || q.Type == query.When) && h.asked.MatchString(words) {
			return h.said
		}
	}
	return nil
}

// held reports whether the question says that something takes place, begins or ends, and the sentence does, too.
func (v *sentenceView) held() float64 {
	return is(v.asks.happens != nil && v.asks.happens.MatchString(analysis.Simplified(v.Article.Sentence(v.n))))
}

// dated returns how far the article's date is from the time that the question asks for, from -1 to 0. It returns 0 without a date,
// and for one that was inferred from the text, which may be that of an event.
func (v *sentenceView) dated() float64 {
	if v.Article.Inferred || v.Article.Published.IsZero() {
		return 0
	}
	return v.timely(v.matches) - 1
}
