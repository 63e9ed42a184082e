package answer

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/analysis"
	"lede/internal/query"
)

// TestChinesePersons checks which persons a Chinese sentence names: by a title before them, or as speakers, but no parties and no
// phrases.
func TestChinesePersons(t *testing.T) {
	for text, want := range map[string]string{
		"国务院总理李强出席会议。": "李强", "商务部部长王文涛和总理李强说": "王文涛|李强", "何立峰还说，会谈结束。": "何立峰", "会谈结束，何亚东指出，没有赢家。": "何亚东",
		"中方表示，会谈结束。": "", "双方表示满意。": "", "他们说，会谈结束。": "", "发言人的表示，结束。": "", "代表阿卜杜拉·汗访问北京": "阿卜杜拉·汗", "天气很好。": "",
		"总统特朗普称，会谈结束。": "总统特朗普", "总理": "",
	} {
		if got := marked(text, hanPersons(text)); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestWithout checks which part of a name is left beside the words of the question: the longer one.
func TestWithout(t *testing.T) {
	for _, c := range []struct {
		mark   Mark
		others []Mark
		want   []Mark
	}{
		{Mark{10, 20}, nil, []Mark{{10, 20}}},
		{Mark{10, 20}, []Mark{{0, 10}, {20, 30}}, []Mark{{10, 20}}},
		{Mark{10, 20}, []Mark{{0, 11}}, []Mark{{11, 20}}},
		{Mark{10, 20}, []Mark{{19, 30}}, []Mark{{10, 19}}},
		{Mark{10, 20}, []Mark{{16, 17}}, []Mark{{10, 16}}},
		{Mark{10, 20}, []Mark{{13, 14}}, []Mark{{14, 20}}},
		{Mark{10, 20}, []Mark{{14, 16}}, []Mark{{16, 20}}},
		{Mark{10, 20}, []Mark{{12, 13}, {18, 19}}, []Mark{{13, 18}}},
		{Mark{10, 20}, []Mark{{10, 20}}, nil},
		{Mark{10, 20}, []Mark{{5, 30}}, nil},
	} {
		if got := without([]Mark{c.mark}, c.others); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%v without %v: %v, want %v", c.mark, c.others, got, c.want)
		}
	}
}

// TestJoined checks that marks of neighbouring words become one, and no others.
func TestJoined(t *testing.T) {
	const text = "red boat-house, old  red ship"
	at := func(words ...string) (out []Mark) {
		for _, w := range words {
			i := strings.Index(text, w)
			out = append(out, Mark{i, i + len(w)})
		}
		return out
	}
	for _, c := range []struct {
		marks []Mark
		want  string
	}{
		{at("red", "boat"), "red boat"}, {at("boat", "red"), "red boat"}, {at("boat", "house"), "boat-house"}, {at("house", "old"), "house|old"},
		{at("old", "red ship"), "old|red ship"}, {at("red boat", "boat"), "red boat"}, {at("red boat", "ed"), "red boat"}, {at("ship"), "ship"}, {nil, ""},
		{[]Mark{{0, 3}, {0, 8}}, "red boat"}, {[]Mark{{0, 3}, {3, 8}}, "red boat"},
	} {
		if got := marked(text, joined(text, c.marks)); got != c.want {
			t.Errorf("%v: %q, want %q", c.marks, got, c.want)
		}
	}
}

// TestNewNames checks which words of a sentence count as names that the question has not: with a capital, not the first, not of a
// sentence in capitals.
func TestNewNames(t *testing.T) {
	c := found("Who met Ann?", "Then Ann met Bob Lee in Rome. “Carl came.” BOB MET ANN IN ROME. Nobody met 3M or B52. On 9 June, Dan left")
	for n, want := range []string{"ann bob lee rome", "", "", "", "june dan"} {
		if got := strings.Join(c.articles[0].names(n), " "); got != want {
			t.Errorf("%s: %q, want %q", c.articles[0].article.Sentence(n), got, want)
		}
	}
}

// TestAmountsOfUnits checks which figures count what the question asks for: those near the unit, in words or digits, of the kind
// that it names.
func TestAmountsOfUnits(t *testing.T) {
	for _, c := range []struct {
		question string
		yes, no  string // texts, split at /
	}{
		{"How many ships sank?", "12 ships/twelve old ships/12 old big red ships/dozens of ships/ships, 12 ships", "ships/12 men/12 very old big red ships/12 men of the crews of ships/ships of 12"},
		{"How much did it cost?", "$12/12 dollars/€ 3.5/12 million dollars/USD 12/12元/12多块", "12/12 men/dollars"},
		{"What percentage sank?", "12%/12 per cent/12 percent/百分之三/三成", "12/percent/12 men"},
		{"How old is he?", "aged 12/He is 12./12 years old/a 12-year-old/Bob, 12, left/12岁", "12 ships/in 12 of them"},
		{"How far is it?", "12 km/12 miles/12-mile/12公里/三千米", "12 men/miles"},
		{"有多少艘船？", "12艘船/十二艘船/两艘船/三百多艘船", "船/十二个人/一般来说艘数不明"},
	} {
		q := must(query.Parse(c.question, asked))
		u := newUnit(q.Units)
		for _, text := range strings.Split(c.yes, "/") {
			if !u.isIn(text) {
				t.Errorf("%s: %q is no amount of %q", c.question, text, q.Units)
			}
		}
		for _, text := range strings.Split(c.no, "/") {
			if u.isIn(text) {
				t.Errorf("%s: %q is an amount of %q", c.question, text, q.Units)
			}
		}
	}
	if (unit{}).isIn("12 ships") {
		t.Error("the zero unit is in a text")
	}
}

// TestHasAmount checks which texts have a figure that is no date.
func TestHasAmount(t *testing.T) {
	for text, want := range map[string]bool{
		"12 ships": true, "twelve ships": true, "a dozen ships": true, "On 9 June 2025": false, "On 9 June 2025 12 ships": true, "June": false, "": false,
		"会谈于6月9日举行": false, "会谈于6月9日举行，12人参加": true, "十二个人": true, "Zürich": false, "Zürich, twelve": true, "one—all": true,
	} {
		if hasAmount(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
		if spans := outside(all(amount, analysis.Simplified(text)), dateMarks(text)); len(spans) > 0 != want {
			t.Errorf("%q: hasAmount differs from what is marked, %v", text, spans)
		}
	}
}

// TestClauses checks where a sentence may be cut: after commas and colons before a blank, not within figures, times and links.
func TestClauses(t *testing.T) {
	for text, want := range map[string]string{
		"at 12:30, 1,500 came; all (old) left": "at 12:30,| 1,500 came;| all (old)| left", "one—two": "one—|two", "a，b、c": "a，|b、|c", "no end,": "no end,", "": "",
	} {
		var parts []string
		bounds := boundaries(text, isClauseEnd)
		for i := range bounds[1:] {
			parts = append(parts, text[bounds[i]:bounds[i+1]])
		}
		if got := strings.Join(parts, "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		end := clauseEnd(text)
		if first := strings.Split(want, "|")[0]; text[:end] != first {
			t.Errorf("%q: the first clause is %q, want %q", text, text[:end], first)
		}
	}
	if got := fmt.Sprint(boundaries("ab c字d", isWordEnd)); got != "[0 3 4 8]" {
		t.Errorf("words end at %s", got)
	}
}
