package index

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/query"
)

// clause is a word that articles are scored by.
type clause struct {
	field, term string
	boost       float64
}

// clauses returns the words of a query, each in the field of every analyzer, and those in also, which count less.
func clauses(q query.Query, also []string) []clause {
	var out []clause
	for lang, tokens := range q.Terms {
		for _, t := range tokens {
			out = append(out, clause{string(lang), t.Term, 1})
		}
	}
	for _, word := range also {
		for field, terms := range termsOf(word) {
			for _, t := range terms {
				out = append(out, clause{field, t, VariantWeight})
			}
		}
	}
	slices.SortFunc(out, func(a, b clause) int { // sums of floats depend on their order
		return cmp.Or(strings.Compare(a.field, b.field), strings.Compare(a.term, b.term))
	})
	return out
}

// required are the words of phrases, all of which an article must hold in the field of its language.
type required struct {
	clauses []clause
	need    map[string]uint16 // by field, how many clauses it has
}

func newRequired(phrases []string) required {
	r := required{need: map[string]uint16{}}
	able := map[string]int{} // by field, how many phrases have words there
	for _, phrase := range phrases {
		for field, terms := range termsOf(phrase) {
			able[field]++
			for _, t := range terms {
				r.clauses = append(r.clauses, clause{field, t, 1})
				r.need[field]++
			}
		}
	}
	for field, n := range able {
		if n < len(phrases) {
			r.need[field] = math.MaxUint16 // never reached: a phrase has no words there
		}
	}
	return r
}

// accumulators adds up the scores of articles, word by word: bleve's own formula (tf-idf, times the share of the words that
// an article holds), in a third of the time that its searchers take, article by article.
type accumulators struct {
	scores  []float32 // by the number that bleve has given to an article
	matched []uint16  // how many clauses it holds
	missing []uint16  // how many of the clauses it lacks that are required
}

// accumulatorPool are used again: one takes eight bytes for each article.
var accumulatorPool = sync.Pool{New: func() any { return &accumulators{} }}

// scoreByTerm returns the best articles that hold any word of some clauses and all that is required, best first.
func (x *Index) scoreByTerm(ctx context.Context, all []clause, must required, size int) ([]Hit, error) {
	t := accumulatorPool.Get().(*accumulators)
	defer accumulatorPool.Put(t)
	clear(t.scores)
	clear(t.matched)
	clear(t.missing)
	var hits []Hit
	err := x.read(func(r bindex.IndexReader) error {
		count, err := r.DocCount()
		if err != nil {
			return err
		}
		for _, c := range all {
			if err := t.add(ctx, r, c, float64(count)); err != nil {
				return err
			}
		}
		if err := t.require(ctx, r, must); err != nil {
			return err
		}
		for _, n := range t.best(size, len(all)) {
			id, err := r.ExternalID(bindex.NewIndexInternalID(nil, uint64(n.number)))
			if err != nil {
				return err
			}
			if c, ok := x.Card(id); ok {
				hits = append(hits, Hit{Card: c, Score: n.score})
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err) // without the question: logs hold none
	}
	return hits, nil
}

// add adds what a word counts in each article that holds it.
func (t *accumulators) add(ctx context.Context, r bindex.IndexReader, c clause, articles float64) error {
	weight := 0.0
	return eachPosting(ctx, r, c, func(holders int) {
		idf := 1 + math.Log(articles/float64(holders+1))
		weight = idf * idf * c.boost
	}, func(n int, doc *bindex.TermFieldDoc) {
		t.grow(n + 1)
		t.scores[n] += float32(math.Sqrt(float64(doc.Freq)) * doc.Norm * weight)
		t.matched[n]++
	})
}

// require takes the articles out that lack something of what is required.
func (t *accumulators) require(ctx context.Context, r bindex.IndexReader, must required) error {
	if len(must.clauses) == 0 {
		return nil
	}
	for n := range t.missing {
		t.missing[n] = math.MaxUint16
	}
	for _, c := range must.clauses {
		err := eachPosting(ctx, r, c, func(int) {}, func(n int, _ *bindex.TermFieldDoc) {
			if n < len(t.missing) { // any other has no score
				t.missing[n] = min(t.missing[n], must.need[c.field]) - 1
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachPosting calls first with the number of articles that hold a word, then each with every one of them.
func eachPosting(ctx context.Context, r bindex.IndexReader, c clause, first func(holders int), each func(n int, doc *bindex.TermFieldDoc)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	postings, err := r.TermFieldReader(ctx, []byte(c.term), c.field, true, true, false)
	if err != nil {
		return err
	}
	defer postings.Close()
	first(int(postings.Count()))
	var doc bindex.TermFieldDoc
	for {
		next, err := postings.Next(doc.Reset())
		if err != nil || next == nil {
			return err
		}
		each(int(next.ID.Value()), next)
	}
}

func (t *accumulators) grow(n int) {
	if more := n - len(t.scores); more > 0 {
		t.scores = append(t.scores, make([]float32, more)...)
		t.matched = append(t.matched, make([]uint16, more)...)
		t.missing = append(t.missing, make([]uint16, more)...)
	}
}

// best returns the highest scores, best first, of equal ones the first; clauses is how many there were.
func (t *accumulators) best(size, clauses int) []scoredDocument {
	var h lowestFirst
	for n, score := range t.scores {
		if score == 0 || t.missing[n] > 0 {
			continue
		}
		s := scoredDocument{n, float64(score) * float64(t.matched[n]) / float64(clauses)}
		switch {
		case len(h) < size:
			heap.Push(&h, s)
		case len(h) > 0 && s.score > h[0].score:
			h[0] = s
			heap.Fix(&h, 0)
		}
	}
	slices.SortFunc(h, func(a, b scoredDocument) int { return -compareScores(a, b) })
	return h
}

type scoredDocument struct {
	number int
	score  float64
}

// compareScores orders the worst first; of equal scores the later number is the worse one.
func compareScores(a, b scoredDocument) int {
	switch {
	case a.score != b.score && a.score < b.score, a.score == b.score && a.number > b.number:
		return -1
	case a == b:
		return 0
	}
	return 1
}

// lowestFirst is a heap with the worst score on top.
type lowestFirst []scoredDocument

// Len returns how many scores there are.
func (h lowestFirst) Len() int { return len(h) }

// Less reports whether score i is the worse one.
func (h lowestFirst) Less(i, j int) bool { return compareScores(h[i], h[j]) < 0 }

// Swap swaps two scores.
func (h lowestFirst) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push adds a score at the end.
func (h *lowestFirst) Push(x any) { *h = append(*h, x.(scoredDocument)) }

// Pop takes the last score away.
func (h *lowestFirst) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
