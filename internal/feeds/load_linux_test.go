package feeds

import (
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"lede/internal/added"
	"lede/internal/corpus"
	"lede/internal/fetch"
	"lede/internal/news"
	"lede/internal/state"
)

var (
	load    = flag.Int("load", 0, "how many feeds TestLoad visits; 0 skips it")
	follows = flag.Int("follows", 2000, "how many follows TestLoad matches with what they bring")
)

// TestLoad measures rounds over many feeds, each on a host of its own: the first one, with five new stories a feed; one in which
// every feed has one more; one in which nothing is new; and one in which no server answers. What comes is matched with follows
// meanwhile; half of them follow one site each, the others three words. A round ends when all is matched. The server is in the same
// process, so that its share is in the figures.
func TestLoad(t *testing.T) {
	if *load == 0 {
		t.Skip("not asked for with -load")
	}
	var stories atomic.Int64
	var silent atomic.Bool
	listener, err := net.Listen("tcp", "0.0.0.0:0") // all of 127.0.0.0/8
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if silent.Load() {
			<-r.Context().Done()
			return
		}
		serveLoad(w, r, int(stories.Load()))
	})}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	tracker := loaded(t, listener.Addr().(*net.TCPAddr).Port)
	matched := matching(t, tracker.Articles)
	measure := func(what string) {
		t.Helper()
		cpu, began := cpuTime(t), time.Now()
		heap := watchHeap(t.Context())
		if err := tracker.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		posts := matched()
		took, used := time.Since(began), cpuTime(t)-cpu
		t.Logf("%s: %d feeds in %.1f s, %.1f s of CPU, heap at most %d MB, %d articles, %d of %d follows with posts",
			what, *load, took.Seconds(), used.Seconds(), heap()>>20, tracker.Articles.Corpus.Index.Len(), posts, *follows)
		if took > 10*time.Minute {
			t.Errorf("%s: a round took %s", what, took)
		}
	}
	stories.Store(5)
	measure("the first round")
	stories.Store(6)
	measure("one more story each")
	measure("nothing new")
	silent.Store(true)
	measure("no answer")
}

// words returns so many made-up words, the same for one seed.
func words(seed string, n int) string {
	h := fnv.New64a()
	h.Write([]byte(seed))
	r := rand.New(rand.NewPCG(h.Sum64(), 0))
	var out []string
	for range n {
		out = append(out, fmt.Sprintf("%c%cl%c%c", 'b'+r.IntN(20), "aeiou"[r.IntN(5)], "aeiou"[r.IntN(5)], 'b'+r.IntN(20)))
	}
	return strings.Join(out, " ")
}

// storyText returns the text of a story, of some 350 words.
func storyText(of string) string {
	var out strings.Builder
	for n := range 25 {
		fmt.Fprintf(&out, "The council met on the hill, and spoke of %s. ", words(fmt.Sprint(of, " ", n), 5))
	}
	return out.String()
}

// serveLoad answers as the site of a host does, which has so many stories; every second one has them whole in its feed.
func serveLoad(w http.ResponseWriter, r *http.Request, stories int) {
	name, isPage := strings.CutPrefix(r.URL.Path, "/story")
	switch {
	case isPage:
		fmt.Fprint(w, page("Story "+name+" of "+r.Host, storyText(r.Host+name)))
	case r.URL.Path != "/feed":
		http.NotFound(w, r)
	case r.Header.Get("If-None-Match") == fmt.Sprint(stories):
		w.WriteHeader(http.StatusNotModified)
	default:
		w.Header().Set("ETag", fmt.Sprint(stories))
		var items []string
		for n := range stories {
			item := teaser(fmt.Sprint("story", n), fmt.Sprintf("Story %d of %s", n, r.Host))
			if r.Host[len("127.0.0.1")-1]%2 == 0 {
				item = strings.Replace(item, "Shorter.", "&lt;p&gt;"+storyText(fmt.Sprint(r.Host, n))+"&lt;/p&gt;", 1)
			}
			items = append(items, item)
		}
		fmt.Fprint(w, strings.ReplaceAll(rss(items...), "SITE", "http://"+r.Host))
	}
}

// loaded returns a tracker of many feeds, which are always due.
func loaded(t *testing.T, port int) *Tracker {
	s, err := state.Open(t.Context(), state.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.OpenExclusive(corpus.Options{Dir: t.TempDir(), Data: t.TempDir(), MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = c.Close(), s.Close() })
	if _, err := c.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	var o fetch.Options
	tracker := New(Options{Articles: &added.Articles{State: s, Corpus: c, Now: time.Now}, Agent: "Lede", Every: 1, Least: 1})
	for n := range *load {
		at := fmt.Sprintf("127.1.%d.%d:%d", n/250, n%250+1, port)
		o.Hosts = append(o.Hosts, netip.MustParseAddrPort(at))
		f := state.Feed{ID: fmt.Sprint(n), At: time.Now(), URL: "http://" + at + "/feed", Title: at}
		if err := s.AddFeed(t.Context(), f, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		if err := s.MoveFeed(t.Context(), f.ID, state.FeedActive, state.Entry{At: time.Now()}, state.FeedDraft); err != nil {
			t.Fatal(err)
		}
	}
	tracker.Fetch = fetch.New(o)
	return tracker
}

// matching has what arrives matched with follows, as the bot does. It returns a function that waits until all is, and returns how
// many follows have had posts so far.
func matching(t *testing.T, articles *added.Articles) (matched func() int) {
	s := articles.State
	feeds, err := s.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for n := range *follows {
		f := state.Follow{ID: fmt.Sprint(n), At: time.Now(), Place: state.InChannel(fmt.Sprint(n % 100)), Words: "council " + words(fmt.Sprint(n), 2), Status: state.FollowActive}
		if n%2 == 0 {
			f.Words = fmt.Sprintf("source:%q", feeds[n/2%len(feeds)].Title)
		}
		if err := s.SaveFollow(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	n := &news.News{State: s, Index: articles.Corpus.Index, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	if err := n.Update(t.Context()); err != nil { // what is there is not new
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { n.Run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	return func() int {
		if err := n.Update(t.Context()); err != nil {
			t.Error(err)
		}
		posted := 0
		for id := range *follows {
			times, err := s.PostedSince(t.Context(), fmt.Sprint(id), time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			posted += min(times, 1)
		}
		return posted
	}
}

func cpuTime(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// watchHeap returns a function that ends the watch and returns the most that the heap had.
func watchHeap(ctx context.Context) func() uint64 {
	ctx, cancel := context.WithCancel(ctx)
	most := make(chan uint64)
	go func() {
		var top uint64
		for ctx.Err() == nil {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			top = max(top, m.HeapInuse)
			time.Sleep(100 * time.Millisecond)
		}
		most <- top
	}()
	return func() uint64 {
		cancel()
		return <-most
	}
}
