package news_test

import (
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/corpus"
	"lede/internal/follow"
	"lede/internal/index/indextest"
	"lede/internal/names"
	"lede/internal/news"
	"lede/internal/state"
	"lede/internal/testkit"
)

// rig is a corpus with what is new in it, and a clock that tests move.
type rig struct {
	t      *testing.T
	dir    string
	data   string
	state  *state.State
	corpus *corpus.Corpus
	news   *news.News
	now    time.Time
}

// article returns the text of an article. Articles of another seed share few words.
func article(title string, seed rune) string {
	words := ""
	for i := range 60 {
		words += " w" + string(seed) + string(rune('a'+i%26)) + string(rune('a'+i/26))
	}
	return "---\ntitle: " + title + "\npublished: 2026-11-20\n---\n\n" + title + " were the subject on Friday." + words + ".\n"
}

func newRig(t *testing.T) *rig {
	r := &rig{t: t, dir: t.TempDir(), data: t.TempDir(), now: time.Date(2026, 11, 25, 6, 0, 0, 0, time.UTC)}
	var err error
	if r.state, err = state.Open(t.Context(), state.Options{Dir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.state.Close() })
	testkit.Write(t, r.dir, "old.md", article("Old tariffs", 'o'))
	r.open()
	t.Cleanup(func() { _ = r.corpus.Close() })
	return r
}

// open opens the corpus, with an index that is empty if the data folder is new.
func (r *rig) open() {
	r.t.Helper()
	var err error
	r.corpus, err = corpus.OpenExclusive(corpus.Options{Dir: r.dir, Data: r.data, MaxFileSize: 1 << 20})
	if err != nil {
		r.t.Fatal(err)
	}
	r.news = &news.News{State: r.state, Index: r.corpus.Index, Now: func() time.Time { return r.now }, Log: slog.New(slog.DiscardHandler)}
	r.sweep()
}

// restart closes the corpus and opens it again.
func (r *rig) restart() {
	r.t.Helper()
	if err := r.corpus.Close(); err != nil {
		r.t.Fatal(err)
	}
	r.open()
}

// sweep reads the folder and matches what is new.
func (r *rig) sweep() {
	r.t.Helper()
	if _, err := r.corpus.Sweep(r.t.Context(), false); err != nil {
		r.t.Fatal(err)
	}
	if err := r.news.Update(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
}

// write writes an article and sweeps.
func (r *rig) write(path, text string) {
	r.t.Helper()
	testkit.Write(r.t, r.dir, path, text)
	r.sweep()
}

func (r *rig) follow(f state.Follow) {
	r.t.Helper()
	f.At, f.Status = r.now, state.FollowActive
	if f.Place == "" {
		f.Place = state.InChannel("1")
	}
	if err := r.state.SaveFollow(r.t.Context(), f); err != nil {
		r.t.Fatal(err)
	}
}

// posted sends all posts that are due and returns what each is about: its kind, and the files of its articles.
func (r *rig) posted() []string {
	r.t.Helper()
	var out []string
	for {
		p, err := r.state.Claim(r.t.Context(), r.now, time.Minute)
		if err != nil {
			return out
		}
		matches, err := r.state.Matches(r.t.Context(), p.ID)
		if err != nil {
			r.t.Fatal(err)
		}
		parts := []string{string(p.Kind)}
		for _, m := range matches {
			if card, ok := indextest.Card(r.t, r.corpus.Index, m.Article); ok {
				parts = append(parts, card.Path)
			}
		}
		out = append(out, strings.Join(parts, " "))
		if err := r.state.Sent(r.t.Context(), p.ID, "1"); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *rig) wantPosted(what string, want ...string) {
	r.t.Helper()
	if got := r.posted(); !slices.Equal(got, want) {
		r.t.Errorf("%s: posted %q, want %q", what, got, want)
	}
}

// TestPosts follows a subject and adds articles in all the ways in which one may come.
func TestPosts(t *testing.T) {
	r := newRig(t)
	r.follow(state.Follow{ID: "f", Words: "tariffs"})
	r.write("one.md", article("New tariffs", 'a'))
	r.write("two.md", article("New ferries", 'b'))
	r.wantPosted("a new article", "story one.md")
	r.write("copy.md", strings.Replace(article("New tariffs", 'a'), "Friday", "Monday", 1))
	r.wantPosted("a near-copy")
	r.write("two.md", article("Ferries and tariffs", 'b'))
	r.wantPosted("a correction", "story two.md")
	testkit.Remove(t, r.dir, "one.md")
	r.write("moved/one.md", article("New tariffs", 'a'))
	r.wantPosted("a file that moved")
	r.now = r.now.Add(48 * time.Hour)
	r.write("old.md", article("Old tariffs again", 'o'))
	r.wantPosted("an edit of an article from before")
}

// TestRestart checks that an index that is made again posts nothing twice, and that what came while the program was away is posted.
func TestRestart(t *testing.T) {
	r := newRig(t)
	r.follow(state.Follow{ID: "f", Words: "tariffs"})
	r.write("one.md", article("New tariffs", 'a'))
	r.wantPosted("before", "story one.md")
	testkit.Write(t, r.dir, "two.md", article("Newer tariffs", 'b'))
	r.restart()
	r.wantPosted("after a restart", "story two.md")
	testkit.Write(t, r.dir, "three.md", article("Newest tariffs", 'c'))
	r.data = t.TempDir()
	r.restart()
	r.wantPosted("with a new index", "story three.md")
}

// TestEmptyBeginning checks that the first article of a corpus is new.
func TestEmptyBeginning(t *testing.T) {
	r := newRig(t)
	testkit.Remove(t, r.dir, "old.md")
	r.data = t.TempDir()
	if r.state.Close() != nil {
		t.Fatal("close")
	}
	var err error
	if r.state, err = state.Open(t.Context(), state.Options{Dir: filepath.Join(t.TempDir(), "new")}); err != nil {
		t.Fatal(err)
	}
	r.restart()
	r.follow(state.Follow{ID: "f", Words: "tariffs"})
	r.write("one.md", article("New tariffs", 'a'))
	r.wantPosted("the first article", "story one.md")
}

// TestMany checks that many stories at once are one post.
func TestMany(t *testing.T) {
	r := newRig(t)
	r.follow(state.Follow{ID: "f", Words: "tariffs"})
	var want []string
	for _, seed := range "abcdefg" {
		name := string(seed) + ".md"
		testkit.Write(t, r.dir, name, article("Tariffs "+string(seed), seed))
		want = append(want, name)
	}
	r.sweep()
	r.wantPosted("before the list is complete")
	testkit.Write(t, r.dir, "h.md", article("Tariffs h", 'h'))
	want = append(want, "h.md")
	r.now = r.now.Add(20 * time.Second)
	r.sweep()
	r.now = r.now.Add(20 * time.Second)
	got := r.posted()
	if len(got) != 1 || !strings.HasPrefix(got[0], "digest ") {
		t.Fatalf("posted %q", got)
	}
	parts := strings.Fields(got[0])[1:]
	slices.Sort(parts)
	if !slices.Equal(parts, want) {
		t.Errorf("the list has %q", parts)
	}
}

// TestDigest moves the clock over the hour of a digest, over the end of summer time, and over days on which the program was away.
func TestDigest(t *testing.T) {
	r := newRig(t)
	r.now = time.Date(2026, 10, 24, 20, 0, 0, 0, time.UTC)
	f := state.Follow{ID: "f", Words: "tariffs", Every: "daily", Minute: 8 * 60, Zone: "Europe/London"}
	f.Due = news.ScheduleOf(f).Next(r.now)
	r.follow(f)
	tick := func(to time.Time) {
		t.Helper()
		r.now = to
		if err := r.news.Digest(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	r.write("one.md", article("New tariffs", 'a'))
	r.now = r.now.Add(time.Second)
	r.write("two.md", article("More tariffs", 'b'))
	sunday := time.Date(2026, 10, 25, 8, 0, 0, 0, time.UTC) // the first day of winter time
	tick(sunday.Add(-time.Second))
	r.wantPosted("before the hour")
	tick(sunday)
	r.wantPosted("at the hour", "digest one.md two.md")
	tick(sunday.Add(time.Hour))
	r.wantPosted("an hour later")
	r.write("three.md", article("Most tariffs", 'c'))
	tick(sunday.Add(72*time.Hour + time.Minute))
	r.wantPosted("after three days away", "digest three.md")
	tick(sunday.Add(73 * time.Hour))
	r.wantPosted("and once")
	tick(sunday.Add(96 * time.Hour))
	r.wantPosted("a day without anything")
}

func TestRecent(t *testing.T) {
	r := newRig(t)
	before := r.now
	r.now = r.now.Add(time.Hour)
	r.write("one.md", article("New tariffs", 'a'))
	r.now = r.now.Add(time.Hour)
	r.write("copy.md", strings.Replace(article("New tariffs", 'a'), "Friday", "Monday", 1))
	r.write("two.md", article("New ferries", 'b'))
	stories, err := r.news.Since(t.Context(), before)
	if err != nil || len(stories) != 2 || len(stories[0].Copies)+len(stories[1].Copies) != 1 {
		t.Fatalf("%+v, %v", stories, err)
	}
	q, err := follow.Parse("tariffs", r.now, names.Aliases{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.news.Would(t.Context(), q, r.now.AddDate(0, 0, -30))
	if err != nil || len(got) != 2 || got[1].Path != "old.md" {
		t.Errorf("%+v, %v; want the new one, and the old one by its day", got, err)
	}
}
