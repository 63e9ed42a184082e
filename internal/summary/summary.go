// Package summary makes extractive summaries: it selects the most important sentences of an article, unchanged.
//
// Of summarizes one article. It scores each sentence by its words and its position, then takes the best one, lowers the
// scores of the others by what they repeat, and so on (maximal marginal relevance; Carbonell and Goldstein, 1998).
// OfSubject does the same for a subject that several articles are about. The package is pure.
package summary

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/article"
)

// Length is the length of a summary.
type Length string

// The lengths. The upper number of sentences is for articles of longArticle sentences or more.
const (
	Short  Length = "short"  // 2 sentences
	Medium Length = "medium" // up to 3 or 4, see enough
	Long   Length = "long"   // 6 to 8
)

const longArticle = 30

// maxShare is the largest part of an article's text in its summary. It shortens the summaries of short texts: on the
// abstracts of eval/cranfield most long summaries have fewer than 6 sentences, on articles of Wikipedia few.
const maxShare = 0.6

// A short or medium summary ends at so many words, which editors write, or with the sentence that passes them. On
// eval/news-summaries 45 to 60 words are alike; no limit (79 words a summary) costs 0.4 points of ROUGE-1. Chinese
// sentences are longer: three have some 110 characters, which count 70 words, see article.Units.
const (
	enough        = 50.0
	enoughChinese = 70.0
)

// Weights of the score, the best of some 500 settings on eval/news-summaries, 50 news articles with the highlights of
// their editors (ROUGE-1 0.421). Changing any of them by a third to a half costs 0.1 to 1.6 points. The lead of a
// news article is the most important part, so that a summary of the first three sentences is hard to beat; similarity
// to the title, figures, names and the end of the article add nothing.
const (
	leadWeight       = 1.5
	leadSpan         = 5.0 // sentences within which the weight of the position falls to 1/e
	repeatPenalty    = 0.7 // for a sentence whose words are all in a selected one
	mostShared       = 0.9 // of a sentence's words; with more in a selected one it is never selected
	lengthPenalty    = 0.8 // for each 18 words (readableWords) beyond the first 18
	readableWords    = 18
	maxLengthPenalty = 1.0 // a long lead remains the best sentence
	spreadPenalty    = 2.0 // more than the best position weighs, for a sentence in the same part as a selected one
	pronounPenalty   = 0.4 // for a sentence that needs context
	smoothingWords   = 16  // added to the word count, see centrality
	singleWeight     = 0.1 // of a word that is in one sentence only
	fragmentWords    = 5   // a shorter sentence is a fragment
)

// Of returns the ordinals of the sentences of an article's summary, in the order of the article. There is at least one
// if the article has a sentence, and there may be fewer than the length allows. A sentence that refers to the one before
// it is chosen only together with that one.
func Of(a *article.Article, length Length) []int {
	sentences := scoreSentences(a)
	enough, most := enoughWords(a, length), maxShare*article.Units(a.Text)
	for {
		chosen := choose(sentences, sentenceCount(length, len(sentences)), enough, most)
		if len(chosen) == 0 && len(sentences) > 0 {
			return []int{0} // the text is one sentence, or only fragments and questions
		}
		hanging := slices.IndexFunc(chosen, func(i int) bool {
			return i > 0 && article.NeedsContext(a.Sentence(i)) && !slices.Contains(chosen, i-1)
		})
		if hanging < 0 {
			return chosen
		}
		sentences[chosen[hanging]].excluded = true
	}
}

// enoughWords returns how many words end a summary, see article.Units.
func enoughWords(a *article.Article, length Length) float64 {
	switch {
	case length == Long:
		return math.Inf(1)
	case analysis.For(a.Lang) == analysis.Chinese:
		return enoughChinese
	}
	return enough
}

// choose returns the ordinals of up to n sentences of at most budget words together, in order. It stops at enough words.
func choose(sentences []sentence, n int, enough, budget float64) []int {
	var chosen []int
	used := make([]bool, len(sentences))
	for words := 0.0; len(chosen) < n && words < enough; {
		next := best(sentences, chosen, used)
		if next < 0 {
			break
		}
		used[next] = true
		if words+sentences[next].units <= budget {
			words += sentences[next].units
			chosen = append(chosen, next)
		}
	}
	slices.Sort(chosen)
	return chosen
}

// sentenceCount returns the number of sentences in a summary of an article with so many.
func sentenceCount(length Length, sentences int) int {
	long := sentences >= longArticle
	switch {
	case length == Short:
		return 2
	case length == Long && long:
		return 8
	case length == Long:
		return 6
	case long:
		return 4
	}
	return 3
}

// sentence is a candidate of a summary.
type sentence struct {
	terms    map[string]bool
	score    float64
	units    float64 // length, see article.Units
	part     int     // from 1: third of a Chinese article, or number of one of several articles; else 0. See spreadPenalty.
	excluded bool
}

// scoreSentences returns the sentences of an article with their scores: centrality, relative to the best, plus the
// weight of the position, minus the penalties.
func scoreSentences(a *article.Article) []sentence {
	lang := analysis.For(a.Lang)
	frequency := map[string]int{}
	out := make([]sentence, len(a.Sentences))
	for i := range out {
		out[i] = sentence{terms: termsOf(lang, a.Sentence(i)), units: article.Units(a.Sentence(i))}
		for t := range out[i].terms {
			frequency[t]++
		}
	}
	top := 0.0
	for i := range out {
		out[i].score = centrality(out[i].terms, frequency)
		top = max(top, out[i].score)
	}
	for i := range out {
		s := &out[i]
		if lang == analysis.Chinese {
			s.part = 1 + 3*i/len(out)
		}
		if top > 0 {
			s.score /= top
		}
		s.score += leadWeight * math.Exp(-float64(i)/leadSpan)
		if !givesTitle(a, i) {
			s.score -= min(maxLengthPenalty, lengthPenalty*max(0, s.units-readableWords)/readableWords)
		}
		if article.NeedsContext(a.Sentence(i)) {
			s.score -= pronounPenalty
		}
		s.excluded = isFragmentOrQuestion(a.Sentence(i), s) || !closesQuotes(a.Sentence(i))
	}
	return out
}

// givesTitle reports whether the title of an article without one of its own was taken from a sentence: it is the news.
func givesTitle(a *article.Article, i int) bool {
	title, cut := strings.CutSuffix(a.Title, "…")
	return cut && strings.Contains(a.Sentence(i), title)
}

// isFragmentOrQuestion reports whether a sentence is never part of a summary.
func isFragmentOrQuestion(text string, s *sentence) bool {
	return s.units < fragmentWords || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？")
}

// closesQuotes reports whether a sentence has as many opening as closing quotation marks: it is no part of a longer
// quotation.
func closesQuotes(text string) bool {
	for _, pair := range [][2]string{{"“", "”"}, {"「", "」"}, {"『", "』"}, {"《", "》"}} {
		if strings.Count(text, pair[0]) != strings.Count(text, pair[1]) {
			return false
		}
	}
	return strings.Count(text, `"`)%2 == 0
}

// centrality returns the mean of the logarithmic frequencies of a sentence's terms in the article. It divides by a
// larger number than that of the terms, so that a short sentence of frequent words does not win.
func centrality(terms map[string]bool, frequency map[string]int) float64 {
	sum := 0.0
	for t := range terms {
		sum += math.Log(float64(frequency[t])) + singleWeight
	}
	return sum / float64(len(terms)+smoothingWords)
}

// best returns the sentence to select next: the one with the highest score after the penalty for the terms that it
// shares with a selected sentence; of equal ones the first. It returns -1 if none is left.
func best(sentences []sentence, chosen []int, used []bool) int {
	var order []int
	value := make([]float64, len(sentences))
	for i, s := range sentences {
		if s.excluded || used[i] {
			continue
		}
		value[i] = s.score
		for _, c := range chosen {
			shared := sharedPart(s.terms, sentences[c].terms)
			value[i] = min(value[i], s.score-repeatPenalty*shared)
			used[i] = used[i] || shared > mostShared
			if s.part > 0 && s.part == sentences[c].part {
				value[i] = min(value[i], s.score-spreadPenalty)
			}
		}
		if !used[i] {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		return -1
	}
	return slices.MaxFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(value[i], value[j]), j-i) })
}

// sharedPart returns the share of a's terms that any of the others has, 0 without terms.
func sharedPart(a map[string]bool, others ...map[string]bool) float64 {
	if len(a) == 0 {
		return 0
	}
	n := 0
	for t := range a {
		if slices.ContainsFunc(others, func(other map[string]bool) bool { return other[t] }) {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

// termsOf returns the terms of a text without stop words.
func termsOf(lang analysis.Lang, text string) map[string]bool {
	out := map[string]bool{}
	for _, t := range analysis.Analyze(lang, text) {
		if !t.Stop {
			out[t.Term] = true
		}
	}
	return out
}
