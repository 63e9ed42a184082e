package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/index"
	"lede/internal/lexicon"
	"lede/internal/query"
)

// missing returns the words of the question that no article contains, whole and as typed. Words that only frame a question are
// not among them.
func (ts *terms) missing(q query.Query) []string {
	var out []string
	add := func(word string) {
		if utf8.RuneCountInString(word) > 1 && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	for i, t := range ts.list[:ts.asked] {
		switch {
		case t.frequency > 0 || t.light || framing[t.forms[analysis.Standard]]:
		case t.han:
			add(chineseWord(q, t))
		case utf8.RuneCountInString(q.Words[t.start:t.end]) > 1:
			add(ts.wholeWord(q.Words, i))
		}
	}
	return out
}

// framing are words of questions, some as typed on a phone, that say nothing about their subject.
var framing = map[string]bool{"many": true, "much": true, "lot": true, "lots": true, "thing": true, "things": true, "stuff": true,
	"anything": true, "something": true, "people": true, "tell": true}

// hanFraming are Chinese words of questions that say nothing about their subject.
var hanFraming = []string{"现在", "目前", "今天", "一下", "时候", "总结", "干嘛", "咋样", "内容", "时间", "新闻", "消息"}

// chineseWord returns the word of the question that a bigram is part of; "" if the word only frames the question.
func chineseWord(q query.Query, t term) string {
	i := slices.IndexFunc(q.Chinese, func(w lexicon.Word) bool { return w.Start <= t.start && t.end <= w.End })
	if i < 0 {
		return ""
	}
	word := q.Words[q.Chinese[i].Start:q.Chinese[i].End]
	if slices.Contains(hanFraming, analysis.Simplified(word)) {
		return ""
	}
	return word
}

// wholeWord returns the word between blanks that a term is part of, without marks around it and a possessive; the term alone
// if another part of the word was found.
func (ts *terms) wholeWord(words string, i int) string {
	t := ts.list[i]
	start := strings.LastIndexFunc(words[:t.start], unicode.IsSpace) + 1
	end := t.end + len(words[t.end:])
	if at := strings.IndexFunc(words[t.end:], unicode.IsSpace); at >= 0 {
		end = t.end + at
	}
	word := words[t.start:t.end]
	if !slices.ContainsFunc(ts.list[:ts.asked], func(o term) bool { return o.start >= start && o.end <= end && (o.frequency > 0 || o.han) }) {
		word = strings.TrimLeftFunc(words[start:t.start], notWord) + word + strings.TrimRightFunc(words[t.end:end], notWord)
	}
	return bare(word)
}

// countWords returns how many words the question has; 0 if some are Chinese.
func (ts *terms) countWords() int {
	for _, t := range ts.list[:ts.asked] {
		if t.han {
			return 0
		}
	}
	return ts.asked
}

// covered returns the share of the question's weight in the given terms, 0 to 1.
func (ts *terms) covered(found set) float64 {
	return ts.share(found, func(*term) bool { return true })
}

// termShare returns the share of the question's value in the given terms.
func (ts *terms) termShare(found set) float64 {
	sum := 0.0
	ts.each(found, func(i int, factor float64) { sum += factor * ts.list[i].value })
	return sum / max(lightFactor, ts.values)
}

// share returns the share of the question's weight in those of the given terms that are of a kind.
func (ts *terms) share(found set, kind func(*term) bool) float64 {
	if ts.total == 0 {
		return 0
	}
	sum := 0.0
	ts.each(found, func(i int, factor float64) {
		if kind(&ts.list[i]) {
			sum += factor * ts.list[i].weight
		}
	})
	return sum / ts.total
}

// each calls f with each of the question's own terms that is found, as it is or in another spelling.
func (ts *terms) each(found set, f func(i int, factor float64)) {
	var asked set
	found.each(func(i int) {
		if i < ts.asked {
			asked.add(i)
			f(i, 1)
			return
		}
		ts.list[i].of.each(func(t int) {
			if !asked.has(t) {
				asked.add(t)
				f(t, index.VariantFactor)
			}
		})
	})
}

// askedIndex returns the question's own term for a term: itself, or the first that it is a spelling of.
func (ts *terms) askedIndex(i int) int {
	if i >= ts.asked {
		ts.list[i].of.each(func(t int) { i = min(i, t) })
	}
	return i
}

// BM25's constants, as Robertson and Zaragoza (2009) suggest them, over lengths in bytes.
const (
	k1, b      = 1.2, 0.75
	meanLength = 110 * unitBytes // of a window; 110 units are its mean on news
)

// bm25 returns the BM25 score of some matches, as a share of the score that all terms of the question can reach.
// length is the text's length as a share of the mean.
func (ts *terms) bm25(matches []analysis.Match, found set, length float64) float64 {
	if ts.total == 0 {
		return 0
	}
	var counts [maxTerms]float64
	for _, m := range matches {
		counts[m.Term&(maxTerms-1)]++
	}
	for i, t := range ts.list[ts.asked:] {
		if n := counts[ts.asked+i]; n > 0 {
			t.of.each(func(own int) { counts[own] += n })
		}
	}
	norm := k1 * (1 - b + b*length)
	sum := 0.0
	ts.each(found, func(t int, factor float64) {
		sum += factor * ts.list[t].weight * counts[t] * (k1 + 1) / (counts[t] + norm)
	})
	return sum / (ts.total * (k1 + 1))
}

// nearDistance is how many words apart two neighbours of the question are near. 4: first passage +0.2 en; 16: -0.3 zh, MRR
// of the abstracts +0.7.
const nearDistance = 8

// near returns the share of the question's neighbouring terms that are near each other, in order.
func (ts *terms) near(matches []analysis.Match) float64 {
	var pairs set
	for i, m := range matches {
		own := ts.askedIndex(m.Term)
		for _, n := range matches[i+1:] {
			if n.Position-m.Position > nearDistance {
				break
			}
			if ts.askedIndex(n.Term) == own+1 {
				pairs.add(own)
			}
		}
	}
	sum, all := 0.0, 0.0
	for i := range max(0, ts.asked-1) {
		w := min(ts.list[i].weight, ts.list[i+1].weight)
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

// runStep is how far apart two terms of a run are at most: with one other word between them. 1: first passage -0.3 en;
// 3: MRR of the abstracts -0.1.
const runStep = 2

// longestRun returns the share of the question in the longest run of its terms, one after the other as in the question.
func (ts *terms) longestRun(matches []analysis.Match) float64 {
	if ts.total == 0 {
		return 0
	}
	longest, sum := 0.0, 0.0
	for i, m := range matches {
		own := ts.askedIndex(m.Term)
		if i > 0 && (own != ts.askedIndex(matches[i-1].Term)+1 || m.Position-matches[i-1].Position > runStep) {
			sum = 0
		}
		sum += ts.list[own].weight
		longest = max(longest, sum)
	}
	return longest / ts.total
}
