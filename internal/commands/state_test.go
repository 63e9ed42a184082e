package commands

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestStateWire pins the custom ids: messages that are there already carry them.
func TestStateWire(t *testing.T) {
	for text, want := range map[string]State{
		"page:0":                         {Kind: TurnPage},
		"page:12":                        {Kind: TurnPage, Page: 12},
		"page:3:back":                    {Kind: TurnPage, Page: 3, Back: true},
		"page:1000000":                   {Kind: TurnPage, Page: maxPage},
		"more:0":                         {Kind: MorePassages},
		"context:abc.1.def":              {Kind: ShowContext, ID: "abc.1.def"},
		"open":                           {Kind: OpenPassage},
		"summary:a:b":                    {Kind: ShowSummary, ID: "a:b"},
		"why:abc":                        {Kind: ExplainRanking, ID: "abc"},
		"why:" + strings.Repeat("x", 96): {Kind: ExplainRanking, ID: strings.Repeat("x", 96)},
		"why:" + strings.Repeat("x", 97): {},
		"":                               {},
		"page":                           {},
		"page:":                          {},
		"page:-1":                        {},
		"page:+1":                        {},
		"page:01":                        {},
		"page:1000001":                   {},
		"page:99999999999999999999":      {},
		"page:1:forth":                   {},
		"page:1:back:back":               {},
		"more:0:back":                    {},
		"open:x":                         {},
		"context:":                       {},
		"summary":                        {},
		"summary:\xff":                   {},
		"delete:x":                       {},
		strings.Repeat("page:1", 1000):   {},
	} {
		if got := ParseState(text); got != want {
			t.Errorf("ParseState(%q) = %+v, want %+v", text, got, want)
		}
		if want != (State{}) && want.Encode() != text {
			t.Errorf("%+v is encoded as %q, want %q", want, want.Encode(), text)
		}
	}
}

// FuzzState parses any text: what is read is written as the same text, and fits a custom id.
func FuzzState(f *testing.F) {
	for _, text := range []string{"page:3:back", "more:0", "context:a.1.b", "open", "summary:a", "why:", "page:-0", "x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := ParseState(text)
		if s == (State{}) {
			return
		}
		if got := s.Encode(); got != text || utf8.RuneCountInString(got) > maxState {
			t.Errorf("%q is read as %+v and written as %q", text, s, got)
		}
	})
}

// FuzzReplyState checks that question and filters come back from the texts that show them, whatever the small print.
func FuzzReplyState(f *testing.F) {
	f.Add("Who is *going* to `London`?", `source:"Terra Daily" after:2025-06-01`, "Page 1")
	f.Add(strings.Repeat("长", 200), "", "two\nlines")
	f.Add("", "tag:x", "")
	f.Fuzz(func(t *testing.T, question, filters, smallPrint string) {
		want := ReplyState{Question: oneLine(question), Filters: oneLine(filters)}
		if got := ParseReplyState(want.Encode(smallPrint)); got != want {
			t.Errorf("%+v comes back as %+v", want, got)
		}
		ParseReplyState(question, smallPrint) // any text is read
	})
}
