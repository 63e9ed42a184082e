package state

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// TestAtRest checks that nobody but the bot's user can read the state, even where folder and files were open to others before.
func TestAtRest(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no rights of this kind")
	}
	dir := t.TempDir()
	for range 2 {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.SaveDraft(t.Context(), Draft{ID: NewID(), At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) == 0 {
			t.Fatalf("%d files, %v", len(entries), err)
		}
		for _, path := range append([]string{"."}, names(entries)...) {
			if stat, err := os.Stat(filepath.Join(dir, path)); err != nil || stat.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s has the rights %v (%v)", path, stat.Mode(), err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		for _, path := range names(entries) {
			_ = os.Chmod(filepath.Join(dir, path), 0o644) // one that is gone is no matter
		}
	}
}

func names(entries []os.DirEntry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}
