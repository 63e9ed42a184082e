package article

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	raw, _ := os.ReadFile("testdata/seed.txt")
	f.Add(0, raw)
	f.Add(1, []byte("---\ntitle: A\n---\n# H\n\ntext. More.\n\n- a\n\n| a |\n|---|\n"))
	f.Add(1, []byte("> > - [a](b) `c` ![d](e)\n\nSource: [x](https://x.org)\nDisclaimer: y\n\n<p>z<br>&amp;</p>\n"))
	f.Add(0, []byte("---\ntitle: *a\ntags:\n- x\npublished: 6月\n\nOn Friday (June 6) he said. 2025年6月9日将至……。”"))
	f.Add(2, []byte("<title>t</title><meta charset=gbk><time datetime=2020-01-01><p>\xd6\xd0</p>"))
	f.Add(2, []byte("<html><body><article><p>Text. More.</p><h2>H</h2><figcaption>c</figcaption></article>"))
	f.Fuzz(func(t *testing.T, kind int, raw []byte) {
		checkFile(t, "a"+[]string{".txt", ".md", ".html"}[((kind%3)+3)%3], raw)
	})
}

func FuzzPlain(f *testing.F) {
	f.Add("Harvest fails\nThe harvest has failed.\nA field\nNobody knows why it did.\nSource: https://x.org/2\nDisclaimer: only\nmine.")
	f.Add("这是第一段被手工换行的文字这是第一段被手工换行的文字这是第一段，\n这是后半部分。\n\n- 一\n1. 二")
	f.Fuzz(func(t *testing.T, text string) { checkFile(t, "a.txt", []byte(text)) })
}

func FuzzMarkdown(f *testing.F) {
	f.Add("# H\n\nA [b][c] and `d` ![e](f).[^1]\n\n| a | b |\n|---|:-:|\n| 1 | \\| |\n\n```go\nx\n```\n\n[c]: https://x.org\n[^1]: Note.\n")
	f.Add("> - 1. a\n>   - <b>c</b> &amp;\n\n<div>\n<script>x</script>\n<p>y\n</div>\n\n* * *\n~~z~~ <https://x.org>\n===\n")
	f.Fuzz(func(t *testing.T, text string) { checkFile(t, "a.md", []byte(text)) })
}

func FuzzFrontMatter(f *testing.F) {
	f.Add("title: A\nurl: https://x.org\ndate: \"2025-06-09T10:00:00+08:00\"\nauthors: [A, B]\nlanguage: zh_CN\ntags:\n- x\n- y")
	f.Add("title: >\n  a\n  b\nauthro: &x [*x]\n? y\n: z\n- 1\n\ttags: 'x\n%YAML 1.1")
	f.Fuzz(func(t *testing.T, head string) {
		checkFile(t, "a.md", []byte("---\n"+head+"\n---\nText."))
		defaults, problems := ParseDefaults([]byte(head))
		checkProblems(t, problems, head)
		for _, s := range append([]string{defaults.Outlet, defaults.Lang}, defaults.Tags...) {
			checkLine(t, s)
		}
	})
}

func FuzzHTML(f *testing.F) {
	f.Add("<html lang=zh><head><title>t</title><script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"H\"}</script><body><nav>n</nav><article><h1>t</h1><p>Text, more, and more.<p>x<figure><img><figcaption>c</figcaption></figure><table><tr><td>a<td>b</table></article><div class=\"share comments\"><ul><li><a href=x>y</a></ul></div>")
	f.Add("<body><div id=cookie role=dialog>We use cookies.</div><main>" + prose + "<ruby>漢<rt>kan</rt></ruby><pre>x\ny</pre><svg><title>s</title></svg><template>t</template><noscript>n</noscript></main><footer>f")
	f.Fuzz(func(t *testing.T, page string) { checkFile(t, "a.html", []byte(page)) })
}

func FuzzCharset(f *testing.F) {
	for _, raw := range []string{"caf\xe9 \x93x\x94", "\xd6\xd0\xb9\xfa\xa1\xa3", "\xff\xfea\x00b\x00", "\xa4\xa4\xa4\xe5\xa1C", "<meta charset=gb2312>\xd6\xd0", "<meta charset=utf-16>\x00<", "\xef\xbb\xbfa\r\nb\rc", "\x1b$B%F\x1b(B"} {
		f.Add([]byte(raw), true)
		f.Add([]byte(raw), false)
	}
	f.Fuzz(func(t *testing.T, raw []byte, page bool) {
		d := &draft{}
		text := d.decode(raw, page)
		if !utf8.ValidString(text) || strings.Contains(text, "\r") {
			t.Fatalf("%q", text)
		}
		again := &draft{}
		if clean := !strings.HasPrefix(text, "\ufeff") && !strings.Contains(text, "\x00"); clean && again.decode([]byte(text), page) != text {
			t.Fatalf("decoding %q again differs", text)
		}
		checkProblems(t, d.problems, string(raw))
		checkFile(t, map[bool]string{true: "a.htm", false: "a.txt"}[page], raw)
	})
}

func FuzzClean(f *testing.F) {
	f.Add(" a\u200d\u202e中\n文\xff  b\u00ad ")
	f.Fuzz(func(t *testing.T, text string) {
		got := clean(text)
		if checkLine(t, got); isClean(text) && got != text {
			t.Fatalf("isClean(%q), but it becomes %q", text, got)
		}
	})
}

// checkFile parses a file and fails unless all that is true of any article is true of this.
func checkFile(t *testing.T, name string, raw []byte) {
	t.Helper()
	a, problems := Parse(name, raw)
	checkArticle(t, a)
	checkCuts(t, a)
	checkProblems(t, problems, string(raw))
	again, problemsAgain := Parse(name, bytes.Clone(raw))
	if !reflect.DeepEqual(a, again) || !reflect.DeepEqual(problems, problemsAgain) {
		t.Fatal("parsing twice differs")
	}
}

// checkLine fails unless a text is what clean returns.
func checkLine(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || clean(s) != s {
		t.Fatalf("not one clean line: %q", s)
	}
}

// checkArticle fails unless the fields hold what their comments say.
func checkArticle(t *testing.T, a Article) {
	t.Helper()
	lines := append([]string{a.Title, a.Disclaimer, a.URL, a.Host, a.Outlet, a.Author, a.Lang}, strings.Split(a.Text, "\n\n")...)
	lines = append(append(lines, a.Captions...), a.Tags...)
	for _, trail := range a.HeadingPaths {
		lines = append(lines, trail...)
	}
	for _, s := range lines {
		checkLine(t, s)
	}
	day := a.Published.Truncate(24 * time.Hour)
	switch {
	case a.Title == "", a.Lang == "", len(a.HeadingPaths) == 0, len(a.HeadingPaths[0]) > 0, a.URL != webURL(a.URL):
		t.Fatalf("title %q, language %q, trails %q, URL %q", a.Title, a.Lang, a.HeadingPaths, a.URL)
	case !day.Equal(a.Published), a.Published.Location() != time.UTC, a.Inferred && a.Published.IsZero():
		t.Fatalf("published %v", a.Published)
	}
}

// checkCuts fails unless the sentences cover the text in order, and the passages the sentences.
func checkCuts(t *testing.T, a Article) {
	t.Helper()
	at, paragraph := 0, 0
	for i, s := range a.Sentences {
		if s.Start < at || s.End <= s.Start || s.End > len(a.Text) || strings.TrimSpace(a.Text[at:s.Start]) != "" {
			t.Fatalf("sentence %d [%d:%d) after %d of %d", i, s.Start, s.End, at, len(a.Text))
		}
		if checkLine(t, a.Sentence(i)); s.HeadingPath < 0 || s.HeadingPath >= len(a.HeadingPaths) {
			t.Fatalf("sentence %d: %q", i, a.Sentence(i))
		}
		if n := strings.Count(a.Text[at:s.Start], "\n\n"); s.Paragraph != paragraph+n {
			t.Fatalf("sentence %d in paragraph %d after %d", i, s.Paragraph, paragraph)
		}
		if n, ok := a.Find(a.SentenceID(i)); !ok || n != i {
			t.Fatalf("sentence %d is found as %d", i, n)
		}
		at, paragraph = s.End, s.Paragraph
	}
	if strings.TrimSpace(a.Text[at:]) != "" {
		t.Fatalf("text outside of sentences: %q", a.Text[at:])
	}
	next := 0
	for _, p := range a.Cut() {
		if p.First != next || p.End <= p.First {
			t.Fatalf("passage %v after sentence %d", p, next)
		}
		next = p.End
	}
	if next != len(a.Sentences) {
		t.Fatalf("passages end at %d of %d sentences", next, len(a.Sentences))
	}
}

// checkProblems fails unless each problem is told on one line of text, of a line that the file has.
func checkProblems(t *testing.T, problems []Problem, raw string) {
	t.Helper()
	lines := 1 + strings.Count(raw, "\n") + strings.Count(raw, "\r")
	for _, p := range problems {
		if checkLine(t, p.String()); p.Text == "" || p.Line < 0 || p.Line > lines {
			t.Fatalf("problem %+v in a file of %d lines", p, lines)
		}
	}
}
