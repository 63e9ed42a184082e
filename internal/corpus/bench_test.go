package corpus

import (
	"os"
	"testing"
)

// BenchmarkLoad builds an index from nothing, of the shipped corpus or the folder that LEDE_CORPUS names.
func BenchmarkLoad(b *testing.B) {
	dir := "../../corpus"
	if named := os.Getenv("LEDE_CORPUS"); named != "" {
		dir = named
	}
	for b.Loop() {
		c, err := Load(b.Context(), Options{Dir: dir, MaxFileSize: 10 << 20, Data: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
