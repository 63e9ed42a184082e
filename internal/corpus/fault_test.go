package corpus_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/bench"
	"lede/internal/corpus"
	"lede/internal/index"
	"lede/internal/index/indextest"
	"lede/internal/query"
	"lede/internal/store"
)

// faults makes the tests below do all that there is, for some minutes, not a few of each.
var faults = flag.Bool("faults", false, "kill 50 times each, damage every file in every way")

// generated returns a folder of n articles.
func generated(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	if _, _, err := bench.Generate("../../corpus", dir, n); err != nil {
		t.Fatal(err)
	}
	return dir
}

// state is everything that an index returns of a corpus.
type state struct {
	Files   []store.File
	Texts   []string
	Groups  [][]string
	Found   [][]string
	Counted []int
}

// stateOf reads the state of an index.
func stateOf(t testing.TB, x index.Engine) state {
	t.Helper()
	var s state
	for _, f := range x.Files() {
		kept := *f
		kept.Body, kept.Commit, kept.StatReliable, kept.CopyOf = store.Ref{}, 0, false, nil
		s.Files = append(s.Files, kept)
		a, err := x.Article(t.Context(), f.ID)
		if err != nil {
			t.Fatal(err)
		}
		if a != nil {
			s.Texts = append(s.Texts, a.Text)
		}
		var group []string
		for _, c := range indextest.Group(t, x, f.ID) {
			group = append(group, c.Path)
		}
		s.Groups = append(s.Groups, group)
	}
	for _, text := range []string{"London talks", "rare earth magnets", "Huawei", "伦敦", "Zanzibar"} {
		q, err := query.Parse(text, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := x.Search(t.Context(), q, nil, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, h := range r.Hits {
			found = append(found, h.Path)
		}
		slices.Sort(found)
		s.Found = append(s.Found, found)
		s.Counted = append(s.Counted, indextest.Frequency(t, x, "en", strings.ToLower(text)))
	}
	return s
}

// wanted returns the state of an index that is made of a folder from nothing.
func wanted(t testing.TB, dir string) state {
	t.Helper()
	return swept(t, dir, "", "from nothing")
}

// swept sweeps a corpus with its index and returns the state.
func swept(t testing.TB, dir, data, what string) state {
	t.Helper()
	c, err := corpus.Load(t.Context(), corpus.Options{Dir: dir, Data: data, MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	defer c.Close()
	if !c.Index.Complete() {
		t.Errorf("%s: the index is not complete", what)
	}
	return stateOf(t, c.Index)
}

// checkEqual sweeps a corpus with its index, and fails unless that ends in the wanted state.
func checkEqual(t testing.TB, dir, data string, want state, what string) {
	t.Helper()
	if got := swept(t, dir, data, what); !reflect.DeepEqual(got, want) {
		t.Errorf("%s: the index differs from the folder: %s", what, difference(got, want))
	}
}

func difference(got, want state) string {
	if len(got.Files) != len(want.Files) {
		return fmt.Sprintf("%d files, want %d", len(got.Files), len(want.Files))
	}
	for i := range got.Files {
		if !reflect.DeepEqual(got.Files[i], want.Files[i]) {
			return fmt.Sprintf("%+v\nwant %+v", got.Files[i], want.Files[i])
		}
		if !slices.Equal(got.Groups[i], want.Groups[i]) {
			return fmt.Sprintf("%s: group %q, want %q", got.Files[i].Path, got.Groups[i], want.Groups[i])
		}
	}
	for i := range got.Found {
		if !slices.Equal(got.Found[i], want.Found[i]) {
			return fmt.Sprintf("question %d finds %d articles, want %d", i, len(got.Found[i]), len(want.Found[i]))
		}
	}
	return fmt.Sprintf("counted %v, want %v", got.Counted, want.Counted)
}

// times returns how often a fault is made: few times, or all.
func times(few, all int) int {
	if *faults {
		return all
	}
	return few
}

// TestKilledBuild kills a program at moments of the first build, one after the other: each goes on where the last
// one was.
func TestKilledBuild(t *testing.T) {
	t.Parallel()
	dir := generated(t, 120)
	took, want := run(t, child(t, dir, t.TempDir())), wanted(t, dir)
	for n := range times(2, 50) {
		data := t.TempDir()
		killed(t, child(t, dir, data), time.Duration(rand.Float64()*float64(took)))
		if n%2 == 1 {
			killed(t, child(t, dir, data), time.Duration(rand.Float64()*float64(took)))
		}
		checkEqual(t, dir, data, want, fmt.Sprintf("kill %d", n))
	}
}

// TestKilledSweep kills a program while it follows changes of the folder.
func TestKilledSweep(t *testing.T) {
	t.Parallel()
	dir, data := generated(t, 120), t.TempDir()
	took := run(t, child(t, dir, data))
	for n := range times(2, 50) {
		change(t, dir, n)
		killed(t, child(t, dir, data), time.Duration(rand.Float64()*float64(took)))
		checkEqual(t, dir, data, wanted(t, dir), fmt.Sprintf("kill %d", n))
	}
}

// change edits, removes and adds some of the files of a folder.
func change(t *testing.T, dir string, round int) {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, path := range paths {
		switch (i + round) % 4 {
		case 0:
			raw, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path, fmt.Appendf(raw, "\n\nRound %d has come.\n", round), 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		case 1:
			if i%40 == 0 {
				os.Remove(path)
			}
		case 2:
			os.Rename(path, filepath.Join(dir, fmt.Sprintf("moved-%d-%d.md", round, i)))
		}
	}
}

// damages are ways to damage a file, by name.
var damages = map[string]func(path string, raw []byte) error{
	"removed":    func(path string, _ []byte) error { return os.Remove(path) },
	"emptied":    func(path string, _ []byte) error { return os.WriteFile(path, nil, 0o644) },
	"halved":     func(path string, raw []byte) error { return os.WriteFile(path, raw[:len(raw)/2], 0o644) },
	"cut":        func(path string, raw []byte) error { return os.WriteFile(path, raw[:max(0, len(raw)-7)], 0o644) },
	"overwrite":  func(path string, raw []byte) error { return os.WriteFile(path, noise(len(raw)), 0o644) },
	"zeroed":     func(path string, raw []byte) error { return os.WriteFile(path, make([]byte, len(raw)), 0o644) },
	"one byte":   func(path string, raw []byte) error { return os.WriteFile(path, flipped(raw, 1), 0o644) },
	"many bytes": func(path string, raw []byte) error { return os.WriteFile(path, flipped(raw, 1+len(raw)/100), 0o644) },
	"longer":     func(path string, raw []byte) error { return os.WriteFile(path, append(raw, noise(100)...), 0o644) },
}

func noise(n int) []byte {
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(rand.Uint32())
	}
	return out
}

func flipped(raw []byte, n int) []byte {
	out := bytes.Clone(raw)
	for range n {
		if len(out) > 0 {
			out[rand.IntN(len(out))] ^= byte(1 + rand.IntN(255))
		}
	}
	return out
}

// kinds are the files of an index, by patterns of their paths.
var kinds = []string{"index-*/catalog-*", "index-*/articles-*", "index-*/bleve/index_meta.json", "index-*/bleve/store/root.bolt", "index-*/bleve/store/*.zap", "lock"}

// TestDamage damages each kind of file of an index in each way. A child looks first: what is damaged may kill it.
func TestDamage(t *testing.T) {
	t.Parallel()
	dir, data := generated(t, 30), t.TempDir()
	run(t, child(t, dir, data))
	want := wanted(t, dir)
	for _, kind := range kinds {
		for name, damage := range damages {
			if !*faults && !slices.Contains([]string{"removed", "halved", "many bytes"}, name) {
				continue
			}
			for n := range times(1, 10) {
				paths, err := filepath.Glob(filepath.Join(data, kind))
				if err != nil || len(paths) == 0 {
					t.Fatalf("%s: %d files, %v", kind, len(paths), err)
				}
				path := paths[rand.IntN(len(paths))]
				raw, err := os.ReadFile(path)
				if err == nil {
					err = damage(path, raw)
				}
				if err != nil {
					t.Fatal(err)
				}
				what := fmt.Sprintf("%s of %s, time %d", name, kind, n)
				if out, err := child(t, dir, data).CombinedOutput(); err != nil {
					t.Errorf("%s: %v: %.2000s", what, err, out)
				}
				checkEqual(t, dir, data, want, what)
			}
		}
	}
}

// TestTwo checks that two long-running processes cannot share a data folder, and that a short one beside a long one
// answers from the current content of the folder.
func TestTwo(t *testing.T) {
	t.Parallel()
	dir, data := generated(t, 20), t.TempDir()
	o := corpus.Options{Dir: dir, Data: data, MaxFileSize: 1 << 20}
	first, err := corpus.OpenExclusive(o)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if _, err := first.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if _, err := corpus.OpenExclusive(o); err == nil || !strings.Contains(err.Error(), data) {
		t.Errorf("a second one: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "new.txt"), []byte("Zanzibar has a new harbour."), 0o644); err != nil {
		t.Fatal(err)
	}
	beside, err := corpus.Load(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if n := beside.Index.Len(); n != 21 || !beside.Index.IsSnapshot() || !beside.Index.Complete() {
		t.Errorf("beside: %d articles, private %v", n, beside.Index.IsSnapshot())
	}
	if err := beside.Close(); err != nil {
		t.Error(err)
	}
	if first.Index.Len() != 20 {
		t.Errorf("the first has %d articles, though it did not look", first.Index.Len())
	}
	if _, err := first.Sweep(t.Context(), false); err != nil || first.Index.Len() != 21 {
		t.Errorf("the first goes on: %d articles, %v", first.Index.Len(), err)
	}
}

// TestFullDisk lets no file grow beyond a size, which fails as a full disk does, at several sizes: the child says
// which folder it is, and the next one that may write ends equal.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	if !canLimitFiles {
		t.Skip("the size of files can be limited on Linux only")
	}
	dir, data := generated(t, 100), t.TempDir()
	failed := 0
	for _, limit := range []int{1000, 20_000, 60_000, 150_000} {
		out, err := child(t, dir, data, fmt.Sprint(fileLimit, "=", limit)).CombinedOutput()
		if err == nil {
			continue
		}
		failed++
		if !strings.Contains(string(out), data) || bytes.Contains(out, []byte("goroutine ")) {
			t.Errorf("limit %d: %v: %.2000s", limit, err, out)
		}
	}
	if failed < 2 {
		t.Errorf("only %d limits were felt", failed)
	}
	checkEqual(t, dir, data, wanted(t, dir), "after a full disk")
}
