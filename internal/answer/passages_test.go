package answer

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/article"
)

// parsed returns an article of a text.
func parsed(name, text string) *article.Article {
	a, _ := article.Parse(name, []byte("---\ntitle: x\n---\n"+text))
	return &a
}

// passageOf returns the passage [first, end) of an article, in which some words are marked.
func passageOf(a *article.Article, first, end, best int, words ...string) Passage {
	p := Passage{Article: a, First: first, End: end, Best: best}
	for _, w := range words {
		if at := strings.Index(p.Text(), w); at >= 0 {
			p.Marks = append(p.Marks, Mark{at, at + len(w)})
		}
	}
	return p
}

// TestFurther checks that the passages below an answer repeat no sentence of it, nor of a passage above, and that what is left
// of them keeps its marks.
func TestFurther(t *testing.T) {
	a := parsed("a.md", "Alpha one. Beta two. Gamma three. Delta four. Omega five.")
	shared := parsed("b.md", "Beta two. Something else. Delta four.")
	for _, c := range []struct {
		what     string
		shown    []int // sentences of a in the answer
		passages []Passage
		want     string // article, sentences, best sentence, marks
	}{
		{"nothing in common", []int{0}, []Passage{passageOf(a, 1, 3, 2, "Beta", "three")}, "a.md 1-3 best 2 Beta|three"},
		{"the answer at the head", []int{0}, []Passage{passageOf(a, 0, 5, 0, "one", "Gamma", "five")}, "a.md 1-5 best 2 Gamma|five"},
		{"at the end", []int{4}, []Passage{passageOf(a, 0, 5, 4, "Alpha", "five")}, "a.md 0-4 best 0 Alpha"},
		{"in the middle: the longer part", []int{3}, []Passage{passageOf(a, 0, 5, 1, "Beta", "five")}, "a.md 0-3 best 1 Beta"},
		{"in the middle: the part behind", []int{1}, []Passage{passageOf(a, 0, 5, 4, "Alpha", "Gamma", "five")}, "a.md 2-5 best 4 Gamma|five"},
		{"two equal parts", []int{2}, []Passage{passageOf(a, 0, 5, 2, "Alpha", "four")}, "a.md 3-5 best 3 four"},
		{"two sentences of the answer", []int{1, 3}, []Passage{passageOf(a, 0, 5, 3, "three", "five")}, "a.md 4-5 best 4 five"},
		{"no marks left", []int{0}, []Passage{passageOf(a, 0, 3, 0, "one")}, "a.md 1-3 best 1 "},
		{"nothing left", []int{1, 2}, []Passage{passageOf(a, 1, 3, 1, "Beta")}, ""},
		{"the same sentence of another article", []int{1}, []Passage{passageOf(shared, 0, 3, 0, "Beta", "else")}, "b.md 1-3 best 1 else"},
		{"a passage above", nil, []Passage{passageOf(a, 3, 4, 3, "four"), passageOf(shared, 0, 3, 2, "Beta", "four")}, "a.md 3-4 best 3 four, b.md 0-2 best 0 Beta"},
		{"a passage above that is gone", []int{3}, []Passage{passageOf(a, 3, 4, 3), passageOf(a, 2, 5, 3, "Gamma")}, "a.md 4-5 best 4 "},
	} {
		answer := Answer{Passages: c.passages}
		for i, n := range c.shown {
			if s := (Sentence{Article: a, N: n}); i == 0 {
				answer.Sentences = append(answer.Sentences, s)
			} else {
				answer.Others = append(answer.Others, s)
			}
		}
		var got []string
		for _, p := range answer.Further() {
			got = append(got, fmt.Sprintf("%s %d-%d best %d %s", p.Article.Path, p.First, p.End, p.Best, marked(p.Text(), p.Marks)))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.what, s, c.want)
		}
	}
}

// TestPassagesDoNotOverlap checks that no sentence is in two passages of an answer, and that a window that lies in a better
// passage makes none.
func TestPassagesDoNotOverlap(t *testing.T) {
	c := found("boat0 boat3 boat9 boat19 boat30", sentences(40, 20, 0), sentences(4, 20, 0))
	windows := scoreWindows(c, Fitted().Passage)
	passages := passagesOf(windows)
	seen := map[string]bool{}
	for i, p := range passages {
		if i > 0 && p.Score > passages[i-1].Score {
			t.Errorf("passage %d is better than the one before it", i)
		}
		if p.Best < p.First || p.Best >= p.End || len(p.Marks) == 0 {
			t.Errorf("passage %d-%d: best %d, marks %v", p.First, p.End, p.Best, p.Marks)
		}
		for n := p.First; n < p.End; n++ {
			key := fmt.Sprint(p.matches == c.articles[0], n)
			if seen[key] {
				t.Errorf("sentence %s is in two passages", key)
			}
			seen[key] = true
		}
	}
	if len(passages) < 4 || len(passages) > 5 {
		t.Errorf("%d passages", len(passages))
	}
}

// TestBestSentence checks which sentence of a passage is shown first: the one with the largest share of the question, the
// earlier of equals.
func TestBestSentence(t *testing.T) {
	c := found("red boat harbour", "Rain fell. A boat came. The red boat left. A red boat sank. The harbour burnt.")
	for _, w := range []struct{ first, end, want int }{{0, 5, 2}, {0, 2, 1}, {3, 5, 3}, {0, 1, 0}, {4, 5, 4}} {
		if got := c.of(0, w.first, w.end).best; got != w.want {
			t.Errorf("of %d-%d: %d, want %d", w.first, w.end, got, w.want)
		}
	}
}

// TestBestWindows checks that only the best are kept, and equals stay in order.
func TestBestWindows(t *testing.T) {
	var windows []*window
	for i, score := range []float64{1, 3, 2, 3, 0} {
		windows = append(windows, &window{first: i, score: score})
	}
	var got []int
	for _, w := range best(windows, 3) {
		got = append(got, w.first)
	}
	if fmt.Sprint(got) != "[1 3 2]" || len(best(windows, 9)) != 5 || fullScoreLimit != 80 {
		t.Errorf("%v, of all %d", got, len(best(windows, 9)))
	}
}

// TestExcerptOfLongSentence checks that a sentence over the limit is cut around its marks, and that marks outside of the excerpt
// are left out.
func TestExcerptOfLongSentence(t *testing.T) {
	a := parsed("a.md", "Boat one. Many "+strings.Repeat("word ", 80)+"target and boat two. Boat three.")
	p := passageOf(a, 0, 3, 1, "one", "target", "three")
	text, marks, first, end := p.Excerpt()
	if first != 1 || end != 2 || marked(text, marks) != "target" || length(strings.Trim(text, "… ")) > 1 || !strings.HasPrefix(text, "… ") {
		t.Errorf("%d-%d %q %q", first, end, text, marked(text, marks))
	}
	p = passageOf(parsed("a.md", "Boat one. Boat two. Boat three."), 1, 3, 2, "two", "three")
	if text, marks, first, end := p.Excerpt(); first != 1 || end != 3 || text != "Boat two. Boat three." || marked(text, marks) != "two|three" {
		t.Errorf("%d-%d %q %q", first, end, text, marked(text, marks))
	}
}
