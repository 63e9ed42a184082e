package query

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"lede/internal/analysis"
)

var now = time.Date(2025, 6, 20, 22, 0, 0, 0, time.UTC)

func TestParse(t *testing.T) {
	for _, c := range []struct{ text, words, phrases, excluded, filter string }{
		{"rare earths", "rare earths", "", "", ""},
		{`"rare earth" licences -Suzuki source:reuters.com`, "rare earth licences", "rare earth", "Suzuki", "source:reuters.com"},
		{`magnets source:"Terra Daily" tag:tariffs`, "magnets", "", "", `source:"Terra Daily" tag:tariffs`},
		{"magnets after:2025-06 before:June-39-2025", "", "", "", "bad date"},
		{"magnets after:2025-06 before:2025-06", "magnets", "", "", "after:2025-06-01 before:2025-06-30"},
		{"magnets last:7d", "magnets", "", "", "after:2025-06-13"},
		{"talks before:2025年6月9日", "talks", "", "", "before:2025-06-09"},
		{"磁体 来源：路透社", "磁体", "", "", "source:路透社"},
		{"“第一阶段”协议", "第一阶段 协议", "第一阶段", "", ""},
		{"10-11 May non-tariff - dash", "10-11 May non-tariff - dash", "", "", ""},
		{`-"export ban" rare`, "rare", "", "export ban", ""},
		{"see http://a.b/c and foo:bar", "see http://a.b/c and foo:bar", "", "", ""},
		{"tag:chips", "", "", "", "tag:chips"},
		{`an "open quote`, `an "open quote`, "", "", ""},
		{"   ", "", "", "", "empty"},
		{"?!", "", "", "", "empty"},
		{"a after:2025-06-02 before:2025-06-01", "", "", "", "bad range"},
		{strings.Repeat("长", 201), "", "", "", "too long"},
		{"a\u202eb\x00c\nd", "abc d", "", "", ""},
	} {
		q, err := Parse(c.text, now)
		var phrases []string
		for _, p := range q.Phrases {
			phrases = append(phrases, p.Text)
		}
		got := []string{q.Words, strings.Join(phrases, "|"), strings.Join(q.Excluded, "|"), q.Filter.String()}
		var bad *Error
		if errors.As(err, &bad) {
			got = []string{"", "", "", string(bad.Code)}
		}
		if want := []string{c.words, c.phrases, c.excluded, c.filter}; strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("Parse(%q)\n got %q\nwant %q", c.text, got, want)
		}
	}
}

func TestTypes(t *testing.T) {
	for text, want := range map[string]Type{
		"Who will travel to London for the talks?": Who, "When does the London meeting take place?": When,
		"How much of the capacity does China account for?": HowMany, "How long are the licences valid?": HowLong,
		"For how many months are they valid?": HowLong, "Which tariff on soybeans was agreed?": Which,
		"Suppliers of which car makers received permits?": Which, "What did Trump say?": What,
		"On what date will the talks be held?": When, "Did Trump call Xi?": YesNo, "rare earths": Other,
		"Why did Suzuki stop production?": Why, "Where were the talks held?": Where, "What share of magnets is Chinese?": HowMany,
		"谁去伦敦?": Who, "会议何时举行？": When, "中国占多少？": HowMany, "許可證有效期多久": HowLong, "为什么停产": Why, "在哪里举行": Where, "达成协议了吗": YesNo, "这几条规定什么时候生效？": When, "这几只股票为什么下跌？": Why,
	} {
		q, err := Parse(text, now)
		if err != nil || q.Type != want {
			t.Errorf("%q asks for %q (%v), want %q", text, q.Type, err, want)
		}
	}
}

func TestUnits(t *testing.T) {
	for text, want := range map[string]string{
		"How many people died?": "peopl die", "How many more seats did they win?": "seat", "What number of cars was sold?": "car",
		"How many of the 12 ships sank?": "ship sank", "How many did he sell?": "sell", "许多大公司雇用了多少名工人？": "名",
		"What percentage of adults agree?": Percent, "百分之几的人同意？": Percent, "How much did it cost?": Money, "这要多少钱？": Money,
		"How old is he?": Age, "他几岁？": Age, "How tall is the tower?": Extent, "How high are the tariffs?": "", "塔有多远？": Extent, "塔有多高？": "", "How much?": "",
		"How many brave young old sailors died?": "brave young old", "How many of all": "",
		"有多少名工人？": "名", "Who died?": "", "旧桥有多长？": Extent,
	} {
		if q, err := Parse(text, now); err != nil || strings.Join(q.Units, " ") != want {
			t.Errorf("%q wants %q counted (%v), want %q", text, q.Units, err, want)
		}
	}
}

func TestPresent(t *testing.T) {
	for text, want := range map[string]bool{
		"Who resigned this week?": true, "What is the latest on the talks?": true, "最近谁辞职了？": true, "上週誰辭職了？": true,
		"Who resigned in 2019?": false, "日本周边有哪些国家？": false, "离伦敦最近的城市是哪个？": false, "How does an electric current flow?": false, "Who is the president?": false, "谁辞职了？": false,
	} {
		if q, err := Parse(text, now); err != nil || q.Present != want {
			t.Errorf("%q speaks of what is new: %v (%v)", text, q.Present, err)
		}
	}
}

func TestTerms(t *testing.T) {
	for _, c := range []struct {
		text string
		lang analysis.Lang
		want string
	}{
		{"Who will travel to London for the talks?", analysis.English, "travel london talk"},
		{"When does the London meeting take place?", analysis.English, "london meet"},
		{"When does the London meeting take place?", analysis.Standard, "london meeting"},
		{"谁将前往伦敦？", analysis.Chinese, "将前 前往 往伦 伦敦"},
		{"GDP增长多少？", analysis.Chinese, "gdp 增长"},
		{"贝森特 Bessent 6月9日", analysis.English, "贝森 森特 bessent 6 月 9 日"},
		{"Who is who?", analysis.English, ""},
	} {
		q, err := Parse(c.text, now)
		var got []string
		for _, token := range q.Terms[c.lang] {
			got = append(got, token.Term)
		}
		if s := strings.Join(got, " "); err != nil || s != c.want {
			t.Errorf("terms of %q in %s: %q (%v), want %q", c.text, c.lang, s, err, c.want)
		}
	}
}

func TestFilterMatch(t *testing.T) {
	day := func(s string) time.Time { d, _ := time.Parse(time.DateOnly, s); return d }
	for _, c := range []struct {
		filter string
		want   bool
	}{
		{"source:reuters", true}, {"source:REUTERS.com", true}, {"source:www.reuters.com", true}, {"source:ters.com", false},
		{"article:id", true}, {"article:ID", false}, {"article:other", false}, {"tag:Chips", true}, {"tag:chip", false}, {"after:2025-06-09", true}, {"after:2025-06-10", false},
		{"before:2025-06-09", true}, {"before:2025-06-08", false}, {"source:reuters tag:none", false},
	} {
		q, err := Parse(c.filter, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Filter.Match("id", "Reuters", "uk.reuters.com", []string{"chips"}, day("2025-06-09")); got != c.want {
			t.Errorf("%s matches: %v, want %v", c.filter, got, c.want)
		}
	}
	if (Filter{Since: day("2025-01-01")}).Match("", "", "", nil, time.Time{}) {
		t.Error("an article without a date passes a dated filter")
	}
}

func TestNarrow(t *testing.T) {
	q, _ := Parse("talks source:a after:2025-06-01", now)
	f, err := ParseFilter("b", "", "", "2025-06-09", now)
	if err != nil {
		t.Fatal(err)
	}
	q, err = q.Narrow(f)
	if got := q.String(); err != nil || got != "source:b after:2025-06-01 before:2025-06-09 talks" {
		t.Errorf("narrowed to %q, %v", got, err)
	}
	if _, err := q.Narrow(Filter{Since: now}); err == nil {
		t.Error("a range that ends before it begins passes")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`"a b" -c source:"x y" after:2025-01-01`, "谁去“伦敦”？", `source:“a”b`, "-\"", "来源：路透社", `tag:"a`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text, now)
		if err != nil {
			return
		}
		if !utf8.ValidString(q.Text) || !utf8.ValidString(q.Words) {
			t.Fatalf("%q: not valid UTF-8", text)
		}
		for _, tokens := range q.Terms {
			for _, token := range tokens {
				if token.Start < 0 || token.End > len(q.Words) || token.Start >= token.End {
					t.Fatalf("%q: term %+v outside of %q", text, token, q.Words)
				}
			}
		}
		again, err := Parse(q.String(), now)
		var bad *Error
		if errors.As(err, &bad) && bad.Code == TooLong {
			return
		}
		if err != nil || again.String() != q.String() || again.Words != q.Words || again.Filter != q.Filter {
			t.Fatalf("%q: %q reads back as %q: %v", text, q.String(), again.String(), err)
		}
	})
}

// TestParseText checks that a longer text is parsed than a question, up to a limit of its own.
func TestParseText(t *testing.T) {
	long := strings.Repeat("boats and storms ", 20)
	var refused *Error
	if _, err := Parse(long, time.Time{}); !errors.As(err, &refused) || refused.Code != TooLong {
		t.Errorf("a question of %d characters: %v", len(long), err)
	}
	if q, err := ParseText(long, time.Time{}); err != nil || len(q.Terms[analysis.English]) != 2 {
		t.Errorf("%v %v", q.Terms, err)
	}
	if _, err := ParseText(strings.Repeat("x", MaxText+1), time.Time{}); !errors.As(err, &refused) || refused.Code != TooLong {
		t.Errorf("over the limit: %v", err)
	}
}
