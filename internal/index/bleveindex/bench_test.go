package bleveindex

import (
	"os"
	"path/filepath"
	"testing"

	"lede/internal/article"
)

// BenchmarkNewDocument makes the documents of the shipped corpus.
func BenchmarkNewDocument(b *testing.B) {
	paths, err := filepath.Glob("../../../corpus/*")
	if err != nil {
		b.Fatal(err)
	}
	var articles []article.Article
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		a, _ := article.Parse(filepath.Base(path), raw)
		articles = append(articles, a)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range articles {
			newDocument(&articles[i])
		}
	}
}
