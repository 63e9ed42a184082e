package added

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"lede/internal/article"
)

// TestMarkdown writes articles as Markdown and reads them again: everything comes back.
func TestMarkdown(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("../../corpus", "*.*"))
	if err != nil || len(paths) == 0 {
		t.Fatal(err)
	}
	texts := map[string]string{
		"signs.md": "---\ntitle: \"A: *b* [c](d) #1 {x}\"\nsource: https://example.org/a?b=1&c=2#d\noutlet: \"The \\\"Post\\\": daily\"\ntags: [a b, \"c, d\", 中文]\nauthor: \"- x\"\n---\n\n" +
			"\\# No heading of \\*any\\* kind, though it begins as one.\n\n\\- No list either, says a\\_b\\_c.\n\n12\\. Twelve points follow, all of them long.\n\n" +
			"## A head \\#\n\nThe text &amp; the rest of \\<b\\>it\\</b\\> is here, at $5 ~a~ piece | or so.\n\n### Deeper {.x}\n\nMore text is under the deeper heading.\n\n## Another\n\nAnd the end comes \\{\\{ here \\}\\}.\n",
		"chinese.md": "---\ntitle: 伦敦会谈\npublished: 2025-06-11\n---\n\n## 背景\n\n何立峰访问英国。中方表示欢迎。\n\n1、第一点说的是关税，第二点说的是稀土。\n",
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if article.IsRead(path) {
			texts[filepath.Base(path)] = string(raw)
		}
	}
	for name, text := range texts {
		was, _ := article.Parse(name, []byte(text))
		written := Markdown(was)
		is, problems := article.ReadAll(article.File{Path: name[:strings.Index(name, ".")] + ".md", Raw: []byte(written), Modified: time.Time{}})
		for _, p := range problems {
			t.Errorf("%s: %v", name, p)
		}
		was.ID, was.Path, was.Captions = is[0].ID, is[0].Path, is[0].Captions
		if !reflect.DeepEqual(is[0], was) {
			t.Errorf("%s is read as\n%+v\nwas\n%+v\nof\n%.1500s", name, is[0], was, written)
		}
	}
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{"London talks end – with a “framework”!": "london-talks-end-with-a-framework", "伦敦会谈：结束": "伦敦会谈-结束",
		"../../etc/passwd": "etc-passwd", "": "article", "…": "article", "CON": "con"} {
		if got := slug(title); got != want {
			t.Errorf("%q: %q", title, got)
		}
	}
	if got := slug(strings.Repeat("很长的标题", 99)); len(got) > maxSlug+4 {
		t.Errorf("%d bytes", len(got))
	}
}
