// Package summary picks the sentences that tell an article's key points. It is extractive: every sentence is
// the article's own. It is pure.
package summary

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/article"
)

// Length says how many sentences a summary has.
type Length string

// The lengths.
const (
	Short  Length = "short"  // 2 sentences
	Medium Length = "medium" // 3 or 4
	Long   Length = "long"   // 6 to 8
)

// longArticle is from how many sentences on an article gets the upper number of a length.
const longArticle = 30

// maxShare is how much of an article's text a summary holds at most.
const maxShare = 0.6

// Weights of a sentence's parts, the best of some 400 settings on 50 news articles with editors' highlights, where
// neighbours differ by a point. News tells the most in its first sentences, which is why a summary of the first
// three is hard to beat; likeness to the title added nothing.
const (
	leadWeight       = 1.5
	leadSpan         = 6.0 // sentences within which the weight of the lead falls to a third
	repeatPenalty    = 1.0 // taken off for what the chosen sentences say already
	lengthPenalty    = 0.8 // taken off for each further readable sentence's words in one
	readableWords    = 18  // words
	maxLengthPenalty = 1.0 // taken off for length at most: a long lead still tells the news
	pronounPenalty   = 0.4
)

// Of returns the ordinals of the sentences that sum up an article, in the article's order. There is at least
// one if the article has a sentence; there may be fewer than the length asks for.
func Of(a *article.Article, length Length) []int {
	sentences := scoreSentences(a)
	for {
		chosen := choose(sentences, sentenceCount(length, len(sentences)), maxShare*article.Units(a.Text))
		switch {
		case len(chosen) == 0 && len(sentences) > 0:
			return []int{0} // a text of fragments and questions, or of one sentence
		case len(chosen) == 0 || chosen[0] == 0 || !article.NeedsContext(a.Sentence(chosen[0])):
			return chosen
		}
		sentences[chosen[0]].excluded = true // nobody would know who "he" is
	}
}

// choose returns up to n fit sentences, in order, that have no more than budget units together.
func choose(sentences []sentence, n int, budget float64) []int {
	var chosen []int
	used := make([]bool, len(sentences))
	for len(chosen) < n {
		next := best(sentences, chosen, used)
		if next < 0 {
			break
		}
		used[next] = true
		if sentences[next].units <= budget {
			budget -= sentences[next].units
			chosen = append(chosen, next)
		}
	}
	slices.Sort(chosen)
	return chosen
}

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

// sentence is a candidate with what speaks for it.
type sentence struct {
	terms    map[string]bool
	score    float64
	units    float64
	excluded bool
}

// scoreSentences scores the sentences by the frequency of their words in the article and by their place.
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
		if top > 0 {
			s.score /= top
		}
		s.score += leadWeight * math.Exp(-float64(i)/leadSpan)
		s.score -= min(maxLengthPenalty, lengthPenalty*max(0, s.units-readableWords)/readableWords)
		if article.NeedsContext(a.Sentence(i)) {
			s.score -= pronounPenalty
		}
		s.excluded = isFragmentOrQuestion(a.Sentence(i), s)
	}
	return out
}

// isFragmentOrQuestion reports whether a sentence cannot stand in a summary: a fragment, or a question to the reader.
func isFragmentOrQuestion(text string, s *sentence) bool {
	return s.units < 5 || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？")
}

// centrality returns how much a sentence's words are the article's: the mean of their logarithmic frequencies,
// over a few words more than there are, so that a fragment does not win.
func centrality(terms map[string]bool, frequency map[string]int) float64 {
	const smoothingWords = 16
	sum := 0.0
	for t := range terms {
		sum += math.Log(float64(frequency[t])) + 0.2
	}
	return sum / float64(len(terms)+smoothingWords)
}

// best returns the sentence to take next: the highest score, less what the chosen ones say already. It
// returns -1 if none is left.
func best(sentences []sentence, chosen []int, used []bool) int {
	var order []int
	value := make([]float64, len(sentences))
	for i, s := range sentences {
		if s.excluded || used[i] {
			continue
		}
		value[i] = s.score
		for _, c := range chosen {
			value[i] = min(value[i], s.score-repeatPenalty*sharedPart(s.terms, sentences[c].terms))
		}
		order = append(order, i)
	}
	if len(order) == 0 {
		return -1
	}
	return slices.MaxFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(value[i], value[j]), j-i) })
}

// repeatShare is the share of a sentence's words from which on it says nothing new beside another.
const repeatShare = 0.6

// Merge picks, out of sentences of several articles, best first, up to n that do not repeat each other or what
// is said already. It returns their ordinals, in the order given.
func Merge(lang analysis.Lang, said, sentences []string, n int) []int {
	var seen []map[string]bool
	for _, s := range said {
		seen = append(seen, termsOf(lang, s))
	}
	var out []int
	for i, s := range sentences {
		terms := termsOf(lang, s)
		repeats := slices.ContainsFunc(seen, func(k map[string]bool) bool { return sharedPart(terms, k) >= repeatShare })
		if len(out) < n && !repeats {
			out, seen = append(out, i), append(seen, terms)
		}
	}
	return out
}

// sharedPart returns the share of a's terms that b holds, too.
func sharedPart(a, b map[string]bool) float64 {
	if len(a) == 0 {
		return 0
	}
	n := 0
	for t := range a {
		if b[t] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

func termsOf(lang analysis.Lang, text string) map[string]bool {
	out := map[string]bool{}
	for _, t := range analysis.Analyze(lang, text) {
		if !t.Stop {
			out[t.Term] = true
		}
	}
	return out
}
