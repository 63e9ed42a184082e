package answer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/query"
)

// newsFolder returns an engine over news of one storm: nine articles, of two outlets, one of them without a date.
func newsFolder(t *testing.T) *Engine {
	t.Helper()
	files := map[string]string{"undated.md": "---\ntitle: Storm\noutlet: Herald\n---\nThe storm flooded the harbour of Genoa. Boats sank there."}
	for i, town := range []string{"Miami", "Tampa", "Naples", "Lisbon", "Porto", "Cadiz", "Malta", "Crete"} {
		outlet, tag := "Gazette", "weather"
		if i%2 == 1 {
			outlet, tag = "Herald", "ports"
		}
		files[fmt.Sprint("d", i, ".md")] = fmt.Sprintf("---\ntitle: Storm\noutlet: %s\ntags: [%s]\npublished: 2025-06-0%d\n---\nThe storm flooded the harbour of %s on 0%d June. %d boats sank there.",
			outlet, tag, i+1, town, i+1, i+11)
	}
	return engine(t, folder(t, files))
}

func explain(t *testing.T, e *Engine, question, path string) Explanation {
	t.Helper()
	q := must(query.Parse(question, asked))
	x, ok, err := e.Explain(t.Context(), q, article.ID(path))
	if err != nil || !ok {
		t.Fatalf("%s: %s is not found, %v", question, path, err)
	}
	return x
}

// TestExplainRank checks the rank that is explained, among how many articles, and which of them is called the newest.
func TestExplainRank(t *testing.T) {
	e := newsFolder(t)
	const question = "Which harbour did the storm flood?"
	a := ask(t, e, question)
	if len(a.Passages) != 9 {
		t.Fatalf("%d passages", len(a.Passages))
	}
	for i, p := range a.Passages {
		x := explain(t, e, question, p.Article.Path)
		if x.Rank != i+1 || x.Passage.Article.ID != p.Article.ID || x.Articles != 9 || x.Newest != (p.Article.Path == "d7.md") {
			t.Errorf("%s: rank %d, want %d; of %d articles; newest %v", p.Article.Path, x.Rank, i+1, x.Articles, x.Newest)
		}
		if !slices.IsSortedFunc(x.Parts, func(a, b Part) int { return -int(1e6 * (a.Points - b.Points)) }) {
			t.Errorf("%s: the largest part is not first: %v", p.Article.Path, x.Parts)
		}
	}
	if x := explain(t, e, question+" before:2025-06-05", "d4.md"); x.Rank < 1 || x.Articles != 5 || !x.Newest {
		t.Errorf("before a day: rank %d of %d, newest %v", x.Rank, x.Articles, x.Newest)
	}
}

// TestExplainWords checks how many words of the question are counted, and which parts of the answer are told to fit it.
func TestExplainWords(t *testing.T) {
	e := newsFolder(t)
	for _, c := range []struct {
		question string
		asked    int
		fitting  string
	}{
		{"When did the storm flood the harbour of Miami?", 4, "01 June"},
		{"How many boats sank with the storm in Miami?", 4, ""},
		{"Which harbour did the storm flood?", 3, ""},
		{"storm harbour 迈阿密", 0, ""},
	} {
		if x := explain(t, e, c.question, "d0.md"); x.Asked != c.asked || strings.Join(x.Fitting, "|") != c.fitting {
			t.Errorf("%s: %d words, fitting %q", c.question, x.Asked, x.Fitting)
		}
	}
}

// TestExplainFilters checks which better articles are named as left out: each once, at most five, with the filter that they
// fail and no other.
func TestExplainFilters(t *testing.T) {
	e := newsFolder(t)
	const question = "Which harbour did the storm flood?"
	if x := explain(t, e, question, "d0.md"); x.FilteredOut != nil {
		t.Errorf("without a filter: %v", x.FilteredOut)
	}
	for filter, want := range map[string]string{
		"source:herald":                   "d6.md source:herald|d4.md source:herald|d2.md source:herald",
		"tag:ports":                       "d6.md tag:ports|d4.md tag:ports|d2.md tag:ports",
		"before:2025-06-03 source:herald": "d7.md before:2025-06-03|d6.md source:herald before:2025-06-03|d5.md before:2025-06-03|d4.md source:herald before:2025-06-03|d3.md before:2025-06-03",
		"after:2025-06-01":                "",
	} {
		x := explain(t, e, question+" "+filter, "d1.md")
		var got []string
		for _, f := range x.FilteredOut {
			got = append(got, f.Article.Path+" "+f.By.String())
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: %q, want %q", filter, s, want)
		}
	}
}
