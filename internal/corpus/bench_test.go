package corpus

import (
	"os"
	"testing"
	"time"
)

// BenchmarkLoad builds an index from nothing, of the shipped corpus or the folder that TEST_CORPUS names.
func BenchmarkLoad(b *testing.B) {
	dir := "../../corpus"
	if named := os.Getenv("TEST_CORPUS"); named != "" {
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

// BenchmarkUnchanged compares the stamps of the folders, as the watch does each minute where the file system reports changes,
// of the shipped corpus or the folder that TEST_CORPUS names.
func BenchmarkUnchanged(b *testing.B) {
	dir := "../../corpus"
	if named := os.Getenv("TEST_CORPUS"); named != "" {
		dir = named
	}
	later := time.Now().Add(time.Minute) // the stamps may be of just now
	c, err := Load(b.Context(), Options{Dir: dir, MaxFileSize: 10 << 20, Data: b.TempDir(), Now: func() time.Time { return later }})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	b.ReportAllocs()
	for b.Loop() {
		if !c.isUnchanged() {
			b.Fatal("changed")
		}
	}
}
