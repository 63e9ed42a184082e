package opensearch_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"lede/internal/article"
	"lede/internal/corpus"
	"lede/internal/index"
	"lede/internal/index/opensearch"
	"lede/internal/store"
	server "lede/internal/testkit/opensearch"
)

// sumOf returns the sum of a file as its record has it.
func sumOf(text string) store.Sum {
	sum := sha256.Sum256([]byte(text))
	return store.Sum(sum[:16])
}

// stalled returns the address of an index by a way on which the next bulk of writes waits for release. arrived is closed when it is there.
func stalled(t *testing.T, address string) (by string, arrived chan struct{}, release func()) {
	t.Helper()
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	arrived, released := make(chan struct{}), make(chan struct{})
	release = sync.OnceFunc(func() { close(released) })
	var once sync.Once
	pass := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: to.Scheme, Host: to.Host})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/_bulk") {
			once.Do(func() {
				close(arrived)
				<-released
			})
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		release()
		s.Close()
	})
	return s.URL + to.Path, arrived, release
}

// TestLateWriter has a process write on while another one has taken its place: it replaces nothing of the other one's, is refused, and what
// it has written besides is read again from the files.
func TestLateWriter(t *testing.T) {
	address := server.Index(t)
	by, arrived, release := stalled(t, address)
	late, next := opened(t, by, index.Owner), opened(t, address, index.Owner)
	change := func(x index.Engine, name, text string) []index.Change {
		a, _ := article.Parse(name, []byte(text))
		return []index.Change{x.NewChange(&store.File{Sum: sumOf(text), StatReliable: true}, &a)}
	}
	catchUp := func(x index.Engine) {
		t.Helper()
		if err := x.CatchUp(t.Context(), func(int, int) {}); err != nil {
			t.Fatal(err)
		}
	}
	catchUp(late)
	ended := make(chan error, 1)
	go func() {
		ended <- late.Apply(t.Context(), append(change(late, "both.md", "The old harbour."), change(late, "late.md", "A late ferry.")...), nil, true)
	}()
	<-arrived
	catchUp(next)
	if err := next.Apply(t.Context(), change(next, "both.md", "The new harbour."), nil, true); err != nil {
		t.Fatal(err)
	}
	release()
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("the late one: %v", err)
	}
	if err := next.FinishUpdate(t.Context()); err == nil {
		t.Error("the next one is not said that there is more")
	}
	catchUp(next)
	if a, err := next.Article(t.Context(), article.ID("both.md")); err != nil || a == nil || a.Text != "The new harbour." {
		t.Errorf("%+v, %v", a, err)
	}
	if f, ok := next.File(article.ID("late.md")); ok && f.StatReliable {
		t.Error("what the late one wrote is not read again")
	}
	if f, ok := next.File(article.ID("both.md")); !ok || !f.StatReliable {
		t.Error("what the next one wrote is read again")
	}
}

// TestTwoWriters has two processes fill one index from one folder at once, while files come, change and go: afterwards each file is there
// once, as it is, and a reader that follows the commits has seen it.
func TestTwoWriters(t *testing.T) {
	address, dir := server.Index(t), t.TempDir()
	open := func() *corpus.Corpus {
		c, err := corpus.OpenExclusive(corpus.Options{Dir: dir, MaxFileSize: 1 << 20, Open: func(_ string, mode index.Mode, log *slog.Logger) (index.Engine, error) {
			return opensearch.Open(t.Context(), opensearch.Options{URL: address, Log: log}, mode)
		}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	one, other := open(), open()
	want := map[string]string{}
	write := func(name, text string) {
		want[name] = text
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	seen, done := map[string]store.Sum{}, uint64(0)
	look := func() {
		now := one.Index.Commits()
		files, err := one.Index.Changed(t.Context(), done)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			seen[f.Path] = f.Sum
		}
		done = now
	}
	for round := range 8 {
		write(fmt.Sprintf("new%d.md", round), fmt.Sprintf("The word%d ferry.", round))
		write("changed.md", fmt.Sprintf("The version%d harbour.", round))
		if gone := fmt.Sprintf("new%d.md", round-3); want[gone] != "" {
			delete(want, gone)
			if err := os.Remove(filepath.Join(dir, gone)); err != nil {
				t.Fatal(err)
			}
		}
		var group sync.WaitGroup
		for _, c := range []*corpus.Corpus{one, other} {
			group.Go(func() { _, _ = c.Sweep(t.Context(), false) }) // one of them may be refused
		}
		group.Wait()
		look()
	}
	for range 2 { // the first may find that the other one has written
		_, err := one.Sweep(t.Context(), false)
		if err == nil {
			continue
		}
		t.Log(err)
		if _, err := one.Sweep(t.Context(), false); err != nil {
			t.Fatal(err)
		}
	}
	look()
	if one.Index.Len() != len(want) {
		t.Errorf("%d articles of %d files", one.Index.Len(), len(want))
	}
	for name, text := range want {
		a, err := one.Index.Article(t.Context(), article.ID(name))
		if err != nil || a == nil || a.Text != text {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
		if seen[name] != sumOf(text) {
			t.Errorf("%s was not in a commit as it is", name)
		}
	}
	if err := errors.Join(one.Close(), other.Close()); err != nil {
		t.Error(err)
	}
}
