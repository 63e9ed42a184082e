package summary

import (
	"math"
	"slices"

	"lede/internal/analysis"
	"lede/internal/article"
)

// Sizes of a summary of a subject: what fits on a phone without scrolling.
const (
	subjectSentences = 5
	subjectWords     = 90.0 // or with the sentence that passes them
)

// A sentence belongs to a subject if it and its article's title have at least minSubject of the subject's terms;
// subjectWeight is the score of having them all. Both are set by hand: with them "summarize the London talks" takes no
// sentence about another meeting out of the shipped articles.
const (
	minSubject    = 0.6
	subjectWeight = 1.0
)

// Pick is a sentence of a summary that draws on several articles.
type Pick struct {
	Article  *article.Article
	Sentence int
}

// OfSubject returns the sentences that sum up a subject, in the order of the articles. subject has its terms under each
// analyzer. Every article gives one sentence before any gives a second; one without a sentence about the subject gives
// none. The result is empty if none has any.
func OfSubject(articles []*article.Article, subject map[analysis.Lang][]analysis.Token) []Pick {
	var all []sentence
	var picks []Pick
	for n, a := range articles {
		wanted := map[string]bool{}
		for _, t := range subject[analysis.For(a.Lang)] {
			wanted[t.Term] = true
		}
		title := termsOf(analysis.For(a.Lang), a.Title)
		for i, s := range scoreSentences(a) {
			s.part = n + 1
			s.score += subjectWeight * sharedPart(wanted, s.terms)
			s.excluded = s.excluded || article.NeedsContext(a.Sentence(i)) || sharedPart(wanted, s.terms, title) < minSubject
			all, picks = append(all, s), append(picks, Pick{a, i})
		}
	}
	var out []Pick
	for _, i := range choose(all, subjectSentences, subjectWords, math.Inf(1)) {
		out = append(out, picks[i])
	}
	return slices.Clip(out)
}
