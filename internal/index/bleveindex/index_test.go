package bleveindex

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
	"lede/internal/store"
)

// opened opens an index in dir and returns what it logs.
func opened(t *testing.T, dir string, mode index.Mode) (*Index, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	x, err := Open(dir, mode, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x, &log
}

// filled returns an index on a disk over articles given as name and text.
func filled(t *testing.T, files map[string]string) *Index {
	t.Helper()
	x, _ := opened(t, t.TempDir(), index.Owner)
	apply(t, x, files)
	return x
}

// apply adds articles and removes those at the paths in gone.
func apply(t *testing.T, x *Index, files map[string]string, gone ...string) {
	t.Helper()
	var changes []index.Change
	for name, text := range files {
		changes = append(changes, change(x, name, text))
	}
	if err := x.Apply(t.Context(), changes, gone, true); err != nil {
		t.Fatal(err)
	}
}

// change returns the change of a file that holds a text.
func change(x *Index, name, text string) index.Change {
	a, _ := article.Parse(name, []byte(text))
	sum := sha256.Sum256([]byte(text))
	return x.NewChange(&store.File{Sum: store.Sum(sum[:16])}, &a)
}

// search returns the paths that a query finds, best first.
func search(t *testing.T, x *Index, text string, size int) []string {
	t.Helper()
	r, err := x.Search(t.Context(), parsed(t, text), nil, size)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return pathsOf(r.Hits)
}

func parsed(t *testing.T, text string) query.Query {
	t.Helper()
	q, err := query.Parse(text, time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// count returns how many articles have a term.
func count(t *testing.T, x *Index, field, term string) (int, error) {
	counts, err := x.Frequencies(t.Context(), []index.Term{{Field: field, Text: term}})
	if err != nil {
		return 0, err
	}
	return counts[0], nil
}

func pathsOf(hits []index.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Path)
	}
	return out
}

func cardPaths(cards []*article.Card) string {
	var out []string
	for _, c := range cards {
		out = append(out, c.Path)
	}
	return strings.Join(out, " ")
}

// words returns n words drawn from a vocabulary in which few words are frequent.
func words(random *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("w%dx", int(random.ExpFloat64()*40))
	}
	return out
}

var files = map[string]string{
	"magnets.md": "---\ntitle: Magnets\nsource: https://uk.reuters.com/1\npublished: 2025-06-09\ntags: [trade]\n---\nChina exports rare earth magnets.",
	"chips.md":   "---\ntitle: Chips\nsource: https://example.org/2\noutlet: The Post\npublished: 2025-05-01\ntags: [chips]\n---\nHuawei sells chips and magnets.",
	"nodate.txt": "Magnets are useful things.",
	"zh.md":      "---\ntitle: 磁体\npublished: 2025-06-01\nlang: zh\n---\n中国出口稀土磁体，华为 Huawei 也买。",
	"de.md":      "---\ntitle: Magnete\nlang: de\npublished: 2025-01-01\n---\nDie Magnete kommen aus China.",
}

// TestSearchFails checks that an error does not contain the question: errors are logged, questions are not.
func TestSearchFails(t *testing.T) {
	t.Parallel()
	x := filled(t, files)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, text := range []string{"magnets", "magnets -chips", `"rare earth" magnets`} {
		if _, err := x.Search(ended, parsed(t, text), nil, 5); err == nil || strings.Contains(err.Error(), "magnet") {
			t.Errorf("%s, cancelled: %v", text, err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Errorf("a second Close: %v", err)
	}
	if _, err := x.Search(t.Context(), parsed(t, "magnets"), nil, 5); err == nil || strings.Contains(err.Error(), "magnet") {
		t.Errorf("a closed index: %v", err)
	}
	if _, err := count(t, x, "en", "magnet"); err == nil {
		t.Error("a closed index counts words")
	}
	if _, err := x.SpelledLike(t.Context(), "huawei"); err == nil {
		t.Error("a closed index returns names")
	}
	if _, err := x.SoundingLike(t.Context(), "RTNK"); err == nil {
		t.Error("a closed index returns names by their sound")
	}
}

// TestWhatIsIndexed checks which parts of an article can be found, each once.
func TestWhatIsIndexed(t *testing.T) {
	t.Parallel()
	x := filled(t, map[string]string{
		"a.md":   "---\ntitle: Alpha\nauthor: Omega\ntags: [tagged]\n---\n# Beta\n\n## Gamma\n\nThe delta rose. The delta fell.\n",
		"zh.md":  "---\ntitle: 磁体\nlang: zh\n---\n中国出口稀土。",
		"und.md": "---\ntitle: Epsilon\nlang: de\n---\nDer Fluss stieg.",
	})
	for _, c := range []struct {
		field string
		term  string
		want  int
	}{
		{"en", "alpha", 1}, {"en", "beta", 1}, {"en", "gamma", 1}, {"en", "delta", 1}, {"en", "the", 0},
		{"en", "omega", 0}, {"en", "tag", 0}, {"zh", "磁体", 1}, {"zh", "稀土", 1}, {"en", "稀土", 0}, {"en", "fluss", 0},
		{"en", "nothing", 0},
	} {
		if n, err := count(t, x, c.field, c.term); err != nil || n != c.want {
			t.Errorf("%s in the field %s: %d articles, %v; want %d", c.term, c.field, n, err, c.want)
		}
	}
	a, _ := article.Parse("a.md", []byte("---\ntitle: Alpha\n---\n# Beta\n\nThe delta rose. The delta fell.\n"))
	doc := newDocument(&a)
	counts := map[string]int{}
	for _, f := range doc.Fields {
		if f.Name() == "en" {
			for term, count := range f.AnalyzedTokenFrequencies() {
				counts[term] = count.Frequency()
			}
			if n := f.AnalyzedLength(); n != 6 {
				t.Errorf("a length of %d terms", n)
			}
		}
	}
	want := map[string]int{"alpha": 1, "beta": 1, "delta": 2, "rose": 1, "fell": 1, lengthTerm: 1}
	if fmt.Sprint(counts) != fmt.Sprint(want) {
		t.Errorf("counted %v, want %v", counts, want)
	}
}

func TestCards(t *testing.T) {
	t.Parallel()
	x := filled(t, files)
	if s := cardPaths(listed(x)); s != "magnets.md zh.md chips.md de.md nodate.txt" {
		t.Errorf("order: %s", s)
	}
	if first, again := x.catalog.sorted().ids, x.catalog.sorted().ids; &first[0] != &again[0] {
		t.Error("the list is built for each question")
	}
	if got := x.Newest().Format(time.DateOnly); got != "2025-06-09" {
		t.Errorf("the newest day: %s", got)
	}
	id := article.ID("zh.md")
	card := x.card(id)
	if a, err := x.Article(t.Context(), id); err != nil || card == nil || card.Title != "磁体" || a.Title != "磁体" || !strings.Contains(a.Text, "稀土") {
		t.Errorf("%+v, %v, %v", card, a, err)
	}
	if a, err := x.Article(t.Context(), "none"); a != nil || err != nil {
		t.Error("an article that is not there")
	}
	if err := x.Apply(t.Context(), []index.Change{x.NewChange(&store.File{Card: article.Card{ID: article.ID("b.bin"), Path: "b.bin"}}, nil)}, nil, true); err != nil {
		t.Fatal(err)
	}
	if c := x.card(article.ID("b.bin")); c != nil || x.Len() != 5 {
		t.Errorf("a file without an article has a card; %d articles", x.Len())
	}
	if f, ok := x.File(article.ID("b.bin")); !ok || f.Path != "b.bin" {
		t.Error("a file without an article is not listed")
	}
	var paths []string
	for _, f := range x.Files() {
		paths = append(paths, f.Path)
	}
	if s := strings.Join(paths, " "); s != "b.bin chips.md de.md magnets.md nodate.txt zh.md" {
		t.Errorf("files: %s", s)
	}
	empty, _ := opened(t, "", index.Owner)
	if !empty.Newest().IsZero() || len(empty.catalog.sorted().ids) != 0 || empty.Size() != 0 || !empty.IsSnapshot() {
		t.Error("an empty index in memory has something")
	}
}

// TestApply checks that the index follows edits, removals and files that lose their article.
func TestApply(t *testing.T) {
	t.Parallel()
	x := filled(t, files)
	if !x.Complete() || x.IsSnapshot() {
		t.Error("the index is not complete, or a snapshot")
	}
	apply(t, x, map[string]string{"chips.md": "---\ntitle: Ships\n---\nShips sail."}, "magnets.md")
	if got := strings.Join(search(t, x, "magnets", 10), " "); got != "nodate.txt" {
		t.Errorf("after an edit and a removal: %s", got)
	}
	if got := strings.Join(search(t, x, "ships", 10), " "); got != "chips.md" {
		t.Errorf("after an edit: %s", got)
	}
	emptied := x.NewChange(&store.File{Card: article.Card{ID: article.ID("nodate.txt"), Path: "nodate.txt"}}, nil)
	if err := x.Apply(t.Context(), []index.Change{emptied}, nil, false); err != nil {
		t.Fatal(err)
	}
	if got := search(t, x, "magnets useful", 10); len(got) > 0 || x.Len() != 3 || x.Complete() {
		t.Errorf("after a file was emptied: %q, %d articles, complete %v", got, x.Len(), x.Complete())
	}
	f, _ := x.File(article.ID("zh.md"))
	moved := *f
	moved.Stamp.Inode++
	if err := x.Apply(t.Context(), []index.Change{index.KeepContent(&moved)}, nil, true); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(search(t, x, "稀土", 10), " "); got != "zh.md" || !x.Complete() {
		t.Errorf("after a new stamp: %s", got)
	}
	if n, err := x.bleve.DocCount(); err != nil || n != 3 {
		t.Errorf("%d documents, %v", n, err)
	}
}
