package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/store"
)

// edited returns a text with every n-th word replaced.
func edited(text string, n int) string {
	all := strings.Fields(text)
	for i := n - 1; i < len(all); i += n {
		all[i] = fmt.Sprintf("changed%dx%d", n, i)
	}
	return strings.Join(all, " ")
}

func groupOf(x *Index, path string) string {
	return cardPaths(x.catalog.now().groups[article.ID(path)])
}

// TestGroupOrder checks which copy comes first: the one that says most of its origin, then the earliest, then the
// longest, then by path.
func TestGroupOrder(t *testing.T) {
	t.Parallel()
	day := func(d int) time.Time { return time.Date(2025, 6, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name        string
		first, then store.File
	}{
		{"an address", file("b", article.Card{URL: "u"}), file("a", article.Card{})},
		{"an outlet", file("b", article.Card{Outlet: "o"}), file("a", article.Card{})},
		{"a date", file("b", article.Card{Published: day(9)}), file("a", article.Card{})},
		{"a date that is stated", file("b", article.Card{Published: day(9)}), file("a", article.Card{Published: day(1), Inferred: true})},
		{"a date that was inferred", file("b", article.Card{Published: day(9), Inferred: true}), file("a", article.Card{})},
		{"more, though later", file("b", article.Card{URL: "u", Outlet: "o", Published: day(9)}), file("a", article.Card{URL: "u", Published: day(1)})},
		{"earlier", file("b", article.Card{Published: day(1), Words: 5}), file("a", article.Card{Published: day(2), Words: 9})},
		{"longer", file("b", article.Card{Words: 9}), file("a", article.Card{Words: 5})},
		{"by path", file("a", article.Card{Words: 9}), file("b", article.Card{Words: 9})},
	} {
		for _, files := range [][]*store.File{{&c.first, &c.then}, {&c.then, &c.first}} {
			if got := cardPaths(index.GroupCopies(files)[c.then.ID]); got != c.first.Path+" "+c.then.Path {
				t.Errorf("%s: %s", c.name, got)
			}
		}
	}
}

func file(path string, card article.Card) store.File {
	card.ID, card.Path = article.ID(path), path
	return store.File{Card: card, Sum: store.Sum{1}}
}

// TestGroupsJoin checks that copies of copies are of one group, in whatever order they come, and others are not.
func TestGroupsJoin(t *testing.T) {
	t.Parallel()
	links := map[string][]byte{"a": nil, "b": {'a'}, "c": {'b'}, "d": nil, "e": {'d', 'a'}, "f": nil, "g": {'f'}, "h": nil, "i": {'x'}}
	want := map[string]string{"a": "a b c d e", "d": "a b c d e", "e": "a b c d e", "f": "f g", "g": "f g", "h": "", "i": ""}
	var files []*store.File
	for path, sums := range links {
		f := file(path, article.Card{})
		f.Sum = store.Sum{path[0]}
		for _, s := range sums {
			f.CopyOf = append(f.CopyOf, store.Sum{s})
		}
		files = append(files, &f)
	}
	for range 10 {
		rand.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		got := index.GroupCopies(files)
		for path, group := range want {
			if s := cardPaths(got[article.ID(path)]); s != group {
				t.Errorf("%s is of the group %q, want %q", path, s, group)
			}
		}
	}
}

// TestCopies checks that near-copies are found when they come together, one by one, and after a restart, and that a
// search shows one article of a group.
func TestCopies(t *testing.T) {
	t.Parallel()
	story := "A common story: " + strings.Join(words(rand.New(rand.NewPCG(2, 2)), 300), " ")
	articles := map[string]string{
		"a.txt": story, "again.txt": story, "b.md": "---\ntitle: B\nsource: https://example.org/1\npublished: 2025-06-06\n---\n" + edited(story, 15),
		"c.txt": edited(story, 17), "other.txt": edited(story, 4), "short.txt": "Nothing else.",
	}
	const group = "b.md a.txt again.txt c.txt"
	check := func(what string, x *Index) {
		t.Helper()
		for path, want := range map[string]string{"a.txt": group, "again.txt": group, "b.md": group, "c.txt": group, "other.txt": "", "short.txt": ""} {
			if got := groupOf(x, path); got != want {
				t.Errorf("%s: %s is of the group %q, want %q", what, path, got, want)
			}
		}
		if got := cardPaths(index.Copies(x.catalog.now().groups[article.ID("a.txt")], article.ID("a.txt"))); got != "b.md again.txt c.txt" {
			t.Errorf("%s: the copies of a.txt are %q", what, got)
		}
		found := search(t, x, strings.Join(strings.Fields(story)[2:5], " "), 2)
		if len(found) != 2 || !slices.Contains(found, "other.txt") {
			t.Errorf("%s: a search for two articles finds %q", what, found)
		}
	}
	check("together", filled(t, articles))
	dir := t.TempDir()
	x, _ := opened(t, dir, index.Owner)
	for _, path := range []string{"c.txt", "other.txt", "a.txt", "short.txt"} {
		apply(t, x, map[string]string{path: articles[path]})
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x, _ = opened(t, dir, index.Owner)
	for _, path := range []string{"b.md", "again.txt"} {
		apply(t, x, map[string]string{path: articles[path]})
		if err := x.FinishUpdate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	check("one by one", x)
	apply(t, x, nil, "b.md")
	if got := groupOf(x, "c.txt"); got != "a.txt again.txt c.txt" {
		t.Errorf("without the best copy: %q", got)
	}
}

// TestLinksAreOfNow checks that an article is compared to what other files contain now, and never to itself.
func TestLinksAreOfNow(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(4, 4))
	story, other := strings.Join(words(random, 200), " "), strings.Join(words(random, 200), " ")
	x := filled(t, map[string]string{"a.txt": story})
	apply(t, x, map[string]string{"a.txt": edited(story, 20)})
	apply(t, x, map[string]string{"a.txt": other})
	apply(t, x, map[string]string{"b.txt": edited(story, 20)})
	for _, path := range []string{"a.txt", "b.txt"} {
		if f, _ := x.File(article.ID(path)); len(f.CopyOf) > 0 {
			t.Errorf("%s is a copy of %d files that are not there", path, len(f.CopyOf))
		}
	}
	apply(t, x, map[string]string{"c.txt": edited(other, 20)})
	if got := groupOf(x, "a.txt"); got != "a.txt c.txt" {
		t.Errorf("group %q", got)
	}
}

// TestReposts checks that many copies of one story are one group, though each is linked to few of the others.
func TestReposts(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 3))
	story := words(random, 150)
	articles := map[string]string{}
	for i := range 150 {
		repost := slices.Clone(story)
		for range 4 {
			repost[random.IntN(len(repost))] = fmt.Sprintf("other%d", random.IntN(1000))
		}
		articles[fmt.Sprintf("%03d.txt", i)] = strings.Join(repost, " ")
	}
	x := filled(t, articles)
	if n := len(x.catalog.now().groups[article.ID("000.txt")]); n != len(articles) {
		t.Errorf("a group of %d, want %d", n, len(articles))
	}
	links := 0
	for _, f := range x.Files() {
		links = max(links, len(f.CopyOf))
	}
	if links != 16 {
		t.Errorf("an article has %d links, want 16 at most", links)
	}
	apply(t, x, map[string]string{"other.txt": "Nothing but " + story[0] + " in " + strings.Join(words(random, 400), " ")})
	if got := search(t, x, story[0], 2); len(got) != 2 || !slices.Contains(got, "other.txt") {
		t.Errorf("a search for two articles finds %q, which leaves out one that is no copy", got)
	}
}

// TestWhichCopyIsShown checks that the best copy is shown unless another one scores clearly more.
func TestWhichCopyIsShown(t *testing.T) {
	t.Parallel()
	filler := strings.Join(words(rand.New(rand.NewPCG(5, 5)), 200), " ")
	x := filled(t, map[string]string{
		"best.md": "---\ntitle: B\nsource: https://example.org/1\n---\n" + filler + " harvest harvest harvest rain", "copy.txt": filler + " harvest harvest harvest rain rain rain rain rain",
		"mid.txt": "The " + strings.Join(words(rand.New(rand.NewPCG(6, 6)), 120), " "),
	})
	if got := groupOf(x, "copy.txt"); got != "best.md copy.txt" {
		t.Fatalf("group %q", got)
	}
	for text, want := range map[string]string{"rain": "copy.txt", "rain source:example.org": "best.md", "harvest": "best.md"} {
		if got := search(t, x, text, 1); strings.Join(got, " ") != want {
			t.Errorf("%s: %q is shown, want %s", text, got, want)
		}
	}
	hits := func(scores ...float64) []index.Hit {
		var out []index.Hit
		for i, path := range []string{"copy.txt", "mid.txt", "best.md"} {
			c := x.card(article.ID(path))
			out = append(out, index.Hit{Card: c, Score: scores[i]})
		}
		return out
	}
	for _, c := range []struct {
		best float64
		want string
	}{{9, "best.md mid.txt"}, {8.9, "copy.txt mid.txt"}} {
		if got := strings.Join(pathsOf(x.catalog.now().groups.Collapse(hits(10, 9.5, c.best))), " "); got != c.want {
			t.Errorf("with a score of %v against 10: %s, want %s", c.best, got, c.want)
		}
	}
}
