package corpus

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/store"
)

// newResult returns the result of a new file with an article, which says that it has so many bytes.
func (s *sweep) newResult(name string, size int64) result {
	articles, _ := article.ReadAll(article.File{Path: name, Raw: []byte("Rain fell in " + name + ".")})
	f := &store.File{Card: articles[0].Card, Sum: hash([]byte(name))}
	j := job{entry: entry{path: name, stamp: store.Stamp{Size: size}}}
	return result{job: j, changes: s.changesOf(f, articles), kind: contentChanged, hasArticle: true}
}

// TestBatches checks when a long sweep writes what it has read: questions find it from then on, and a bot that is ended goes on
// from there.
func TestBatches(t *testing.T) {
	t.Parallel()
	const bytes, files = 16 << 20, 2000 // of a batch, as measured
	few, many := []int64{bytes - 1, 1}, make([]int64, files)
	for _, c := range []struct {
		what    string
		sizes   []int64
		written []int // how many articles are in the index when the next result is taken
	}{
		{"small files", []int64{1, 1, 1}, []int{0, 0, 0}},
		{"as many bytes as a batch has", few, []int{0, 2}},
		{"one large file", []int64{bytes, 1, 1}, []int{1, 1, 1}},
		{"two large files", []int64{bytes + 1, 1, bytes, 1}, []int{1, 1, 3, 3}},
		{"a batch after a batch", []int64{bytes, bytes - 1, 1}, []int{1, 1, 3}},
		{"as many files as a batch has", many, append(make([]int, files-1), files)},
	} {
		dir := t.TempDir()
		corpus, _ := logged(t, Options{Dir: dir})
		s := &sweep{Corpus: corpus, ctx: t.Context(), roots: []string{"."}}
		results, done := make(chan result), make(chan error)
		var written []int
		go func() {
			defer close(results)
			for i, size := range c.sizes {
				results <- s.newResult(fmt.Sprint(i, ".txt"), size)
				results <- result{} // of an unchanged file: taken after the one before it is dealt with
				written = append(written, corpus.Index.Len())
			}
		}()
		go func() { done <- s.write(results, nil, len(c.sizes)) }()
		if err := <-done; err != nil || !slices.Equal(written, c.written) {
			t.Errorf("%s: %v, articles in the index %v, want %v", c.what, err, written, c.written)
		}
		if shown := corpus.Status(); shown.Done != 2*len(c.sizes) || shown.All != len(c.sizes) {
			t.Errorf("%s: %d of %d files are shown as done", c.what, shown.Done, shown.All)
		}
		if n := corpus.Index.Len(); n != len(c.sizes) || !corpus.Index.Complete() || len(s.diff.Added) != n {
			t.Errorf("%s: %d articles at the end, complete %v, %d added", c.what, n, corpus.Index.Complete(), len(s.diff.Added))
		}
	}
}

// TestBatchesOfCancelledSweep checks that a sweep that is ended between two batches leaves an index that is not complete, and
// the next sweep reads the rest only.
func TestBatchesOfCancelledSweep(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "b.txt": "Snow fell."})
	c, _ := logged(t, Options{Dir: dir, Data: t.TempDir()})
	ctx, cancel := context.WithCancel(t.Context())
	s := &sweep{Corpus: c, ctx: ctx, roots: []string{"."}, reread: map[string]bool{}}
	if err := s.walk(); err != nil {
		t.Fatal(err)
	}
	jobs, _ := s.jobs()
	results := make(chan result, 1)
	first := s.read(jobs[0])
	first.stamp.Size = batchBytes
	results <- first
	close(results)
	cancel()
	if err := s.write(results, nil, 2); err == nil || c.Index.Complete() || c.Index.Len() != 1 {
		t.Errorf("%v, complete %v, %d articles", err, c.Index.Complete(), c.Index.Len())
	}
	diff, err := c.Sweep(t.Context(), false)
	if got := changes(diff); err != nil || got != "+b.txt" || !c.Index.Complete() || c.Index.Len() != 2 {
		t.Errorf("the next sweep: %s, %v, %d articles", got, err, c.Index.Len())
	}
}

// TestDiffIsSorted checks that what a sweep reports is in the order of the paths, however the readers run.
func TestDiffIsSorted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := func(kind string, i int) string { return fmt.Sprintf("%s%02d.txt", kind, (i*7)%20) }
	for i := range 20 {
		write(t, dir, name("change", i), text)
		write(t, dir, name("remove", i), text)
		write(t, dir, name("empty", i), text)
	}
	c := load(t, dir, "")
	for i := range 20 {
		write(t, dir, name("change", i), "It rained.")
		write(t, dir, name("remove", i), "-")
		write(t, dir, name("empty", i), "")
		write(t, dir, name("add", i), "It rained.")
	}
	diff, err := c.Sweep(t.Context(), false)
	if err != nil || len(diff.Added) != 20 || len(diff.Changed) != 20 || len(diff.Removed) != 40 || diff.Len() != 80 {
		t.Errorf("%d added, %d changed, %d removed, %v", len(diff.Added), len(diff.Changed), len(diff.Removed), err)
	}
	for _, paths := range [][]string{diff.Added, diff.Changed, diff.Removed} {
		if !slices.IsSorted(paths) {
			t.Errorf("not sorted: %q", paths)
		}
	}
}

// TestPartsGoWithTheFile checks that no article of a file is found any more once the file is not read.
func TestPartsGoWithTheFile(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"pocket.json": exported, "pocket.txt": text})
	c := load(t, dir, "")
	if got := paths(c); got != "pocket.json/1 pocket.json/2 pocket.txt" {
		t.Fatalf("read: %s", got)
	}
	write(t, dir, "pocket.json", exported+strings.Repeat(" ", 1000))
	diff, err := c.Sweep(t.Context(), false)
	if got := paths(c); err != nil || got != "pocket.txt" || changes(diff) != "-pocket.json" {
		t.Errorf("too large: %s, %s, %v", got, changes(diff), err)
	}
	write(t, dir, "pocket.json", exported)
	if diff, err := c.Sweep(t.Context(), false); err != nil || paths(c) != "pocket.json/1 pocket.json/2 pocket.txt" || changes(diff) != "+pocket.json" {
		t.Errorf("small again: %s, %s, %v", paths(c), changes(diff), err)
	}
	if diff, err := c.sweep(t.Context(), []string{"pocket.txt"}, false); err != nil || diff.Len() > 0 || c.Index.Len() != 3 {
		t.Errorf("a sweep of the file beside: %s, %d articles, %v", changes(diff), c.Index.Len(), err)
	}
}

// TestFolderNamedLikeAFile checks that the articles in a folder with the name of a file are not mistaken for parts of one: they go
// when their files do.
func TestFolderNamedLikeAFile(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"book.md/1": "x", "book.md/one.txt": text, "book.md/two.txt": "Rain fell."})
	c := load(t, dir, "")
	for _, step := range []struct{ remove, want, diff string }{
		{"book.md/one.txt", "book.md/two.txt", "-book.md/one.txt"}, {"book.md/two.txt", "", "-book.md/two.txt"}, {"book.md", "", ""},
	} {
		write(t, dir, step.remove, "-")
		if diff, err := c.Sweep(t.Context(), false); err != nil || paths(c) != step.want || strings.TrimSuffix(changes(diff), " ") != step.diff && step.diff != "" {
			t.Errorf("without %s: %q, %s, %v", step.remove, paths(c), changes(diff), err)
		}
	}
	if n := len(c.Index.Files()); n != 0 {
		t.Errorf("%d records of an empty folder", n)
	}
}

// TestUnreadableFolderAsOrdinaryUser checks that a folder that cannot be read for a while is an error, and takes no article with it.
func TestUnreadableFolderAsOrdinaryUser(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may read everything: this test needs another user")
	}
	dir := folder(t, map[string]string{"a.txt": text})
	c := load(t, dir, "")
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	if err := os.Chmod(dir, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Sweep(t.Context(), false); err == nil || c.Status().Err == nil || c.Index.Len() != 1 {
		t.Errorf("%v, %d articles", err, c.Index.Len())
	}
}

// TestReasonsHaveNoPaths checks that the reason why a file is not read does not repeat its path, or name places of the machine.
func TestReasonsHaveNoPaths(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "plan.txt/": ""})
	for name, target := range map[string]string{"nowhere.txt": filepath.Join(dir, "none"), "loop.txt": "loop.txt", "up.txt": "/"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	c := load(t, dir, "")
	if len(c.FileErrors()) != 4 {
		t.Errorf("%+v", c.FileErrors())
	}
	for _, f := range c.FileErrors() {
		if strings.Contains(f.Problem.String(), filepath.Dir(dir)) || f.Problem.Level != article.Error {
			t.Errorf("%s: %+v", f.Path, f.Problem)
		}
	}
}

// TestEachDefaultCounts checks that a change of any one of the defaults has the articles below read again.
func TestEachDefaultCounts(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text})
	c := load(t, dir, t.TempDir())
	for _, step := range []struct{ settings, want string }{
		{"lang: zh\n", "~a.txt"}, {"lang: en\n", "~a.txt"}, {"-", "-_defaults.yaml ~a.txt"}, {"tags: [news]\n", "~a.txt"},
		{"tags: [news, trade]\n", "~a.txt"}, {"outlet: Gazette\n", "~a.txt"}, {"outlet: Gazette # the same\n", ""}, {"# nothing\n", "~a.txt"},
	} {
		write(t, dir, "_defaults.yaml", step.settings)
		if diff, err := c.Sweep(t.Context(), false); err != nil || changes(diff) != step.want {
			t.Errorf("%q: %s, %v; want %s", step.settings, changes(diff), err, step.want)
		}
	}
}
