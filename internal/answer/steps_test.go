package answer

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/query"
)

// TestTypeScores checks how well texts fit what questions ask for.
func TestTypeScores(t *testing.T) {
	for _, c := range []struct {
		question, text string
		want           float64
	}{
		{"When did it end?", "It ended on 9 June.", 1}, {"When did it end?", "It ended in 2024.", 0.7}, {"When did it end?", "It ended on Monday.", 0.4},
		{"When did it end?", "It ended.", 0}, {"它什么时候结束？", "它於六月九號結束。", 1}, {"When did it end?", "In 2024 it ended at 5 pm.", 0.7},
		{"How many ships sank?", "In 1999 12 ships sank.", 1}, {"How many ships sank?", "Two days later.", 0.6}, {"How many ships sank?", "On 9 June 1999.", 0},
		{"How many ships sank?", "All ships sank.", 0}, {"How many ships sank?", "Ninety of those very old wooden ships sank.", 0.6},
		{"How many ships sank?", "Ninety very old wooden ships sank.", 1}, {"How many ships sank?", "Ships of 1999 and 3 boats", 0.6},
		{"How many ships sank?", "Dozens burnt — all.", 0.6}, {"How many ships sank?", "十三个人。", 0.6}, {"How many ships sank?", "A dozen lost", 0.6},
		{"死了几名工人？", "死了十三名工人", 1}, {"死了几名工人？", "死了十三个人", 0.6}, {"死了几名工人？", "死了工人", 0}, {"雇用了多少名工人？", "雇用1200多名工人", 1},
		{"How long did it last?", "It lasted two full hours.", 1}, {"How long did it last?", "It lasted long.", 0}, {"它多久？", "它三个小時。", 1},
		{"Who won the cup?", "The Cup went to Anna Smith.", 0.75}, {"Who won the cup?", "It went to nobody.", 0.25}, {"Who won?", "The A B C D E", 1},
		{"Who won?", "Anna won with A320.", 0.25}, {"谁赢了？", "Anna 赢了 Smith。", 0.5}, {"Who won?", "他 met Anna 。", 0.5},
		{"Who won?", "IT WAS ANNA SMITH", 0.25}, {"Who won?", "“Anna” won, not Smith", 0.5},
		{"Where was it?", "It was in the Hague.", 1}, {"Where was it?", "It was there, Anna said.", 0.5}, {"Which cup was it?", "It was the World one.", 0.5},
		{"Why did it end?", "It ended because of rain.", 1}, {"Why did it end?", "It ended.", 0.5}, {"What is it?", "It is 9 June.", 0.5},
		{"Which metals are rare?", "Rare are gadolinium, heavy terbium and yttrium.", 1}, {"Which metals are rare?", "Rare are terbium and yttrium.", 0.25},
		{"Which metal is rare?", "Rare are gadolinium, terbium and yttrium.", 0.25}, {"哪些金属稀有？", "稀有的是钆、铽和钇。", 1}, {"哪些金属稀有？", "钇稀有。", 0.5},
		{"What percentage of it burnt?", "It was 9%.", 1}, {"How much did it cost?", "It cost $9.", 1}, {"How old is he?", "He is 9.", 1}, {"How far is it?", "It is 9 miles.", 1}, {"How far is it?", "It is 9 men.", 0.6},
	} {
		q := must(query.Parse(c.question, asked))
		f := found(c.question)
		m := newMatches(&article.Article{Text: c.text, Sentences: []article.Sentence{{End: len(c.text)}}}, 1, f.terms, f.asks.wantsName())
		if got := m.typeScore(0, newAnswerType(q)); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s %s: %.2f, want %.2f", c.question, c.text, got, c.want)
		}
	}
}

// TestNamesOfSentences checks that names are those of one sentence, without its first word.
func TestNamesOfSentences(t *testing.T) {
	c := found("who", "Anna met Bob. Carl met 2B and D. He was 9.")
	for n, want := range []string{"bob", "d", ""} {
		if got := strings.Join(c.articles[0].names(n), " "); got != want {
			t.Errorf("sentence %d: %q, want %q", n, got, want)
		}
	}
}

// TestSpans checks which words of a sentence are marked as what the question asks for.
func TestSpans(t *testing.T) {
	for _, c := range []struct{ question, text, want string }{
		{"When did it end?", "On Monday, 9 June 2025, at noon", "Monday|9 June 2025|noon"},
		{"How many died?", "On 9 June 2025 twelve men and 3 boys died", "twelve|3"},
		{"How long did it last?", "It lasted 2 hours, not an hour and a half.", "2 hours|an hour"},
		{"Who died?", "On 9 June", ""},
	} {
		q := must(query.Parse(c.question, asked))
		var got []string
		for _, m := range joined(c.text, newAnswerType(q).spans(c.text)) {
			got = append(got, c.text[m.Start:m.End])
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %q, want %q", c.question, s, c.want)
		}
	}
}

// TestCut checks that a long sentence is cut at its clauses around the marks, and at words where a clause is too long.
func TestCut(t *testing.T) {
	clause := strings.Repeat("word ", 30)
	text := "One " + clause + "here, two " + clause + "there, three target ends."
	at := strings.Index(text, "target")
	got, marks := cut(text, []Mark{{at, at + 6}}, 1)
	if want := "… two " + clause + "there, three target ends."; got != want || got[marks[0].Start:marks[0].End] != "target" {
		t.Errorf("%q %v", got, marks)
	}
	got, marks = cut(text, []Mark{{0, 3}, {at, at + 6}}, 1) // of equals the longest
	if !strings.HasPrefix(got, "… two") || len(marks) != 1 {
		t.Errorf("%q %v", got, marks)
	}
	got, _ = cut(text, []Mark{{0, 3}}, 0.6)
	if want := "One " + clause + "here …"; got != want {
		t.Errorf("%q", got)
	}
	second := strings.Index(text, "two")
	if got, marks = cut(text, []Mark{{second, second + 3}}, 0.6); len(marks) != 1 || got[marks[0].Start:marks[0].End] != "two" {
		t.Errorf("%q %v", got, marks)
	}
	long := strings.Repeat("word ", 100) + "target."
	if got, marks := cut(long, []Mark{{500, 506}}, 1); got[marks[0].Start:marks[0].End] != "target" || length(strings.TrimPrefix(got, "… ")) > 1 || length(got) < 0.95 {
		t.Errorf("%q", got)
	}
	han := strings.Repeat("字", 200)
	if got, _ := cut(han, nil, 1); got != strings.Repeat("字", 120)+" …" {
		t.Errorf("%q", got)
	}
	if got, _ := cut("short, really", nil, 1); got != "short, really" {
		t.Errorf("%q", got)
	}
	if got := length("two words 三个字"); math.Abs(got-(2./60+3./120)) > 1e-9 {
		t.Errorf("length %f", got)
	}
	for text, want := range map[string]string{"a: b; c) d—e – f,g 一，二：三、四": "a:| b;| c)| d—|e –| f,g 一，|二：|三、|四"} {
		var parts []string
		bounds := boundaries(text, isClauseEnd)
		for i := range bounds[1:] {
			parts = append(parts, text[bounds[i]:bounds[i+1]])
		}
		if got := strings.Join(parts, "|"); got != want {
			t.Errorf("clauses %s, want %s", got, want)
		}
	}
}

// sentences returns an article of n sentences of so many words each, all of which begin with "boat".
func sentences(n, words int, paragraph int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Boat%d %s.", i, strings.TrimSpace(strings.Repeat("abcde ", words-1)))
		if b.WriteByte(' '); paragraph > 0 && (i+1)%paragraph == 0 {
			b.WriteString("\n\n")
		}
	}
	return b.String()
}

// TestPreferSuited checks which sentence goes first if the best has not what is asked for.
func TestPreferSuited(t *testing.T) {
	best := preferSuited([]sentence{{n: 0, suits: 0.4, score: 10}, {n: 1, suits: 0.8, score: 9}, {n: 2, suits: 0.9, score: 7.1}, {n: 3, suits: 1, score: 9}})
	if best[0].n != 2 || best[1].n != 0 || len(best) != 4 {
		t.Errorf("%d is first", best[0].n)
	}
	for _, list := range [][]sentence{{{n: 0, suits: 0.5, score: 10}, {n: 1, suits: 1, score: 9}}, {{n: 0, suits: 0, score: 10}, {n: 1, suits: 1, score: 7}}, {{n: 0, suits: 0, score: 10}, {n: 1, suits: 0.89, score: 10}}} {
		if best := preferSuited(list); best[0].n != 0 {
			t.Errorf("%v is moved", list)
		}
	}
}

// TestWindows checks where an article is cut for a question.
func TestWindows(t *testing.T) {
	c := found("boat0 boat9 boat19 boat20", sentences(40, 20, 5)) // 40 sentences of 122 bytes, six in a window
	var got []string
	for _, w := range c.articles[0].windows {
		got = append(got, fmt.Sprint(w.first, "-", w.end))
	}
	if s := strings.Join(got, " "); s != "0-1 9-10 19-21" {
		t.Errorf("windows %s", s)
	}
	m := c.articles[0]
	w := window{matches: m, first: 9, end: 10}
	if first, end := w.grow(); first != 3 || end != 12 { // its paragraph, then by turns after and before
		t.Errorf("grown to %d-%d", first, end)
	}
	w = window{matches: m, first: 0, end: 1}
	if first, end := w.grow(); first != 0 || end != 9 {
		t.Errorf("grown to %d-%d", first, end)
	}
	if first, end := w.between([][2]int{{4, 8}}); first != 0 || end != 4 {
		t.Errorf("before another: %d-%d", first, end)
	}
	w = window{matches: m, first: 9, end: 10}
	if first, end := w.between([][2]int{{4, 8}, {12, 20}}); first != 8 || end != 12 {
		t.Errorf("between two: %d-%d", first, end)
	}
	for _, t2 := range [][2]int{{8, 10}, {9, 11}, {9, 10}} {
		if first, end := w.between([][2]int{t2}); first < end {
			t.Errorf("on top of %v: %d-%d", t2, first, end)
		}
	}
	short := found("boat1 boat3", sentences(5, 20, 5))
	if ws := short.articles[0].windows; len(ws) != 1 || ws[0].first != 0 || ws[0].end != 5 {
		t.Errorf("a short article: %v", ws)
	}
	if ws := m.cut(false, true); len(ws) != 40 || ws[39].first != 39 {
		t.Errorf("%d windows for phrases", len(ws))
	}
	if ws := m.cut(false, false); len(ws) != 1 || ws[0].first != 0 {
		t.Errorf("%d windows of an article without terms", len(ws))
	}
}

// TestExcerpt checks that an excerpt is the whole sentences around the best that fit an answer.
func TestExcerpt(t *testing.T) {
	a, _ := article.Parse("a.md", []byte(sentences(12, 12, 0)))
	p := Passage{Article: &a, First: 2, End: 11, Best: 9}
	for _, n := range []int{3, 6, 9} {
		start := a.Sentences[n].Start - a.Sentences[p.First].Start
		p.Marks = append(p.Marks, Mark{start, start + 4})
	}
	text, marks, first, end := p.Excerpt()
	if first != 6 || end != 11 || text != a.Range(6, 11) || len(marks) != 2 || text[marks[1].Start:marks[1].End] != "Boat" {
		t.Errorf("%d-%d %v %q", first, end, marks, text)
	}
	if !strings.HasPrefix(text[marks[0].Start:], "Boat6") || !strings.HasPrefix(text[marks[1].Start:], "Boat9") {
		t.Errorf("the marks are at %v", marks)
	}
}

// TestChoose checks which second sentence an answer shows.
func TestChoose(t *testing.T) {
	c := found("red boat harbour", "The red boat left. It was old. A boat came. Nobody saw the harbour.", "A harbour burnt down.")
	m := c.articles[0]
	at := func(m *articleMatches, n int, score float64) sentence {
		return sentence{matches: m, n: n, score: score, suits: 0.5, found: m.terms(n, n+1)}
	}
	show := func(best ...sentence) string {
		var out []string
		for _, s := range choose(c, best, Answered) {
			out = append(out, s.Text)
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct{ got, want string }{
		{show(at(m, 0, 9), at(m, 2, 4), at(m, 3, 5)), "The red boat left. Nobody saw the harbour."},
		{show(at(m, 3, 9), at(m, 0, 4.4), at(m, 2, 4)), "Nobody saw the harbour. A boat came."}, // a neighbour
		{show(at(m, 2, 9), at(m, 0, 6), at(m, 3, 4)), "A boat came. The red boat left."},
		{show(at(m, 1, 9), at(m, 3, 8)), "The red boat left. It was old."}, // who "it" is
		{show(at(m, 0, 9), at(c.articles[1], 0, 8)), "The red boat left. A harbour burnt down."},
		{show(at(m, 0, 9)), "The red boat left."},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if got := choose(c, []sentence{at(m, 0, 9), at(c.articles[1], 0, 8)}, Related); len(got) != 1 {
		t.Errorf("a related reply has %v, of two articles", got)
	}
	twice := found("red boat harbour", "The red boat left.", "The red boat left.")
	one, other := at(twice.articles[0], 0, 9), at(twice.articles[1], 0, 9)
	one.suits = 0.3 // in one article its names are known, in the other they are not
	if got := choose(twice, []sentence{one, other}, Answered); len(got) != 1 {
		t.Errorf("a sentence of two articles is shown twice: %v", got)
	}
	he := found("red boat harbour", "Ann Smith saw it. The boat sank there. He was red. Rain fell. It was late. He met Bob Lee.").articles[0]
	for second, want := range map[int]string{2: "The boat sank there. He was red.", 5: "The boat sank there. He [Ann Smith] met Bob Lee."} {
		if second == 5 {
			want = "The boat sank there. He met Bob Lee." // the name is too far back
		}
		if got := show(at(he, 1, 9), at(he, second, 5)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	near := found("red boat harbour", "The boat sank there. Ann Smith saw it. Rain fell. He met Bob Lee.").articles[0]
	if got := show(at(near, 0, 9), at(near, 3, 5)); got != "The boat sank there. He [Ann Smith] met Bob Lee." {
		t.Errorf("%q", got)
	}
	all := at(m, 0, 9)
	for i := range c.terms.asked {
		all.found.add(i)
	}
	if got := show(all, at(m, 3, 8)); got != "The red boat left." {
		t.Errorf("a sentence with everything: %q", got)
	}
	all.suits = 0.4
	if got := show(all, at(m, 3, 8)); got == "The red boat left." {
		t.Error("a sentence that does not suit stays alone")
	}
}

// TestPhraseMatch checks what a quoted phrase matches: its words in order with none between, in any case.
func TestPhraseMatch(t *testing.T) {
	for _, c := range []struct {
		phrase, text string
		want         bool
	}{
		{"rare earth", "A Rare-Earth magnet", true}, {"rare earth", "earth rare", false}, {"rare earth", "rare old earth", false}, {"rare earth", "rare", false},
		{"earth", "The Earth turns", true}, {"earth", "earths", false}, {"to be or not to be", "To be, or not to be", true}, {"to be or not to be", "to be or not to go", false},
		{"关系的本质", "两国关系的本质是", true}, {"关系的本质", "两国关系本质是", false}, {"…", "…", false},
	} {
		q := must(query.Parse(`x "`+c.phrase+`"`, asked))
		p := newPhrases(q.Phrases, &terms{})[0]
		if got := p.isIn(c.text); got != c.want {
			t.Errorf("%s in %s: %v", c.phrase, c.text, got)
		}
	}
}

// TestCite checks the order of citations and which passages get one.
func TestCite(t *testing.T) {
	var list []*article.Article
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		a, _ := article.Parse(name+".md", []byte("One. Two. Three."))
		list = append(list, &a)
	}
	a := Answer{Sentences: []Sentence{{Article: list[1], N: 2}, {Article: list[1], N: 0}}, Others: []Sentence{{Article: list[4], N: 1}},
		Passages: []Passage{{Article: list[0], Best: 1}, {Article: list[1]}, {Article: list[0]}, {Article: list[3]}, {Article: list[4]}}}
	a.cite()
	var got []string
	for _, c := range a.Citations {
		got = append(got, fmt.Sprint(c.N, c.Article.Path, c.Sentence))
	}
	for _, p := range a.Passages {
		got = append(got, fmt.Sprint(p.Citation))
	}
	want := "1 b.md Three.|2 e.md Two.|3 a.md Two.|3|1|3|0|2"
	if s := strings.Join(got, "|"); strings.ReplaceAll(s, " ", "") != strings.ReplaceAll(want, " ", "") || a.Sentences[1].Citation != 1 || a.Others[0].Citation != 2 {
		t.Errorf("%s, want %s", s, want)
	}
	if got := strings.Join(paths(a.Passages), " "); got != "a.md b.md d.md e.md" {
		t.Errorf("paths %s", got)
	}
	p := Passage{Article: list[0], Copies: []*article.Card{{Path: "copy.md"}}}
	for i := range 20 {
		p.Copies = append(p.Copies, &article.Card{Path: fmt.Sprint(i)})
	}
	if got := paths([]Passage{p}); len(got) != maxArticles || got[1] != "copy.md" {
		t.Errorf("%d paths: %v", len(got), got)
	}
}

func TestSeparatorAfter(t *testing.T) {
	for text, want := range map[string]string{"end.": " ", "结束。": "", "Ja!": " "} {
		if got := SeparatorAfter(text); got != want {
			t.Errorf("%q after %q", got, text)
		}
	}
	a := Answer{Sentences: []Sentence{{Text: "One."}, {Text: "二。"}, {Text: "Three."}}}
	if a.Text() != "One. 二。Three." {
		t.Error(a.Text())
	}
}

// TestSet checks the set of terms at the borders of its words.
func TestSet(t *testing.T) {
	var a, b set
	for _, n := range []int{0, 63, 64, 255} {
		a.add(n)
	}
	b.add(128)
	var got []int
	u := a.union(b)
	u.each(func(n int) { got = append(got, n) })
	if fmt.Sprint(got) != "[0 63 64 128 255]" || a.has(128) || !a.has(255) || a.has(1) {
		t.Error(got)
	}
}
