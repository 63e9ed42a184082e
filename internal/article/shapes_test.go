package article

import (
	"fmt"
	"strings"
)

// shape is a kind of hostile file of any size.
type shape struct {
	file string // name of the file; its ending decides how it is read
	text func(n int) string
}

// repeated returns a text of about n bytes.
func repeated(piece string) func(n int) string {
	return func(n int) string { return strings.Repeat(piece, n/len(piece)+1) }
}

// nested returns a text of about n bytes that opens something as often as it closes it.
func nested(open, end string) func(n int) string {
	return func(n int) string {
		times := n/(len(open)+len(end)) + 1
		return strings.Repeat(open, times) + "x" + strings.Repeat(end, times)
	}
}

// growing joins pieces that differ by their number, up to about n bytes.
func growing(piece func(i int) string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(piece(i))
		}
		return b.String()
	}
}

func within(before string, text func(int) string, after string) func(int) string {
	return func(n int) string { return before + text(n) + after }
}

// numbered puts the number of the piece into a pattern.
func numbered(pattern string) func(int) string {
	return growing(func(i int) string { return strings.ReplaceAll(pattern, "#", fmt.Sprint(i)) })
}

// wideTable is a Markdown table with rows that have one cell where the head has a quarter of the bytes: each row is
// filled up with empty cells.
func wideTable(n int) string {
	columns := n / 16
	return strings.Repeat("|a", columns) + "|\n" + strings.Repeat("|-", columns) + "|\n" + strings.Repeat("|\n", n/4)
}

// runsOf is n bytes of runs of a mark whose lengths grow, none of which closes another.
func runsOf(mark string) func(int) string {
	return growing(func(i int) string { return strings.Repeat(mark, i%3000+1) + "a " })
}

// textShapes are hostile in what is read of any text: lines, sentences, days, languages.
var textShapes = map[string]shape{
	"one word":            {"a.txt", repeated("a")},
	"one line":            {"a.txt", repeated("ab ")},
	"stops":               {"a.txt", repeated(".")},
	"stops and blanks":    {"a.txt", repeated(". ")},
	"initials":            {"a.txt", repeated("A.B. ")},
	"quotes":              {"a.txt", repeated("\u201c\u300a")},
	"open brackets, zh":   {"a.txt", repeated("（「《")},
	"closed brackets":     {"a.txt", nested("（", "）")},
	"a day a line":        {"a.txt", repeated("5 June 2025\n")},
	"a day a sentence":    {"a.txt", repeated("It fell on 5 June. ")},
	"days without a year": {"a.txt", within("In 2024. ", repeated("On 5 June it was. "), "")},
	"days of all years":   {"a.txt", growing(func(i int) string { return fmt.Sprintf("On 5 June %d it fell on 7 May. ", 1000+i%1999) })},
	"days, zh":            {"a.txt", repeated("六月五日周一，")},
	"digits":              {"a.txt", repeated("2025")},
	"digits and marks":    {"a.txt", repeated("1-2/3.")},
	"disclaimers":         {"a.txt", repeated("Disclaimer: a\n")},
	"sources":             {"a.txt", repeated("Source: https://x.example/a\n\n")},
	"open sources":        {"a.txt", within("Disclaimer: ", repeated("a, b:\n"), "")},
	"wrapped by hand":     {"a.txt", repeated("and the harbour board of the town voted on that\n")},
	"captions":            {"a.txt", repeated("A Caption\n\n")},
	"bylines":             {"a.txt", repeated("By Ann Example\n\n")},
	"many bylines":        {"a.txt", within("By ", repeated("Ann Example, "), "\n\nText.")},
	"buttons":             {"a.txt", repeated("Share\n")},
	"front matter, open":  {"a.txt", within("---\n", repeated("title: a\n"), "")},
	"front matter, keys":  {"a.md", within("---\n", numbered("key#: a\n"), "---\nText.")},
	"front matter, same":  {"a.md", within("---\n", repeated("title: a\n"), "---\nText.")},
	"front matter, list":  {"a.md", within("---\ntags: ", nested("[", "]"), "\n---\nText.")},
	"front matter, alias": {"a.md", within("---\na: &a [x]\ntags: [", repeated("*a,"), "]\n---\nText.")},
	"front matter, wrong": {"a.md", within("---\n", repeated("title: a: b: [\n"), "---\nText.")},
	"front matter, TOML":  {"a.md", within("+++\n", numbered("key# = 1\n"), "+++\nText.")},
	"JSON at the head":    {"a.md", within("{\"title\":\"a\",\"tags\":", nested("[", "]"), "}\nText.")},
	"latin bytes":         {"a.txt", repeated("\xe9t\xe9 ")},
	"broken UTF-8":        {"a.txt", repeated("a\xffb\xc3 ")},
	"joiners":             {"a.txt", repeated("a\u200d\u202e")},
	"UTF-16":              {"a.txt", within("\xff\xfe", repeated("a\x00 \x00"), "")},
}

// markdownShapes are hostile in their markup.
var markdownShapes = map[string]shape{
	"a wide table":         {"a.md", wideTable},
	"many tables":          {"a.md", repeated("|a|b|\n|-|-|\n|c|d|\n\n")},
	"bars":                 {"a.md", repeated("|")},
	"emphasis, nested":     {"a.md", nested("*a ", "a* ")},
	"emphasis, deep":       {"a.md", nested("*a **b ", " b** a*")},
	"emphasis, open":       {"a.md", repeated("**a ")},
	"underscores":          {"a.md", repeated("_a __b ")},
	"strikes":              {"a.md", repeated("~~a ~b ")},
	"code spans":           {"a.md", runsOf("`")},
	"fences":               {"a.md", repeated("```\n~~~\n")},
	"quotes, nested":       {"a.md", repeated("> ")},
	"quotes, rising":       {"a.md", growing(func(i int) string { return strings.Repeat(">", i%90+1) + "a\n" })},
	"lists, nested":        {"a.md", growing(func(i int) string { return strings.Repeat("  ", i%90) + "- a\n" })},
	"lists, in a line":     {"a.md", repeated("- ")},
	"list items":           {"a.md", repeated("- a\n")},
	"headings":             {"a.md", repeated("# a\n")},
	"headings, rising":     {"a.md", repeated("# a\n## a\n### a\n#### a\n##### a\n###### a\n")},
	"underlined headings":  {"a.md", repeated("a\n=\n")},
	"brackets":             {"a.md", repeated("[")},
	"brackets, closed":     {"a.md", nested("[", "]")},
	"brackets, paragraphs": {"a.md", repeated(strings.Repeat("[", 700) + strings.Repeat("]", 700) + "\n\n")},
	"links, paragraphs":    {"a.md", repeated(strings.Repeat("[a](", 700) + "\n\n")},
	"emphasis, paragraphs": {"a.md", repeated(strings.Repeat("*a ", 700) + strings.Repeat("a* ", 700) + "\n\n")},
	"emphasis, two kinds":  {"a.md", repeated(strings.Repeat("*a _b ", 350) + strings.Repeat("b* a_ ", 350) + "\n\n")},
	"code, paragraphs":     {"a.md", repeated(runsOf("`")(20000) + "\n\n")},
	"links, open":          {"a.md", repeated("[a](<b")},
	"links":                {"a.md", repeated("[a](b) ")},
	"link references":      {"a.md", growing(func(i int) string { return fmt.Sprintf("[%d]: /a\n[%d] ", i, i) })},
	"images":               {"a.md", nested("![", "](a)")},
	"footnotes":            {"a.md", numbered("[^#]: a\n\n")},
	"entities":             {"a.md", repeated("&amp;&#x;")},
	"escapes":              {"a.md", repeated("\\*")},
	"raw tags":             {"a.md", repeated("a<b>")},
	"raw tags, open":       {"a.md", repeated("a <b c=\"")},
	"raw scripts":          {"a.md", repeated("a <script>b ")},
	"raw scripts, blocks":  {"a.md", repeated("<script>\n\na\n\n")},
	"raw boxes":            {"a.md", repeated("<div>\n\n")},
	"raw notes":            {"a.md", repeated("a<sup>1</sup> ")},
	"comments, open":       {"a.md", repeated("a <!-- ")},
	"instructions, open":   {"a.md", repeated("a <? <![CDATA[ ")},
	"web addresses":        {"a.md", repeated("<http://a")},
	"short codes, open":    {"a.md", repeated("{{< a {% b {{ ")},
	"short codes, mixed":   {"a.md", repeated("{{< a {% b %} ")},
	"short codes":          {"a.md", repeated("{{< a >}}{% b %}")},
	"template notes, open": {"a.md", repeated("{# %% {{% /* ")},
	"wiki links":           {"a.md", repeated("[[a|b]]")},
	"marked words, open":   {"a.md", repeated("==a ")},
	"line breaks":          {"a.md", repeated("a  \n")},
	"tabs":                 {"a.md", repeated("\t")},
	"zero bytes, md":       {"a.md", repeated("\u0000a")},
	"heading attributes":   {"a.md", within("# a {", repeated("a=b "), "}")},
	"task lists":           {"a.md", repeated("- [ ] a\n")},
}

// pageShapes are hostile web pages.
var pageShapes = map[string]shape{
	"h1, nested":           {"a.html", repeated("<h1>")},
	"tables, nested":       {"a.html", repeated("<table><tr><td>")},
	"lists, nested, html":  {"a.html", repeated("<ul><li>")},
	"boxes, nested":        {"a.html", repeated("<div>")},
	"boxes, 500 deep":      {"a.html", repeated(strings.Repeat("<div>", 500) + "x" + strings.Repeat("</div>", 500))},
	"formatting":           {"a.html", repeated("<b><i>")},
	"adoption agency":      {"a.html", repeated("<a><div>")},
	"adoption, paragraphs": {"a.html", repeated("<b><p>")},
	"adoption, attributes": {"a.html", numbered("<b a#><p>")},
	"adoption, fonts":      {"a.html", repeated("<p><font size=1>a")},
	"foster parents":       {"a.html", repeated("<table>a<b>")},
	"captions, html":       {"a.html", repeated("<figcaption>")},
	"figures":              {"a.html", repeated("<figure><img src=a><figcaption>b</figcaption></figure>")},
	"attributes":           {"a.html", within("<p ", numbered("a#=b "), ">x")},
	"classes":              {"a.html", within("<div class=\"", repeated("share-bar "), "\">x")},
	"named boxes":          {"a.html", repeated("<div class=share-bar>a</div>")},
	"rows":                 {"a.html", within("<table>", repeated("<tr><td>a b<td>c"), "")},
	"a row":                {"a.html", within("<table><tr>", repeated("<td>a"), "")},
	"paragraphs":           {"a.html", repeated("<p>a b c d e")},
	"prose":                {"a.html", repeated("<p>The harbour board of Harrow Bay voted on Tuesday to rebuild the lifeboat station, which has stood empty.</p>")},
	"line breaks, html":    {"a.html", repeated("a<br><br>")},
	"anchors":              {"a.html", repeated("<a href=x>a b c</a> ")},
	"scripts, open":        {"a.html", repeated("<script>")},
	"comments, html":       {"a.html", repeated("<!--a-->")},
	"comments, open, html": {"a.html", repeated("<!-- --")},
	"times":                {"a.html", repeated("<time datetime=2020-01-01>x</time>")},
	"days of a page":       {"a.html", repeated("<p>5 June 2025")},
	"digits of a page":     {"a.html", repeated("<p>12345 67")},
	"meta":                 {"a.html", within("<head>", repeated("<meta name=date content=2020-01-01>"), "")},
	"JSON-LD":              {"a.html", repeated("<script type=application/ld+json>{\"@type\":\"Article\"}</script>")},
	"JSON-LD, deep":        {"a.html", within("<script type=application/ld+json>", nested("[", "]"), "</script>")},
	"entities, html":       {"a.html", repeated("&lt&notin&#x41")},
	"templates":            {"a.html", repeated("<template>")},
	"selects":              {"a.html", repeated("<select><option>")},
	"svg":                  {"a.html", repeated("<svg><foreignObject>")},
	"math":                 {"a.html", repeated("<math><mi><p>")},
	"notes, html":          {"a.html", repeated("a<sup>1</sup>")},
	"ruby":                 {"a.html", repeated("<ruby>a<rt>b")},
	"spans, text":          {"a.html", repeated("<span>a</span>")},
	"hidden boxes":         {"a.html", repeated(`<div style="visibility:hidden">a</div>`)},
	"headings, html":       {"a.html", repeated("<h2>a</h2>")},
	"frames":               {"a.html", repeated("<frameset><frame>")},
	"unclosed quotes":      {"a.html", repeated("<a b=\"")},
	"microdata":            {"a.html", repeated("<div itemprop=author itemscope><b itemprop=name>")},
	"xhtml":                {"a.xhtml", repeated("<p/><script />")},
	"xhtml, open":          {"a.xhtml", repeated("<p ")},
}

// otherShapes are hostile files of programs, as far as they are text.
var otherShapes = map[string]shape{
	"JSON, nested":      {"a.json", nested("[", "]")},
	"JSON, objects":     {"a.json", nested(`{"a":`, "}")},
	"JSON, items":       {"a.json", within("[0", numbered(`,{"title":"#","text":"A text."}`), "]")},
	"JSON, keys":        {"a.json", within(`{"a":0`, numbered(`,"k#":[]`), "}")},
	"JSON, pages":       {"a.json", within("[0", repeated(`,{"title":"a","html":"<p>A text of a page."}`), "]")},
	"mail, header":      {"a.eml", within("Subject: a\r\n", numbered("X-#: a\r\n"), "\r\nText.")},
	"mail, long header": {"a.eml", within("Subject: ", repeated("=?utf-8?q?a?= "), "\r\n\r\nText.")},
	"mail, parts":       {"a.eml", within("Content-Type: multipart/mixed; boundary=b\r\n\r\n", repeated("--b\r\n\r\na\r\n"), "--b--")},
	"mail, nested":      {"a.eml", numbered("Content-Type: multipart/mixed; boundary=b#\r\n\r\n--b#\r\n")},
	"mail, forwarded":   {"a.eml", repeated("Content-Type: message/rfc822\r\n\r\n")},
	"mail, text":        {"a.eml", within("Subject: a\r\n\r\n", repeated("> > a line of a text that is quoted\r\n"), "")},
	"mail, base64":      {"a.eml", within("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n", repeated("PGI+"), "")},
	"MHTML":             {"a.mhtml", within("Content-Type: text/html\r\nSubject: a\r\n\r\n", repeated("<p>A text=3D"), "")},
	"PDF, noise":        {"a.pdf", within("%PDF-1.4\n", repeated("1 0 obj <<"), "")},
	"PDF, objects":      {"a.pdf", within("%PDF-1.4\n", numbered("# 0 obj <</Type /Page /Kids [1 0 R]>> endobj\n"), "trailer <</Root 1 0 R>>")},
}
