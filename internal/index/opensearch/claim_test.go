package opensearch_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
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

// sharedFolder is a folder whose index processes fill, and what a reader that follows the commits has seen of it.
type sharedFolder struct {
	t       *testing.T
	dir     string
	address string
	files   map[string]string    // texts, by path
	seen    map[string]store.Sum // by path
	commit  uint64               // up to which the reader has looked
}

// open opens the folder's corpus as a process does that is elected.
func (f *sharedFolder) open() *corpus.Corpus {
	c, err := corpus.OpenExclusive(corpus.Options{Dir: f.dir, MaxFileSize: 1 << 20, Open: func(_ string, mode index.Mode, log *slog.Logger) (index.Engine, error) {
		return opensearch.Open(f.t.Context(), opensearch.Options{URL: f.address, Log: log}, mode)
	}})
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = c.Close() })
	return c
}

func (f *sharedFolder) write(name, text string) {
	f.files[name] = text
	if err := os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

func (f *sharedFolder) remove(name string) {
	if _, ok := f.files[name]; !ok {
		return
	}
	delete(f.files, name)
	if err := os.Remove(filepath.Join(f.dir, name)); err != nil {
		f.t.Fatal(err)
	}
}

// look reads what has been committed since the last look.
func (f *sharedFolder) look(x index.Engine) {
	now := x.Commits()
	files, err := x.Changed(f.t.Context(), f.commit)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, one := range files {
		f.seen[one.Path] = one.Sum
	}
	f.commit = now
}

// TestTwoWriters has two processes fill one index from one folder at once, while files come, change and go: afterwards each file is there
// once, as it is, and a reader that follows the commits has seen it.
func TestTwoWriters(t *testing.T) {
	f := &sharedFolder{t: t, dir: t.TempDir(), address: server.Index(t), files: map[string]string{}, seen: map[string]store.Sum{}}
	one, other := f.open(), f.open()
	for round := range 8 {
		f.write(fmt.Sprintf("new%d.md", round), fmt.Sprintf("The word%d ferry.", round))
		f.write("changed.md", fmt.Sprintf("The version%d harbour.", round))
		f.remove(fmt.Sprintf("new%d.md", round-3))
		var group sync.WaitGroup
		for _, c := range []*corpus.Corpus{one, other} {
			group.Go(func() { _, _ = c.Sweep(t.Context(), false) }) // one of them may be refused
		}
		group.Wait()
		f.look(one.Index)
	}
	_, _ = one.Sweep(t.Context(), false) // may find that the other one has written
	if _, err := one.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	f.look(one.Index)
	if one.Index.Len() != len(f.files) {
		t.Errorf("%d articles of %d files", one.Index.Len(), len(f.files))
	}
	for name, text := range f.files {
		a, err := one.Index.Article(t.Context(), article.ID(name))
		if err != nil || a == nil || a.Text != text {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
		if f.seen[name] != sumOf(text) {
			t.Errorf("%s was not in a commit as it is", name)
		}
	}
}

// ended returns the address of an index by a way on which no record of a file comes through. reached is closed when the first should.
func ended(t *testing.T, address string) (by string, reached chan struct{}) {
	t.Helper()
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	reached = make(chan struct{})
	arrived := sync.OnceFunc(func() { close(reached) })
	pass := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: to.Scheme, Host: to.Host})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/_bulk") && strings.Contains(r.URL.Path, "-files") {
			_, _ = io.Copy(io.Discard, r.Body) // the end of the request is noticed after that alone
			arrived()
			<-r.Context().Done()
			return
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL + to.Path, reached
}

// TestDeadWriter ends a process between the articles and the records of an update, of files that are as before when the next one begins to
// write: what the first one has added is removed, what it has changed and removed is there again, and copies are those of the files.
func TestDeadWriter(t *testing.T) {
	f := &sharedFolder{t: t, dir: t.TempDir(), address: server.Index(t), files: map[string]string{}}
	story := strings.Repeat("The ferries of the old harbour run every hour, and nobody knows why the bridge was closed last week. ", 3)
	other := strings.Repeat("A new library opened beside the market; its reading room has forty seats and a view of the river. ", 3)
	for name, text := range map[string]string{"a.md": story, "a2.md": story, "b.md": other, "b2.md": other, "c.md": "The trams are old."} {
		f.write(name, text)
	}
	c := f.open()
	if _, err := c.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	by, reached := ended(t, f.address)
	dead := opened(t, by, index.Owner)
	if err := dead.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	var changes []index.Change
	for name, text := range map[string]string{"added.md": story, "b.md": "Something else.", "c.md": story} {
		a, _ := article.Parse(name, []byte(text))
		changes = append(changes, dead.NewChange(&store.File{Sum: sumOf(text), StatReliable: true}, &a))
	}
	ctx, kill := context.WithCancel(t.Context())
	go func() { <-reached; kill() }()
	if err := dead.Apply(ctx, changes, []string{"a2.md"}, true); err == nil {
		t.Fatal("the records were written")
	}
	next := f.open()
	if _, err := next.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if next.Index.Len() != len(f.files) {
		t.Errorf("%d articles of %d files", next.Index.Len(), len(f.files))
	}
	copies := map[string]string{"a.md": "a.md a2.md", "a2.md": "a.md a2.md", "b.md": "b.md b2.md", "b2.md": "b.md b2.md", "c.md": "", "added.md": ""}
	for name, want := range copies {
		id := article.ID(name)
		a, err := next.Index.Article(t.Context(), id)
		if err != nil || (a == nil) != (f.files[name] == "") || a != nil && a.Text != strings.TrimSpace(f.files[name]) {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
		groups, err := next.Index.Groups(t.Context(), id)
		var paths []string
		for _, one := range groups[id] {
			paths = append(paths, one.Path)
		}
		slices.Sort(paths)
		if err != nil || strings.Join(paths, " ") != want {
			t.Errorf("%s has the copies %q, %v", name, paths, err)
		}
	}
}
