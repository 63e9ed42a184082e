package answer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"lede/internal/analysis"
	"lede/internal/article"
)

// articleMatches are the positions of the question's terms in one article.
type articleMatches struct {
	article *article.Article
	score   float64 // the index's, as a share of the best article's
	matches []analysis.Match
	first   []int // first[i] is the first match of sentence i or later; one more than there are sentences
	windows []window
	title   set             // terms in the title
	all     set             // terms in title and text
	titled  float64         // share of the title's words that are terms of the question
	bm25    float64         // of the whole article, see scoreCoarse
	capital []analysis.Word // words with a capital, if the question asks for a name
	types   []float64       // by sentence, answerType.score; negative where it is not computed yet
	sizes   []float64       // by sentence, article.Units; 0 where it is not computed yet
	inside  map[string]bool // see isName
	local   []float64       // see localWeights
	simple  string          // see simpleTitle
	news    []string        // see titleWords
	fits    map[int][]Mark  // by sentence, see candidates.fits
}

// newMatches finds the question's terms in an article with the given score, and its names if they are needed.
func newMatches(a *article.Article, score float64, ts *terms, names bool) *articleMatches {
	lang := analysis.For(a.Lang)
	m := &articleMatches{article: a, score: score}
	if names {
		m.matches, m.capital = ts.matchers[lang].MatchCapitals(a.Text)
	} else {
		m.matches = ts.matchers[lang].Match(a.Text)
	}
	m.matchDays(ts.days)
	m.matchTitle(ts.matchers[lang])
	m.all = m.title
	for _, t := range m.matches {
		m.all.add(t.Term)
	}
	m.first = make([]int, len(a.Sentences)+1)
	next := 0
	for i, s := range a.Sentences {
		for next < len(m.matches) && m.matches[next].Start < s.Start {
			next++
		}
		m.first[i] = next
	}
	m.first[len(a.Sentences)] = len(m.matches)
	return m
}

// matchTitle sets which terms the title contains, and which share of its words they are.
func (m *articleMatches) matchTitle(matcher matcher) {
	found, words := matcher.MatchAll(m.article.Title)
	for _, t := range found {
		m.title.add(t.Term)
	}
	m.titled = float64(len(found)) / float64(max(1, words))
}

// count returns how often the article has a term.
func (m *articleMatches) count(term int) int {
	n := 0
	for _, t := range m.matches {
		if t.Term == term {
			n++
		}
	}
	return n
}

// near returns the ranges of sentences [first, end) within reach of one with a term, in order, without overlaps.
func (m *articleMatches) near(term, reach int) [][2]int {
	var out [][2]int
	all := len(m.article.Sentences)
	for n := range all {
		if !slices.ContainsFunc(m.in(n, n+1), func(t analysis.Match) bool { return t.Term == term }) {
			continue
		}
		first, end := max(0, n-reach), min(all, n+1+reach)
		if last := len(out) - 1; last >= 0 && first <= out[last][1] {
			out[last][1] = end
		} else {
			out = append(out, [2]int{first, end})
		}
	}
	return out
}

// in returns the matches in the sentences [first, end).
func (m *articleMatches) in(first, end int) []analysis.Match {
	return m.matches[m.first[first]:m.first[end]]
}

// terms returns the terms in the sentences [first, end), as far as the article has them.
func (m *articleMatches) terms(first, end int) set {
	first, end = max(first, 0), min(end, len(m.article.Sentences))
	var found set
	if first < end {
		for _, t := range m.in(first, end) {
			found.add(t.Term)
		}
	}
	return found
}

// span returns the byte offsets of the sentences [first, end).
func (m *articleMatches) span(first, end int) (int, int) {
	s := m.article.Sentences
	return s[first].Start, s[end-1].End
}

// size returns the length of a sentence in article.Units.
func (m *articleMatches) size(n int) float64 {
	if m.sizes == nil {
		m.sizes = make([]float64, len(m.article.Sentences))
	}
	if m.sizes[n] == 0 {
		m.sizes[n] = article.Units(m.article.Sentence(n))
	}
	return m.sizes[n]
}

// typeScore returns how well a sentence fits what the question asks for.
func (m *articleMatches) typeScore(n int, asks answerType) float64 {
	if m.types == nil {
		m.types = slices.Repeat([]float64{-1}, len(m.article.Sentences))
	}
	if m.types[n] < 0 {
		var names []string
		if asks.wantsName() {
			names = m.names(n)
		}
		m.types[n] = asks.score(m.article.Sentence(n), names, m.article.Published)
	}
	return m.types[n]
}

// names returns the words of a sentence that begin with a capital, as analysis.Standard has them. Its first word is among
// them if the article has it as a name elsewhere. A sentence in capitals has none.
func (m *articleMatches) names(n int) []string {
	sentence := m.article.Sentences[n]
	if analysis.IsAllCaps(m.article.Sentence(n)) {
		return nil
	}
	var out []string
	first, _ := slices.BinarySearchFunc(m.capital, sentence.Start, func(w analysis.Word, at int) int { return cmp.Compare(w.Start, at) })
	for _, w := range m.capital[first:] {
		if w.Start >= sentence.End {
			break
		}
		name, number := analysis.Fold(m.article.Text[w.Start:w.End])
		if !number && (m.isInside(w) || m.isName(name)) {
			out = append(out, name)
		}
	}
	return out
}

// isInside reports whether a word is not the first of its sentence.
func (m *articleMatches) isInside(w analysis.Word) bool {
	n, _ := slices.BinarySearchFunc(m.article.Sentences, w.Start+1, func(s article.Sentence, at int) int { return cmp.Compare(s.Start, at) })
	return n > 0 && strings.ContainsFunc(m.article.Text[m.article.Sentences[n-1].Start:w.Start], isWord)
}

// isName reports whether the article has a word with a capital inside a sentence.
func (m *articleMatches) isName(word string) bool {
	is, known := m.inside[word]
	if known || word == "" {
		return is
	}
	is = slices.ContainsFunc(m.capital, func(w analysis.Word) bool {
		raw := m.article.Text[w.Start:w.End]
		if !mayFoldTo(raw, word) {
			return false
		}
		name, number := analysis.Fold(raw)
		return name == word && !number && m.isInside(w)
	})
	if m.inside == nil {
		m.inside = map[string]bool{}
	}
	m.inside[word] = is
	return is
}

// mayFoldTo reports whether analysis.Fold may return a term for a word, judging by the ASCII letters that the word begins with, at
// most three. It is much cheaper than Fold.
func mayFoldTo(raw, term string) bool {
	for i := range min(3, len(raw)) {
		letter := raw[i] | ' '
		if letter < 'a' || letter > 'z' {
			return true
		}
		if i >= len(term) || letter != term[i] {
			return false
		}
	}
	return true
}

// isWord reports whether r can be part of a word.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// leadHalf is how many words from the opening a sentence has half of its nearness. 100: first passage -0.3 en, answer +0.7
// zh; 400: answer -0.5 zh.
const leadHalf = 200

// lead returns how near to the article's opening a sentence is: 1 at the opening, 0.5 leadHalf words later.
func (m *articleMatches) lead(n int) float64 {
	const half = leadHalf * unitBytes
	return half / (half + float64(m.article.Sentences[n].Start))
}

// countSentences adds to counts[t] the number of sentences with term t.
func (m *articleMatches) countSentences(counts []int) {
	for i := range m.article.Sentences {
		found := m.terms(i, i+1)
		found.each(func(t int) { counts[t]++ })
	}
}

// marks returns the matches in the sentences [first, end), as offsets from their start, joined.
func (m *articleMatches) marks(first, end int) []Mark {
	start, stop := m.span(first, end)
	var out []Mark
	for _, t := range m.in(first, end) {
		out = append(out, Mark{Start: t.Start - start, End: min(t.End, stop) - start})
	}
	return joined(m.article.Text[start:stop], out)
}

// joined returns the marks in order, without overlaps. Marks with only a blank or a hyphen between them become one.
func joined(text string, marks []Mark) []Mark {
	slices.SortStableFunc(marks, func(a, b Mark) int { return cmp.Compare(a.Start, b.Start) })
	var out []Mark
	for _, m := range marks {
		if n := len(out); n > 0 && adjoins(text, out[n-1].End, m.Start) {
			out[n-1].End = max(out[n-1].End, m.End)
			continue
		}
		out = append(out, m)
	}
	return out
}

// adjoins reports whether at most a blank or a hyphen is between two offsets.
func adjoins(text string, end, start int) bool {
	return end >= start || start-end == 1 && (text[end] == ' ' || text[end] == '-')
}
