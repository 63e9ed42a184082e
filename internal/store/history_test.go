package store

import (
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"lede/internal/article"
)

// history is a store that is changed at random, and the files that it should have.
type history struct {
	*testing.T
	random *rand.Rand
	dir    string
	store  *Store
	want   map[string]File
}

// TestHistories makes random changes of stores: commits, some of which fail or are cut off as by a kill, damaged records, compactions and
// new starts. The files are what the commits say after each.
func TestHistories(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		h := &history{T: t, random: rand.New(rand.NewPCG(seed, 5)), dir: t.TempDir(), want: map[string]File{}}
		h.open()
		steps := []func(){h.commit, h.commit, h.commit, h.fail, h.kill, h.reopen, h.compact, h.damage}
		for range 60 {
			steps[h.random.IntN(len(steps))]()
			h.check()
		}
		h.reopen()
		h.check()
		if err := h.store.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func (h *history) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *history) open() {
	var err error
	h.store, err = Open(h.dir, false)
	h.must(err)
}

func (h *history) reopen() {
	h.must(h.store.Close())
	h.open()
}

// puts returns some files, many of which have something in common.
func (h *history) puts() (puts []Put) {
	for range 1 + h.random.IntN(4) {
		path := fmt.Sprintf("%d/%d.md", h.random.IntN(2), h.random.IntN(12))
		f := &File{Card: article.Card{ID: article.ID(path), Path: path}, DefaultsHash: Sum{byte(h.random.IntN(2))}}
		p := Put{File: f}
		if h.random.IntN(5) > 0 {
			f.Title, f.Tags, f.CopyOf = fmt.Sprint(h.random.Uint32()), []string{fmt.Sprint(h.random.IntN(6))}, []Sum{{byte(h.random.IntN(9))}}
			p.Body = Body(f.Title)
		} else {
			f.Problems = []article.Problem{{Text: "cannot be read", Hint: "try again"}}
		}
		puts = append(puts, p)
	}
	return puts
}

// inOrder yields the files by path, so that a seed always gives the same history.
func (h *history) inOrder() iter.Seq2[string, File] {
	return func(yield func(string, File) bool) {
		for _, path := range slices.Sorted(maps.Keys(h.want)) {
			if !yield(path, h.want[path]) {
				return
			}
		}
	}
}

func (h *history) removals() (paths []string) {
	for path := range h.inOrder() {
		if h.random.IntN(8) == 0 {
			paths = append(paths, path)
		}
	}
	return paths
}

func (h *history) commit() {
	puts, gone := h.puts(), h.removals()
	_, err := h.store.Commit(puts, gone, true)
	h.must(err)
	for _, p := range puts {
		h.want[p.File.Path] = *p.File
	}
	for _, path := range gone {
		delete(h.want, path)
	}
}

// fail begins a commit that cannot be written.
func (h *history) fail() {
	w := h.store.newWriter(0)
	for _, p := range h.puts() {
		w.put(p)
	}
	h.must(w.undo())
}

// kill cuts off the last commit.
func (h *history) kill() {
	before := h.store.catalog.size()
	_, err := h.store.Commit(h.puts(), h.removals(), true)
	h.must(err)
	after := h.store.catalog.size()
	h.must(h.store.Close())
	h.must(os.Truncate(logPath(h.dir, catalogName, h.store.number), before+h.random.Int64N(after-before)))
	h.open()
}

// compact moves the bodies.
func (h *history) compact() {
	h.must(h.store.Compact())
	for path, f := range h.inOrder() {
		now, err := h.store.File(f.ID)
		h.must(err)
		f.Body.Offset = now.Body.Offset
		h.want[path] = f
	}
}

// damage changes a record on the disk, and writes the file again some time after that was found, or not before the next start.
func (h *history) damage() {
	for path, f := range h.inOrder() {
		file, err := os.OpenFile(filepath.Join(h.dir, fmt.Sprint(recordsName, h.store.number)), os.O_WRONLY, 0)
		h.must(err)
		id, _ := IDOf(f.ID)
		_, err = file.WriteAt([]byte("xx"), h.store.entries.get(id).record.Offset)
		h.must(err)
		h.must(file.Close())
		h.store.Damaged(h.Context())
		delete(h.want, path)
		h.check()
		for range h.random.IntN(3) {
			h.commit()
		}
		if _, again := h.want[path]; again {
			return
		}
		f.Commit = 0
		_, err = h.store.Commit([]Put{{File: &f}}, nil, true)
		h.must(err)
		h.want[path] = f
		return
	}
}

// check compares the store with the files that it should have.
func (h *history) check() {
	h.Helper()
	files, err := h.store.Files(nil)
	h.must(err)
	articles := 0
	for _, f := range files {
		want := h.want[f.Path]
		if want.Commit = f.Commit; !reflect.DeepEqual(*f, want) { // of a compacted store that is opened it is the last
			h.Fatalf("got %+v\nwant %+v", *f, want)
		}
		if f.HasArticle() {
			articles++
		}
		id, _ := IDOf(f.ID)
		if s, ok := h.store.Summary(id); !ok || !reflect.DeepEqual(s, SummaryOf(f)) {
			h.Fatalf("%+v, %v", s, ok)
		}
	}
	if len(files) != len(h.want) || h.store.Articles() != articles {
		h.Fatalf("%d files, %d articles; want %d, %d", len(files), h.store.Articles(), len(h.want), articles)
	}
}

// TestPutSize checks what the room for entries is reckoned with.
func TestPutSize(t *testing.T) {
	t.Parallel()
	var e encoder
	e.record(putRecord, func() { e.entry(&entry{}) })
	if len(e.bytes) != putSize {
		t.Errorf("%d bytes", len(e.bytes))
	}
}
