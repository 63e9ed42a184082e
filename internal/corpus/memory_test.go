package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// heap returns the bytes in use after collections that empty the pools, too.
func heap() uint64 {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestMemoryOfChanges adds and removes articles, each with a tag and names of its own: the memory does not grow with the number
// of changes. TEST_CHANGES is how many there are at last.
func TestMemoryOfChanges(t *testing.T) {
	few, many := 15, 45
	if named := os.Getenv("TEST_CHANGES"); named != "" {
		if _, err := fmt.Sscan(named, &many); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../corpus")); err != nil {
		t.Fatal(err)
	}
	c := load(t, dir, t.TempDir())
	path := filepath.Join(dir, "changing.md")
	change := func(i int) {
		t.Helper()
		text := fmt.Sprintf("---\ntags: [tag%d]\noutlet: Post %d\n---\nThe harvest of Zanzibar%dovia failed. Minister Quex%d has no word for it.\n", i, i, i, i)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"+changing.md", "-changing.md"} {
			if diff, err := c.sweep(t.Context(), []string{"changing.md"}, false); err != nil || changes(diff) != want {
				t.Fatal(changes(diff), err)
			}
			if want == "+changing.md" {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for i := range few {
		change(i)
	}
	before := heap()
	for i := range many {
		change(few + i)
	}
	after := heap()
	t.Logf("%.1f MB after %d changes, %.1f MB after %d", float64(before)/1e6, 2*few, float64(after)/1e6, 2*(few+many))
	if grown := int64(after) - int64(before); grown > int64(many)*4<<10 {
		t.Errorf("%d additions and removals have left %d bytes", many, grown)
	}
}
