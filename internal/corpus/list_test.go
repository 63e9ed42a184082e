package corpus

import (
	"path/filepath"
	"slices"
	"testing"
)

// TestStatAll checks what becomes of the files that a walk has found, in runs and from several folders.
func TestStatAll(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": "one", "sub/a.txt": "three", "large.txt": "much too large"})
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
