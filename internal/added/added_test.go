package added

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lede/internal/corpus"
	"lede/internal/fetch"
	"lede/internal/index/indextest"
	"lede/internal/state"
)

// shelf returns an empty corpus with its state.
func shelf(t *testing.T) *Articles {
	t.Helper()
	c, err := corpus.OpenExclusive(corpus.Options{Dir: t.TempDir(), MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	s, err := state.Open(t.Context(), state.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(c.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	return &Articles{State: s, Corpus: c, Now: time.Now}
}

func (a *Articles) file(name string) string {
	raw, _ := os.ReadFile(filepath.Join(a.Corpus.Dir, name))
	return string(raw)
}

// TestSettle ends the program between the row and the file of each step, and in the middle of it, and settles after that.
func TestSettle(t *testing.T) {
	a := shelf(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	settle := func(times int) {
		t.Helper()
		for range times {
			must(a.Settle(t.Context()))
		}
	}
	must(a.State.SaveDraft(t.Context(), state.Draft{ID: "d", At: time.Now(), Name: "a.md", Content: "Boats."}))
	_, err := a.State.Keep(t.Context(), "d", "added/a.md", state.Entry{At: time.Now()})
	must(err)
	must(os.MkdirAll(filepath.Join(a.Corpus.Dir, "added"), 0o755))
	must(os.WriteFile(filepath.Join(a.Corpus.Dir, "added/.a.md.new"), []byte("Boa"), 0o644)) // half of the file
	settle(2)
	if got := a.file("added/a.md"); got != "Boats." {
		t.Errorf("the file has %q", got)
	}
	must(os.WriteFile(filepath.Join(a.Corpus.Dir, "added/a.md"), []byte("Edited."), 0o644))
	removal := state.Removal{ID: "r", At: time.Now(), Path: "added/a.md", Trash: ".trash/r/a.md"}
	must(a.State.Remove(t.Context(), removal, state.Entry{At: time.Now()}))
	settle(2)
	if a.file("added/a.md") != "" || a.file(".trash/r/a.md") != "Edited." {
		t.Error("the file is not moved")
	}
	must(a.State.Undo(t.Context(), "r", state.Entry{At: time.Now()}))
	must(os.Rename(filepath.Join(a.Corpus.Dir, ".trash/r/a.md"), filepath.Join(a.Corpus.Dir, "added/a.md"))) // moved, and not noted
	settle(2)
	if a.file("added/a.md") != "Edited." {
		t.Error("the file is not back")
	}
}

// TestOutside checks that no path of the state leads out of the corpus folder.
func TestOutside(t *testing.T) {
	a := shelf(t)
	if err := a.State.SaveDraft(t.Context(), state.Draft{ID: "d", At: time.Now(), Content: "Boats."}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.State.Keep(t.Context(), "d", "../out.md", state.Entry{At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := a.Settle(t.Context()); err == nil || a.file("../out.md") != "" {
		t.Errorf("written: %v", err)
	}
}

func TestFileName(t *testing.T) {
	for want, p := range map[string]fetch.Page{
		"page.html": {Type: "text/html; charset=gbk"}, "page.pdf": {Type: "application/octet-stream", URL: "https://example.org/A.PDF?x"},
		"page.md": {Type: "text/plain", URL: "https://example.org/README.md"}, "page.txt": {Type: "text/plain", Raw: []byte("Boats go.")},
		"page.docx": {Type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}, "page.xhtml": {Type: "application/xhtml+xml"},
		"page": {Type: "image/png", Raw: []byte("\x89PNG\r\n\x1a\n")}} {
		if got, ok := fileName(p); got != want || ok != (want != "page") {
			t.Errorf("%s %s: %s, %v; want %s", p.Type, p.URL, got, ok, want)
		}
	}
	if got, ok := fileName(fetch.Page{Raw: []byte("<!DOCTYPE html><p>Boats")}); got != "page.html" || !ok {
		t.Errorf("without a type: %s", got)
	}
}

// TestRestoreOver checks that a file that took the place of a removed one is not written over.
func TestRestoreOver(t *testing.T) {
	a := shelf(t)
	path := filepath.Join(a.Corpus.Dir, "a.md")
	if err := os.WriteFile(path, []byte("Boats go to the island every hour."), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Corpus.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	id, err := a.Remove(t.Context(), indextest.Cards(a.Corpus.Index)[0], state.Editor{})
	if err != nil || a.Corpus.Index.Len() != 0 {
		t.Fatalf("%v, %d articles are left", err, a.Corpus.Index.Len())
	}
	if err := os.WriteFile(path, []byte("Another."), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Restore(context.Background(), id, state.Editor{}); !errors.Is(err, ErrTaken) || a.file("a.md") != "Another." {
		t.Errorf("%v, %q", err, a.file("a.md"))
	}
}
