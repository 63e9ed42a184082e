package corpus

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/store"
)

// TestStatAll checks what becomes of the files that a walk has found, in runs and from several folders.
func TestStatAll(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": "one", "sub/a.txt": "three", "large.txt": "much too large"})
	for _, name := range []string{"a.txt", "sub/a.txt"} { // its inode changes at another time then
		if err := os.Chtimes(filepath.Join(dir, name), time.Time{}, time.Unix(1e9, 5)); err != nil {
			t.Fatal(err)
		}
	}
	found := make(chan []entry, 2)
	at := func(rel string) entry { return entry{path: rel, real: filepath.Join(dir, rel)} }
	found <- []entry{at("a.txt"), at("gone.txt"), at("sub/a.txt")}
	found <- []entry{at("large.txt"), at("gone/a.txt"), {path: "photo.jpg", notArticle: true}}
	close(found)
	sizes := map[string]int64{}
	for _, e := range statAll(found, 10, 0) {
		if e.id != idOf(e.path) || (e.problem.Text != "") != (e.path == "large.txt") {
			t.Errorf("%+v", e)
		}
		if info, err := os.Lstat(filepath.Join(dir, e.path)); err == nil && e.problem.Text == "" && e.stamp != stampOf(info) {
			t.Errorf("%s: %+v, want %+v", e.path, e.stamp, stampOf(info))
		}
		sizes[e.path] = e.stamp.Size
	}
	var paths []string
	for path := range sizes {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	if want := []string{"a.txt", "large.txt", "photo.jpg", "sub/a.txt"}; !slices.Equal(paths, want) || sizes["a.txt"] != 3 || sizes["sub/a.txt"] != 5 {
		t.Errorf("%v, want %q", sizes, want)
	}
}

// TestDefaultsHashes checks that each file has the hash of its own folder's defaults, in whatever order files come.
func TestDefaultsHashes(t *testing.T) {
	t.Parallel()
	c := &Corpus{defaults: map[string]article.Defaults{"a": {Outlet: "A"}, "b": {Outlet: "B"}}}
	hashes := defaultsHashes{corpus: c}
	a, b := hashDefaults(c.defaults["a"]), hashDefaults(c.defaults["b"])
	for _, file := range []struct {
		path string
		want store.Sum
	}{{"1.txt", store.Sum{}}, {"a/1.txt", a}, {"a/sub/1.txt", a}, {"b/1.txt", b}, {"2.txt", store.Sum{}}, {"a/2.txt", a}} {
		if got := hashes.of(file.path); got != file.want {
			t.Errorf("%s: %x, want %x", file.path, got, file.want)
		}
	}
}
