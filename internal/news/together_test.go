package news_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/corpus"
	"lede/internal/index/indextest"
	"lede/internal/news"
	"lede/internal/state"
	"lede/internal/testkit"
	"lede/internal/testkit/postgres"
)

// TestTogether has two processes match the same folder at once, each with an index of its own, as two that both believe to be elected
// do. Every article is posted once, a near-copy not at all.
func TestTogether(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { together(t, state.Options{Dir: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { together(t, state.Options{URL: postgres.Empty(t)}) })
}

// leader is one process of several.
type leader struct {
	corpus *corpus.Corpus
	news   *news.News
}

func newLeader(t *testing.T, o state.Options, dir string) leader {
	t.Helper()
	s, err := state.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.OpenExclusive(corpus.Options{Dir: dir, Data: t.TempDir(), MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = c.Close(), s.Close() })
	return leader{c, &news.News{State: s, Index: c.Index, Now: time.Now, Log: slog.New(slog.DiscardHandler)}}
}

// sweep reads the folder and matches what is new; what another one was faster with is matched again.
func (l leader) sweep(ctx context.Context) error {
	if _, err := l.corpus.Sweep(ctx, false); err != nil {
		return err
	}
	return l.news.Update(ctx)
}

func together(t *testing.T, o state.Options) {
	dir := testkit.Folder(t, map[string]string{"old.md": article("Old tariffs", 'o')})
	leaders := []leader{newLeader(t, o, dir), newLeader(t, o, dir)}
	sweep := func() {
		var group sync.WaitGroup
		for _, l := range leaders {
			group.Go(func() {
				if err := l.sweep(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
	}
	sweep()
	sweep() // the one that has not begun matches what is there
	s := leaders[0].news.State
	for n := range 3 {
		f := state.Follow{ID: fmt.Sprint("f", n), At: time.Now(), Words: "tariffs", Place: state.InChannel(fmt.Sprint(n)), Status: state.FollowActive}
		if err := s.SaveFollow(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	for i, seed := range "abcdefgh" {
		testkit.Write(t, dir, fmt.Sprintf("n%d.md", i), article(fmt.Sprint("Tariffs ", i), seed))
		sweep()
		testkit.Write(t, dir, fmt.Sprintf("copy%d.md", i), strings.Replace(article(fmt.Sprint("Tariffs ", i), seed), "Friday", "Monday", 1))
		sweep()
	}
	posted := map[string]int{}
	for {
		p, err := s.Claim(t.Context(), time.Now().Add(time.Minute), time.Hour)
		if err != nil {
			break
		}
		matches, err := s.Matches(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range matches {
			card, _ := indextest.Card(t, leaders[0].corpus.Index, m.Article)
			posted[card.Path+" in "+string(m.Place)]++
		}
		if err := s.Sent(t.Context(), p.ID, "1"); err != nil {
			t.Fatal(err)
		}
	}
	for what, n := range posted {
		if n != 1 || !strings.HasPrefix(what, "n") {
			t.Errorf("%s is posted %d times", what, n)
		}
	}
	if len(posted) != 3*8 {
		t.Errorf("%d articles are posted, want 24", len(posted))
	}
}

// TestForgotten checks that an article that has been gone for half a year is forgotten, and one that is there is not, however old.
func TestForgotten(t *testing.T) {
	r := newRig(t)
	r.write("gone.md", article("Gone tariffs", 'g'))
	days := func(n int) {
		ctx, stop := context.WithCancel(t.Context())
		r.now = r.now.Add(time.Duration(n) * 24 * time.Hour)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			r.news.Run(ctx)
		}()
		time.Sleep(100 * time.Millisecond) // Run looks at once, and then only when the clock has moved
		stop()
		<-ended
	}
	seen := func(want int) {
		t.Helper()
		if got, err := r.state.SeenAfter(t.Context(), "", 9); err != nil || len(got) != want {
			t.Errorf("%+v, %v; want %d", got, err, want)
		}
	}
	days(1)
	seen(2)
	testkit.Remove(t, r.dir, "gone.md")
	r.sweep()
	days(1)
	days(179)
	seen(2)
	days(2)
	seen(1)
}
