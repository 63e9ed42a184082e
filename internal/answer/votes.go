package answer

import (
	"cmp"
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/parallel"
)

// Constants of the votes: best-sentence of en-news .44 without votes. Half or twice any of them changes it by at most a point.
const (
	voteFall     = 3  // points that a passage is behind the best at 1/e of its vote
	maxVotedFor  = 24 // words that are weighed by their frequency, those of the most votes
	votesCounted = 3  // words of a sentence, the best
)

// votes are how far the articles of the best passages agree on words that the question does not have: several articles on one
// event repeat who, where and how many. The zero votes are none.
type votes struct {
	of   map[string]float64    // by word: the votes of all articles times its idf
	rank map[string]int        // by word, 0 for the most votes
	most float64               // of one word
	said map[position][]string // the new words of each sentence
}

// position is a sentence of an article.
type position struct {
	matches *articleMatches
	n       int
}

// vote returns the votes of the best passages. An article has one for each word of its passages, of a weight that falls with the
// passage's score, and another if its title has the word. The error is the index's.
func (e *Engine) vote(ctx context.Context, c *candidates, passages []Passage) (votes, error) {
	if c.many == 0 {
		return votes{}, nil // one article agrees with nobody
	}
	v := votes{of: map[string]float64{}, rank: map[string]int{}, said: map[position][]string{}}
	passages = passages[:min(passagesScanned, len(passages))]
	v.collect(c, passages)
	langs := map[analysis.Lang]bool{}
	for _, p := range passages {
		langs[analysis.For(p.Article.Lang)] = true
	}
	words := v.top(maxVotedFor)
	idfs, err := e.idfs(ctx, words, langs)
	if err != nil {
		return votes{}, err
	}
	of := map[string]float64{}
	for i, word := range words {
		of[word] = v.of[word] * idfs[i]
	}
	v.of = of
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(v.of[b], v.of[a]) })
	for i, word := range words {
		v.rank[word] = i
		v.most = max(v.most, v.of[word])
	}
	return v, nil
}

// top returns the n words of the most votes, those of as many in the order of the alphabet.
func (v *votes) top(n int) []string {
	more := func(a, b string) int { return cmp.Or(cmp.Compare(v.of[b], v.of[a]), cmp.Compare(a, b)) }
	var best []string
	for word := range v.of {
		if len(best) == n && more(word, best[n-1]) > 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, word, more)
		best = slices.Insert(best, at, word)
		best = best[:min(n, len(best))]
	}
	return best
}

// collect sets said, and of to the votes without the idf.
func (v *votes) collect(c *candidates, passages []Passage) {
	said := make([][][]string, len(passages))
	parallel.Each(len(passages), func(i int) {
		for n := passages[i].First; n < passages[i].End; n++ {
			said[i] = append(said[i], c.newWords(passages[i].matches, n))
		}
	})
	for i, p := range passages {
		for k, words := range said[i] {
			v.said[position{p.matches, p.First + k}] = words
		}
	}
	words, titles := make([]map[string]bool, len(passages)), make([]map[string]bool, len(passages))
	parallel.Each(len(passages), func(i int) {
		if firstOf(passages, i) { // an article votes once
			words[i], titles[i] = v.wordsOf(passages, passages[i].matches), titleTerms(passages[i].Article)
		}
	})
	for i, p := range passages {
		weight := math.Exp((p.Score - passages[0].Score) / voteFall)
		for word := range words[i] {
			v.of[word] += weight
			if titles[i][word] {
				v.of[word] += weight
			}
		}
	}
}

// wordsOf returns the new words in the passages of an article.
func (v *votes) wordsOf(passages []Passage, m *articleMatches) map[string]bool {
	out := map[string]bool{}
	for _, p := range passages {
		for n := p.First; n < p.End && p.matches == m; n++ {
			for _, word := range v.said[position{m, n}] {
				out[word] = true
			}
		}
	}
	return out
}

// titleTerms returns the terms of an article's title.
func titleTerms(a *article.Article) map[string]bool {
	out := map[string]bool{}
	for _, t := range analysis.Analyze(analysis.For(a.Lang), a.Title) {
		out[t.Term] = true
	}
	return out
}

// newWords returns the words of a sentence that are none of the question, each once: no stop words, none of one or two letters,
// none of a Chinese article, whose bigrams are no words (first sentence -1 zh with them, answer -0.6 with numbers alone).
func (c *candidates) newWords(m *articleMatches, n int) []string {
	if analysis.For(m.article.Lang) == analysis.Chinese {
		return nil
	}
	start, _ := m.span(n, n+1)
	asked := m.in(n, n+1)
	var out []string
	for _, t := range analysis.Analyze(analysis.For(m.article.Lang), m.article.Sentence(n)) {
		for len(asked) > 0 && asked[0].End <= start+t.Start {
			asked = asked[1:]
		}
		isAsked := len(asked) > 0 && asked[0].Start < start+t.End || c.asks.words[t.Folded()] || c.asks.stems[t.Term]
		isShort := utf8.RuneCountInString(t.Term) < 3 && !t.Number
		if !t.Stop && !t.Han && !isAsked && !isShort && !slices.Contains(out, t.Term) {
			out = append(out, t.Term)
		}
	}
	return out
}

// idfs returns how rare each of some words is among the articles of some analyzers: from 0 for a word of all to 1, on a
// logarithmic scale.
func (e *Engine) idfs(ctx context.Context, words []string, langs map[analysis.Lang]bool) ([]float64, error) {
	forms := make([]map[analysis.Lang]string, len(words))
	for i, word := range words {
		forms[i] = map[analysis.Lang]string{}
		for lang := range langs {
			forms[i][lang] = word
		}
	}
	counts, err := e.frequencies(ctx, forms...)
	all := float64(e.index.Len())
	out := make([]float64, len(counts))
	for i, n := range counts {
		out[i] = math.Log(1+all/float64(1+n)) / math.Log(1+all)
	}
	return out, err
}

// agreement returns the votes for the new words of a sentence, the best together.
func (v votes) agreement(at position) float64 {
	var list []float64
	for _, word := range v.said[at] {
		list = append(list, v.of[word])
	}
	slices.SortFunc(list, func(a, b float64) int { return cmp.Compare(b, a) })
	sum := 0.0
	for _, n := range list[:min(len(list), votesCounted)] {
		sum += n
	}
	return sum
}

// leading returns 1 for a sentence with the word of the most votes, 1/2 for the second and so on; 0 without any.
func (v votes) leading(at position) float64 {
	best := 0.0
	for _, word := range v.said[at] {
		if rank, ok := v.rank[word]; ok {
			best = max(best, 1/float64(1+rank))
		}
	}
	return best
}

// beyond returns the most votes that a word of a sentence has which another sentence lacks, as a share of all words' most.
func (v votes) beyond(at, other position) float64 {
	best := 0.0
	for _, word := range v.said[at] {
		if !slices.Contains(v.said[other], word) {
			best = max(best, v.of[word])
		}
	}
	if v.most == 0 {
		return 0
	}
	return best / v.most
}
