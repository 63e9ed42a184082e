package bleveindex

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/index/bleveindex/segments"
	"lede/internal/query"
)

// asZapx is a field that zapx builds, with the length in each posting: bleve's own scores need it.
type asZapx struct{ *segments.Terms }

// inBleve returns an index of bleve's own with the documents of some articles.
func inBleve(t *testing.T, articles map[string]string) bleve.Index {
	t.Helper()
	b, err := bleve.NewUsing("", newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	batch := b.NewBatch()
	for name, text := range articles {
		a, _ := article.Parse(name, []byte(text))
		d := document.NewDocument(name)
		newDocument(&a).VisitFields(func(f bindex.Field) {
			if terms, ok := f.(*segments.Terms); ok {
				d.AddField(asZapx{terms})
			}
		})
		if err := batch.IndexAdvanced(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Batch(batch); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestScoresAreBleves compares the scores that are added up term by term with those of bleve's own searchers: the
// same articles in the same order, and scores in the same proportion.
func TestScoresAreBleves(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 1))
	articles := map[string]string{}
	for i := range 300 {
		lang := []string{"en", "en", "zh"}[i%3]
		text := strings.Join(words(random, 5+random.IntN(60)), " ")
		articles[fmt.Sprintf("%03d.md", i)] = fmt.Sprintf("---\ntitle: T%d\nlang: %s\n---\n%s. %s", i, lang, strings.Repeat("中国出口稀土", i%4), text)
	}
	x, b := filled(t, articles), inBleve(t, articles)
	for _, n := range []int{1, 2, 3, 7} {
		for range 10 {
			q := parsed(t, strings.Join(words(random, n), " ")+[]string{"", " 稀土磁体"}[random.IntN(2)])
			compareToBleve(t, x, b, q)
		}
	}
}

// byBleve returns the scores of all hits of bleve's.
func byBleve(t *testing.T, b bleve.Index, q query.Query) map[string]float64 {
	t.Helper()
	any := bleve.NewDisjunctionQuery()
	for _, c := range index.Clauses(q, nil) {
		term := bleve.NewTermQuery(c.Term)
		term.SetField(c.Field)
		any.AddQuery(term)
	}
	found, err := b.SearchInContext(t.Context(), bleve.NewSearchRequestOptions(any, 400, 0, false))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, h := range found.Hits {
		out[h.ID] = h.Score
	}
	return out
}

func compareToBleve(t *testing.T, x *Index, b bleve.Index, q query.Query) {
	t.Helper()
	search := func(size int) []index.Hit {
		t.Helper()
		hits, err := x.bestHits(t.Context(), termSearch{any: index.Clauses(q, nil), size: size})
		if err != nil {
			t.Fatal(err)
		}
		return hits
	}
	got, want := search(400), byBleve(t, b, q)
	if len(got) != len(want) || len(got) == 0 {
		t.Fatalf("%s: %d hits, bleve has %d", q.Words, len(got), len(want))
	}
	for i, h := range got {
		if ratio := h.Score / want[h.Path] * want[got[0].Path] / got[0].Score; !(math.Abs(ratio-1) < 1e-4) {
			t.Fatalf("%s: hit %d has %.5f of bleve's score relative to the first", q.Words, i, ratio)
		}
		if i > 0 && h.Score > got[i-1].Score {
			t.Fatalf("%s: hit %d has a higher score than the one before", q.Words, i)
		}
	}
	for _, size := range []int{1, 2, 10} {
		same := func(a, b index.Hit) bool { return a.ID == b.ID && a.Score == b.Score }
		if hits := search(size); !slices.EqualFunc(hits, got[:min(size, len(got))], same) {
			t.Fatalf("%s: the best %d are %q, of %q", q.Words, size, pathsOf(hits), pathsOf(got))
		}
	}
}

// TestTies checks that articles with equal scores have one order, whatever the size.
func TestTies(t *testing.T) {
	t.Parallel()
	x, _ := opened(t, t.TempDir(), index.Owner)
	for i := range 9 {
		apply(t, x, map[string]string{fmt.Sprintf("%d.md", 9-i): fmt.Sprintf("---\ntitle: N%d\n---\nThe harvest failed again.", i)})
	}
	best := func(size int) []string {
		hits, err := x.bestHits(t.Context(), termSearch{any: index.Clauses(parsed(t, "harvest"), nil), size: size})
		if err != nil || len(hits) != size {
			t.Fatal(len(hits), err)
		}
		return pathsOf(hits)
	}
	for range 100 {
		all, one, four := best(9), best(1), best(4)
		if !slices.Equal(all, best(9)) {
			continue // bleve has merged segments, which gives documents other numbers
		}
		if !slices.Equal(one, all[:1]) || !slices.Equal(four, all[:4]) {
			t.Errorf("%q, %q; want the first of %q", one, four, all)
		}
		return
	}
	t.Error("bleve merges segments all the time")
}

// TestFilters compares what a filter and excluded words leave with all articles that match, over several segments with removed
// articles.
func TestFilters(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(8, 1))
	x, _ := opened(t, t.TempDir(), index.Owner)
	for i := range 4 {
		articles := map[string]string{}
		for range 60 {
			n := random.IntN(200)
			date := ""
			if n%3 > 0 {
				date = fmt.Sprintf("published: 2025-0%d-02\n", 1+n%9)
			}
			articles[fmt.Sprintf("%d.md", n)] = fmt.Sprintf("---\ntitle: T%d\ntags: [t%d]\n%s---\n%s", n, n%4, date, strings.Join(words(random, 30), " "))
		}
		apply(t, x, articles, fmt.Sprintf("%d.md", i), fmt.Sprintf("%d.md", random.IntN(200)))
	}
	for _, text := range []string{"w1x w2x", "\"w3x w1x\"", "w5x"} {
		all, err := x.Search(t.Context(), parsed(t, text), nil, 400)
		if err != nil || len(all.Hits) < 5 {
			t.Fatal(len(all.Hits), err)
		}
		for _, more := range []string{"tag:t1", "since:2025-03-01", "until:2025-06-01 tag:t2", "-w4x", "tag:t3 -w2x -w7x", "-\"w1x w4x\"", "since:2025-03-01 -w4x"} {
			q := parsed(t, text+" "+more)
			got, err := x.Search(t.Context(), q, nil, 400)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			undated := 0
			for _, h := range all.Hits {
				dateless := q.Filter
				dateless.Since, dateless.Until = time.Time{}, time.Time{}
				switch {
				case hasAny(t, x, h.ID, q.Excluded):
				case q.Filter.Match(h.ID, h.Outlet, h.Host, h.Tags, h.Published):
					want = append(want, h.Path)
				case h.Published.IsZero() && dateless.Match(h.ID, h.Outlet, h.Host, h.Tags, h.Published):
					undated++
				}
			}
			found := pathsOf(got.Hits)
			slices.Sort(found) // equal scores are in the order of the segments, which bleve merges meanwhile
			slices.Sort(want)
			if !slices.Equal(found, want) || got.Undated != undated {
				t.Errorf("%s: %q and %d without a date; want %q and %d", q.Text, found, got.Undated, want, undated)
			}
		}
	}
	listed, err := x.Search(t.Context(), parsed(t, "tag:t1 since:2025-03-01 -w1x"), nil, 400)
	if err != nil || len(listed.Hits) == 0 || listed.Undated == 0 {
		t.Fatal(listed, err)
	}
	for i, h := range listed.Hits {
		if hasAny(t, x, h.ID, []string{"w1x"}) || !slices.Contains(h.Tags, "t1") || i > 0 && compareCards(listed.Hits[i-1].Card, h.Card) > 0 {
			t.Errorf("%s is listed", h.Path)
		}
	}
}

// hasAny reports whether an article has all words of one of some texts.
func hasAny(t *testing.T, x *Index, id string, texts []string) bool {
	t.Helper()
	a, err := x.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	terms := index.Terms(a)
	return slices.ContainsFunc(texts, func(text string) bool {
		for _, word := range strings.Fields(text) {
			if !terms[word] {
				return false
			}
		}
		return true
	})
}

// TestVariants checks that another spelling finds an article, with index.VariantFactor of the score of the exact one.
func TestVariants(t *testing.T) {
	t.Parallel()
	x := filled(t, map[string]string{
		"exact.md": "---\ntitle: N1\ntags: [a]\n---\nThen Rutnik spoke today.", "variant.md": "---\ntitle: N2\ntags: [a]\n---\nThen Lutnick spoke today.",
		"neither.md": "---\ntitle: N3\n---\nNobody spoke.",
	})
	for _, text := range []string{"rutnik", "rutnik tag:a", "rutnik -nobody"} {
		r, err := x.Search(t.Context(), parsed(t, text), []string{"lutnick"}, 5)
		if err != nil || strings.Join(pathsOf(r.Hits), " ") != "exact.md variant.md" {
			t.Fatalf("%s: %q, %v", text, pathsOf(r.Hits), err)
		}
		if ratio := r.Hits[1].Score / r.Hits[0].Score; math.Abs(ratio-index.VariantFactor) > 1e-3 {
			t.Errorf("%s: the variant has %.3f of the score, want %.3f", text, ratio, index.VariantFactor)
		}
	}
}
