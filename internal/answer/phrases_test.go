package answer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/query"
)

// TestPhraseIsFoundNearItsWords quotes three or five words from every fourth place of the shipped articles: looking near the rarest word finds all
// that looking through the whole article does.
func TestPhraseIsFoundNearItsWords(t *testing.T) {
	files, err := filepath.Glob("../../corpus/*")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := article.Parse(file, raw)
		words := strings.Fields(strings.ReplaceAll(a.Text, `"`, ""))
		for i := 0; i+5 < len(words); i += 4 {
			q, err := query.Parse(`when "`+strings.Join(words[i:i+3+i/4%2*2], " ")+`"`, asked)
			if err != nil || len(q.Phrases) == 0 {
				continue
			}
			ts := &terms{list: askedTerms(q), matchers: map[analysis.Lang]matcher{}}
			ts.compile()
			p := newPhrases(q.Phrases, ts)[0]
			want := p.find(a.Text)
			got := p.findIn(newMatches(&a, 1, ts, false))
			slices.SortFunc(got, func(a, b Mark) int { return a.Start - b.Start })
			if got = slices.Compact(got); !slices.Equal(got, want) {
				t.Errorf("%s: %q is at %v, want %v", file, q.Phrases[0].Text, got, want)
			}
			found += len(want)
		}
	}
	if found < 300 {
		t.Errorf("only %d found", found)
	}
}
