package feeds

import (
	"errors"
	"net/netip"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"lede/internal/added"
	"lede/internal/corpus"
	"lede/internal/fetch"
	"lede/internal/state"
	"lede/internal/testkit/postgres"
)

// TestTogether has two trackers visit the same feeds at once, as two processes that both believe to be elected do, while stories come
// and change. Two of the feeds have the same stories. In the end every story is there once, as it was published last.
func TestTogether(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { together(t, "") })
	t.Run("postgres", func(t *testing.T) { together(t, postgres.Empty(t)) })
}

func together(t *testing.T, url string) {
	p := &press{site: newSite(t)}
	dir := t.TempDir()
	tracker, end, err := begin(t, p, dir, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := end(); err != nil {
			t.Error(err)
		}
	}()
	f := state.Feed{ID: "g", At: time.Now(), URL: p.URL + "/feed?again", Title: "Post"}
	err = errors.Join(tracker.state.AddFeed(t.Context(), f, time.Now().Add(-time.Hour)),
		tracker.state.MoveFeed(t.Context(), "g", state.FeedActive, state.Entry{At: time.Now()}, state.FeedDraft))
	if err != nil {
		t.Fatal(err)
	}
	trackers := []*Tracker{tracker, another(t, dir, url, p.Listener.Addr().String())}
	for range 25 {
		p.publish()
		var group sync.WaitGroup
		for _, tr := range trackers {
			group.Go(func() {
				if err := tr.Round(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		time.Sleep(20 * time.Millisecond)
	}
	if _, err := tracker.Articles.Corpus.Sweep(t.Context(), false); err != nil { // which the watch does: the other one has written files, too
		t.Fatal(err)
	}
	p.check(t, tracker, dir)
}

// another returns a tracker of another process over the folder and the state in dir, with an index of its own.
func another(t *testing.T, dir, url, site string) *Tracker {
	t.Helper()
	s, err := state.Open(t.Context(), state.Options{Dir: filepath.Join(dir, "state"), URL: url})
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.OpenExclusive(corpus.Options{Dir: filepath.Join(dir, "corpus"), Data: t.TempDir(), MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(errors.Join(err, s.Close()))
	}
	t.Cleanup(func() { _, _ = c.Close(), s.Close() })
	f := fetch.New(fetch.Options{Hosts: []netip.AddrPort{netip.MustParseAddrPort(site)}, Timeout: 5 * time.Second})
	const soon = 20 * time.Millisecond
	articles := &added.Articles{State: s, Corpus: c, Now: time.Now}
	return New(Options{Articles: articles, Fetch: f, Agent: "Lede", Every: soon, Least: soon, Pause: time.Millisecond})
}
