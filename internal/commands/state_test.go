package commands

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestStateWire pins the custom ids: messages that are there already carry them.
func TestStateWire(t *testing.T) {
	for text, want := range map[string]State{
		"page:0:":                          {Kind: TurnPage},
		"page:12:":                         {Kind: TurnPage, Page: 12},
		"back:3:":                          {Kind: TurnBack, Page: 3},
		"page:1000000:":                    {Kind: TurnPage, Page: maxPage},
		"more:0:":                          {Kind: MorePassages},
		"context:0:abc.1.def":              {Kind: ShowContext, ID: "abc.1.def"},
		"leaf:2:abc.1.def":                 {Kind: TurnContext, Page: 2, ID: "abc.1.def"},
		"leafback:-2:abc.1.def":            {Kind: TurnContextBack, Page: -2, ID: "abc.1.def"},
		"go:0:":                            {Kind: Follow},
		"summary:1:a:b":                    {Kind: ShowSummary, Page: 1, ID: "a:b"},
		"why:0:abc":                        {Kind: ExplainRanking, ID: "abc"},
		"sources:0:":                       {Kind: ShowSources},
		"copies:0:abc":                     {Kind: ShowCopies, ID: "abc"},
		"within:0:abc":                     {Kind: AskWithin, ID: "abc"},
		"instead:0:lundon>london":          {Kind: AskInstead, ID: "lundon>london"},
		"instead:0:谁>谁去":                   {Kind: AskInstead, ID: "谁>谁去"},
		"latest:0:":                        {Kind: ShowLatest},
		"why:0:" + strings.Repeat("x", 94): {Kind: ExplainRanking, ID: strings.Repeat("x", 94)},
		"why:0:" + strings.Repeat("x", 95): {},
		"":                                 {},
		"page":                             {},
		"page:":                            {},
		"page:0":                           {}, // of an earlier version, as are the next three
		"page:3:back":                      {},
		"why:abc":                          {},
		"open":                             {},
		"page::":                           {},
		"page:-1:":                         {},
		"page:+1:":                         {},
		"page:01:":                         {},
		"page:1000001:":                    {},
		"leaf:-1000001:a":                  {},
		"page:99999999999999999999:":       {},
		"page:1:x":                         {},
		"more:0:back":                      {},
		"go:0:x":                           {},
		"context:0:":                       {},
		"summary:0:\xff":                   {},
		"keep:1:abc":                       {Kind: KeepDraft, Page: 1, ID: "abc"},
		"correct:0:abc":                    {Kind: CorrectDraft, ID: "abc"},
		"draft:0:abc.def":                  {Kind: ShowDraft, ID: "abc.def"},
		"keepall:0:def":                    {Kind: KeepGroup, ID: "def"},
		"paste:0:":                         {Kind: PasteArticle},
		"paste:0:x":                        {},
		"correct:0:":                       {},
		"delete:0:x":                       {},
		strings.Repeat("page:1:", 1000):    {},
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
	for _, text := range []string{"back:3:", "more:0:", "context:0:a.1.b", "go:0:", "summary:1:a", "why:0:", "page:-0:", "leaf:-1:a", "x"} {
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
