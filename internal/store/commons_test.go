package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"lede/internal/article"
)

// TestManyBlocks opens a catalog of several blocks, whose memory is used in turn.
func TestManyBlocks(t *testing.T) {
	t.Parallel()
	const files = 3 * blockSize / putSize
	dir := t.TempDir()
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	pathOf := func(i int) string { return fmt.Sprintf("%d/%d.md", i/100, i) }
	var puts []Put
	for i := range files {
		puts = append(puts, Put{File: &File{Card: article.Card{ID: article.ID(pathOf(i)), Path: pathOf(i)}}})
	}
	if _, err := s.Commit(puts, nil, true); err != nil {
		t.Fatal(err)
	}
	s = reopened(t, s, dir)
	for i := range files {
		f, err := s.File(article.ID(pathOf(i)))
		if err != nil || f == nil || f.Path != pathOf(i) {
			t.Fatalf("%s: %v, %v", pathOf(i), f, err)
		}
		id, _ := IDOf(f.ID)
		if known, _ := s.Summary(id); known.Folder != fmt.Sprint(i/100) {
			t.Fatalf("%s is in %q", f.Path, known.Folder)
		}
	}
}

// reopened closes a store and opens it again.
func reopened(t *testing.T, s *Store, dir string) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestCommonOfForgotten checks that the Common of a file whose record is damaged keeps its number as long as the catalog has the file.
func TestCommonOfForgotten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	commit := func(path, tag string) {
		t.Helper()
		f := &File{Card: article.Card{ID: article.ID(path), Path: path, Tags: []string{tag}}}
		if _, err := s.Commit([]Put{{File: f, Body: Body("text")}}, nil, true); err != nil {
			t.Fatal(err)
		}
	}
	commit("1.md", "first")
	if err := os.WriteFile(filepath.Join(dir, "records-0"), make([]byte, s.records.size()), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Damaged(t.Context())
	commit("1.md", "second")
	commit("2.md", "first")
	s = reopened(t, s, dir)
	for path, tag := range map[string]string{"1.md": "second", "2.md": "first"} {
		if f, err := s.File(article.ID(path)); err != nil || f == nil || f.Tags[0] != tag {
			t.Errorf("%s: %+v, %v", path, f, err)
		}
	}
	before := len(s.entries.commons)
	commit("3.md", "first")
	if n := len(s.entries.commons); n != before {
		t.Errorf("a Common of before has another number: %d of %d", n, before)
	}
}

// TestWrongCatalogs opens catalogs whose checksums are right but whose content cannot be.
func TestWrongCatalogs(t *testing.T) {
	t.Parallel()
	id, _ := IDOf(article.ID("a.md"))
	common := func(e *encoder, n uint64, tag string) {
		e.record(commonRecord, func() { e.uint(n); e.common(&Common{Tags: []string{tag}}) })
	}
	put := func(e *encoder, x entry) { e.record(putRecord, func() { e.entry(&x) }) }
	for what, write := range map[string]func(*encoder){
		"a number without a Common":         func(e *encoder) { put(e, entry{id: id}) },
		"a number that was left out":        func(e *encoder) { common(e, 1, "a"); put(e, entry{id: id}) },
		"a number that is far off":          func(e *encoder) { common(e, maxGap+1, "a") },
		"a number that is in use":           func(e *encoder) { common(e, 0, "a"); put(e, entry{id: id}); common(e, 0, "b") },
		"a file without an id":              func(e *encoder) { common(e, 0, "a"); put(e, entry{}) },
		"a record of another kind":          func(e *encoder) { e.record('x', func() {}) },
		"a record that is not there":        func(e *encoder) { common(e, 0, "a"); put(e, entry{id: id, record: Ref{Length: 1}}) },
		"an article that is not there":      func(e *encoder) { common(e, 0, "a"); put(e, entry{id: id, body: Ref{Length: 1}}) },
		"a record that ends within a value": func(e *encoder) { e.record(removeRecord, func() { e.raw(id[:5]) }) },
	} {
		e := encoder{bytes: header()}
		write(&e)
		e.record(commitRecord, func() { e.uint(1); e.bool(true) })
		s := &Store{logs: logs{&log{extra: e.bytes}, &log{}, &log{}}, entries: newEntries(), removed: map[ID]uint64{}}
		if err := s.load(); !errors.Is(err, ErrDamage) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
