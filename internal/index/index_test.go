package index

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/query"
	"lede/internal/store"
)

// filled returns an index on a disk over articles given as name and text.
func filled(t *testing.T, files map[string]string) *Index {
	t.Helper()
	x, err := Open(t.TempDir(), Owner, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	var changes []Change
	for name, text := range files {
		changes = append(changes, change(x, name, text))
	}
	if err := x.Apply(changes, nil, true); err != nil {
		t.Fatal(err)
	}
	return x
}

// change returns the change of a file that holds a text.
func change(x *Index, name, text string) Change {
	a, _ := article.Parse(name, []byte(text))
	return x.NewChange(&store.File{Sum: store.Sum([]byte(fmt.Sprintf("%016.16s", name)))}, &a)
}

var files = map[string]string{
	"magnets.md": "---\ntitle: Magnets\nsource: https://uk.reuters.com/1\npublished: 2025-06-09\ntags: [trade]\n---\nChina exports rare earth magnets.",
	"chips.md":   "---\ntitle: Chips\nsource: https://example.org/2\noutlet: The Post\npublished: 2025-05-01\ntags: [chips]\n---\nHuawei sells chips and magnets.",
	"nodate.txt": "Magnets are useful things.",
	"zh.md":      "---\ntitle: 磁体\npublished: 2025-06-01\nlang: zh\n---\n中国出口稀土磁体，华为 Huawei 也买。",
	"de.md":      "---\ntitle: Magnete\nlang: de\npublished: 2025-01-01\n---\nDie Magnete kommen aus China.",
}

func TestSearch(t *testing.T) {
	x := filled(t, files)
	for _, c := range []struct {
		query   string
		want    string // paths, sorted
		undated int
	}{
		{"magnets", "chips.md magnets.md nodate.txt", 0},
		{"magnet", "chips.md magnets.md nodate.txt", 0},
		{"Huawei", "chips.md zh.md", 0},
		{"稀土磁体", "zh.md", 0},
		{"Magnete", "chips.md de.md magnets.md nodate.txt", 0},
		{"magnets -chips", "magnets.md nodate.txt", 0},
		{`"rare earth" magnets`, "magnets.md", 0},
		{`"sells chips" "and magnets"`, "chips.md", 0},
		{`"sells magnets" "rare earth"`, "", 0},
		{`"稀土磁体"`, "zh.md", 0},
		{`"the"`, "", 0},
		{"magnets source:reuters.com", "magnets.md", 0},
		{"magnets source:\"the post\"", "chips.md", 0},
		{"magnets tag:TRADE", "magnets.md", 0},
		{"magnets after:2025-06-01", "magnets.md", 1},
		{"after:2025-06-01", "magnets.md zh.md", 1},
		{"magnets source:nowhere", "", 0},
		{"nothing", "", 0},
	} {
		q, err := query.Parse(c.query, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		r, err := x.Search(t.Context(), q, nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, h := range r.Hits {
			found[h.Path] = true
		}
		var got []string
		for _, path := range []string{"chips.md", "de.md", "magnets.md", "nodate.txt", "zh.md"} {
			if found[path] {
				got = append(got, path)
			}
		}
		if s := strings.Join(got, " "); s != c.want || r.Undated != c.undated {
			t.Errorf("%s: got %q, %d undated; want %q, %d", c.query, s, r.Undated, c.want, c.undated)
		}
	}
}

func TestArticles(t *testing.T) {
	x := filled(t, files)
	var got []string
	for _, a := range x.Cards() {
		got = append(got, a.Path)
	}
	if s := strings.Join(got, " "); s != "magnets.md zh.md chips.md de.md nodate.txt" {
		t.Errorf("order: %s", s)
	}
	if a, err := x.Article("none"); a != nil || err != nil {
		t.Error("an article that is not there")
	}
}
