package index

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/query"
)

// VariantFactor is the weight of another spelling of a word, as a share of the word's. It is below 1 so that the exact
// spelling ranks first; the figures of eval/en-news are the same from 0.4 to 1.
const VariantFactor = 0.8

// Clause is a term in a field, with the factor of its score.
type Clause struct {
	Field, Term string
	Boost       float64
}

// Clauses returns the terms of a query and, with VariantFactor, those of the variants, in the fields of all analyzers.
func Clauses(q query.Query, variants []string) []Clause {
	var out []Clause
	for lang, tokens := range q.Terms {
		for _, t := range tokens {
			out = append(out, Clause{string(lang), t.Term, 1})
		}
	}
	for _, word := range variants {
		for field, terms := range TermsOf(analysis.All(word)) {
			for _, t := range terms {
				out = append(out, Clause{field, t, VariantFactor})
			}
		}
	}
	slices.SortFunc(out, func(a, b Clause) int { // the order of q.Terms is random, and float sums depend on it
		return cmp.Or(strings.Compare(a.Field, b.Field), strings.Compare(a.Term, b.Term))
	})
	return out
}

// TermsOf returns the terms of a text without stop words, by the field of each analyzer that returns any.
func TermsOf(tokens map[analysis.Lang][]analysis.Token) map[string][]string {
	out := map[string][]string{}
	for lang, list := range tokens {
		for _, t := range list {
			if !t.Stop {
				out[string(lang)] = append(out[string(lang)], t.Term)
			}
		}
	}
	return out
}

// HasTerms reports whether a query has any words or phrases.
func HasTerms(q query.Query) bool {
	for _, terms := range q.Terms {
		if len(terms) > 0 {
			return true
		}
	}
	return len(q.Phrases) > 0
}

// Weight returns the factor of a term's score that its rarity makes: the square of the idf of bleve's tf-idf. matches is how many
// of all articles contain the term. Of an article the score is Share times Weight, and of several terms the sum of the
// scores times the share of the terms that the article contains.
func Weight(articles, matches float64) float64 {
	idf := 1 + math.Log(articles/(matches+1))
	return idf * idf
}

// Share returns the factor of a term's score that an article makes: the square root of how often it has the term, by that of
// its length in terms.
func Share(frequency, length int) float64 {
	return math.Sqrt(float64(frequency) / float64(max(1, length)))
}
