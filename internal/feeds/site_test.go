package feeds

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/added"
	"lede/internal/corpus"
	"lede/internal/fetch"
	"lede/internal/state"
)

// clock is a clock that tests move. Its sleepers wake at once, and it is later then.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.advance(d)
	return ctx.Err()
}

// site is a site whose answers tests change.
type site struct {
	*httptest.Server
	mu      sync.Mutex
	answers map[string]http.HandlerFunc // by path
	asked   []string                    // paths with their queries, in order; with " unless ETAG" if the request has one
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{answers: map[string]http.HandlerFunc{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP answers a request; 404 where there is no answer.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	note := r.URL.RequestURI()
	if tag := r.Header.Get("If-None-Match"); tag != "" {
		note += " unless " + tag
	}
	s.asked = append(s.asked, note)
	answer := s.answers[r.URL.Path]
	s.mu.Unlock()
	if answer == nil {
		http.NotFound(w, r)
		return
	}
	answer(w, r)
}

// has answers a path with a text.
func (s *site) has(path, text string) {
	s.does(path, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.ReplaceAll(text, "SITE", s.URL)) })
}

func (s *site) does(path string, answer http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[path] = answer
}

// fails answers a path with a status.
func (s *site) fails(path string, status int) {
	s.does(path, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", status) })
}

// since returns what was asked for since the last call, robots.txt left out.
func (s *site) since() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.DeleteFunc(s.asked, func(path string) bool { return path == "/robots.txt" })
	s.asked = nil
	return out
}

// rig is a tracker with an empty corpus and a clock.
type rig struct {
	*Tracker
	*clock
	t   *testing.T
	dir string // of the corpus
}

// newRig returns a rig that may read some sites.
func newRig(t *testing.T, sites ...*site) *rig {
	t.Helper()
	r := &rig{t: t, clock: &clock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}, dir: t.TempDir()}
	c, err := corpus.OpenExclusive(corpus.Options{Dir: r.dir, MaxFileSize: 1 << 20})
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
	if _, err := c.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	o := fetch.Options{Timeout: 2 * time.Second, MaxBytes: 10 << 20, UserAgent: "Lede/1"}
	for _, site := range sites {
		o.Hosts = append(o.Hosts, netip.MustParseAddrPort(site.Listener.Addr().String()))
	}
	r.Tracker = New(Options{Articles: &added.Articles{State: s, Corpus: c, Now: r.clock.Now}, Fetch: fetch.New(o), Now: r.clock.Now, Sleep: r.clock.sleep, Agent: "Lede"})
	return r
}

// track tracks a feed.
func (r *rig) track(address string, tags ...string) string {
	r.t.Helper()
	f := state.Feed{ID: state.NewID(), At: r.clock.Now(), URL: address, Title: "Post", Tags: tags}
	if err := r.state.AddFeed(r.t.Context(), f, r.clock.Now().Add(-time.Hour)); err != nil {
		r.t.Fatal(err)
	}
	if err := r.state.MoveFeed(r.t.Context(), f.ID, state.FeedActive, state.Entry{At: r.clock.Now(), Action: state.Tracked}, state.FeedDraft); err != nil {
		r.t.Fatal(err)
	}
	return f.ID
}

// round visits what is due.
func (r *rig) round() {
	r.t.Helper()
	if err := r.Round(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
}

// feed returns a feed as it is stored.
func (r *rig) feed(id string) state.Feed {
	r.t.Helper()
	f, err := r.state.Feed(r.t.Context(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	return f
}

// files returns the files of the articles, by their names without the id.
func (r *rig) files() map[string]string {
	r.t.Helper()
	out := map[string]string{}
	paths, err := filepath.Glob(filepath.Join(r.dir, "added", "*", "*.md"))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			r.t.Fatal(err)
		}
		name := filepath.Base(path)
		name = name[:len(name)-len("-1234567.md")]
		if _, doubled := out[name]; doubled {
			r.t.Errorf("%s is there twice", name)
		}
		out[name] = string(raw)
	}
	return out
}

// rss returns a feed of items.
func rss(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><link>SITE/</link>` + strings.Join(items, "") + `</channel></rss>`
}

// teaser returns an item of a feed whose text is on its page.
func teaser(name, title string) string {
	return fmt.Sprintf(`<item><title>%s</title><link>SITE/%s</link><guid>%s</guid><pubDate>Sun, 01 Mar 2026 09:00:00 +0000</pubDate><description>Shorter.</description></item>`, title, name, name)
}

// page returns the page of an article.
func page(title, text string) string {
	return `<html><head><title>` + title + `</title></head><body><article><h1>` + title + `</h1><p>` + text + ` The town has waited for that for many years, and the mayor said so in the square.</p></article></body></html>`
}

// outside returns what is in the corpus folder besides added and .trash.
func (r *rig) outside() []string {
	r.t.Helper()
	entries, err := os.ReadDir(r.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.Name() != "added" && e.Name() != ".trash" {
			out = append(out, e.Name())
		}
	}
	return out
}
