package summary

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/testkit/growth"
)

func shipped(t *testing.T) []article.Article {
	t.Helper()
	paths, err := filepath.Glob("../../corpus/*")
	if err != nil || len(paths) < 8 {
		t.Fatalf("corpus: %q, %v", paths, err)
	}
	var out []article.Article
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := article.Parse(filepath.Base(p), raw)
		out = append(out, a)
	}
	return out
}

func TestOf(t *testing.T) {
	bounds := map[Length][2]int{Short: {1, 2}, Medium: {2, 4}, Long: {3, 8}}
	for _, a := range shipped(t) {
		for length, bound := range bounds {
			got := Of(&a, length)
			text := ""
			for _, i := range got {
				text += a.Sentence(i) + " "
			}
			if len(got) < bound[0] || len(got) > bound[1] || !slices.IsSorted(got) {
				t.Errorf("%s %s: sentences %v", a.Path, length, got)
			}
			if len(got) > 1 && article.Units(text) > maxShare*article.Units(a.Text)+1 {
				t.Errorf("%s %s: %.0f of %.0f words", a.Path, length, article.Units(text), article.Units(a.Text))
			}
			if article.NeedsContext(text) {
				t.Errorf("%s %s opens with a pronoun: %s", a.Path, length, text)
			}
			for _, banned := range append(a.Captions, "Downvote") {
				if strings.Contains(text, banned+"\n") || banned == "Downvote" && strings.Contains(text, banned) {
					t.Errorf("%s %s contains %q", a.Path, length, banned)
				}
			}
		}
	}
}

// facts returns n sentences of ten words that share no word but "the" and those given.
func facts(n int, shared string) []string {
	var out []string
	for i := range n {
		s := "The"
		for k := range 9 - len(strings.Fields(shared)) {
			s += " " + string(rune('b'+i%20)) + string(rune('a'+i/20)) + string(rune('k'+k)) + "or"
		}
		out = append(out, strings.TrimSpace(s+" "+shared)+".")
	}
	return out
}

func parse(t *testing.T, sentences ...string) *article.Article {
	t.Helper()
	a, _ := article.Parse("a.txt", []byte(strings.Join(sentences, " ")))
	if len(a.Sentences) != len(sentences) {
		t.Fatalf("%d sentences of %d in %q", len(a.Sentences), len(sentences), a.Text)
	}
	return &a
}

func TestLengths(t *testing.T) {
	for _, c := range []struct {
		sentences int
		want      [3]int // short, medium, long
	}{{29, [3]int{2, 3, 6}}, {30, [3]int{2, 4, 8}}, {5, [3]int{2, 3, 3}}, {3, [3]int{1, 1, 1}}} {
		a := parse(t, facts(c.sentences, "")...)
		for i, length := range []Length{Short, Medium, Long} {
			if got := len(Of(a, length)); got != c.want[i] {
				t.Errorf("%s of %d sentences: %d, want %d", length, c.sentences, got, c.want[i])
			}
		}
	}
}

func TestSelection(t *testing.T) {
	const filler = "Bakery prices climbed sharply across northern towns during late autumn."
	insert := func(at int, sentence string) []string {
		return slices.Insert(facts(20, ""), at, sentence)
	}
	long := strings.TrimSuffix(strings.Join(facts(6, ""), " "), ".")
	long = strings.ReplaceAll(long, ". The", " and the") + "."
	for _, c := range []struct {
		name      string
		sentences []string
		want      []int // of a short summary
	}{
		{"the lead", facts(20, ""), []int{0, 1}},
		{"the words of the article", slices.Insert(facts(20, "harbour bridge closes"), 5, "Harbour bridge closes, harbour bridge closes, harbour bridge closes, harbour again."), []int{0, 1}},
		{"no question", insert(0, "Which bakery prices climbed sharply across the northern towns?"), []int{1, 2}},
		{"no Chinese question", insert(0, "北方的城镇里哪些面包店的价格在深秋急剧上涨了？"), []int{1, 2}},
		{"no fragment", insert(0, "Bakery prices climbed sharply."), []int{1, 2}},
		{"five words are enough", insert(0, "Bakery prices climbed sharply yesterday."), []int{0, 1}},
		{"no pronoun at the start", insert(0, "He climbed sharply across northern towns during late autumn."), []int{1, 2}},
		{"no repetition", insert(1, facts(1, "")[0]), []int{0, 2}},
		{"no long sentence where shorter ones are near", insert(1, long), []int{0, 2}},
		{"no sentence without the words of the article", slices.Insert(facts(20, "harbour bridge toll"), 1, filler), []int{0, 2}},
		{"not far from the lead", insert(12, filler), []int{0, 1}},
	} {
		if got := Of(parse(t, c.sentences...), Short); !slices.Equal(got, c.want) {
			t.Errorf("%s: sentences %v, want %v", c.name, got, c.want)
		}
	}
}

// A summary may begin with a pronoun only if the article does.
func TestPronounAtTheStart(t *testing.T) {
	const he = "He climbed sharply across northern towns during late autumn."
	for _, c := range []struct {
		opening []string
		want    []int
	}{
		{[]string{he}, []int{0, 1, 2}},
		{[]string{"Which bakery prices climbed sharply across northern towns?", he}, []int{2, 3, 4}},
		{[]string{"Which bakery prices climbed sharply across northern towns?", he, "She" + he[2:]}, []int{3, 4, 5}},
	} {
		if got := Of(parse(t, slices.Insert(facts(20, ""), 0, c.opening...)...), Medium); !slices.Equal(got, c.want) {
			t.Errorf("%q: sentences %v, want %v", c.opening, got, c.want)
		}
	}
}

// The first sentence of a news article has the news, even if it is a long one.
func TestLongLead(t *testing.T) {
	lead := strings.ReplaceAll(strings.TrimSuffix(strings.Join(facts(5, ""), " "), "."), ". The", " and the") + "."
	if got := Of(parse(t, slices.Insert(facts(40, ""), 0, lead)...), Medium); got[0] != 0 {
		t.Errorf("sentences %v, without the first", got)
	}
}

// Nobody reads a summary as long as the article.
func TestShareOfText(t *testing.T) {
	for _, n := range []int{2, 3, 4, 6, 9} {
		a := parse(t, facts(n, "")...)
		for _, length := range []Length{Short, Medium, Long} {
			got := Of(a, length)
			if most := max(1, n*6/10); len(got) > most || len(got) == 0 {
				t.Errorf("%s of %d equal sentences: %d, want at most %d", length, n, len(got), most)
			}
		}
	}
}

// A selection compares each sentence with the selected ones only.
func TestTimeIsBounded(t *testing.T) {
	growth.Check(t, 400, func(n int) func() {
		a := parse(t, facts(n, "harbour bridge")...)
		return func() { Of(a, Long) }
	})
}

func TestOfLittle(t *testing.T) {
	for _, text := range []string{"One sentence with at least five words.", "He said so.", "Why?"} {
		a, _ := article.Parse("a.txt", []byte(text))
		if got := Of(&a, Medium); len(got) != 1 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// A summary is read at a glance: two sentences of 27 words are enough.
func TestWordLimit(t *testing.T) {
	var sentences []string
	for three := range slices.Chunk(facts(120, ""), 3) {
		sentences = append(sentences, strings.ReplaceAll(strings.TrimSuffix(strings.Join(three, " "), "."), ". The", " and the")+".")
	}
	if got := Of(parse(t, sentences...), Medium); len(got) != 2 {
		t.Errorf("sentences %v of 27 words", got)
	}
}

// A Chinese summary covers the whole article, not its beginning.
func TestChineseCoversTheArticle(t *testing.T) {
	var text strings.Builder
	for i := range 30 {
		for k := range 12 {
			text.WriteRune(rune(0x4e00 + 20*i + k))
		}
		text.WriteString("。")
	}
	a, _ := article.Parse("a.txt", []byte(text.String()))
	got := Of(&a, Medium)
	parts := map[int]bool{}
	for _, i := range got {
		parts[3*i/len(a.Sentences)] = true
	}
	if len(a.Sentences) != 30 || len(parts) != 3 {
		t.Errorf("sentences %v of %d", got, len(a.Sentences))
	}
}

// A sentence out of a longer quotation is no part of a summary.
func TestQuotesAreClosed(t *testing.T) {
	for _, open := range []string{`"`, "“", "《"} {
		sentences := slices.Insert(facts(30, "harbour bridge"), 1, open+"Harbour bridge traffic will stop for two whole weeks.")
		if got := Of(parse(t, sentences...), Medium); slices.Contains(got, 1) {
			t.Errorf("%s is not closed: sentences %v", open, got)
		}
	}
}

// A sentence that refers to the one before it comes only with that one.
func TestNoHangingSentence(t *testing.T) {
	const news = "Harbour bridge closes, harbour bridge closes, harbour bridge toll ends."
	for _, text := range []string{"He says the harbour bridge closes.", "这座港口大桥将关闭港口大桥。"} {
		sentences := slices.Insert(facts(30, "harbour bridge"), 4, text)
		sentences = slices.Insert(sentences, 20, "She says that the harbour bridge "+news)
		a := parse(t, sentences...)
		for _, length := range []Length{Short, Medium, Long} {
			got := Of(a, length)
			for _, i := range got {
				if i > 0 && article.NeedsContext(a.Sentence(i)) && !slices.Contains(got, i-1) {
					t.Errorf("%s: sentence %d hangs: %q", length, i, a.Sentence(i))
				}
			}
		}
	}
}

// An article without a title of its own got it from the sentence with the news, however long that is.
func TestSentenceOfTheTitle(t *testing.T) {
	sentences := facts(40, "")
	sentences[1] = "Harbour bridge traffic stops " + strings.Repeat("and harbour bridge traffic stops again ", 8) + "today."
	a := parse(t, sentences...)
	if slices.Contains(Of(a, Medium), 1) {
		t.Fatal("the long sentence is chosen anyway")
	}
	a.Title = "Harbour bridge traffic stops…"
	if got := Of(a, Medium); !slices.Contains(got, 1) {
		t.Errorf("sentences %v", got)
	}
}
