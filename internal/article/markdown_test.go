package article

import (
	"fmt"
	"strings"
	"testing"
)

func TestMarkdownParts(t *testing.T) {
	for _, c := range []struct{ name, raw, text, captions string }{
		{"table", "| Town | Homes |\n|:--|--:|\n| Cape *Foul* | 9,000 |\n| `x\\|y` | |\n", "Town, Homes|Cape Foul, 9,000|x|y", ""},
		{"fenced code", "```go title=x\nfunc main() {}\n\nx := 1\n```\n\n~~~\n# no heading\n~~~", "func main() {} x := 1|# no heading", ""},
		{"footnotes", "A note.[^1] And another.[^long]\n\n[^1]: First.\n[^long]: The long note.\n\n    Its second paragraph.\n\nMore.", "A note. And another.|First.|The long note.|Its second paragraph.|More.", ""},
		{"a footnote nothing points to", "Text.\n\n[^x]: It stays.", "Text.|It stays.", ""},
		{"raw HTML", "<div class=\"box\">\n<p>Raw <b>bold</b> text.</p>\n<p>More.</p>\n</div>\n\nInline <span style=\"x\">span</span>, <kbd>Ctrl</kbd>.", "Raw bold text.|More.|Inline span, Ctrl.", ""},
		{"comments", "A <!-- secret --> b.\n\n<!-- of\n\ntwo lines --> Kept.", "A b.|Kept.", ""},
		{"script and style", "<script>\nevil()\n\nworse()\n</script>\n\n<div>\n<style>p{}</style>\n<script>\nevil()\n\nworse()\n</script>Kept.</div>\n\nA <script>evil()</script>b <style>x</style>c.", "Kept.|A b c.", ""},
		{"a script without end", "A <script>b.\n\n<div><script>\n\nC.", "A b.|C.", ""},
		{"a figure", "<figure><img src=x><figcaption>A *field*</figcaption></figure>\n\nText.", "Text.", "A *field*"},
		{"a heading in HTML", "<h2 align=center>Part one</h2>\n\nText.", "Text.", ""},
		{"images", "![A hall](a.png \"The hall, 1931\")\n\nSee ![an icon](i.png) here.", "See here.", "A hall|The hall, 1931|an icon"},
		{"reference links", "See the [report][r], [r] and <https://x.org/a_b>.\n\n[r]: https://x.org \"T\"", "See the report, r and https://x.org/a_b.", ""},
		{"nested lists", "1. One\n   - Two\n     * Three\n\n     Still two.\n2. Four\n", "One|Two|Three|Still two.|Four", ""},
		{"tasks", "- [ ] open\n- [x] done", "open|done", ""},
		{"a box", "> [!NOTE]\n> Useful.\n\n> [!warning] Yes\n\n> [!tip]- Mind\n> It is long.\n", "Useful.|Yes|It is long.", "Mind"},
		{"deep HTML", strings.Repeat("<div>", 600) + "Deep.", "Deep.", ""},
		{"many links in two paragraphs", strings.Repeat("[a] ", 450) + "\n\n" + strings.Repeat("[a] ", 450),
			strings.TrimSpace(strings.Repeat("[a] ", 450)) + "|" + strings.TrimSpace(strings.Repeat("[a] ", 450)), ""},
		{"a heading without text", "##\n\nText.", "Text.", ""},
		{"heading with attributes", "## One {#one .x}\n\nText.", "Text.", ""},
		{"escapes and breaks", "A\\_b \\\nsnake_case_word  \n2 * 3 * 4 &lt;b&gt;", "A_b snake_case_word 2 * 3 * 4 <b>", ""},
		{"parted words", "The *gov-\nernment* met Jean-\nLuc.\n\nOne -\ntwo.", "The government met Jean-Luc.|One - two.", ""},
		{"Chinese", "**中文**[^1]，`代码`\n换行。\n\n[^1]: 注释。", "中文，代码换行。|注释。", ""},
		{"front matter", "---\ntitle: T\n---\n\nText.\n\n---\n\nMore.", "Text.|More.", ""},
	} {
		a, problems := Parse("a.md", []byte(c.raw))
		if text := strings.ReplaceAll(a.Text, "\n\n", "|"); text != c.text || strings.Join(a.Captions, "|") != c.captions || len(problems) > 0 {
			t.Errorf("%s: %q\ncaptions %q %s", c.name, text, a.Captions, problemLines(problems))
		}
	}
	a, _ := Parse("a.md", []byte("<h2>Part one</h2>\n\nA.\n\n### Two {#two}\n\nB."))
	if got := fmt.Sprint(a.HeadingPaths); got != "[[] [Part one] [Part one Two]]" {
		t.Errorf("trails %s", got)
	}
}
