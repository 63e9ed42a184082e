package feeds

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/internal/added"
	"lede/internal/corpus"
	"lede/internal/fetch"
	"lede/internal/state"
	"lede/internal/testkit/postgres"
)

var kills = flag.Int("kills", 4, "how often TestKill kills the program")

// child is the environment variable that makes a tracker of this program, see track.
const child = "LEDE_TEST_TRACKER"

func TestMain(m *testing.M) {
	if parts := strings.Split(os.Getenv(child), "|"); len(parts) == 3 {
		if err := track(parts[0], parts[1], parts[2]); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	flag.Parse()
	if err := flag.Set("test.parallel", "4"); err != nil { // they wait for silent sites
		panic(err)
	}
	os.Exit(m.Run())
}

// openOn opens a tracker over the folders in dir, of a site at an address, with what was begun completed, as a start of the bot
// does.
func openOn(ctx context.Context, dir, url, site string) (*Tracker, func() error, error) {
	s, err := state.Open(ctx, state.Options{Dir: filepath.Join(dir, "state"), URL: url})
	if err != nil {
		return nil, nil, err
	}
	c, err := corpus.OpenExclusive(corpus.Options{Dir: filepath.Join(dir, "corpus"), Data: filepath.Join(dir, "data"), MaxFileSize: 1 << 20})
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	articles := &added.Articles{State: s, Corpus: c, Now: time.Now}
	f := fetch.New(fetch.Options{Hosts: []netip.AddrPort{netip.MustParseAddrPort(site)}, Timeout: 5 * time.Second})
	end := func() error { return errors.Join(c.Close(), s.Close()) }
	if err := articles.Follow(ctx); err != nil {
		return nil, nil, errors.Join(err, end())
	}
	const soon = 20 * time.Millisecond
	return New(Options{Articles: articles, Fetch: f, Agent: "Lede", Every: soon, Least: soon, Pause: time.Millisecond}), end, nil
}

// track visits feeds, round after round, until it is killed. It says on its output when it has begun.
func track(dir, url, site string) error {
	t, _, err := openOn(context.Background(), dir, url, site)
	if err != nil {
		return err
	}
	fmt.Println("begun")
	for {
		if err := t.Round(context.Background()); err != nil {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// press is a site whose stories come and change while it is read.
type press struct {
	*site
	versions []int // of each story
}

// publish adds a story, as long as the feed has room for it, and changes one.
func (p *press) publish() {
	if len(p.versions) < maxItems {
		p.versions = append(p.versions, 1)
	}
	p.versions[rand.IntN(len(p.versions))]++
	var items []string
	for n := range p.versions {
		name := fmt.Sprintf("story%d", n)
		items = append(items, strings.Replace(teaser(name, "Story number "+fmt.Sprint(n)), "Shorter", fmt.Sprint("Version ", p.versions[n]), 1))
		p.has("/"+name, page("Story number "+fmt.Sprint(n), p.text(n)))
	}
	p.has("/feed", rss(items...))
}

func (p *press) text(n int) string {
	return fmt.Sprintf("Pier %d of Vellmar was painted %d times.", n, p.versions[n])
}

// TestKill kills the program at random moments while it visits a feed and sweeps, and looks at what is there in the end: every
// story once, as it was published last.
func TestKill(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killed(t, "") })
	t.Run("postgres", func(t *testing.T) { killed(t, postgres.Empty(t)) })
}

func killed(t *testing.T, url string) {
	p := &press{site: newSite(t)}
	dir := t.TempDir()
	_, end, err := begin(t, p, dir, url)
	if err := errors.Join(err, end()); err != nil {
		t.Fatal(err)
	}
	for range *kills {
		killOnce(t, p, dir, url)
	}
	tracker, end, err := openOn(t.Context(), dir, url, p.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	p.check(t, tracker, dir)
	if err := end(); err != nil {
		t.Error(err)
	}
}

// check visits the feed until everything is there, and looks whether each story is there once, as it was published last.
func (p *press) check(t *testing.T, tracker *Tracker, dir string) {
	t.Helper()
	r := &rig{Tracker: tracker, clock: &clock{now: time.Now()}, t: t, dir: filepath.Join(dir, "corpus")}
	for range 2 + maxItems/maxPages {
		time.Sleep(30 * time.Millisecond)
		r.round()
	}
	files := r.files()
	if len(files) != len(p.versions) || tracker.Articles.Corpus.Index.Len() != len(p.versions) {
		t.Errorf("%d files, %d articles, %d stories", len(files), tracker.Articles.Corpus.Index.Len(), len(p.versions))
	}
	for n := range p.versions {
		contains(t, fmt.Sprint("story ", n), files[fmt.Sprintf("story-number-%d", n)], p.text(n))
	}
}

// TestConnectionLost ends the connections to PostgreSQL at random moments of the visits.
func TestConnectionLost(t *testing.T) {
	address := postgres.Empty(t) + "&application_name=visits"
	p := &press{site: newSite(t)}
	dir := t.TempDir()
	tracker, end, err := begin(t, p, dir, address)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("pgx", address[:strings.LastIndex(address, "&")])
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ended := make(chan bool)
	go func() {
		defer close(ended)
		for range 40 {
			_, _ = db.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'visits'`)
			time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond)
		}
	}()
	failed := 0
	for running := true; running; {
		p.publish()
		if err := tracker.Round(t.Context()); err != nil {
			failed++
		}
		select {
		case <-ended:
			running = false
		default:
		}
	}
	t.Logf("%d rounds failed", failed)
	for tries, good := 0, 0; good < 5 && tries < 100; tries++ { // connections that were ended last are still in the pool
		if good++; tracker.Round(t.Context()) != nil {
			good = 0
		}
	}
	p.check(t, tracker, dir)
	if err := end(); err != nil {
		t.Error(err)
	}
}

// begin opens a tracker that tracks the feed of a site.
func begin(t *testing.T, p *press, dir, url string) (*Tracker, func() error, error) {
	if err := os.MkdirAll(filepath.Join(dir, "corpus"), 0o755); err != nil {
		return nil, nil, err
	}
	p.publish()
	tracker, end, err := openOn(t.Context(), dir, url, p.Listener.Addr().String())
	if err != nil {
		return nil, nil, err
	}
	f := state.Feed{ID: "f", At: time.Now(), URL: p.URL + "/feed", Title: "Post"}
	err = errors.Join(tracker.state.AddFeed(t.Context(), f, time.Now().Add(-time.Hour)),
		tracker.state.MoveFeed(t.Context(), "f", state.FeedActive, state.Entry{At: time.Now()}, state.FeedDraft))
	return tracker, end, err
}

// killOnce runs the program for a moment, in which stories are published, and kills it.
func killOnce(t *testing.T, p *press, dir, url string) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), child+"="+strings.Join([]string{dir, url, p.Listener.Addr().String()}, "|"))
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	first, err := bufio.NewReader(out).ReadString('\n')
	if first != "begun\n" {
		t.Errorf("the program said %q, %v", first, err)
	}
	until := time.Now().Add(time.Duration(rand.IntN(400)) * time.Millisecond)
	for time.Now().Before(until) {
		p.publish()
		time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
	}
	if err := command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, out)
	_ = command.Wait() // it was killed
}
