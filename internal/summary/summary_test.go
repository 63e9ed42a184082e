package summary

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/internal/article"
)

func shipped(t *testing.T) []article.Article {
	t.Helper()
	paths, err := filepath.Glob("../../corpus/*")
	if err != nil || len(paths) < 8 {
		t.Fatalf("corpus: %q, %v", paths, err)
	}
	var out []article.Article
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := article.Parse(filepath.Base(p), raw)
		out = append(out, a)
	}
	return out
}

func TestOf(t *testing.T) {
	bounds := map[Length][2]int{Short: {1, 2}, Medium: {2, 4}, Long: {3, 8}}
	for _, a := range shipped(t) {
		for length, bound := range bounds {
			got := Of(&a, length)
			text := ""
			for _, i := range got {
				text += a.Sentence(i) + " "
			}
			if len(got) < bound[0] || len(got) > bound[1] || !slices.IsSorted(got) {
				t.Errorf("%s %s: sentences %v", a.Path, length, got)
			}
			if len(got) > 1 && article.Units(text) > maxShare*article.Units(a.Text)+1 {
				t.Errorf("%s %s: %.0f of %.0f words", a.Path, length, article.Units(text), article.Units(a.Text))
			}
			if article.NeedsContext(text) {
				t.Errorf("%s %s opens with a pronoun: %s", a.Path, length, text)
			}
			for _, banned := range append(a.Captions, "Downvote") {
				if strings.Contains(text, banned+"\n") || banned == "Downvote" && strings.Contains(text, banned) {
					t.Errorf("%s %s holds %q", a.Path, length, banned)
				}
			}
		}
	}
}

func TestOfLittle(t *testing.T) {
	for _, text := range []string{"One sentence with at least five words.", "He said so.", "Why?"} {
		a, _ := article.Parse("a.txt", []byte(text))
		if got := Of(&a, Medium); len(got) != 1 {
			t.Errorf("%q: %v", text, got)
		}
	}
}
