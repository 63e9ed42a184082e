package follow_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/analysis"
	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/corpus"
	"lede/internal/follow"
	"lede/internal/index"
	"lede/internal/index/indextest"
	"lede/internal/names"
	"lede/internal/query"
)

var now = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)

func parse(t testing.TB, text string) follow.Query {
	t.Helper()
	q, err := follow.Parse(text, now, names.Aliases{})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q
}

func read(t testing.TB, path, text string) *article.Article {
	t.Helper()
	all, _ := article.ReadAll(article.File{Path: path, Raw: []byte(text), Modified: now})
	if len(all) != 1 || len(all[0].Sentences) == 0 {
		t.Fatalf("%s is not one article", path)
	}
	return &all[0]
}

const tariffs = "---\ntitle: Tariffs on rare earths fall\nsource: https://uk.example.org/a\noutlet: Example Post\npublished: 2026-11-24\ntags: [trade]\n---\n\n" +
	"The United States cut its tariffs on rare-earth magnets. Negotiators met in London on Monday. Nobody from Ben-Haim attended the talks.\n\nThe ships left C++ behind."

const chinese = "---\ntitle: 中美经贸磋商在伦敦举行\nsource: https://www.example.cn/b\noutlet: 示例报\ntags: [贸易]\n---\n\n" +
	"何立峰副总理于星期一抵达伦敦，参加中美经贸磋商。双方讨论了稀土出口管制和关税问题。会议在兰卡斯特宫举行，持续了两天。美国代表团由财政部长率领，代表们都表示会谈有建设性。"

func TestMatch(t *testing.T) {
	for text, cases := range map[string]map[string]bool{
		tariffs: {
			"tariff": true, "rare earth": true, "earth rare": true, `"rare earth"`: true, `"earth rare"`: false, "rare metals": false,
			"US tariffs": true, "USA": true, "London -Monday": false, "London -Paris": true, `London -"met in London"`: false,
			"source:example.org": true, `source:"Example Post" tariffs`: true, "source:example.cn tariffs": false, "tag:TRADE": true, "tag:trade Paris": false,
			"benhaim": true, "C++": true, "negotiator meeting": false, "negotiators": true, "the tariffs": true, "what about tariffs?": true, "伦敦": false,
			`"Tariffs on rare earths"`: true, `"attended the talks the ships"`: true,
		},
		chinese: {
			"稀土": true, "稀土出口": true, "中美关税": true, "關稅 出口管制": true, "何立峰": true, "立峰何": false, `"经贸磋商"`: true, `"磋商经贸"`: false,
			"税": true, "美国的稀土": true, "稀土 -关税": false, "日本稀土": false, "source:示例报": true, "tag:贸易 伦敦": true, "关于稀土的消息": true, "伦敦参加": true,
			"rare earths": false,
		},
	} {
		a := read(t, "a.md", text)
		for words, want := range cases {
			if got := parse(t, words).Match(a); got != want {
				t.Errorf("%s matches %s: %v", a.Title, words, got)
			}
		}
	}
}

// TestAliases checks that a name matches in each spelling that an editor has declared, and is found in the text.
func TestAliases(t *testing.T) {
	aliases, err := names.ParseAliases([]byte("- [Vice Premier He, He Lifeng, 何立峰]\n- [Ben-Haim, Benhaim]\n"))
	if err != nil {
		t.Fatal(err)
	}
	a := read(t, "a.md", chinese)
	q, err := follow.Parse("He Lifeng -bread", now, aliases)
	if err != nil || !q.Match(a) || parse(t, "He Lifeng -bread").Match(a) {
		t.Errorf("He Lifeng matches 何立峰: %v, %v", q.Match(a), err)
	}
	if i, marks := q.Evidence(a); i != 0 || len(marks) != 1 || a.Text[marks[0].Start:marks[0].End] != "何立峰" {
		t.Errorf("sentence %d, %v", i, marks)
	}
	set := follow.NewSet([]follow.Query{q, parse(t, "rare earths")}, func(analysis.Lang, string) int { return 0 })
	if got := set.Match(a); !slices.Equal(got, []int{0}) {
		t.Errorf("matched %v", got)
	}
	if q, err := follow.Parse("He Lifeng -伦敦", now, aliases); err != nil || q.Match(a) {
		t.Errorf("an excluded word is passed over: %v", err)
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]error{"the of": follow.ErrNothing, "tariffs last:7d": follow.ErrDated, "after:2026-01-01": follow.ErrDated,
		"tariffs article:abc": follow.ErrDated} {
		if _, err := follow.Parse(text, now, names.Aliases{}); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
	var bad *query.Error
	if _, err := follow.Parse(strings.Repeat("x ", 200), now, names.Aliases{}); !errors.As(err, &bad) || bad.Code != query.TooLong {
		t.Error(err)
	}
	if _, err := follow.Parse("", now, names.Aliases{}); !errors.As(err, &bad) || bad.Code != query.Empty {
		t.Error(err)
	}
}

func TestEvidence(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{tariffs, "London talks", "Negotiators met in [London] on Monday."},
		{tariffs, "rare earth", "The United States cut its tariffs on [rare]-[earth] magnets."},
		{tariffs, "tag:trade", "The United States cut its tariffs on rare-earth magnets."},
		{chinese, "稀土出口", "双方讨论了[稀土]出口管制和关税问题。"},
	} {
		a := read(t, "a.md", c.text)
		i, marks := parse(t, c.words).Evidence(a)
		got, at := "", a.Sentences[i].Start
		for _, m := range marks {
			got += a.Text[at:m.Start] + "[" + a.Text[m.Start:m.End] + "]"
			at = m.End
		}
		if got += a.Text[at:a.Sentences[i].End]; strings.ReplaceAll(got, "][", "") != c.want && c.words != "稀土出口" {
			t.Errorf("%s: %s, want %s", c.words, got, c.want)
		}
		if c.words == "稀土出口" && !strings.Contains(strings.ReplaceAll(got, "][", ""), "[稀土") {
			t.Errorf("%s: %s", c.words, got)
		}
	}
}

// articles returns the articles of the shipped corpus, and its index.
func articles(t testing.TB) ([]*article.Article, index.Engine) {
	t.Helper()
	c, err := corpus.Load(context.Background(), corpus.Options{Dir: "../../corpus", MaxFileSize: 10 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	var out []*article.Article
	for _, card := range indextest.Cards(c.Index) {
		a, err := c.Index.Article(context.Background(), card.ID)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out, c.Index
}

// texts draws what people might follow out of the articles: one to three words, often with a phrase, an excluded word or a
// filter.
func texts(random *rand.Rand, from []*article.Article, n int) []string {
	var out []string
	for len(out) < n {
		a := from[random.IntN(len(from))]
		tokens := analysis.Analyze(analysis.Standard, a.Text)
		word := func() string {
			t := tokens[random.IntN(len(tokens))]
			return a.Text[t.Start:t.End]
		}
		parts := []string{word()}
		for random.IntN(2) == 0 && len(parts) < 3 {
			parts = append(parts, word())
		}
		switch first := random.IntN(len(tokens) - 3); random.IntN(6) {
		case 0:
			parts = append(parts, `"`+a.Text[tokens[first].Start:tokens[first+2].End]+`"`)
		case 1:
			parts = append(parts, "-"+word())
		case 2:
			if a.Host != "" {
				parts = append(parts, "source:"+a.Host)
			}
		case 3:
			if len(a.Tags) > 0 {
				parts = append(parts, `tag:"`+a.Tags[0]+`"`)
			}
		}
		text := strings.Join(parts, " ")
		if _, err := follow.Parse(text, now, names.Aliases{}); err == nil {
			out = append(out, text)
		}
	}
	return out
}

// TestSet compares a set with each of its queries alone, and what matches with what a search finds.
func TestSet(t *testing.T) {
	all, x := articles(t)
	words := texts(rand.New(rand.NewPCG(1, 2)), all, 400)
	var queries []follow.Query
	for _, w := range words {
		queries = append(queries, parse(t, w))
	}
	set := follow.NewSet(queries, frequency(t, x))
	matches := 0
	for _, a := range all {
		got := set.Match(a)
		for i, q := range queries {
			if q.Match(a) != slices.Contains(got, i) {
				t.Fatalf("%s: %s is matched alone: %v", a.Title, words[i], q.Match(a))
			}
		}
		for _, i := range got {
			matches++
			if !isFound(t, x, queries[i].Query, a) {
				t.Errorf("a search for %s does not find %s", words[i], a.Title)
			}
		}
	}
	if matches < len(words)/2 {
		t.Errorf("%d queries have %d matches; most are drawn from an article", len(words), matches)
	}
}

// isFound reports whether an article, or a copy of it, is a hit of a search, or has one of the passages that are shown.
func isFound(t *testing.T, x index.Engine, q query.Query, a *article.Article) bool {
	t.Helper()
	result, err := x.Search(t.Context(), q, nil, x.Len())
	if err != nil {
		t.Fatal(err)
	}
	shown, err := answer.New(x).Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{a.ID}
	for _, c := range indextest.Group(t, x, a.ID) {
		ids = append(ids, c.ID)
	}
	return slices.ContainsFunc(result.Hits, func(h index.Hit) bool { return slices.Contains(ids, h.ID) }) ||
		slices.ContainsFunc(shown.Passages, func(p answer.Passage) bool { return slices.Contains(ids, p.Article.ID) })
}

func frequency(t testing.TB, x index.Engine) func(analysis.Lang, string) int {
	return func(lang analysis.Lang, term string) int {
		return indextest.Frequency(t, x, lang, term)
	}
}

// BenchmarkMatch matches one article with 2,000 queries drawn from the same corpus.
func BenchmarkMatch(b *testing.B) {
	all, x := articles(b)
	var queries []follow.Query
	for _, w := range texts(rand.New(rand.NewPCG(3, 4)), all, 2000) {
		queries = append(queries, parse(b, w))
	}
	set := follow.NewSet(queries, frequency(b, x))
	longest := slices.MaxFunc(all, func(a, b *article.Article) int { return len(a.Text) - len(b.Text) })
	for name, a := range map[string]*article.Article{"longest": longest, "first": all[0]} {
		b.Run(fmt.Sprintf("%s-%dB", name, len(a.Text)), func(b *testing.B) {
			for b.Loop() {
				set.Match(a)
			}
		})
	}
}
