package bleveindex

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/index"
)

// posting is an article's number and a term's share of it.
type posting struct {
	article uint32
	share   float64
}

// lengthTerm is the term whose postings have the lengths of the articles, see package segments.
const lengthTerm = "\x00length"

// readByBleve returns the postings of a term as bleve's own reader has them, with the lengths of another term's postings.
func readByBleve(t *testing.T, r bindex.IndexReader, field, term string) []posting {
	t.Helper()
	norms := map[uint32]float64{}
	eachByBleve(t, r, field, lengthTerm, func(article uint32, _, norm float64) { norms[article] = norm })
	var out []posting
	eachByBleve(t, r, field, term, func(article uint32, count, _ float64) {
		out = append(out, posting{article, math.Sqrt(count) * norms[article]})
	})
	return out
}

func eachByBleve(t *testing.T, r bindex.IndexReader, field, term string, f func(article uint32, count, norm float64)) {
	t.Helper()
	list, err := r.TermFieldReader(context.Background(), []byte(term), field, true, true, false)
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	var doc bindex.TermFieldDoc
	for {
		next, err := list.Next(doc.Reset())
		if err != nil {
			t.Fatal(err)
		}
		if next == nil {
			return
		}
		f(uint32(next.ID.Value()), float64(next.Freq), next.Norm)
	}
}

// TestPostingsAreBleves compares the postings of all terms of random corpora with those that bleve's own reader has, to the
// last bit: of terms that few and many articles have, that an article has more often than fit a byte, of several segments with
// removed articles.
func TestPostingsAreBleves(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 7))
	x, _ := opened(t, t.TempDir(), index.Owner)
	path := func() string { return fmt.Sprintf("%d.md", random.IntN(900)) }
	for range 3 {
		articles := map[string]string{}
		for range 400 {
			lang := []string{"en", "en", "en", "en", "en", "zh", "de"}[random.IntN(7)]
			articles[path()] = "---\ntitle: T\nlang: " + lang + "\n---\n" + strings.Join(words(random, 40+random.IntN(40)), " ")
		}
		articles["often.md"] = "---\ntitle: T\nlang: en\n---\n" + strings.Repeat("w1x ", 300+random.IntN(10))
		apply(t, x, articles, path()+"-", path())
	}
	comparePostings(t, x)
}

func comparePostings(t *testing.T, x *Index) {
	t.Helper()
	err := x.read(func(r bindex.IndexReader) error {
		p, err := newPostings(t.Context(), r)
		if err != nil {
			return err
		}
		for _, field := range []string{"en", "zh", "xx", "none"} {
			for i := range 120 {
				term := fmt.Sprintf("w%dx", i)
				want := readByBleve(t, r, field, term)
				list, err := p.of(field, term)
				if err != nil {
					return err
				}
				var got []posting
				list.each(func(articles []uint32, shares []float64) {
					for i, n := range articles {
						got = append(got, posting{n, shares[i]})
					}
				})
				if list.count != len(want) || !slices.Equal(got, want) {
					t.Fatalf("%s of %s: %d: %v\nwant\n%v", term, field, list.count, got, want)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTermsAreBleves compares the terms with a prefix with those that bleve's own reader has, over several segments.
func TestTermsAreBleves(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(4, 7))
	x, _ := opened(t, t.TempDir(), index.Owner)
	for range 4 {
		apply(t, x, map[string]string{
			fmt.Sprint(random.IntN(9), ".md"): "---\ntitle: T\nlang: en\n---\n" + strings.Join(words(random, 60), " "),
			fmt.Sprint(random.IntN(9), ".md"): "---\ntitle: T\nlang: en\n---\n" + strings.Join(words(random, 60), " "),
		})
	}
	err := x.read(func(r bindex.IndexReader) error {
		p, err := newPostings(t.Context(), r)
		if err != nil {
			return err
		}
		for _, prefix := range []string{"", "w", "w1", "w12", "w2x", "\xff", "none"} {
			dict, err := r.FieldDictPrefix("en", []byte(prefix))
			if err != nil {
				return err
			}
			var want []string
			for {
				entry, err := dict.Next()
				if err != nil {
					return err
				}
				if entry == nil {
					break
				}
				want = append(want, entry.Term)
			}
			for _, most := range []int{math.MaxInt, 3} {
				if got, err := p.terms("en", prefix, most); err != nil || !slices.Equal(got, want[:min(most, len(want))]) {
					t.Errorf("%q: %q, %v, want %q", prefix, got, err, want)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
