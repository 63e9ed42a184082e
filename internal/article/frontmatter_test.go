package article

import (
	"strings"
	"testing"
)

// problemLines returns the problems, one a line.
func problemLines(problems []Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ name, raw, title, text, problem string }{
		{"comment first", "---\n# note\ntitle: A\n---\nText.", "A", "Text.", ""},
		{"empty", "---\n---\nText.", "Text", "Text.", ""},
		{"ended by dots", "---\ntitle: A\n...\nText.", "A", "Text.", ""},
		{"no end, list below a key", "---\ntitle: A\ntags:\n  - x\n\nText here.", "A", "Text here.", "line 1: the front matter has no end"},
		{"no end, a break further down", "---\ntitle: A\n\nThis is prose.\n\n---\n\nMore prose.", "A", "This is prose.\n\nMore prose.", "line 4: the front matter is not YAML"},
		{"thematic breaks", "---\nThis is prose.\n\n---\n\nMore prose.", "This is prose", "This is prose.\n\nMore prose.", ""},
		{"mistyped key", "---\nauthro: A\n---\nText.", "Text", "Text.", `line 2: unknown key "authro"; did you mean author?`},
		{"another program's key", "---\nURL: https://x.org\nauthors: [A, B]\n---\nText.", "Text", "Text.", ""},
		{"far key", "---\ntitle: A\nmood: B\n---\nText.", "A", "Text.", `line 3: unknown key "mood"; known keys are`},
		{"key twice", "---\ntitle: A\ntitle: B\n---\nText.", "B", "Text.", "line 3: title is given twice"},
		{"colon in a value", "---\ntitle: A\noutlet: X: Y\n---\nText.", "A", "Text.", "line 3: the front matter is not YAML"},
		{"open quote", "---\noutlet: X\ntitle: \"A\nlang: en\n---\nText.", "A", "Text.", "line 3: the front matter is not YAML"},
		{"folded value", "---\ntitle: >\n  A\n  b\noutlet: @x\n---\nText.", "", "Text.", "line 5: the front matter is not YAML"},
		{"language by name", "---\nlang: english\n---\nText.", "Text", "Text.", "line 2: lang is no language code"},
		{"aliases that swell", "---\ntitle: A\nx: &a [1,1,1]\ny: &b [*a,*a,*a]\nz: [*b,*b,*b]\n---\nText.", "A", "Text.", `line 3: unknown key "x"`},
	} {
		a, problems := Parse("a.md", []byte(c.raw))
		if c.title != "" && a.Title != c.title || a.Text != c.text || !strings.HasPrefix(problemLines(problems), c.problem) || c.problem == "" && len(problems) > 0 {
			t.Errorf("%s: title %q, text %q, problems %s", c.name, a.Title, a.Text, problemLines(problems))
		}
	}
}

func TestWebURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://x.org/a?b=c#d":                      "https://x.org/a?b=c#d",
		" http://x.org ":                             "http://x.org",
		"https://u:p@x.org/":                         "https://x.org/",
		"https://例子.cn/新闻":                           "https://%E4%BE%8B%E5%AD%90.cn/%E6%96%B0%E9%97%BB",
		"https://x.org/a b":                          "",
		"https://x.org/a\u202eb":                     "",
		"https://x.org/" + strings.Repeat("a", 2048): "",
		"https://x.org/" + strings.Repeat("a", 2034): "https://x.org/" + strings.Repeat("a", 2034),
		"https://x.org/" + strings.Repeat("a", 2035): "",
		"http://%ff/":                                "",
		"https:///a":                                 "",
		"javascript:alert(1)":                        "",
		"ftp://x.org/":                               "",
		"//x.org/":                                   "",
		"x.org":                                      "",
		"https://x.org/" + strings.Repeat("新", 300):  "",
	} {
		if got := webURL(in); got != want {
			t.Errorf("webURL(%.40q) = %q, want %q", in, got, want)
		}
	}
}

func TestNearestKey(t *testing.T) {
	for in, want := range map[string]string{"authro": "author", "titel": "title", "langs": "lang", "publishd": "published", "mood": "", "": "", "x": "", "tips": "", "ttitel": "title", "publish": "published", strings.Repeat("authro", 6): ""} {
		if got := nearestKey(in); got != want {
			t.Errorf("nearestKey(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFrontMatterForms(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"quotes, lists, mark and CRLF", "\ufeff---\r\ntitle: \"A: b\"\r\nurl: 'https://x.org/1'\r\ndate: \"2025-06-09\"\r\nauthors:\r\n  - A. One\r\n  - B. Two\r\nlanguage: en-GB\r\nkeywords: [x, y]\r\n---\r\n\r\nText.\r\n",
			"A: b|https://x.org/1|2025-06-09|A. One, B. Two|en|x,y|Text."},
		{"zone, list at the margin", "---\nlink: https://x.org/1\ndate: 2025-06-09T23:30:00+08:00\nauthors: A and B\nlanguage: zh_Hans_CN\ntags:\n- x\n- y\n---\n正文。",
			"正文|https://x.org/1|2025-06-09|A and B|zh|x,y|正文。"},
		{"lists of one", "---\ntitle: [A]\nurl: [https://x.org]\ndate: [2025-06-09 08:30 +0100]\nlanguage: [de]\n---\nText.", "A|https://x.org|2025-06-09||de||Text."},
		{"people by name", "---\ntitle: A\nauthors:\n- name: A. One\n  url: https://x.org\n- B. Two\ndate: 2025-06-09 11:30 PM\n---\nText.", "A||2025-06-09|A. One, B. Two|en||Text."},
		{"no values", "---\ntitle: A\nauthor:\ndate: ''\ntags: []\n---\nText.", "A||||en||Text."},
	} {
		for _, file := range []string{"a.md", "a.txt"} {
			a, problems := Parse(file, []byte(c.raw))
			got := strings.Join([]string{a.Title, a.URL, a.Date(), a.Author, a.Lang, strings.Join(a.Tags, ","), a.Text}, "|")
			if got != c.want || len(problems) > 0 {
				t.Errorf("%s, %s: %s\n%s", c.name, file, got, problemLines(problems))
			}
		}
	}
}

func TestDefaultsForms(t *testing.T) {
	for _, raw := range []string{
		"\ufeffpublisher: \"X\"\r\nlanguage: zh-CN\r\nkeywords:\r\n- a\r\n- b\r\n",
		"---\noutlet: X\nlang: zh\ntags: a, b\n---\n",
	} {
		d, problems := ParseDefaults([]byte(raw))
		if d.Outlet != "X" || d.Lang != "zh" || strings.Join(d.Tags, ",") != "a,b" || len(problems) > 0 {
			t.Errorf("%q: %+v\n%s", raw, d, problemLines(problems))
		}
	}
}

// TestSentenceBetweenBreaks checks that a sentence with a colon between two breaks is text, not a key.
func TestSentenceBetweenBreaks(t *testing.T) {
	const sentence = "Lanport: the bridge over the river is open again since Monday morning."
	articles, problems := ReadAll(File{Path: "a.txt", Raw: []byte("---\n" + sentence + "\n---\nMore prose on the bridge.")})
	if !strings.Contains(articles[0].Text, sentence) || len(problems) > 0 {
		t.Errorf("%q, problems %s", articles[0].Text, problemLines(problems))
	}
}
