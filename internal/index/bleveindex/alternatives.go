package bleveindex

import (
	"context"
	"fmt"
	"slices"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/analysis"
	"lede/internal/index"
	"lede/internal/query"
)

// SearchAlternatives returns up to size articles in the language of an analyzer that match any of some alternatives and
// a filter, best first, one for each group of copies, and for each of the alternatives how many articles have it. The
// words of an alternative may be anywhere in the article; its score is the mean of theirs.
func (x *Index) SearchAlternatives(ctx context.Context, lang analysis.Lang, all []index.Alternatives, f query.Filter, size int) ([]index.Hit, []int, error) {
	t := accumulatorPool.Get().(*accumulators)
	defer t.release()
	counts := make([]int, len(all))
	var found []scoredDocument
	var ids []string
	err := x.read(func(r bindex.IndexReader) error {
		articles, err := r.DocCount()
		if err != nil {
			return err
		}
		p, err := newPostings(ctx, r)
		if err != nil {
			return err
		}
		best := bestScores{}
		for i, any := range all {
			if err := best.fill(p, string(lang), any); err != nil {
				return err
			}
			counts[i] = len(best.articles)
			t.addAlternatives(best, float64(articles))
		}
		among := 4 * size // enough, copies left out
		if !f.IsZero() {
			among = len(t.found)
		}
		found = t.best(among, len(all), 0)
		sortBest(found)
		ids, err = idsOf(r, found)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("search: %w", err) // without the question, which must not be logged
	}
	hits, err := x.hitsOf(ids, found)
	hits = slices.DeleteFunc(hits, func(h index.Hit) bool { return !f.Match(h.ID, h.Outlet, h.Host, h.Tags, h.Published) })
	hits = x.catalog.now().groups.Collapse(hits)
	return hits[:min(size, len(hits))], counts, err
}

// bestScores are the scores of the articles with one of some alternatives, apart from the idf: of several the largest.
type bestScores struct {
	articles []int
	scores   []float32 // by article; 0 for those that have none
}

// fill replaces the scores by those for some alternatives.
func (b *bestScores) fill(p *postings, field string, any index.Alternatives) error {
	for _, n := range b.articles {
		b.scores[n] = 0
	}
	b.articles = b.articles[:0]
	for _, terms := range any {
		if len(terms) == 1 {
			if err := eachScore(p, field, terms[0], b.add); err != nil {
				return err
			}
			continue
		}
		scores, err := meanScores(p, field, terms)
		if err != nil {
			return err
		}
		for n, score := range scores {
			b.add(n, score)
		}
	}
	return nil
}

// add adds the score of an article.
func (b *bestScores) add(n int, score float32) {
	if more := n + 1 - len(b.scores); more > 0 {
		b.scores = append(b.scores, make([]float32, more)...)
	}
	if b.scores[n] == 0 {
		b.articles = append(b.articles, n)
	}
	b.scores[n] = max(b.scores[n], score)
}

// meanScores returns the articles that have all of some terms, each with the mean of its scores. The least score gives the same figures over
// the sets zh-en and en-zh, and a query of OpenSearch cannot have it.
func meanScores(p *postings, field string, terms []string) (map[int]float32, error) {
	var all map[int]float32
	part := 1 / float32(len(terms))
	for k, term := range terms {
		found := map[int]float32{}
		err := eachScore(p, field, term, func(n int, score float32) {
			if before, ok := all[n]; ok || k == 0 {
				found[n] = before + part*score
			}
		})
		if err != nil || len(found) == 0 {
			return nil, err
		}
		all = found
	}
	return all, nil
}

// eachScore calls f with each article that has a term, and the term's score there apart from its idf.
func eachScore(p *postings, field, term string, f func(n int, score float32)) error {
	list, err := p.of(field, term)
	if err != nil {
		return err
	}
	list.each(func(articles []uint32, shares []float64) {
		for i, n := range articles {
			f(int(n), float32(shares[i]))
		}
	})
	return nil
}

// addAlternatives adds a score to each article that has one of some alternatives.
func (t *accumulators) addAlternatives(best bestScores, articles float64) {
	weight := index.Weight(articles, float64(len(best.articles)))
	t.grow(len(best.scores))
	for _, n := range best.articles {
		t.add(uint32(n), best.scores[n]*float32(weight))
	}
}
