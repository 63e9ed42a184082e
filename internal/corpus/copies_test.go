package corpus_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/corpus"
	"lede/internal/index/indextest"
)

// page returns a file with front matter over a text.
func page(url, outlet, published, text string) string {
	return fmt.Sprintf("---\ntitle: A title\nsource: %s\noutlet: %s\npublished: %s\n---\n%s\n", url, outlet, published, text)
}

// edited returns a text with every n-th word replaced.
func edited(text string, n int) string {
	words := strings.Fields(text)
	for i := n - 1; i < len(words); i += n {
		words[i] = fmt.Sprintf("changed%d", i)
	}
	return strings.Join(words, " ")
}

func groupOf(t *testing.T, c *corpus.Corpus, path string) string {
	var paths []string
	for _, card := range indextest.Group(t, c.Index, article.ID(path)) {
		paths = append(paths, card.Path)
	}
	return strings.Join(paths, " ")
}

func TestGroups(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../corpus/2025-06-06-london-trade-talks.txt")
	must(t, err)
	story := strings.Join(strings.Fields(string(raw))[:600], " ")
	dir := t.TempDir()
	put(t, dir, "pasted.txt", story)
	put(t, dir, "again.txt", story)
	put(t, dir, "first.md", page("https://example.org/1", "Gazette", "2025-06-06", edited(story, 15)))
	put(t, dir, "later.md", page("https://example.com/1", "Herald", "2025-06-08", story))
	put(t, dir, "rewritten.md", page("https://example.net/1", "Courier", "2025-06-09", edited(story, 5)))
	put(t, dir, "same-url.md", page("https://example.org/1", "Gazette", "2025-06-07", edited(story, 4)))
	data := t.TempDir()
	c, err := corpus.Load(t.Context(), corpus.Options{Dir: dir, Data: data, MaxFileSize: 1 << 20})
	must(t, err)
	const group = "first.md later.md again.txt pasted.txt"
	for path, want := range map[string]string{"pasted.txt": group, "first.md": group, "later.md": group, "rewritten.md": "", "same-url.md": ""} {
		if got := groupOf(t, c, path); got != want {
			t.Errorf("%s is of the group %q, want %q", path, got, want)
		}
	}
	if n := c.Index.Len(); n != 6 {
		t.Errorf("%d articles: a copy is lost", n)
	}
	must(t, os.Remove(filepath.Join(dir, "first.md")))
	_, err = c.Sweep(t.Context(), false)
	must(t, err)
	if got := groupOf(t, c, "again.txt"); got != "later.md again.txt pasted.txt" {
		t.Errorf("without the best one: %q", got)
	}
	must(t, c.Close())
	checkEqual(t, dir, data, wanted(t, dir), "groups")
}
