package index

import (
	"slices"
	"testing"

	"lede/internal/analysis"
	"lede/internal/query"
)

// TestAlternatives checks that an article has a thing once however many of its alternatives it contains, that all words of an
// alternative are needed, and that only the language and the filter asked for are searched.
func TestAlternatives(t *testing.T) {
	t.Parallel()
	x := filled(t, map[string]string{
		"all.md":  "---\nlang: en\n---\nbread bread bun bun",
		"both.md": "---\nlang: en\n---\nbread price rare earth",
		"one.md":  "---\nlang: en\ntags: [a]\n---\nbun price earth words",
		"half.md": "---\nlang: en\n---\nrare words about nothing",
		"zh.md":   "---\nlang: zh\n---\nbread price 面包",
	})
	all := []Alternatives{{{"bread"}, {"bun"}}, {{"price"}}, {{"rare", "earth"}}}
	search := func(f query.Filter) ([]string, []int) {
		hits, counts, err := x.SearchAlternatives(t.Context(), analysis.English, all, f, 10)
		if err != nil {
			t.Fatal(err)
		}
		var paths []string
		for _, h := range hits {
			paths = append(paths, h.Path)
		}
		return paths, counts
	}
	if paths, counts := search(query.Filter{}); !slices.Equal(paths, []string{"both.md", "one.md", "all.md"}) || !slices.Equal(counts, []int{3, 2, 1}) {
		t.Errorf("%q, %d", paths, counts)
	}
	if paths, _ := search(query.Filter{Tag: "a"}); !slices.Equal(paths, []string{"one.md"}) {
		t.Errorf("with a tag: %q", paths)
	}
}
