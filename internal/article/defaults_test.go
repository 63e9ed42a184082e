package article

import (
	"fmt"
	"strings"
	"testing"
)

func TestDefaults(t *testing.T) {
	outer, problems := ParseDefaults([]byte("outlet: Outer\nlanguage: de\ntags: [a, b]\n"))
	if len(problems) > 0 {
		t.Fatal(problemLines(problems))
	}
	inner, problems := ParseDefaults([]byte("publisher: Inner\ntags: B, c\n"))
	if len(problems) > 0 {
		t.Fatal(problemLines(problems))
	}
	a, _ := parseUnder(inner.Over(outer), "a.md", []byte("---\ntags: [C]\n---\nDas Wetter ist schlecht."))
	if got := fmt.Sprint(a.Outlet, a.Lang, a.Tags); got != "Innerde[C B a]" {
		t.Errorf("got %s", got)
	}
	if a, _ = parseUnder(Defaults{Lang: "fr"}.Over(outer), "a.md", []byte("Text.")); a.Outlet != "Outer" || a.Lang != "fr" {
		t.Errorf("outlet %s, language %s", a.Outlet, a.Lang)
	}
	a, _ = parseUnder(inner.Over(outer), "a.md", []byte("---\noutlet: Own\nlang: en\n---\nText."))
	if a.Outlet != "Own" || a.Lang != "en" {
		t.Errorf("the article's own words do not count: %s %s", a.Outlet, a.Lang)
	}
	for raw, want := range map[string]string{
		"a: [": "line 1: the file is not YAML", "outlet: x\nmood: y": `line 2: unknown key "mood"`, "title: x": "gives what only a single article has", "": "",
	} {
		if _, problems := ParseDefaults([]byte(raw)); !strings.HasPrefix(problemLines(problems), want) || want == "" && len(problems) > 0 {
			t.Errorf("%q: %s", raw, problemLines(problems))
		}
	}
}

func parseUnder(defaults Defaults, name string, raw []byte) (Article, []Problem) {
	articles, problems := ReadAll(File{Path: name, Raw: raw, Defaults: defaults})
	return articles[0], problems
}
