package bleveindex

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/store"
)

// built returns a folder with a closed index over some articles, written in three commits.
func built(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	x, _ := opened(t, dir, index.Owner)
	apply(t, x, map[string]string{"magnets.md": files["magnets.md"], "chips.md": files["chips.md"]})
	apply(t, x, map[string]string{"old.md": "Magnets of old.", "zh.md": files["zh.md"]})
	apply(t, x, map[string]string{"nodate.txt": files["nodate.txt"], "de.md": files["de.md"]}, "old.md")
	closeIndex(t, x)
	return dir
}

func closeIndex(t *testing.T, x *Index) {
	t.Helper()
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

// checkBuilt fails unless an index has the articles of built, after catching up.
func checkBuilt(t *testing.T, what string, x *Index) {
	t.Helper()
	if err := x.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	found := search(t, x, "magnets", 10)
	slices.Sort(found)
	if x.Len() != 5 || !x.Complete() || strings.Join(found, " ") != "chips.md magnets.md nodate.txt" {
		t.Errorf("%s: %d articles, complete %v, found %q", what, x.Len(), x.Complete(), found)
	}
}

// replaceFile writes what edit makes of a file; nil removes it.
func replaceFile(t *testing.T, path string, edit func(raw []byte) []byte) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if raw = edit(raw); raw == nil {
		err = os.Remove(path)
	} else {
		err = os.WriteFile(path, raw, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// only returns the one path that a pattern below a folder matches.
func only(t *testing.T, dir, pattern string) string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %q, %v", pattern, paths, err)
	}
	return paths[len(paths)-1]
}

// damage changes every file that a pattern names, and returns a function that restores them: bleve may keep files that a
// merge has left over, whose damage nothing shows.
func damage(t *testing.T, dir, pattern string, change func(raw []byte) []byte) (restore func()) {
	t.Helper()
	only(t, dir, pattern) // fails if there is none
	before := map[string][]byte{}
	paths, _ := filepath.Glob(filepath.Join(dir, pattern))
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		before[path] = raw
		replaceFile(t, path, change)
	}
	return func() {
		for path, raw := range before {
			if err := os.WriteFile(path, raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// damages are edits of a file, by name.
var damages = map[string]func(raw []byte) []byte{
	"removed": func([]byte) []byte { return nil },
	"emptied": func([]byte) []byte { return []byte{} },
	"cut":     func(raw []byte) []byte { return raw[:len(raw)/4] }, // bolt makes its file twice as long as it uses
	"zeroed":  func(raw []byte) []byte { return make([]byte, len(raw)) },
	"inverted": func(raw []byte) []byte {
		for i := range raw {
			raw[i] ^= 0xff
		}
		return raw
	},
}

func TestReopen(t *testing.T) {
	t.Parallel()
	dir := built(t)
	x, log := opened(t, dir, index.Owner)
	if !x.Complete() || x.IsSnapshot() || log.Len() > 0 {
		t.Errorf("complete %v, snapshot %v, logged %s", x.Complete(), x.IsSnapshot(), log)
	}
	called := false
	if err := x.CatchUp(t.Context(), func(int, int) { called = true }); err != nil || called {
		t.Errorf("catching up where nothing is behind: %v, progress %v", err, called)
	}
	checkBuilt(t, "reopened", x)
	checkSize(t, x, dir)
	fresh, log := opened(t, filepath.Join(t.TempDir(), "new"), index.Owner)
	if fresh.Len() != 0 || fresh.Complete() || log.Len() > 0 {
		t.Errorf("a new index: %d articles, complete %v, logged %s", fresh.Len(), fresh.Complete(), log)
	}
	closeIndex(t, fresh)
	if fresh, log = opened(t, fresh.dir, index.Owner); fresh.Len() != 0 || fresh.Complete() || log.Len() > 0 {
		t.Errorf("an empty index: %d articles, complete %v, logged %s", fresh.Len(), fresh.Complete(), log)
	}
}

// TestDamagedSearchIndex damages each kind of file that bleve has, in each way: the index opens, says in the log that
// the search index is rebuilt, and has all articles after CatchUp, without the corpus.
func TestDamagedSearchIndex(t *testing.T) {
	t.Parallel()
	dir := built(t)
	for _, kind := range []string{"bleve/index_meta.json", "bleve/store/root.bolt", "bleve/store/*.zap"} {
		for name, change := range damages {
			what := name + " " + kind
			damage(t, dir, kind, change)
			x, log := opened(t, dir, index.Owner)
			if !strings.Contains(log.String(), "the search index is rebuilt") || x.Complete() || x.Len() != 5 {
				t.Errorf("%s: complete %v, %d articles, logged %s", what, x.Complete(), x.Len(), log)
			}
			checkBuilt(t, what, x)
			closeIndex(t, x)
		}
	}
	x, log := opened(t, dir, index.Owner)
	if !x.Complete() || log.Len() > 0 {
		t.Errorf("after it was rebuilt: complete %v, logged %s", x.Complete(), log)
	}
}

// TestDamagedStore damages the files of the store: the index opens empty and is filled again, and nothing of the old
// one is found.
func TestDamagedStore(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"catalog-*", "records-*", "articles-*"} {
		for _, name := range []string{"removed", "emptied", "inverted"} {
			if kind != "catalog-*" && name == "inverted" {
				continue // see TestDamagedArticle
			}
			if kind == "catalog-*" && name == "removed" {
				continue // an index without a catalog is one that is not there
			}
			what := name + " " + kind
			dir := built(t)
			damage(t, dir, kind, damages[name])
			x, log := opened(t, dir, index.Owner)
			if !strings.Contains(log.String(), "the index is rebuilt") || x.Len() != 0 || x.Complete() {
				t.Errorf("%s: %d articles, complete %v, logged %s", what, x.Len(), x.Complete(), log)
			}
			if err := x.CatchUp(t.Context(), func(int, int) {}); err != nil {
				t.Errorf("%s: %v", what, err)
			}
			apply(t, x, map[string]string{"new.md": "New magnets."})
			if got := search(t, x, "magnets", 10); strings.Join(got, " ") != "new.md" {
				t.Errorf("%s: found %q", what, got)
			}
			closeIndex(t, x)
		}
	}
}

// TestDamagedArticle checks that exactly the article whose bytes have changed is reported.
func TestDamagedArticle(t *testing.T) {
	t.Parallel()
	dir := built(t)
	x, _ := opened(t, dir, index.Owner)
	if got, _ := x.Damaged(t.Context()); len(got) > 0 {
		t.Errorf("%d articles are damaged", len(got))
	}
	f, _ := x.File(article.ID("chips.md"))
	offset := f.Body.Offset
	closeIndex(t, x)
	replaceFile(t, only(t, dir, "articles-*"), func(raw []byte) []byte { raw[offset+3] ^= 1; return raw })
	x, _ = opened(t, dir, index.Owner)
	if got, _ := x.Damaged(t.Context()); len(got) != 1 || got[0] != "chips.md" {
		t.Errorf("damaged: %d files", len(got))
	}
	if _, err := x.Article(t.Context(), article.ID("chips.md")); !errors.Is(err, store.ErrDamage) {
		t.Errorf("a damaged article: %v", err)
	}
	if _, err := x.Article(t.Context(), article.ID("magnets.md")); err != nil {
		t.Errorf("another article: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if got, _ := x.Damaged(ended); len(got) > 0 {
		t.Errorf("%d files after the end of the context", len(got))
	}
}

// TestSearchIndexOfAnotherStore checks that a search index that does not belong to the store is not used.
func TestSearchIndexOfAnotherStore(t *testing.T) {
	t.Parallel()
	t.Run("ahead", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		x, _ := opened(t, dir, index.Owner)
		apply(t, x, map[string]string{"magnets.md": files["magnets.md"], "chips.md": files["chips.md"], "zh.md": files["zh.md"], "nodate.txt": files["nodate.txt"], "de.md": files["de.md"]})
		older := keep(t, dir, "catalog-0")
		apply(t, x, map[string]string{"later.md": "Later magnets."})
		closeIndex(t, x)
		older()
		x, log := opened(t, dir, index.Owner)
		if !strings.Contains(log.String(), "at 2 of 1") {
			t.Errorf("logged %s", log)
		}
		checkBuilt(t, "ahead of the store", x)
	})
	t.Run("another count", func(t *testing.T) {
		t.Parallel()
		dir := built(t)
		b, err := bleve.OpenUsing(filepath.Join(dir, "bleve"), options())
		if err == nil {
			err = errors.Join(b.Delete(article.ID("chips.md")), b.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		x, log := opened(t, dir, index.Owner)
		if !strings.Contains(log.String(), "4 articles of 5") {
			t.Errorf("logged %s", log)
		}
		checkBuilt(t, "an article less", x)
	})
	t.Run("no number", func(t *testing.T) {
		t.Parallel()
		dir := built(t)
		b, err := bleve.OpenUsing(filepath.Join(dir, "bleve"), options())
		if err == nil {
			err = errors.Join(b.SetInternal(appliedKey, []byte("x")), b.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		x, log := opened(t, dir, index.Owner)
		if !strings.Contains(log.String(), "rebuilt") {
			t.Errorf("logged %s", log)
		}
		checkBuilt(t, "without its number", x)
	})
}

// keep copies a file or folder and returns a function that puts it back.
func keep(t *testing.T, dir, name string) (restore func()) {
	t.Helper()
	path, kept := filepath.Join(dir, name), filepath.Join(t.TempDir(), "kept")
	copyAll(t, path, kept)
	return func() {
		t.Helper()
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		copyAll(t, kept, path)
	}
}

func copyAll(t *testing.T, from, to string) {
	t.Helper()
	stat, err := os.Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	if stat.IsDir() {
		err = os.CopyFS(to, os.DirFS(from))
	} else {
		var raw []byte
		if raw, err = os.ReadFile(from); err == nil {
			err = os.WriteFile(to, raw, 0o644)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestOpenFails(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []index.Mode{index.Owner, index.Snapshot} {
		x, err := Open(dir, mode, slog.New(slog.DiscardHandler))
		if mode == index.Owner && (err == nil || !strings.Contains(err.Error(), dir)) {
			t.Errorf("a file in place of the folder: %v", err)
		}
		if x != nil {
			closeIndex(t, x)
		}
	}
}

// TestWriteErrors checks that what bleve cannot write is logged by the index that it belongs to, with its folder, and
// that Apply names the folder.
func TestWriteErrors(t *testing.T) {
	t.Parallel()
	dir := built(t)
	x, log := opened(t, dir, index.Owner)
	_, other := opened(t, built(t), index.Owner)
	scorch.RegistryAsyncErrorCallbacks[errorCallback](errors.New("no space left"), storePath(filepath.Join(dir, "bleve")))
	if !strings.Contains(log.String(), "no space left") || !strings.Contains(log.String(), dir) || other.Len() > 0 {
		t.Errorf("logged %s, and by another index %s", log, other)
	}
	if err := x.store.Close(); err != nil {
		t.Fatal(err)
	}
	err := x.Apply(t.Context(), []index.Change{change(x, "new.md", "New magnets.")}, nil, true)
	if err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("an index that cannot be written: %v", err)
	}
	x.Close()
	log.Reset()
	report(errors.New("late"), storePath(filepath.Join(dir, "bleve")))
	if log.Len() > 0 {
		t.Errorf("logged after Close: %s", log)
	}
}

// TestBaseline checks that every passage is indexed, with the words of its title and text.
func TestBaseline(t *testing.T) {
	t.Parallel()
	x := filled(t, files)
	dir := filepath.Join(t.TempDir(), "baseline")
	took, err := Baseline(t.Context(), x, dir)
	if err != nil || took <= 0 {
		t.Fatal(took, err)
	}
	b, err := bleve.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	passages := 0
	for _, c := range listed(x) {
		passages += c.Passages
	}
	if n, err := b.DocCount(); err != nil || n != uint64(passages) || passages < 5 {
		t.Errorf("%d passages of %d, %v", n, passages, err)
	}
	if _, err := Baseline(t.Context(), x, dir); err == nil {
		t.Error("a folder that is not empty was written to")
	}
}

// checkSize compares the size of an index with its files. bleve merges in the background, so that both may change in between.
func checkSize(t *testing.T, x *Index, dir string) {
	t.Helper()
	for try := 0; ; try++ {
		size := int64(0)
		for _, pattern := range []string{"*", "bleve/*", "bleve/store/*"} {
			paths, _ := filepath.Glob(filepath.Join(dir, pattern))
			for _, path := range paths {
				if stat, err := os.Stat(path); err == nil && stat.Mode().IsRegular() {
					size += stat.Size()
				}
			}
		}
		if got := x.Size(); got == size && size > 0 {
			return
		} else if try == 100 {
			t.Fatalf("a size of %d bytes, want %d", got, size)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
