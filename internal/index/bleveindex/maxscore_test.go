package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/index"
)

// TestMaxScoreIsFullWalk compares the best articles of random corpora with the first of all articles, which are found by reading
// all postings: the same articles with the same scores, to the last bit.
func TestMaxScoreIsFullWalk(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 8))
	x, _ := opened(t, t.TempDir(), index.Owner)
	for i := range 3 { // segments
		articles := map[string]string{}
		for n := range 3000 {
			articles[fmt.Sprintf("%d-%d.md", i, n)] = "---\ntitle: T\nlang: en\n---\n" + strings.Join(words(random, 20+random.IntN(20)), " ")
		}
		apply(t, x, articles)
	}
	apply(t, x, nil, "0-7.md", "1-700.md", "2-1499.md")
	narrowed := 0
	for range 60 {
		var clauses []index.Clause
		for _, word := range words(random, 1+random.IntN(12)) {
			clauses = append(clauses, index.Clause{Field: "en", Term: word, Boost: []float64{1, index.VariantFactor}[random.IntN(2)]})
		}
		err := x.read(func(r bindex.IndexReader) error {
			p, err := newPostings(t.Context(), r, &x.kept)
			if err != nil {
				return err
			}
			all, err := bestDocuments(r, p, clauses, newRequired(nil), 1<<20)
			if err != nil || !sort.SliceIsSorted(all, func(i, k int) bool { return all[i].isBetter(all[k]) }) {
				t.Fatalf("%v: not sorted, %v", clauses, err)
			}
			for _, size := range []int{1, 2, 10, 100} {
				got, err := bestDocuments(r, p, clauses, newRequired(nil), size)
				if err != nil || !slices.Equal(got, all[:min(size, len(all))]) {
					t.Fatalf("%v, size %d: %v\nwant %v", clauses, size, got, all[:min(size, len(all))])
				}
				if found := read(t, r, p, clauses, size); found < len(all) {
					narrowed++
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if narrowed < 60 {
		t.Errorf("%d of 240 searches have left out an article", narrowed)
	}
}

// read returns how many articles a search of a size gives a whole score.
func read(t *testing.T, r bindex.IndexReader, p *postings, clauses []index.Clause, size int) (found int) {
	t.Helper()
	count, err := r.DocCount()
	if err != nil {
		t.Fatal(err)
	}
	s := termSearch{postings: p, clauses: len(clauses), size: size}
	if s.any, err = weigh(p, clauses, float64(count)); err != nil {
		t.Fatal(err)
	}
	for i := range p.segments {
		parts, err := s.parts(i)
		if err != nil {
			t.Fatal(err)
		}
		a := &accumulators{}
		a.grow(int(p.segments[i].segment.Count()))
		s.score(a, parts, &block{})
		found += len(a.found)
	}
	return found
}
