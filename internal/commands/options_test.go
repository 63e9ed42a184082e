package commands_test

import (
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/query"
	"lede/internal/testkit"
)

// refused returns the sentence with which an input is refused, "" if it is not.
func refused(t *testing.T, s *commands.Service, l commands.Locale, action commands.Action) string {
	t.Helper()
	task := testkit.Accept(s, l, action)
	r := task.Run(t.Context())
	if r.Err == nil {
		return ""
	}
	if !task.Ephemeral && task.Replaces {
		t.Errorf("%+v: the refusal replaces a public message", action)
	}
	return said(r)
}

// TestRefusals checks that what does not fit is refused with a sentence that says what to do, in the user's language.
func TestRefusals(t *testing.T) {
	s := stories(t)
	long := strings.Repeat("长", query.MaxLength)
	for _, c := range []struct {
		command string
		options commands.Options
		english string // how the sentence begins; "" if it is not refused
		chinese string
	}{
		{"nothing", nil, "There is no such command. /help", "没有这个命令"},
		{"", nil, "There is no such command. /help", "没有这个命令"},
		{"ask", nil, "Please fill in question.", "请填写 question。"},
		{"ask", commands.Options{"question": "  "}, "Please fill in question.", "请填写 question。"},
		{"ask", commands.Options{"question": 7}, "Please fill in question.", "请填写 question。"},
		{"ask", commands.Options{"question": "?!"}, "There is nothing to look for in that", "没有可以查找的内容"},
		{"ask", commands.Options{"question": "-rain tag:harvest"}, "There is nothing to look for in that", "没有可以查找的内容"},
		{"ask", commands.Options{"question": long}, "", ""},
		{"ask", commands.Options{"question": long + "长"}, "question may have 200 characters at most", "question 最多 200 个字符"},
		{"search", commands.Options{"query": "rain", "since": "soon"}, "“soon” is not a date", "看不懂日期“soon”"},
		{"search", commands.Options{"query": "rain after:soon"}, "“soon” is not a date", "看不懂日期“soon”"},
		{"search", commands.Options{"query": "rain", "since": "2025-06-02", "until": "2025-06-01"}, "The first day is after the last one", "起始日期晚于截止日期"},
		{"search", commands.Options{"query": "rain", "since": "2025-06-01", "until": "2025-06-01"}, "", ""},
		{"search", commands.Options{"query": "rain", "source": strings.Repeat("s", 80)}, "No outlet is called “ssss", "没有名为“ssss"},
		{"search", commands.Options{"query": "rain", "source": strings.Repeat("s", 81)}, "source may have 80 characters at most", "source 最多 80 个字符"},
		{"search", commands.Options{"query": "rain", "tag": strings.Repeat("s", 81)}, "tag may have 80 characters at most", "tag 最多 80 个字符"},
		{"search", commands.Options{"query": "rain", "since": strings.Repeat("1", 41)}, "since may have 40 characters at most", "since 最多 40 个字符"},
		{"search", commands.Options{"query": "rain", "since": strings.Repeat("1", 40)}, "“1111", "看不懂日期“1111"},
		{"search", commands.Options{"query": "rain", "until": strings.Repeat("1", 41)}, "until may have 40 characters at most", "until 最多 40 个字符"},
		{"search", commands.Options{"query": "tag:harvest"}, "", ""},
		{"summary", commands.Options{"article": "report.md", "length": "huge"}, "length takes one of the listed values.", "length 只能从列出的值里选"},
		{"summary", commands.Options{"article": "report.md", "length": "long"}, "", ""},
		{"summary", commands.Options{"article": "report.md", "length": ""}, "", ""},
		{"summary", nil, "Please fill in article.", "请填写 article。"},
		{"article", commands.Options{"article": "no such thing"}, "No article is called “no such thing”.", "没有名为“no such thing”的文章"},
		{"article", commands.Options{"article": strings.Repeat("x", 81)}, "No article is called “" + strings.Repeat("x", 79) + "…”.", "没有名为"},
		{"latest", commands.Options{"source": "nobody"}, "No outlet is called “nobody”. /sources lists", "没有名为“nobody”的媒体"},
	} {
		for l, want := range map[commands.Locale]string{commands.English: c.english, commands.Chinese: c.chinese} {
			got := refused(t, s, l, commands.Use{Command: c.command, Options: c.options})
			if !strings.HasPrefix(got, want) || want == "" && got != "" {
				t.Errorf("/%s %v: %q, want %q", c.command, c.options, got, want)
			}
		}
	}
	if got := refused(t, s, commands.English, nil); !strings.HasPrefix(got, "There is no such command") {
		t.Errorf("no action: %q", got)
	}
}

func TestOptions(t *testing.T) {
	o := commands.Options{"text": "  two words ", "empty": " ", "yes": true, "no": false, "number": 7.0}
	if o.Text("text") != "two words" || o.Text("empty") != "" || o.Text("yes") != "" || o.Text("none") != "" {
		t.Errorf("texts %q %q", o.Text("text"), o.Text("empty"))
	}
	if !o.Flag("yes") || o.Flag("no") || o.Flag("text") || o.Flag("none") {
		t.Error("flags")
	}
	for name, want := range map[string]bool{"text": true, "empty": false, "yes": true, "no": true, "number": false, "none": false} {
		if o.Has(name) != want {
			t.Errorf("Has(%s) = %v", name, !want)
		}
	}
	if commands.Options(nil).Has("text") {
		t.Error("nil has a text")
	}
}

// TestFilters checks that each filter option narrows what is found.
func TestFilters(t *testing.T) {
	s := stories(t)
	for _, c := range []struct {
		options commands.Options
		want    string // paths of the passages found
		filters string
	}{
		{commands.Options{"query": "rain"}, "plain.txt report.md", ""},
		{commands.Options{"query": "rain", "source": "Example Post"}, "report.md", `source:"Example Post"`},
		{commands.Options{"query": "rain", "source": "example.org"}, "report.md", "source:example.org"},
		{commands.Options{"query": "rain", "tag": "Harvest"}, "report.md", "tag:Harvest"},
		{commands.Options{"query": "rain", "since": "2024-03-05"}, "copy.md", "after:2024-03-05"},
		{commands.Options{"query": "rain", "until": "2024-03-04"}, "report.md", "before:2024-03-04"},
		{commands.Options{"query": "rain tag:bread", "tag": "harvest"}, "report.md", "tag:harvest"},
	} {
		r := use(t, s, commands.English, "search", c.options)
		var paths []string
		for _, p := range r.Result.(commands.SearchResult).Found.Passages {
			paths = append(paths, p.Article.Path)
		}
		if c.want == "plain.txt report.md" && len(paths) == 2 {
			continue // in any order
		}
		if got := strings.Join(paths, " "); got != c.want || r.State.Filters != c.filters {
			t.Errorf("%v: found %q under %q, want %q under %q", c.options, got, r.State.Filters, c.want, c.filters)
		}
	}
}
