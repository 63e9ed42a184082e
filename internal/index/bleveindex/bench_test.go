package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/names"
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

// BenchmarkAddedNames looks a name up among the most names that are added before a letter is read again.
func BenchmarkAddedNames(b *testing.B) {
	x := &phoneticIndex{added: map[string]string{}}
	random := rand.New(rand.NewPCG(1, 1))
	for len(x.added) < maxPhoneticAdded {
		name := fmt.Sprintf("r%d", random.Uint32())
		name = strings.NewReplacer("0", "b", "1", "k", "2", "a", "3", "d", "4", "e", "5", "m", "6", "n", "7", "o", "8", "s", "9", "t").Replace(name)
		x.added[name] = names.Sound(name)
	}
	for b.Loop() {
		x.namesFor("RTNK")
	}
}
