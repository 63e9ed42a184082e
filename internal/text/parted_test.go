package text

import "testing"

func TestJoinParted(t *testing.T) {
	for _, c := range []struct{ line, next, want string }{
		{"has voted to re-", "build the station", "has voted to rebuild the station"},
		{"the gov\u00ad", "ernment", "the government"},
		{"the gov‐  ", "  ernment", "the government"},
		{"by Jean-", "Luc and", "by Jean-Luc and"},
		{"of COVID-", "19 cases", "of COVID-19 cases"},
		{"a self-", "made man", "a self-made man"},
		{"Twenty-", "five ships", "Twenty-five ships"},
		{"state-of-the-", "art ships", "state-of-the-art ships"},
		{"for two-", "and three-year terms", ""},
		{"the end -", "and then", ""},
		{"the end", "and then", ""},
		{"from 1990-", "present", "from 1990-present"},
		{"中文-", "abc", ""},
		{"-", "abc", ""},
		{"well-", "", ""},
		{"", "", ""},
	} {
		got, ok := JoinParted(c.line, c.next)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q, %q: %q, %v", c.line, c.next, got, ok)
		}
	}
}
