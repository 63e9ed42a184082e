package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"lede/internal/article"
)

// parsed returns a file and its article.
func parsed(name, text string) (*File, *article.Article) {
	a, problems := article.Parse(name, []byte(text))
	f := &File{Card: a.Card, Sum: Sum{1, 2, byte(len(text))}, Stamp: Stamp{int64(len(text)), 2, 3, 4}, StatReliable: true, Problems: problems, CopyOf: []Sum{{9}}}
	f.Sketch[0] = 7
	return f, &a
}

const page = "---\ntitle: A title\nsource: https://example.org/1\ntags: [a, b]\npublished: 2025-06-06\n---\n# Part one\n\nThe harvest failed. Nobody knows why.\n\nIt rained.\n\nDisclaimer: none.\n"

// filled returns a store in a folder with some articles, and its articles.
func filled(t *testing.T, dir string) (*Store, map[string]*article.Article) {
	t.Helper()
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	want := map[string]*article.Article{}
	for i := range 5 {
		var puts []Put
		for j := range 10 {
			f, a := parsed(fmt.Sprintf("%d/%d.md", i, j), fmt.Sprint(page, i, j, "."))
			puts, want[f.ID] = append(puts, Put{f, Pack(a)}), a
		}
		if _, err := s.Commit(puts, nil, i == 4); err != nil {
			t.Fatal(err)
		}
	}
	check(t, s, want)
	return s, want
}

// check fails unless a store has exactly some articles.
func check(t *testing.T, s *Store, want map[string]*article.Article) {
	t.Helper()
	if s.Articles() != len(want) || !s.Complete() {
		t.Errorf("%d articles of %d, complete %v", s.Articles(), len(want), s.Complete())
	}
	for id, a := range want {
		if got, err := s.Article(id); err != nil || !reflect.DeepEqual(got, a) {
			t.Fatalf("%v, got %+v\nwant %+v", err, got, a)
		}
	}
}

// filesOf returns the records of all files.
func filesOf(t *testing.T, s *Store) []*File {
	t.Helper()
	files, err := s.Files(nil)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestReopen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, want := filled(t, dir)
	files := map[string]File{}
	for _, f := range filesOf(t, s) {
		files[f.ID] = *f
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{true, false} {
		again, err := Open(dir, readOnly)
		if err != nil {
			t.Fatal(err)
		}
		check(t, again, want)
		for _, f := range filesOf(t, again) {
			one, err := again.File(f.ID)
			if err != nil || !reflect.DeepEqual(*f, files[f.ID]) || !reflect.DeepEqual(f, one) {
				t.Fatalf("got %+v\nand %+v, %v\nwant %+v", *f, one, err, files[f.ID])
			}
		}
		if changed, _, err := again.Since(3); len(changed) != 20 || err != nil {
			t.Errorf("%d files since the third commit, %v", len(changed), err)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRemoveAndCompact(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, want := filled(t, dir)
	f, a := parsed("0/0.md", "Something else entirely.")
	replaced := int64(0)
	for _, path := range []string{"0/0.md", "1/1.md", "1/2.md"} {
		id, _ := IDOf(article.ID(path))
		replaced += int64(s.entries.get(id).record.Length + s.entries.get(id).body.Length)
	}
	if _, err := s.Commit([]Put{{f, Pack(a)}}, []string{"1/1.md", "1/2.md"}, true); err != nil {
		t.Fatal(err)
	}
	want[f.ID] = a
	delete(want, article.ID("1/1.md"))
	delete(want, article.ID("1/2.md"))
	check(t, s, want)
	if _, removed, _ := s.Since(5); len(removed) != 2 {
		t.Errorf("%d removed", len(removed))
	}
	if dead, all := s.Wasted(); dead != replaced || all != s.records.size()+s.bodies.size() {
		t.Errorf("%d of %d bytes wasted, want %d", dead, all, replaced)
	}
	if err := s.Compact(); err != nil {
		t.Fatal(err)
	}
	check(t, s, want)
	if dead, _ := s.Wasted(); dead != 0 {
		t.Errorf("%d bytes wasted after all", dead)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != len(logNames) {
		t.Errorf("%d files are left", len(entries))
	}
	again, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	check(t, again, want)
}

// TestReadOnly checks that changes to a read-only store stay in memory.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, want := filled(t, dir)
	defer s.Close()
	before := sizes(t, dir)
	mine, err := Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer mine.Close()
	f, a := parsed("new.md", "Something else entirely.")
	if _, err := mine.Commit([]Put{{f, Pack(a)}}, []string{"1/1.md"}, true); err != nil {
		t.Fatal(err)
	}
	check(t, s, want)
	want[f.ID] = a
	delete(want, article.ID("1/1.md"))
	check(t, mine, want)
	if after := sizes(t, dir); after != before {
		t.Errorf("the files have changed: %s, were %s", after, before)
	}
}

func sizes(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(e.Name(), info.Size()))
	}
	return strings.Join(out, " ")
}

// TestOtherFormat checks that a store of another format is called that, not by the files that it does not have.
func TestOtherFormat(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var e encoder
	e.record(headerRecord, func() { e.uint(Format - 1) })
	for _, name := range []string{"catalog-3", "articles-3"} {
		if err := os.WriteFile(filepath.Join(dir, name), e.bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, readOnly := range []bool{false, true} {
		if _, err := Open(dir, readOnly); !errors.Is(err, ErrDamage) || !errors.Is(err, errOtherFormat) {
			t.Error(err)
		}
	}
}

// TestTorn cuts the catalog at every seventh byte: the store opens with the complete commits, or says that it is
// damaged, and never panics.
func TestTorn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, _ := filled(t, dir)
	s.Close()
	path := filepath.Join(dir, "catalog-0")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	opened := map[int]bool{}
	for n := len(raw); n >= 0; n -= 7 {
		if err := os.WriteFile(path, raw[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		torn, err := Open(dir, true)
		if err != nil {
			if !errors.Is(err, ErrDamage) {
				t.Fatalf("%d bytes: %v", n, err)
			}
			continue
		}
		if got := torn.Articles(); got%10 != 0 {
			t.Errorf("%d bytes: %d articles, half a commit", n, got)
		}
		opened[torn.Articles()] = true
		torn.Close()
	}
	if len(opened) != 6 {
		t.Errorf("opened with %v", opened)
	}
}

func FuzzCatalog(f *testing.F) {
	var e encoder
	file, _ := parsed("a.md", page)
	x, common := entryOf(file)
	e.record(commonRecord, func() { e.uint(0); e.common(&common) })
	e.record(putRecord, func() { e.entry(&x) })
	e.record(commitRecord, func() { e.uint(1); e.bool(true) })
	f.Add(append(header(), e.bytes...))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := &Store{logs: logs{&log{extra: raw}, &log{}, &log{}}, entries: newEntries(), removed: map[ID]uint64{}}
		if err := s.load(); err != nil && !errors.Is(err, ErrDamage) {
			t.Fatal(err)
		}
		_ = new(File).UnmarshalBinary(raw)
		if a, err := Unpack(raw); err == nil {
			for i := range a.Sentences {
				a.Sentence(i)
			}
		}
	})
}

// TestSince checks that what a commit has changed is found however many commits follow, and that removals are forgotten when
// they are no longer needed.
func TestSince(t *testing.T) {
	t.Parallel()
	s, err := Open("", false)
	if err != nil {
		t.Fatal(err)
	}
	put := func(path string) uint64 {
		t.Helper()
		f := &File{Card: article.Card{ID: article.ID(path), Path: path}}
		n, err := s.Commit([]Put{{File: f, Body: Body("text")}}, nil, true)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	since := func(commit uint64) string {
		files, removed, _ := s.Since(commit)
		var out []string
		for _, f := range files {
			out = append(out, f.Path)
		}
		slices.Sort(out)
		return fmt.Sprint(out, len(removed))
	}
	first := put("first")
	for range maxJournal {
		put("often")
	}
	if _, err := s.Commit(nil, []string{"first"}, true); err != nil {
		t.Fatal(err)
	}
	last := put("last")
	for commit, want := range map[uint64]string{0: "[last often] 1", first: "[last often] 1", last - 1: "[last] 0", last - 2: "[last] 1", last: "[] 0"} {
		if got := since(commit); got != want {
			t.Errorf("since %d: %s, want %s", commit, got, want)
		}
	}
	if n := len(s.journal.entries); n > maxJournal {
		t.Errorf("the journal has %d entries", n)
	}
	if _, err := s.Commit([]Put{{File: &File{Card: article.Card{ID: article.ID("last"), Path: "last"}}}}, nil, true); err != nil {
		t.Fatal(err)
	}
	if got := since(last); got != "[] 1" {
		t.Errorf("after a file lost its article: %s", got)
	}
	put("last")
	s.Forget(last)
	if got := since(0); got != "[last often] 0" {
		t.Errorf("after the removals were forgotten: %s", got)
	}
}

// TestDamagedRecord changes a record on the disk while the store is open: it is damage to whoever reads it, and forgotten
// once all are verified, so that the file is read again.
func TestDamagedRecord(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, want := filled(t, dir)
	id, _ := IDOf(article.ID("1/1.md"))
	at := s.entries.get(id).record.Offset
	file, err := os.OpenFile(filepath.Join(dir, "records-0"), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt([]byte("xxxx"), at+2); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if f, err := s.File(id.String()); f != nil || !errors.Is(err, ErrDamage) {
		t.Errorf("the record: %v, %v", f, err)
	}
	if _, err := s.Files(nil); !errors.Is(err, ErrDamage) {
		t.Errorf("all records: %v", err)
	}
	if paths, forgotten := s.Damaged(t.Context()); len(paths) > 0 || forgotten != 1 {
		t.Errorf("%q are damaged, %d forgotten", paths, forgotten)
	}
	if _, ok := s.Summary(id); ok {
		t.Error("the damaged record is not forgotten")
	}
	delete(want, id.String())
	check(t, s, want)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestCommons checks that what files have in common is in memory once, and no longer than a file has it.
func TestCommons(t *testing.T) {
	t.Parallel()
	s, err := Open("", false)
	if err != nil {
		t.Fatal(err)
	}
	commit := func(path, tag string, removed ...string) {
		t.Helper()
		f := &File{Card: article.Card{ID: article.ID(path), Path: path, Tags: []string{tag}}}
		if _, err := s.Commit([]Put{{File: f, Body: Body("text")}}, removed, true); err != nil {
			t.Fatal(err)
		}
	}
	commit("a/1.md", "news")
	commit("a/2.md", "news")
	for i := range 100 {
		commit("a/3.md", fmt.Sprint(i))
		commit(fmt.Sprintf("%d.md", i), fmt.Sprint(i), fmt.Sprintf("%d.md", i-1))
	}
	if n := len(s.entries.commons); n > 5 {
		t.Errorf("%d commons", n)
	}
	if n := len(s.entries.all); n > 6 {
		t.Errorf("%d entries", n)
	}
	id, _ := IDOf(article.ID("a/2.md"))
	if f, _ := s.Summary(id); f.Folder != "a" || !slices.Equal(f.Tags, []string{"news"}) {
		t.Errorf("%+v", f.Common)
	}
}
