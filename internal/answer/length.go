package answer

import (
	"slices"

	"lede/internal/lexicon"
)

// Bounds of the length of a question, in content words. In a request of several sentences every passage has a small share of the
// words, and a title has some by chance; so the shares count more than elsewhere, and the share of a title's words less. MRR on the
// abstracts: of the first three sentences of one as a request for others on its subject .518 (without .470, plain BM25 .491, cut at
// 200 characters .460), both halves gain; of two or three of their questions as one request .670 (.675, .661).
const (
	longFrom   = 20  // words from which on a question is long; below it nothing changes
	longFull   = 35  // words of a question that is as long as can be
	shareMore  = 2   // how much more the shares count then. 1: -0.01
	titledLess = 0.5 // how much less the share of the title's words counts
)

// noShares are the passage features that are no share of the question.
var noShares = []string{"index", "lead", "long", "timely", "present", "index*long", "long*long"}

// lengthened returns the weights of the passage features for the length of the question.
func (c *candidates) lengthened(weights Vector) Vector {
	far := float64(c.countContent()-longFrom) / (longFull - longFrom)
	if far <= 0 {
		return weights
	}
	out := slices.Clone(weights)
	for i, name := range PassageFeatures() {
		switch {
		case name == "titled":
			out[i] *= 1 - titledLess*min(1, far)
		case !slices.Contains(noShares, name):
			out[i] *= 1 + shareMore*min(1, far)
		}
	}
	return out
}

// countContent returns how many content words the question has: its terms, but of Chinese the words that say something.
func (c *candidates) countContent() int {
	n, han := 0, false
	for _, t := range c.terms.list[:c.terms.asked] {
		han = han || t.han
		if !t.han {
			n++
		}
	}
	for _, w := range c.query.Chinese {
		if han && w.Kind != lexicon.Light {
			n++
		}
	}
	return n
}
