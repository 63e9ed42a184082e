package article

import (
	"os"
	"path/filepath"
	"testing"
)

func BenchmarkParse(b *testing.B) {
	names, err := filepath.Glob("../../corpus/*")
	if err != nil || len(names) == 0 {
		b.Fatal(names, err)
	}
	var files [][]byte
	size := 0
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, raw)
		size += len(raw)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for i, raw := range files {
			Parse(names[i], raw)
		}
	}
}
