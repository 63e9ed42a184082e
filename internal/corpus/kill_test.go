package corpus_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/answer"
	"lede/internal/corpus"
	"lede/internal/query"
)

// places are the subjects of the fixed questions. No other article has them.
var places = []string{
	"Zanzibarovia", "Quexelstan", "Brindlemark", "Ottervania", "Fuljukhia", "Marrowgate", "Plethora Bay", "Xylophonia", "Ghentwick", "Dromedary Hills",
	"Vortexburg", "Nimblewood", "Kalipunta", "Ostrichton", "Yarrowmere", "Pumpernickel Falls", "Tundraville", "Jambalaya Point", "Cobblehurst", "Weaselford",
	"Igloolia", "Hibiscus Cove", "Quillonia", "Saffronia", "Umbrellaria", "Lanternhead", "Abacus Island", "Rhubarbia", "Eucalyptus Rock", "Bandolier Creek",
}

// known is a folder of articles of which one for each place changes, and what they say.
type known struct {
	dir     string
	paths   map[string]string // of a place's article; no entry while there is none
	version map[string]int    // of a place
	others  int               // articles about anything else
}

func newKnown(t *testing.T, n int) *known {
	k := &known{dir: generated(t, n), paths: map[string]string{}, version: map[string]int{}, others: n}
	for _, place := range places {
		k.write(t, place)
	}
	return k
}

// day is when the harvest of a place failed, by its article.
func (k *known) day(place string) string {
	return time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, k.version[place]).Format("2 January 2006")
}

// write writes the next version of a place's article, at once or by renaming a file that is written aside.
func (k *known) write(t *testing.T, place string) {
	k.version[place]++
	if k.paths[place] == "" {
		k.paths[place] = fmt.Sprintf("places/%d/%s.md", k.version[place], place)
	}
	path := filepath.Join(k.dir, k.paths[place])
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	to := path
	if k.version[place]%2 > 0 {
		to = path + ".new"
	}
	text := fmt.Sprintf("# News of %s\n\nThe harvest of %[1]s failed on %s. The ledger has %s.\n", place, k.day(place), ledger(place))
	must(t, os.WriteFile(to, []byte(text), 0o644))
	must(t, os.Rename(to, path))
}

// ledger returns words that are in the article of a place alone, so that no two articles are copies.
func ledger(place string) string {
	random := rand.New(rand.NewPCG(uint64(slices.Index(places, place)), 0))
	var words []string
	for range 40 {
		words = append(words, fmt.Sprintf("k%dm", random.IntN(1<<30)))
	}
	return strings.Join(words, " ")
}

// change edits, moves or removes the article of some place, or writes one that was removed.
func (k *known) change(t *testing.T) {
	place := places[rand.IntN(len(places))]
	path := k.paths[place]
	switch what := rand.IntN(4); {
	case path == "" || what > 1:
		k.write(t, place)
	case what == 1:
		k.paths[place] = fmt.Sprintf("places/%d-%s.md", k.version[place], place)
		must(t, os.Rename(filepath.Join(k.dir, path), filepath.Join(k.dir, k.paths[place])))
	default:
		must(t, os.Remove(filepath.Join(k.dir, path)))
		delete(k.paths, place)
	}
}

// check asks about each place: the newest version answers, once, and nothing if there is none.
func (k *known) check(t *testing.T, c *corpus.Corpus, what string) {
	engine := answer.New(c.Index)
	for _, place := range places {
		q, err := query.Parse("When did the harvest of "+place+" fail?", time.Time{})
		must(t, err)
		a, err := engine.Ask(t.Context(), q)
		must(t, err)
		var cited []string
		for _, p := range a.Passages {
			if strings.Contains(p.Text(), place) {
				cited = append(cited, p.Article.Path)
			}
		}
		want := []string{k.paths[place]}
		if k.paths[place] == "" {
			want = nil
		}
		if !slices.Equal(slices.Compact(cited), want) || want != nil && !strings.Contains(a.Text(), k.day(place)) {
			t.Errorf("%s: %s of %q: passages of %q, answer %q", what, k.day(place), want, cited, a.Text())
		}
	}
	if n, want := c.Index.Len(), k.others+len(k.paths); n != want {
		t.Errorf("%s: %d articles, want %d", what, n, want)
	}
	files := map[string]int{}
	for _, f := range c.Index.Files() {
		files[f.Path]++
	}
	if len(files) != len(c.Index.Files()) {
		t.Errorf("%s: files are double: %v", what, slices.Sorted(maps.Keys(files)))
	}
}

// TestKilledBot kills a bot again and again while files change. Each time the index answers the fixed questions from the folder
// as it is. With -faults it is back within a second at 1,000 articles, on a machine that has nothing else to do.
func TestKilledBot(t *testing.T) {
	t.Parallel()
	k, data := newKnown(t, times(40, 1000-len(places))), t.TempDir()
	run(t, child(t, k.dir, data))
	var slowest time.Duration
	for n := range times(3, 60) {
		bot := child(t, k.dir, data, childWatches+"=1")
		must(t, bot.Start())
		end := time.Now().Add(time.Duration(rand.IntN(times(800, 3000))) * time.Millisecond)
		for time.Now().Before(end) {
			k.change(t)
			time.Sleep(time.Duration(rand.IntN(30)) * time.Millisecond)
		}
		must(t, bot.Process.Kill())
		_ = bot.Wait() // its error is the kill
		start := time.Now()
		c, err := corpus.OpenExclusive(corpus.Options{Dir: k.dir, Data: data, MaxFileSize: 1 << 20})
		must(t, err)
		_, err = c.Sweep(t.Context(), false)
		must(t, err)
		slowest = max(slowest, time.Since(start))
		k.check(t, c, fmt.Sprintf("kill %d", n))
		must(t, c.Close())
	}
	t.Logf("%d articles: up to date at most %v after the start", k.others+len(k.paths), slowest.Round(time.Millisecond))
	if *faults && slowest > time.Second {
		t.Errorf("up to date only %v after the start", slowest)
	}
}
