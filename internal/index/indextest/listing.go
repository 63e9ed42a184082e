package indextest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/names"
	"lede/internal/query"
	"lede/internal/store"
)

// testFields checks which parts of an article can be found, each once.
func testFields(t *testing.T, k *kit) {
	k.fill(t, map[string]string{
		"a.md":   "---\ntitle: Alpha\nauthor: Omega\ntags: [tagged]\n---\n# Beta\n\n## Gamma\n\nThe delta rose. The delta fell.\n",
		"zh.md":  "---\ntitle: 磁体\nlang: zh\n---\n中国出口稀土。",
		"und.md": "---\ntitle: Epsilon\nlang: de\n---\nDer Fluss stieg.",
	})
	all := []struct {
		field, term string
		want        int
	}{
		{"en", "alpha", 1}, {"en", "beta", 1}, {"en", "gamma", 1}, {"en", "delta", 1}, {"en", "the", 0},
		{"en", "omega", 0}, {"en", "tag", 0}, {"zh", "磁体", 1}, {"zh", "稀土", 1}, {"en", "稀土", 0}, {"en", "fluss", 0},
		{"en", "nothing", 0},
	}
	var terms []index.Term
	for _, c := range all {
		terms = append(terms, index.Term{Field: c.field, Text: c.term})
	}
	counts := must[[]int](t)(k.Frequencies(k.session(t), terms))
	for i, c := range all {
		if counts[i] != c.want {
			t.Errorf("%s in the field %s: %d articles; want %d", c.term, c.field, counts[i], c.want)
		}
	}
	if none := must[[]int](t)(k.Frequencies(t.Context(), nil)); len(none) != 0 {
		t.Error("counts of no terms")
	}
}

// mentions returns an article in which words are names.
func mentions(words ...string) string { return "Then came " + strings.Join(words, ", then ") + "." }

func testNames(t *testing.T, k *kit) {
	k.fill(t, map[string]string{
		"a.txt": "The envoys met Trade Representative Jamison Greer on Friday. Then Greer left.",
		"b.txt": "A statement by Greer said so. The crowd saw Greene there, and Minister Green too.",
	})
	for name, want := range map[string]int{"greer": 2, "greene": 1, "crowd": 0, "greer+trade": 1} {
		if n := must[[]int](t)(k.Frequencies(t.Context(), []index.Term{{Field: index.NamesField, Text: name}})); n[0] != want {
			t.Errorf("%s is a name in %d articles; want %d", name, n[0], want)
		}
	}
	sorted := func(list []string, err error) string {
		slices.Sort(list)
		return strings.Join(must[[]string](t)(list, err), " ")
	}
	for name, want := range map[string]string{"greer": "jamison representative trade", "green": "minister", "nobody": "", "gree": ""} {
		if got := sorted(k.Roles(k.session(t, name), name)); got != want {
			t.Errorf("roles of %s: %q, want %q", name, got, want)
		}
	}
	for word, want := range map[string]string{"greet": "green greer", "gree": "green greer", "reer": "greer", "grer": "greer", "xx": ""} {
		if got := sorted(k.SpelledLike(k.session(t, word), word)); got != want {
			t.Errorf("spelled like %s: %q; want %q", word, got, want)
		}
	}
}

// testSounds checks that names are found by their sound, those that are added later, too.
func testSounds(t *testing.T, k *kit) {
	k.fill(t, map[string]string{"a.txt": mentions("Lutnick", "Rutnik", "Ratnok", "Berlin", "Knight", "Nite", "Rutnik"+strings.Repeat("a", 300), "Ri")})
	sound := names.Sound("rutnik")
	check := func(what, want string) {
		t.Helper()
		if got := strings.Join(must[[]string](t)(k.SoundingLike(k.session(t, "rutnik"), sound)), " "); got != want {
			t.Errorf("%s: %q; want %q", what, got, want)
		}
	}
	check("at first", "lutnick ratnok rutnik")
	k.apply(t, map[string]string{"b.txt": mentions("Rutnyk", "Lutnick", "Ruby")})
	check("with another", "lutnick ratnok rutnik rutnyk")
	if got := must[[]string](t)(k.SoundingLike(t.Context(), names.Sound("ruby"))); len(got) > 0 {
		t.Errorf("a sound that is too short: %q", got)
	}
}

// testTitles checks what is found by a title, a part of it, or a link.
func testTitles(t *testing.T, k *kit) {
	k.fill(t, map[string]string{
		"old.md":  "---\ntitle: Rain over Ruritania\nsource: https://www.example.org/rain/\npublished: 2024-01-01\n---\nIt rained.",
		"new.md":  "---\ntitle: More rain over Ruritania\nsource: https://example.org/rain?page=2\npublished: 2024-02-01\n---\nIt rained more.",
		"snow.md": "---\ntitle: Snow, Ice-Fog and COVID-19\npublished: 2024-03-01\n---\nIt snowed.",
		"zh.md":   "---\ntitle: 關稅談判繼續\nlang: zh\npublished: 2023-01-01\n---\n谈判继续。",
		"none.md": "---\ntitle: Rain\n---\nNo day.",
	})
	for text, want := range map[string]string{
		"":                    "snow.md new.md old.md zh.md none.md",
		"rain":                "none.md new.md old.md", // the exact title first
		"RAI":                 "new.md old.md none.md",
		"rur rain":            "new.md old.md",
		"Rain over Ruritania": "old.md new.md",
		"over more":           "new.md",
		"ain":                 "",
		"ice fog":             "snow.md",
		"covid-19":            "snow.md",
		"关税":                  "zh.md",
		"关":                   "zh.md",
		"談判继续":                "zh.md",
		"税判":                  "",
		"rain 关税":             "",
		"?!":                  "snow.md new.md old.md zh.md none.md",
	} {
		if got := cardPaths(must[[]*article.Card](t)(k.Titled(t.Context(), text, 10))); got != want {
			t.Errorf("%q: %s; want %s", text, got, want)
		}
	}
	if got := cardPaths(must[[]*article.Card](t)(k.Titled(t.Context(), "rain", 2))); got != "none.md new.md" {
		t.Errorf("two of three: %s", got)
	}
	for link, want := range map[string]string{"http://example.org/rain": "old.md", "https://example.org/rain?page=2&utm_source=x": "new.md", "https://example.org/": ""} {
		if got := cardPaths(must[[]*article.Card](t)(k.Linked(t.Context(), article.Place(link)))); got != want {
			t.Errorf("%s: %s; want %s", link, got, want)
		}
	}
	if got := must[[]string](t)(k.TitleWords(t.Context(), "ruritanai")); !slices.Equal(got, []string{"ruritania"}) {
		t.Errorf("spelled like ruritanai: %q", got)
	}
}

// testListing checks cards, the newest articles and their pages.
func testListing(t *testing.T, k *kit) {
	k.fill(t, few)
	latest := func(f query.Filter, skip, size int) string {
		t.Helper()
		cards, total, err := k.Latest(t.Context(), f, skip, size)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%s of %d", cardPaths(cards), total)
	}
	for _, c := range []struct {
		f          query.Filter
		skip, size int
		want       string
	}{
		{query.Filter{}, 0, 10, "magnets.md zh.md chips.md de.md nodate.txt of 5"}, {query.Filter{}, 1, 2, "zh.md chips.md of 5"}, {query.Filter{}, 9, 2, " of 5"},
		{query.Filter{Source: "reuters.com"}, 0, 4, "magnets.md of 1"}, {query.Filter{Tag: "none"}, 0, 4, " of 0"}, {query.Filter{Tag: "chips"}, 0, 0, " of 1"},
		{query.Filter{Since: time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC), Until: time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)}, 0, 4, "zh.md chips.md of 2"},
	} {
		if got := latest(c.f, c.skip, c.size); got != c.want {
			t.Errorf("%v, %d to %d: %s; want %s", c.f, c.skip, c.size, got, c.want)
		}
	}
	if got := k.Newest().Format(time.DateOnly); got != "2025-06-09" || k.Len() != 5 {
		t.Errorf("%d articles, the newest %s", k.Len(), got)
	}
	id := article.ID("zh.md")
	cards := must[map[string]*article.Card](t)(k.Cards(t.Context(), id, "none", "../x", ""))
	if len(cards) != 1 || cards[id].Title != "磁体" || cards[id].Published.Format(time.DateOnly) != "2025-06-01" {
		t.Errorf("%v", cards)
	}
	a := must[*article.Article](t)(k.Article(t.Context(), id))
	if a == nil || a.Title != "磁体" || !strings.Contains(a.Text, "稀土") {
		t.Errorf("%+v", a)
	}
	for _, id := range []string{"none", "", "a/b?c", strings.Repeat("x", 1000)} {
		if a := must[*article.Article](t)(k.Article(t.Context(), id)); a != nil {
			t.Errorf("an article with the id %q", id)
		}
	}
	if !k.HasLang(analysis.Chinese) || !k.HasLang(analysis.English) {
		t.Error("a language is missing")
	}
}

// testOverview checks the counts.
func testOverview(t *testing.T, k *kit) {
	k.fill(t, map[string]string{
		"a.md": "---\ntitle: A\noutlet: Post\ntags: [x, y]\npublished: 2025-01-01\n---\nOne.", "b.md": "---\ntitle: B\noutlet: Post\ntags: [X]\npublished: 2025-03-01\n---\nTwo.",
		"c.md": "---\ntitle: C\noutlet: Gazette\n---\nThree.", "d.md": "---\ntitle: 丁\nlang: zh\npublished: 2025-02-01\n---\n四。",
	})
	o := must[index.Overview](t)(k.Overview(t.Context()))
	if o.Articles != 4 || o.Undated != 1 || o.First.Format(time.DateOnly) != "2025-01-01" || o.Last.Format(time.DateOnly) != "2025-03-01" || o.Passages != 4 {
		t.Errorf("%+v", o)
	}
	if got := fmt.Sprint(o.Outlets, o.Languages, len(o.Tags), o.Tags[0].Articles); got != "[{Post 2} {Gazette 1}] [{en 3} {zh 1}] 2 2" {
		t.Error(got)
	}
	k.apply(t, nil, "c.md", "d.md")
	if o = must[index.Overview](t)(k.Overview(t.Context())); o.Articles != 2 || len(o.Outlets) != 1 || k.HasLang(analysis.Chinese) {
		t.Errorf("after a removal: %+v", o)
	}
}

const story = "The minister of Ruritania signed the treaty on rare metals in the old harbour on Monday, after nine months of talks that had often failed. The treaty ends the tariff on ore, opens two ports and founds a court for disputes between the miners and the mills of both countries."

// testCopies checks that copies of a story are one group, which a search and the list of the newest have once, and that the group
// follows what is added and removed.
func testCopies(t *testing.T, k *kit) {
	k.fill(t, map[string]string{
		"a.md": "---\ntitle: Treaty\npublished: 2025-01-03\n---\n" + story,
		"b.md": "---\ntitle: Treaty signed\noutlet: Post\nsource: https://example.org/b\npublished: 2025-01-02\n---\n" + story,
		"c.md": "---\ntitle: Other\npublished: 2025-01-01\n---\nNothing about the treaty here.",
	})
	group := func(path string) string { return cardPaths(Group(t, k, article.ID(path))) }
	if got := group("a.md"); got != "b.md a.md" || group("b.md") != got || group("c.md") != "" {
		t.Errorf("groups: %q, %q, %q", got, group("b.md"), group("c.md"))
	}
	if got := k.sorted(t, "treaty"); got != "b.md c.md" {
		t.Errorf("found %s", got)
	}
	if cards, n, err := k.Latest(t.Context(), query.Filter{}, 0, 9); err != nil || cardPaths(cards) != "a.md c.md" || n != 2 {
		t.Errorf("the newest: %s of %d, %v", cardPaths(cards), n, err)
	}
	if got := cardPaths(must[[]*article.Card](t)(k.CopiesOf(t.Context(), story+" And more."))); got != "a.md b.md" && got != "b.md a.md" {
		t.Errorf("copies of a text: %s", got)
	}
	k.apply(t, map[string]string{"d.md": "---\ntitle: Treaty again\noutlet: Gazette\nsource: https://example.com/d\npublished: 2025-01-01\n---\n" + story})
	if got := group("a.md"); got != "d.md b.md a.md" || group("d.md") != got {
		t.Errorf("with a third: %q, %q", got, group("d.md"))
	}
	k.apply(t, nil, "b.md", "d.md")
	if got := group("a.md"); got != "" || k.sorted(t, "treaty") != "a.md c.md" {
		t.Errorf("alone: %q, found %s", got, k.sorted(t, "treaty"))
	}
}

// testChanges checks that the index follows edits, removals and files that lose their article, and says what has changed.
func testChanges(t *testing.T, k *kit) {
	k.fill(t, few)
	first := k.Commits()
	if !k.Complete() || k.Len() != 5 {
		t.Errorf("complete %v, %d articles", k.Complete(), k.Len())
	}
	k.apply(t, map[string]string{"chips.md": "---\ntitle: Ships\n---\nShips sail."}, "magnets.md")
	if got := k.sorted(t, "magnets"); got != "nodate.txt" || k.sorted(t, "ships") != "chips.md" {
		t.Errorf("after an edit and a removal: %s", got)
	}
	changed := must[[]*store.File](t)(k.Changed(t.Context(), first))
	if len(changed) != 1 || changed[0].Path != "chips.md" || changed[0].Commit <= first {
		t.Errorf("changed: %v", changed)
	}
	k.apply(t, map[string]string{"nodate.txt": ""})
	if got := k.sorted(t, "magnets useful"); got != "" || k.Len() != 3 {
		t.Errorf("after a file was emptied: %s, %d articles", got, k.Len())
	}
	f, ok := k.File(article.ID("zh.md"))
	if !ok {
		t.Fatal("no record")
	}
	moved := *f
	moved.Stamp.Inode++
	if err := k.Apply(t.Context(), []index.Change{index.KeepContent(&moved)}, nil, true); err != nil {
		t.Fatal(err)
	}
	if err := k.FinishUpdate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if now, _ := k.File(f.ID); k.sorted(t, "稀土") != "zh.md" || now.Stamp != moved.Stamp {
		t.Errorf("after a new stamp: %+v", now)
	}
	if got := cardPaths(Cards(k)); got != "chips.md de.md zh.md" || len(k.Files()) != 4 {
		t.Errorf("files with an article: %s, of %d", got, len(k.Files()))
	}
}

// testReopening checks that an index that is opened again has what was written, and goes on.
func testReopening(t *testing.T, k *kit) {
	k.fill(t, few)
	commits := k.Commits()
	before := k.Files()
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	k.Engine = k.open(t, k.place)
	if err := k.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	if !k.Complete() || k.Len() != 5 || k.Commits() != commits {
		t.Errorf("complete %v, %d articles, commit %d of %d", k.Complete(), k.Len(), k.Commits(), commits)
	}
	for i, f := range k.Files() {
		if f.Path != before[i].Path || f.Sum != before[i].Sum || f.Sketch != before[i].Sketch || !f.Published.Equal(before[i].Published) {
			t.Errorf("%+v; was %+v", f, before[i])
		}
	}
	k.apply(t, map[string]string{"new.md": "---\ntitle: New\n---\nNew magnets."}, "chips.md")
	if got := k.sorted(t, "magnets"); got != "magnets.md new.md nodate.txt" || k.Commits() <= commits {
		t.Errorf("found %s at commit %d", got, k.Commits())
	}
}

// testBatches checks that nothing is complete before the last of several batches.
func testBatches(t *testing.T, k *kit) {
	k.Engine = k.open(t, k.place)
	if err := k.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	const each, all = 40, 200
	for n := 0; n < all; n += each {
		var changes []index.Change
		for i := n; i < n+each; i++ {
			changes = append(changes, k.change(fmt.Sprintf("%03d.md", i), fmt.Sprintf("---\ntitle: N%d\n---\nHarvest number%d.", i, i)))
		}
		if k.Complete() {
			t.Fatal("complete before the end")
		}
		if err := k.Apply(t.Context(), changes, nil, n+each == all); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.FinishUpdate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := Frequency(t, k, "en", "harvest"); n != all || !k.Complete() || k.Len() != all {
		t.Errorf("%d articles of %d, complete %v", n, k.Len(), k.Complete())
	}
}

// testHostile checks that no text of an article or a question makes an engine fail.
func testHostile(t *testing.T, k *kit) {
	long := strings.Repeat("x", 40000)
	k.fill(t, map[string]string{
		"long.md": "---\ntitle: " + long + "\ntags: [" + long + "]\noutlet: " + long + "\n---\n" + long + " " + strings.Repeat("é", 5000) + " end.",
		"odd.md":  "---\ntitle: 'A|9 \\ \"q\" {\"x\":1} <b>'\nsource: 'https://example.org/?q=\"a\"&b=<c>'\n---\nA|9 b\u0001c \u2028 d\u00a0e ~#@&<> .*+?^$ Smith-.*[a-z] (x). The end.",
	})
	for _, text := range []string{long[:150], `.* [a-z]+ ~ # @ & < > "x"`, `\ " ' { } [ ] ( ) * ?`, "a|9", "\u0001 end", "source:.* x", "tag:*", "source:\"a b\" end"} {
		q, err := query.Parse(text, time.Time{})
		if err != nil {
			continue
		}
		if _, err := k.Search(k.session(t, strings.Fields(text)...), q, []string{"smith"}, 5); err != nil {
			t.Errorf("%.40q: %v", text, err)
		}
		for _, look := range []func() error{
			func() error { _, err := k.SpelledLike(k.session(t), text); return err },
			func() error { _, err := k.SoundingLike(k.session(t), text); return err },
			func() error { _, err := k.Roles(k.session(t), text); return err },
			func() error { _, err := k.Titled(t.Context(), text, 5); return err },
			func() error { _, err := k.TitleWords(t.Context(), text); return err },
			func() error { _, err := k.Cards(t.Context(), text); return err },
			func() error { _, err := k.Linked(t.Context(), text); return err },
		} {
			if err := look(); err != nil {
				t.Errorf("%.40q: %v", text, err)
			}
		}
	}
	if got := k.sorted(t, "end"); got != "long.md odd.md" {
		t.Errorf("found %s", got)
	}
}
