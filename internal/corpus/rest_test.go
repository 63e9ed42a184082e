package corpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"lede/internal/index/indextest"
)

// TestAtRest protects that nobody but the bot's user can read the data folder.
func TestAtRest(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no rights of this kind")
	}
	dir, data := t.TempDir(), filepath.Join(t.TempDir(), "data")
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("The harbour board met."), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		c, err := OpenExclusive(Options{Dir: dir, Data: data, MaxFileSize: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Sweep(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	err := filepath.WalkDir(data, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if info, err := d.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the rights %v (%v)", path, info.Mode(), err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestFoldersInPlaceOfFiles protects that a folder with the name of one of the bot's files is moved aside.
func TestFoldersInPlaceOfFiles(t *testing.T) {
	for _, name := range []string{"lock", "index/catalog-1", "index/articles-1", "index/bleve/store/root.bolt"} {
		t.Run(name, func(t *testing.T) {
			dir, data := t.TempDir(), t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("The harbour board met."), 0o644); err != nil {
				t.Fatal(err)
			}
			o := Options{Dir: dir, Data: data, MaxFileSize: 1 << 20}
			index, err := o.indexDir()
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(data, name)
			if rest, ok := strings.CutPrefix(name, "index/"); ok {
				path = filepath.Join(index, rest)
			}
			if err := os.MkdirAll(filepath.Join(path, "kept"), 0o755); err != nil {
				t.Fatal(err)
			}
			c, err := OpenExclusive(o)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if _, err := c.Sweep(t.Context(), false); err != nil || len(indextest.Cards(c.Index)) != 1 {
				t.Errorf("%d articles, %v", len(indextest.Cards(c.Index)), err)
			}
			if name == "lock" {
				if _, err := os.Stat(filepath.Join(data, "aside-lock", "kept")); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
