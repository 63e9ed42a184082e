package query

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/internal/analysis"
)

// TestClean checks what a typed text becomes on one line.
func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"  a\t\tb \r\n c ": "a b c", "\u200bx\u202e\ue000y\x07": "xy", "e\u200b\u0301t\xffé": "\u00e9t\u00e9", "　全　角　": "全 角",
	} {
		if got := Clean(text); got != want {
			t.Errorf("Clean(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestLex checks the borders between words, phrases, filters and exclusions.
func TestLex(t *testing.T) {
	for text, want := range map[string]string{
		`go"rare earth"now`: `go|"rare earth"|now`, `a -b`: `a|-b`, `-"a b" c`: `-"a b"|c`, `a - b`: `a|-|b`, `-`: `-`, `--a`: `--a`, `-1`: `-1`,
		`tag:a,b c`: `tag=a,b|c`, `TAG：“a b”c`: `tag="a b"|c`, `tag: a`: `tag:|a`, `-tag:a`: `-tag:a`, `http://a`: `http://a`, `“a” “b`: `"a"|“b`,
		`„a“ «b» 「c」 『d』`: `"a"|"b"|"c"|"d"`, `"" a`: `a`, `-"a`: `-"a`, `source:a"b`: `source=a"b`, `-a"b c"`: `-a"b|c|"`, `since:2025 until:2026`: `after=2025|before=2026`,
		`來源:x 標籤:y`: `source=x|tag=y`, `last:7d`: `last=7d`, `“a ”b`: `"a"|b`, `:a`: `:a`, `tag:`: `tag:`,
	} {
		var got []string
		for _, l := range lex(text) {
			raw := l.raw([2]string{`"`, `"`})
			if l.key != "" {
				raw = l.key + "=" + raw
			}
			got = append(got, raw)
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: %s, want %s", text, s, want)
		}
	}
}

// TestLimits checks the length of a query and the code of each error.
func TestLimits(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("长", MaxLength): "", strings.Repeat("长", MaxLength+1): `query: too long: "201"`,
		" ?! ": `query: empty: "?!"`, "before:x a": `query: bad date: "x"`, "last:x a": `query: bad date: "x"`,
		"a after:2025-06-02 before:2025-06-01": `query: bad range: "2025-06-02 > 2025-06-01"`, "a after:2025-06-02 before:2025-06-02": "",
	} {
		_, err := Parse(text, now)
		if got := fmt.Sprint(err); got != want && !(err == nil && want == "") {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		var bad *Error
		if err != nil && !errors.As(err, &bad) {
			t.Errorf("%q: %T", text, err)
		}
	}
}

// TestKind checks which words name the kind of thing asked for.
func TestKind(t *testing.T) {
	for text, want := range map[string]string{
		"Suppliers of which car makers received permits?": "car makers", "Which companies got permits?": "companies", "Which seven elements need it?": "elements",
		"What big rivers are there?": "big rivers", "Which river is long?": "river", "Which Huawei chips?": "", "Which is it?": "", "Which 9 men?": "", "Who are the companies?": "", "Which?": "",
		"Which rivers lakes have fish?": "rivers", "Which tall fast ship?": "tall",
	} {
		q, err := Parse(text, now)
		if got := q.Words[q.Kind[0]:q.Kind[1]]; err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", text, got, err, want)
		}
	}
}

// TestTypeStart checks where the words begin that say what a question asks for.
func TestTypeStart(t *testing.T) {
	for text, want := range map[string]string{
		"Who won?": "Who won?", "The cup was won by which team?": "which team?", "When it ended, who won?": "When it ended, who won?",
		"What is new? It ended. Where was it?": "Where was it?", "Where was it? Tell me.": "Where was it? Tell me.",
		"大会在哪里举行？": "哪里举行？", "Did it end?": "Did it end?", "talks in London": "talks in London",
	} {
		q, err := Parse(text, now)
		if got := q.Words[q.TypeStart:]; err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", text, got, err, want)
		}
	}
}

// TestYears checks which dates of a question name a year.
func TestYears(t *testing.T) {
	for text, want := range map[string]string{
		"Who won in 2019?": "2019-01-01 2019-12-31", "Who won on 9 June 2019 and in 2021?": "2019-06-09 2019-06-09 2021-01-01 2021-12-31",
		"Who won in June?": "", "Did 2000 workers strike?": "", "Who hired 2000 of them in 1999?": "2000-01-01 2000-12-31 1999-01-01 1999-12-31",
		"2019年谁赢了？": "2019-01-01 2019-12-31", "In 2000 workers": "", "2019 Workers won": "2019-01-01 2019-12-31",
	} {
		q, err := Parse(text, now)
		var got []string
		for _, m := range q.Years {
			got = append(got, m.First.Format(time.DateOnly), m.Last.Format(time.DateOnly))
		}
		if s := strings.Join(got, " "); err != nil || s != want {
			t.Errorf("%s: %s (%v), want %s", text, s, err, want)
		}
	}
}

// TestParsed checks what else a query carries: its language, phrases with their terms, words, and when it was asked.
func TestParsed(t *testing.T) {
	for text, want := range map[string]string{"GDP增长": "en", "GDP 经济增长": "zh", "谁去伦敦": "zh", "Who?": "en", "一天 a": "en", "经济 a": "en"} {
		if q, err := Parse(text, now); err != nil || q.Lang != want {
			t.Errorf("%s: %s (%v), want %s", text, q.Lang, err, want)
		}
	}
	q, err := Parse(`Who said “The Rare earths” -"not that" in London tag:x`, now)
	if err != nil || len(q.Phrases) != 1 || !q.Asked.Equal(now) {
		t.Fatal(q, err)
	}
	for lang, want := range map[analysis.Lang]string{analysis.Standard: "the rare earths", analysis.English: "the rare earth", analysis.Chinese: "the rare earth"} {
		if got := joined(q.Phrases[0].Terms[lang]); got != want {
			t.Errorf("the phrase in %s: %s, want %s", lang, got, want)
		}
	}
	if got := joined(q.Tokens); got != "who said the rare earths in london" {
		t.Errorf("tokens: %s", got)
	}
	if got := q.Excluded; len(got) != 1 || got[0] != "not that" {
		t.Errorf("excluded: %q", got)
	}
	if got := q.Question(); got != `Who said "The Rare earths" -"not that" in London` {
		t.Errorf("the question: %s", got)
	}
}

func joined(tokens []analysis.Token) string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.Term)
	}
	return strings.Join(out, " ")
}

// TestFrames checks which words are no content for which type of question.
func TestFrames(t *testing.T) {
	for text, want := range map[string]string{
		"When did the talks take place?": "talk", "When was the summit held?": "summit", "Where is Paris located?": "pari", "What was held?": "held", "How long did the strike last?": "strike",
		"Who are the people of Paris?": "pari", "How much sugar?": "sugar", "What is the name of the ship?": "name ship", "Please tell me: ships": "ship",
		"It happened, it happened": "happen", "Which US ships help us?": "us ship help", "Did Trump call?": "trump call", "How come ships sank?": "ship sank",
		"请问谁参加会议": "参加 加会 会议", "何时举行会议": "会议", "甚么会议": "会议", "怎么参加": "参加", "什么？": "什么", "Who is who?": "",
	} {
		q, err := Parse(text, now)
		if got := joined(q.Terms[analysis.English]); err != nil || got != want {
			t.Errorf("%s: %s (%v), want %s", text, got, err, want)
		}
	}
}

// TestParseFilter checks each option of a filter, and that a filter reads back from its text.
func TestParseFilter(t *testing.T) {
	f, err := ParseFilter(`"Terra  Daily"`, "a b", "2025-06", "2025-06", now)
	if want := `source:"Terra Daily" tag:"a b" after:2025-06-01 before:2025-06-30`; err != nil || f.String() != want {
		t.Errorf("%s, %v, want %s", f, err, want)
	}
	if q, err := Parse(f.String(), now); err != nil || q.Filter != f || q.Words != "" {
		t.Errorf("%s reads back as %s, %v", f, q.Filter, err)
	}
	if f, err := ParseFilter("", "", "", "", now); err != nil || !f.IsZero() || f.Dated() || f.String() != "" {
		t.Errorf("nothing: %s, %v", f, err)
	}
	for _, bad := range [][2]string{{"x", ""}, {"", "x"}, {"2025-06-02", "2025-06-01"}} {
		if f, err := ParseFilter("a", "b", bad[0], bad[1], now); err == nil {
			t.Errorf("%q: %s", bad, f)
		}
	}
	a := must(ParseFilter("a", "x", "2025-01-01", "2025-02-01", now))
	b := must(ParseFilter("b", "y", "2025-01-02", "2025-02-02", now))
	if a.merge(b) != b || a.merge(Filter{}) != a || (Filter{}).merge(a) != a {
		t.Error("merged filters")
	}
	for _, f := range []Filter{{Since: now}, {Until: now}} {
		if !f.Dated() || f.IsZero() {
			t.Errorf("%v is not dated", f)
		}
	}
}

// TestFilterBorders checks the first and the last day, open ends, and domains above a host.
func TestFilterBorders(t *testing.T) {
	day := func(s string) time.Time { return must(time.Parse(time.DateOnly, s)) }
	f := Filter{Since: day("2025-06-02"), Until: day("2025-06-04")}
	for date, want := range map[string]bool{"2025-06-01": false, "2025-06-02": true, "2025-06-04": true, "2025-06-05": false} {
		if f.Match("", "", "", nil, day(date)) != want {
			t.Errorf("%s: %v", date, !want)
		}
	}
	if !(Filter{Since: day("2025-06-02")}).Match("", "", "", nil, day("2099-01-01")) || !(Filter{Until: day("2025-06-02")}).Match("", "", "", nil, day("1999-01-01")) {
		t.Error("an open end is closed")
	}
	for source, want := range map[string]bool{"reuters.com": true, "www.Reuters.com": true, "uk.reuters.com": true, "k.reuters.com": false, "com": true, "www.": false, "REUTERS": true, ".com": false} {
		if got := (Filter{Source: source}).Match("id", "Reuters", "uk.reuters.com", nil, time.Time{}); got != want {
			t.Errorf("%s: %v", source, got)
		}
	}
	if (Filter{Tag: "x"}).Match("", "", "", []string{"y"}, time.Time{}) || !(Filter{Tag: "x"}).Match("", "", "", []string{"y", "X"}, time.Time{}) {
		t.Error("tags")
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// TestDays checks which days a word names, at both ends of a week.
func TestDays(t *testing.T) {
	for word, want := range map[string]string{
		"today": "2025-06-20 2025-06-20", "Yesterday": "2025-06-19 2025-06-19", "昨天": "2025-06-19 2025-06-19", "this week": "2025-06-16 2025-06-20",
		"本週": "2025-06-16 2025-06-20", "last week": "2025-06-09 2025-06-15", "上周": "2025-06-09 2025-06-15", "soon": "",
	} {
		since, until, ok := Days(word, time.Date(2025, 6, 20, 23, 0, 0, 0, time.UTC)) // a Friday
		if got := strings.TrimSpace(date(since) + " " + date(until)); got != want || ok != (want != "") {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	for day, monday := range map[int]string{15: "2025-06-09", 16: "2025-06-16"} {
		if since, _, _ := Days("this week", time.Date(2025, 6, day, 1, 0, 0, 0, time.UTC)); date(since) != monday {
			t.Errorf("the week of June %d begins on %s", day, date(since))
		}
	}
}
