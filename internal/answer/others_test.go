package answer

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/article"
)

// news returns an article of a day in June 2025.
func news(day int, text string) string {
	return fmt.Sprintf("---\ntitle: x\npublished: 2025-06-%02d\n---\n%s", day, text)
}

// answersOf returns the n-th sentences of articles as ones that answer, best first.
func (c *candidates) answersOf(list ...[2]int) []sentence {
	var out []sentence
	for i, at := range list {
		m := c.articles[at[0]]
		s := sentence{matches: m, n: at[1], coverage: 1, suits: 1, score: float64(-i), found: m.terms(at[1], at[1]+1)}
		out = append(out, s)
	}
	return out
}

func texts(list []Sentence) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Text)
	}
	return strings.Join(out, " | ")
}

// TestOthersAdd checks which other articles an answer quotes: two that say something else at most, the oldest first, while the
// others that say the same are counted.
func TestOthersAdd(t *testing.T) {
	const question = "When did the storm hit Naples?"
	for _, c := range []struct {
		what     string
		articles []string
		want     string
		agreeing int
	}{
		{"another day", []string{news(1, "The storm hit Naples on 9 June."), news(3, "The storm hit Naples on 8 June.")}, "The storm hit Naples on 8 June.", 0},
		{"the same day", []string{news(1, "The storm hit Naples on 9 June."), news(3, "Naples was hit by the storm on 9 June, late.")}, "", 1},
		{"one of each", []string{news(1, "The storm hit Naples on 9 June."), news(3, "Naples was hit by the storm on 9 June."), news(4, "The storm hit Naples on 8 June.")},
			"The storm hit Naples on 8 June.", 1},
		{"the oldest first", []string{news(1, "The storm hit Naples on 9 June."), news(5, "The storm hit Naples on 8 June."), news(4, "The storm hit Naples on 7 June.")},
			"The storm hit Naples on 7 June. | The storm hit Naples on 8 June.", 0},
		{"two at most", []string{news(1, "The storm hit Naples on 9 June."), news(5, "The storm hit Naples on 8 June."), news(4, "The storm hit Naples on 7 June."), news(3, "The storm hit Naples on 6 June.")},
			"The storm hit Naples on 7 June. | The storm hit Naples on 8 June.", 0},
		{"two of one day agree", []string{news(1, "The storm hit Naples on 9 June."), news(5, "The storm hit Naples on 8 June."), news(4, "The storm hit Naples on 8 June.")},
			"The storm hit Naples on 8 June.", 1},
		{"no day at all", []string{news(1, "The storm hit Naples on 9 June."), news(5, "The storm hit Naples.")}, "", 0},
		{"who he is", []string{news(1, "The storm hit Naples on 9 June."), news(5, "Ann Smith was there. She saw the storm hit Naples on 8 June.")},
			"She [Ann Smith] saw the storm hit Naples on 8 June.", 0},
	} {
		f := found(question, c.articles...)
		var list [][2]int
		for i, m := range f.articles {
			list = append(list, [2]int{i, len(m.article.Sentences) - 1})
		}
		best := f.answersOf(list...)
		got, agreeing := others(f, best, []Sentence{show(f, best[0], 1)})
		if texts(got) != c.want || agreeing != c.agreeing {
			t.Errorf("%s: %q, %d agree; want %q, %d", c.what, texts(got), agreeing, c.want, c.agreeing)
		}
	}
}

// TestOthersHaveRoom checks that another article is quoted only where the reply has room for the sentence and its source.
func TestOthersHaveRoom(t *testing.T) {
	f := found("When did the storm hit Naples?", news(1, "The storm hit Naples on 9 June."), news(2, "The storm hit Naples on 8 June."))
	best := f.answersOf([2]int{0, 0}, [2]int{1, 0})
	for words, want := range map[int]int{40: 1, 43: 1, 45: 0, 60: 0} { // of 66, less 15 for the source and 7 for the sentence
		shown := Sentence{Article: f.articles[0].article, Text: strings.Repeat("word ", words)}
		if got, _ := others(f, best, []Sentence{shown}); len(got) != want {
			t.Errorf("below %d words: %q", words, texts(got))
		}
	}
}

// TestOthersThatDoNotAnswer checks that a sentence is quoted only if it answers by itself.
func TestOthersThatDoNotAnswer(t *testing.T) {
	f := found("When did the storm hit Naples?", news(1, "The storm hit Naples on 9 June."), news(2, "The storm hit Naples on 8 June."))
	for what, change := range map[string]func(*sentence){
		"":                   func(*sentence) {},
		"it has no date":     func(s *sentence) { s.suits = 0 },
		"it lies far off":    func(s *sentence) { s.coverage = furtherAt - 0.01 },
		"its article has it": func(s *sentence) { s.found = set{} },
	} {
		best := f.answersOf([2]int{0, 0}, [2]int{1, 0})
		change(&best[1])
		got, agreeing := others(f, best, []Sentence{show(f, best[0], 1)})
		if (len(got) == 1) != (what == "") || agreeing > 0 {
			t.Errorf("%s: %q, %d agree", what, texts(got), agreeing)
		}
	}
}

// TestClosest checks what is quoted where nothing answers: two sentences on the subject from other articles, in the order of
// their rank, none that begins in the middle.
func TestClosest(t *testing.T) {
	f := found("When did the storm hit Naples?", news(1, "The storm was strong."), news(2, "The storm was over."), news(3, "It rained a lot."), news(4, "The storm was weak."), news(5, "The storm was loud."))
	best := f.answersOf([2]int{0, 0}, [2]int{1, 0}, [2]int{2, 0}, [2]int{3, 0}, [2]int{4, 0})
	best[1].coverage, best[2].coverage = relatedAt, relatedAt-0.01
	if got := texts(closest(f, best, []Sentence{show(f, best[0], 1)}, relatedLimit)); got != "The storm was over. | The storm was weak." {
		t.Errorf("%q", got)
	}
	long := strings.Repeat("word ", 58)
	if got := texts(closest(f, best, []Sentence{{Article: f.articles[0].article, Text: long}}, relatedLimit)); got != "" {
		t.Errorf("beside an answer that fills the reply: %q", got)
	}
	if got := texts(closest(f, best, []Sentence{{Article: f.articles[0].article, Text: strings.Repeat("word ", 40)}}, relatedLimit)); got != "The storm was over." {
		t.Errorf("where one line is left: %q", got)
	}
	cut := found("When did the storm hit Naples?", news(1, "Rain fell."), news(2, strings.Repeat("very ", 40)+"strong the storm was, "+strings.Repeat("very ", 40)+"strong."))
	best = cut.answersOf([2]int{1, 0})
	if got := texts(closest(cut, best, nil, relatedLimit)); got != "" {
		t.Errorf("a line that begins in the middle: %q", got)
	}
}

// TestRoom checks how much of a reply is left beside what it shows.
func TestRoom(t *testing.T) {
	a, b := new(article.Article), new(article.Article)
	words := func(of *article.Article, n int) Sentence {
		return Sentence{Article: of, Text: strings.Repeat("word ", n)}
	}
	for _, c := range []struct {
		shown []Sentence
		want  float64
	}{
		{nil, 1}, {[]Sentence{words(a, 30), words(a, 15)}, 0.25}, {[]Sentence{words(a, 30), words(b, 6)}, 0.4 - sourceRoom}, {[]Sentence{words(a, 15), words(b, 6), words(a, 6)}, 0.55 - sourceRoom},
		{[]Sentence{{Article: a, Text: strings.Repeat("字", 60)}}, 0.5},
	} {
		if got := room(1, c.shown); got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("%.2f left, want %.2f", got, c.want)
		}
	}
}

// TestStandsAlone checks which lines read like a sentence.
func TestStandsAlone(t *testing.T) {
	for text, want := range map[string]bool{"The storm": true, "the storm": false, "… the storm": false, "… The storm": true, "“the storm": false, "‘The storm": true, "9 June": true, "会谈结束": true, "… 会谈": true, "": true} {
		if standsAlone(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// TestAddsWord checks what counts as something new: any word but the smallest, in either language, however it is inflected.
func TestAddsWord(t *testing.T) {
	for _, c := range []struct {
		parts, said string
		want        bool
	}{
		{"9 June", "It ended on 9 June.", false}, {"9 June", "It ended in June.", true}, {"on the 9 June", "9 June", false}, {"the ships", "Ships sank.", false},
		{"Ann Smith", "ANN SMITH", false}, {"", "9 June", false}, {"6月9日", "会谈于6月9日举行", false}, {"6月8日", "会谈于6月9日举行", true},
	} {
		if got := addsWord([]string{c.parts}, c.said); got != c.want {
			t.Errorf("%s beside %s: %v", c.parts, c.said, got)
		}
	}
}

// TestByArticle checks that of each article that is not shown the best sentence is taken.
func TestByArticle(t *testing.T) {
	f := found("storm", "A storm. A storm came.", "The storm. The storm left.", "Storms.")
	best := f.answersOf([2]int{1, 1}, [2]int{0, 0}, [2]int{1, 0}, [2]int{2, 0}, [2]int{0, 1})
	var got []string
	for _, s := range byArticle(best, []Sentence{{Article: f.articles[0].article}}) {
		got = append(got, s.text())
	}
	if s := strings.Join(got, " "); s != "The storm left. Storms." {
		t.Errorf("%q", s)
	}
}

// TestTextOfAnswer checks what is spoken or copied as the answer: its sentences, with those of other articles where none answers.
func TestTextOfAnswer(t *testing.T) {
	a := Answer{Sentences: []Sentence{{Text: "One."}}, Others: []Sentence{{Text: "Two."}, {Text: "三。"}, {Text: "Four."}}}
	for v, want := range map[Verdict]string{Answered: "One.", Related: "One. Two. 三。Four.", None: "One."} {
		if a.Verdict = v; a.Text() != want {
			t.Errorf("%s: %q", v, a.Text())
		}
	}
	if (Answer{}).Text() != "" {
		t.Error("an empty answer has a text")
	}
}
