package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

// titled returns a Markdown file with a title, a link and a day.
func titled(title, link, day string) string {
	return fmt.Sprintf("---\ntitle: %q\nsource: %q\npublished: %s\n---\n\n%s. It is told here in one sentence more.", title, link, day, title)
}

// TestResolve checks what names an article: id, link, path, title, words of a title.
func TestResolve(t *testing.T) {
	long := "The " + strings.Repeat("very ", 30) + "long title"
	s := testkit.Service(t, testkit.Folder(t, map[string]string{
		"sub/old.md": titled("Rain over Ruritania", "https://www.example.org/rain/", "2024-01-01"),
		"new.md":     titled("More rain over Ruritania", "https://example.org/rain?page=2", "2024-02-01"),
		"snow.md":    titled("Snow, Ice and Fog", "", "2024-03-01"),
		"long.md":    titled(long, "", "2023-01-01"),
	}), nil)
	id := use(t, s, commands.English, "article", commands.Options{"article": "new.md"}).Result.(commands.ArticleResult).Article.ID
	for name, want := range map[string]string{
		id:                                "new.md",
		" " + id + " ":                    "new.md",
		"sub/old.md":                      "sub/old.md",
		"old.md":                          "",
		"rain over ruritania":             "sub/old.md",
		"ruritania":                       "new.md", // the newest of those that have the word
		"ruritania over rain":             "new.md",
		"fog ice":                         "snow.md",
		"snow, fog.":                      "snow.md",
		"snow rain":                       "",
		"https://www.example.org/rain/":   "sub/old.md",
		"http://example.org/rain":         "sub/old.md",
		"https://EXAMPLE.org/rain/":       "sub/old.md",
		"https://example.org/rain?page=2": "new.md",
		"https://example.org/rain?page=3": "",
		"https://example.org/":            "",
		"https://example.com/rain":        "",
		long:                              "long.md",
		long[:94] + "…":                   "long.md", // as a suggestion shows it
		"%zz":                             "",
	} {
		r := testkit.Use(t, s, commands.English, "article", commands.Options{"article": name})
		got := ""
		if r.Err == nil {
			got = r.Result.(commands.ArticleResult).Article.Path
		}
		if got != want {
			t.Errorf("%q names %q, want %q (%v)", name, got, want, r.Err)
		}
	}
}

// complete returns the names of the suggestions for an option.
func complete(s *commands.Service, actor commands.Actor, command, option, typed string) []string {
	choices := s.Complete(context.Background(), commands.Input{Actor: actor, Action: commands.Use{Command: command, Options: commands.Options{option: typed}, Focused: option}})
	var out []string
	for _, c := range choices {
		out = append(out, c.Name)
	}
	return out
}

var operator = commands.Actor{Operator: true}

func TestComplete(t *testing.T) {
	files := map[string]string{
		"a.md": "---\ntitle: Alpha beta\noutlet: Zeta Post\ntags: [Rain, snow]\npublished: 2024-01-01\n---\n\nAlpha. Beta.",
		"b.md": "---\ntitle: Beta gamma\noutlet: zeta post\ntags: [rain, fog]\npublished: 2024-01-02\n---\n\nBeta. Gamma.",
		"c.md": "---\ntitle: Gamma\noutlet: Alpha Post\ntags: [" + strings.Repeat("x", 81) + "]\npublished: 2024-01-03\n---\n\nGamma. Delta.",
		"e.md": "---\ntitle: " + strings.Repeat("长", 101) + "\npublished: 2024-01-05\n---\n\nOmega. Omega.",
		"d.md": "---\ntitle: " + strings.Repeat("Delta ", 30) + "\npublished: 2024-01-04\n---\n\nDelta. Epsilon.",
	}
	s := testkit.Service(t, testkit.Folder(t, files), nil)
	for _, c := range []struct{ command, option, typed, want string }{
		{"ask", "source", "", "zeta post|Alpha Post"}, // the most frequent first, as the newest article writes it
		{"ask", "source", "ALPHA", "Alpha Post"},
		{"ask", "source", "zzz", ""},
		{"latest", "tag", "", "rain|fog|snow"}, // none that is too long for the option
		{"latest", "tag", "OW", "snow"},
		{"summary", "article", "gamma", "Gamma · 2024-01-03|Beta gamma · 2024-01-02"}, // the newest first
		{"summary", "article", "GAMMA beta", "Beta gamma · 2024-01-02"},
		{"article", "article", "delta", strings.Repeat("Delta ", 14) + "De… · 2024-01-04"},
		{"article", "article", "长", strings.Repeat("长", 86) + "… · 2024-01-05"},
		{"ask", "question", "Alpha", ""},
		{"ask", "nothing", "Alpha", ""},
		{"nothing", "article", "Alpha", ""},
	} {
		if got := strings.Join(complete(s, operator, c.command, c.option, c.typed), "|"); got != c.want {
			t.Errorf("/%s %s:%q suggests %q, want %q", c.command, c.option, c.typed, got, c.want)
		}
	}
	if got := s.Complete(t.Context(), commands.Input{Actor: operator, Action: commands.Press{}}); got != nil {
		t.Errorf("a press has suggestions: %v", got)
	}
	choices := s.Complete(t.Context(), commands.Input{Actor: operator, Action: commands.Use{Command: "article", Focused: "article"}})
	for _, c := range choices {
		if use(t, s, commands.English, "article", commands.Options{"article": c.Value}).Result.(commands.ArticleResult).Article.ID != c.Value {
			t.Errorf("%+v names no article", c)
		}
	}
	if len(choices) != 5 {
		t.Errorf("%d suggestions for nothing typed, want all", len(choices))
	}
}

// TestCompleteLimits checks that there are never more suggestions than Discord takes, and that they are limited like
// everything else.
func TestCompleteLimits(t *testing.T) {
	files := map[string]string{}
	for i := range 30 {
		files[fmt.Sprintf("%d.md", i)] = fmt.Sprintf("---\ntitle: Title %d\noutlet: Outlet %d\n---\n\nText %d. More.", i, i, i)
	}
	s := testkit.Service(t, testkit.Folder(t, files), func(c *commands.Config) { c.PerUser = 2 })
	for _, option := range []string{"article", "source"} {
		command := map[string]string{"article": "article", "source": "latest"}[option]
		if got := complete(s, operator, command, option, ""); len(got) != 25 {
			t.Errorf("%s: %d suggestions", option, len(got))
		}
	}
	ann, bo := commands.Actor{User: "1", Guild: "3"}, commands.Actor{User: "2", Guild: "3"}
	for i := range 10 {
		if complete(s, ann, "article", "article", "title") == nil {
			t.Fatalf("no suggestions at try %d", i)
		}
	}
	if complete(s, ann, "article", "article", "title") != nil {
		t.Error("suggestions are not limited")
	}
	if complete(s, bo, "article", "article", "title") == nil {
		t.Error("bo waits for ann")
	}
	help := commands.Input{Actor: ann, Action: commands.Use{Command: "help"}}
	for range 2 {
		if r := s.Accept(help).Run(t.Context()); r.Err != nil {
			t.Errorf("suggestions take from the uses: %v", r.Err)
		}
	}
	task := s.Accept(help)
	if r := task.Run(t.Context()); r.Err == nil || !strings.HasPrefix(said(r), "I am busy; please try again in 5 s.") || !task.Ephemeral {
		t.Errorf("uses are not limited: %+v", r)
	}
	for range 20 {
		if complete(s, operator, "article", "article", "title") == nil {
			t.Fatal("the operator is limited")
		}
	}
}
