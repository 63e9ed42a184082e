package bleveindex

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lede/internal/index"
	"lede/internal/query"
)

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
	x := filled(t, articles)
	for _, n := range []int{1, 2, 3, 7} {
		for range 10 {
			q := parsed(t, strings.Join(words(random, n), " ")+[]string{"", " 稀土磁体"}[random.IntN(2)])
			compareToBleve(t, x, q)
		}
	}
}

func compareToBleve(t *testing.T, x *Index, q query.Query) {
	t.Helper()
	const all = 400
	search := func(size int) []index.Hit {
		t.Helper()
		hits, err := x.scoreByTerm(t.Context(), index.Clauses(q, nil), newRequired(nil), size)
		if err != nil {
			t.Fatal(err)
		}
		return hits
	}
	got := search(all)
	want, _, err := x.searchAmong(t.Context(), x.bleveQuery(q, nil), x.catalog.sorted().ids, all)
	if err != nil || len(got) != len(want) {
		t.Fatalf("%s: %d hits, bleve has %d, %v", q.Words, len(got), len(want), err)
	}
	for i := range got {
		if ratio := got[i].Score / want[i].Score * want[0].Score / got[0].Score; math.Abs(ratio-1) > 1e-4 {
			t.Fatalf("%s: hit %d has %.5f of bleve's score relative to the first", q.Words, i, ratio)
		}
		tied := i > 0 && got[i-1].Score-got[i].Score < 1e-4*got[i].Score || i+1 < len(got) && got[i].Score-got[i+1].Score < 1e-4*got[i].Score
		if got[i].Path != want[i].Path && !tied {
			t.Fatalf("%s: hit %d is %s, bleve's is %s", q.Words, i, got[i].Path, want[i].Path)
		}
	}
	for _, size := range []int{1, 2, 10} {
		same := func(a, b index.Hit) bool { return a.ID == b.ID && a.Score == b.Score }
		if hits := search(size); !slices.EqualFunc(hits, got[:min(size, len(got))], same) {
			t.Fatalf("%s: the best %d are %q, of %q", q.Words, size, pathsOf(hits), pathsOf(got))
		}
	}
}

// TestTies checks that of equal scores the lower document number comes first, as in bleve, whatever the size.
func TestTies(t *testing.T) {
	t.Parallel()
	x, _ := opened(t, t.TempDir(), index.Owner)
	for i := range 9 {
		apply(t, x, map[string]string{fmt.Sprintf("%d.md", 9-i): fmt.Sprintf("---\ntitle: N%d\n---\nThe harvest failed again.", i)})
	}
	q := parsed(t, "harvest")
	inBleve := func() []string {
		want, _, err := x.searchAmong(t.Context(), x.bleveQuery(q, nil), x.catalog.sorted().ids, 9)
		if err != nil || len(want) != 9 {
			t.Fatal(len(want), err)
		}
		return pathsOf(want)
	}
	for range 100 {
		want := inBleve()
		got := map[int][]string{}
		for _, size := range []int{1, 4, 9} {
			hits, err := x.scoreByTerm(t.Context(), index.Clauses(q, nil), newRequired(nil), size)
			if err != nil {
				t.Fatal(err)
			}
			got[size] = pathsOf(hits)
		}
		if !slices.Equal(want, inBleve()) {
			continue // bleve has merged segments, which gives documents other numbers
		}
		for size, paths := range got {
			if !slices.Equal(paths, want[:size]) {
				t.Errorf("size %d: %q; want %q", size, paths, want[:size])
			}
		}
		return
	}
	t.Error("bleve merges segments all the time")
}

// TestVariants checks that another spelling finds an article, with less than the score of the exact one: index.VariantFactor of
// it, unless bleve itself scores the articles that pass a filter.
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
		if ratio := r.Hits[1].Score / r.Hits[0].Score; ratio > index.VariantFactor+1e-3 || text == "rutnik" && ratio < index.VariantFactor-1e-3 {
			t.Errorf("%s: the variant has %.3f of the score, want %.3f", text, ratio, index.VariantFactor)
		}
	}
}
