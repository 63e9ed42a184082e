package indextest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
)

var few = map[string]string{
	"magnets.md": "---\ntitle: Magnets\nsource: https://uk.reuters.com/1\npublished: 2025-06-09\ntags: [trade]\n---\nChina exports rare earth magnets.",
	"chips.md":   "---\ntitle: Chips\nsource: https://example.org/2\noutlet: The Post\npublished: 2025-05-01\ntags: [chips]\n---\nHuawei sells chips and magnets.",
	"nodate.txt": "Magnets are useful things.",
	"zh.md":      "---\ntitle: 磁体\npublished: 2025-06-01\nlang: zh\n---\n中国出口稀土磁体，华为 Huawei 也买。",
	"de.md":      "---\ntitle: Magnete\nlang: de\npublished: 2025-01-01\n---\nDie Magnete kommen aus China.",
}

func testSearch(t *testing.T, k *kit) {
	k.fill(t, few)
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
		{"magnets -\"rare earth\"", "chips.md nodate.txt", 0},
		{"after:2025-01-01 -chips", "de.md magnets.md zh.md", 1},
		{"after:2025-01-01 -chips -magnets", "de.md zh.md", 0},
		{`"rare earth" magnets`, "magnets.md", 0},
		{`"rare earth" -chips`, "magnets.md", 0},
		{`"sells chips" "and magnets"`, "chips.md", 0},
		{`"sells chips" huawei -magnets`, "", 0},
		{`"sells magnets" "rare earth"`, "", 0},
		{`"sells magnets" "rare earth" after:2025-01-01`, "", 0},
		{`"sells chips" after:2025-01-01`, "chips.md", 0},
		{`"useful things" magnets after:2025-01-01`, "", 1},
		{`"稀土磁体"`, "zh.md", 0},
		{`"the"`, "", 0},
		{"magnets source:reuters.com", "magnets.md", 0},
		{"magnets source:www.UK.reuters.com", "magnets.md", 0},
		{"magnets source:com", "magnets.md", 0},
		{"magnets source:ters.com", "", 0},
		{"magnets source:\"the post\"", "chips.md", 0},
		{"magnets tag:TRADE", "magnets.md", 0},
		{"magnets after:2025-06-01", "magnets.md", 1},
		{"magnets after:2025-06-01 tag:trade", "magnets.md", 0},
		{"china after:2025-01-01 before:2025-06-30", "de.md magnets.md", 0},
		{"after:2025-06-01", "magnets.md zh.md", 1},
		{"magnets source:nowhere", "", 0},
		{"magnets article:" + article.ID("chips.md"), "chips.md", 0},
		{"nothing", "", 0},
	} {
		got, undated := k.search(t, c.query, 10)
		slices.Sort(got)
		if s := strings.Join(got, " "); s != c.want || undated != c.undated {
			t.Errorf("%s: got %q, %d undated; want %q, %d", c.query, s, undated, c.want, c.undated)
		}
	}
}

// testSearchSize checks that a search returns the best hits up to its size, and none for size 0.
func testSearchSize(t *testing.T, k *kit) {
	k.fill(t, few)
	for _, text := range []string{"magnets", "magnets -chips", "after:2025-01-01", "tag:trade"} {
		all, _ := k.search(t, text, 10)
		for size := range len(all) + 1 {
			if got, _ := k.search(t, text, size); !slices.Equal(got, all[:size]) {
				t.Errorf("%s, size %d: %q, of %q", text, size, got, all)
			}
		}
	}
	if got, _ := k.search(t, "after:2025-01-01", 10); strings.Join(got, " ") != "magnets.md zh.md chips.md de.md" {
		t.Errorf("without words: %q, want the newest first", got)
	}
}

// testPhrases checks that an article matches only if all words of all phrases are in the field of its own language.
func testPhrases(t *testing.T, k *kit) {
	k.fill(t, map[string]string{
		"en.md": "---\ntitle: One\nlang: en\n---\nHuawei sells chips in London.", "zh.md": "---\ntitle: 二\nlang: zh\n---\n华为 Huawei 在 London 卖 chips。",
		"half.md": "---\ntitle: Three\nlang: en\n---\nHuawei sells phones.", "long.md": "---\ntitle: Four\nlang: en\n---\n" + strings.Repeat("Huawei sells chips and phones in Paris. ", 3),
	})
	for text, want := range map[string]string{
		`huawei "chips"`:                 "en.md long.md zh.md",
		`huawei "chips" "london"`:        "en.md zh.md",
		`huawei "chips" "sells"`:         "en.md long.md",
		`huawei "华为"`:                    "zh.md",
		`huawei "华为" "chips"`:            "zh.md",
		`huawei "华为" "sells"`:            "",
		`huawei "phones" "chips"`:        "long.md",
		`paris "huawei sells"`:           "en.md half.md long.md",
		`london paris "the" "sells"`:     "",
		`huawei "sells" "sells" "chips"`: "en.md long.md",
	} {
		if s := k.sorted(t, text); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}

// model scores articles one by one.
type model struct {
	articles []article.Article
	terms    []*termCounts
}

// termCounts are the terms of an article. It implements index.Collector.
type termCounts struct {
	of     map[string]int
	length int
}

// Add counts a term, which makes the article longer.
func (c *termCounts) Add(term string) {
	c.length++
	c.of[term]++
}

// Count counts a term.
func (c *termCounts) Count(term string) { c.of[term]++ }

func newModel(files map[string]string) *model {
	m := &model{}
	for _, name := range sortedKeys(files) {
		a, _ := article.Parse(name, []byte(files[name]))
		c := &termCounts{of: map[string]int{}}
		index.Collect(&a, c, func([]analysis.Token) {})
		m.articles, m.terms = append(m.articles, a), append(m.terms, c)
	}
	return m
}

// frequency returns how many articles have a term.
func (m *model) frequency(c index.Clause) int {
	n := 0
	for i, a := range m.articles {
		if m.terms[i].of[c.Term] > 0 && string(analysis.For(a.Lang)) == c.Field {
			n++
		}
	}
	return n
}

// scores returns the scores of the articles that a query finds, by path.
func (m *model) scores(q query.Query) map[string]float64 {
	clauses := index.Clauses(q, nil)
	out := map[string]float64{}
	for i, a := range m.articles {
		if !q.Filter.Match(a.ID, a.Outlet, a.Host, a.Tags, a.Published) {
			continue
		}
		score, matched := 0.0, 0
		for _, c := range clauses {
			n := m.terms[i].of[c.Term]
			if n == 0 || string(analysis.For(a.Lang)) != c.Field {
				continue
			}
			score += c.Boost * index.Share(n, m.terms[i].length) * index.Weight(float64(len(m.articles)), float64(m.frequency(c)))
			matched++
		}
		if matched > 0 {
			out[a.Path] = score * float64(matched) / float64(len(clauses))
		}
	}
	return out
}

// words returns n words drawn from a vocabulary in which few words are frequent.
func words(random *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("w%dx", int(random.ExpFloat64()*40))
	}
	return out
}

// testRandom compares the scores over random articles with those of a model.
func testRandom(t *testing.T, k *kit) {
	random := rand.New(rand.NewPCG(1, 1))
	files := map[string]string{}
	for i := range 300 {
		text := strings.Join(words(random, 5+random.IntN(60)), " ")
		head := fmt.Sprintf("title: T%d\nlang: %s\noutlet: O%d\ntags: [t%d]\n", i, []string{"en", "en", "zh"}[i%3], i%4, i%7)
		if i%5 > 0 {
			head += fmt.Sprintf("published: 2025-%02d-%02d\n", 1+i%12, 1+i%28)
		}
		files[fmt.Sprintf("%03d.md", i)] = "---\n" + head + "---\n" + strings.Repeat("中国出口稀土", i%4) + ". " + text
	}
	k.fill(t, files)
	m := newModel(files)
	for _, n := range []int{1, 2, 3, 7} {
		for round := range 8 {
			text := strings.Join(words(random, n), " ") + []string{"", " 稀土磁体"}[random.IntN(2)]
			text += []string{"", " source:O1", " tag:t3", " after:2025-03-01 before:2025-09-30"}[round%4]
			m.compare(t, k, text, round%4 == 0)
		}
	}
}

// compare compares what a query finds with the model: the articles, and without a filter the scores in proportion to the best.
// Bleve scores by itself what passes a filter.
func (m *model) compare(t *testing.T, k *kit, text string, scores bool) {
	t.Helper()
	want := m.scores(parsed(t, text))
	r, err := k.Search(k.session(t), parsed(t, text), nil, len(m.articles))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Hits) != len(want) {
		t.Fatalf("%s: %d hits, want %d", text, len(r.Hits), len(want))
	}
	for i, h := range r.Hits {
		score, ok := want[h.Path]
		if !ok {
			t.Fatalf("%s: found %s", text, h.Path)
		}
		if i > 0 && h.Score > r.Hits[i-1].Score {
			t.Fatalf("%s: hit %d is better than the one before", text, i)
		}
		if ratio := h.Score / score * want[r.Hits[0].Path] / r.Hits[0].Score; scores && math.Abs(ratio-1) > .005 {
			t.Fatalf("%s: hit %d has %.4f of its score relative to the first", text, i, ratio)
		}
	}
}

// testVariants checks that another spelling finds an article, with less than the score of the exact one.
func testVariants(t *testing.T, k *kit) {
	k.fill(t, map[string]string{
		"exact.md": "---\ntitle: N1\ntags: [a]\n---\nThen Rutnik spoke today.", "variant.md": "---\ntitle: N2\ntags: [a]\n---\nThen Lutnick spoke today.",
		"neither.md": "---\ntitle: N3\n---\nNobody spoke.",
	})
	for _, text := range []string{"rutnik", "rutnik tag:a", "rutnik -nobody"} {
		r, err := k.Search(k.session(t), parsed(t, text), []string{"lutnick"}, 5)
		if err != nil || strings.Join(paths(r.Hits), " ") != "exact.md variant.md" {
			t.Fatalf("%s: %q, %v", text, paths(r.Hits), err)
		}
		if ratio := r.Hits[1].Score / r.Hits[0].Score; ratio > index.VariantFactor+1e-3 {
			t.Errorf("%s: the variant has %.3f of the score, want %.3f", text, ratio, index.VariantFactor)
		}
	}
}

// testAlternatives checks that an article has a thing once however many of its alternatives it contains, that all words of an
// alternative are needed and their mean is its score, and that only the language and the filter asked for are searched.
func testAlternatives(t *testing.T, k *kit) {
	k.fill(t, map[string]string{
		"all.md":  "---\nlang: en\n---\nbread bread bun bun",
		"both.md": "---\nlang: en\n---\nbread price rare earth",
		"one.md":  "---\nlang: en\ntags: [a]\n---\nbun price earth words",
		"half.md": "---\nlang: en\n---\nrare words about nothing",
		"zh.md":   "---\nlang: zh\n---\nbread price 面包",
	})
	all := []index.Alternatives{{{"bread"}, {"bun"}}, {{"price"}}, {{"rare", "earth"}}}
	search := func(f query.Filter) ([]string, []int) {
		hits, counts, err := k.SearchAlternatives(k.session(t), analysis.English, all, f, 10)
		if err != nil {
			t.Fatal(err)
		}
		return paths(hits), counts
	}
	if got, counts := search(query.Filter{}); !slices.Equal(got, []string{"both.md", "one.md", "all.md"}) || !slices.Equal(counts, []int{3, 2, 1}) {
		t.Errorf("%q, %d", got, counts)
	}
	if got, _ := search(query.Filter{Tag: "a"}); !slices.Equal(got, []string{"one.md"}) {
		t.Errorf("with a tag: %q", got)
	}
	k.fill(t, map[string]string{
		"often.md": "---\nlang: en\n---\n" + strings.Repeat("rare ", 9) + "metal",
		"even.md":  "---\nlang: en\n---\nrare rare metal metal ship harbour gate lamp stone field",
	})
	hits, _, err := k.SearchAlternatives(k.session(t), analysis.English, []index.Alternatives{{{"rare", "metal"}}}, query.Filter{}, 10)
	if err != nil || len(hits) != 2 {
		t.Fatalf("%q, %v", paths(hits), err)
	}
	for i, c := range [][2]float64{{9, 1}, {2, 2}} {
		want := (index.Share(int(c[0]), 10) + index.Share(int(c[1]), 10)) / (index.Share(9, 10) + index.Share(1, 10))
		if got := hits[i].Score / hits[0].Score; math.Abs(got-want) > .005 {
			t.Errorf("%s has %.4f of the first one's score, want %.4f", hits[i].Path, got, want)
		}
	}
}
