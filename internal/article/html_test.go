package article

import (
	"strings"
	"testing"
)

var prose = strings.Repeat("<p>The minister said on Monday that the harvest had failed, and nobody knew why.</p>", 8)

func TestHTMLDate(t *testing.T) {
	const ld = `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"H","datePublished":"2025-03-04T05:00:00Z"}</script>`
	for _, c := range []struct{ name, head, body, want string }{
		{"JSON-LD before a time element", ld, `<time datetime="2020-01-01">x</time>`, "2025-03-04"},
		{"OpenGraph keeps its own day", `<meta property="article:published_time" content="2025-03-04T23:30:00-05:00">`, "", "2025-03-04"},
		{"meta date", `<meta name="date" content="2025-03-05">`, `<time datetime="2020-01-01">x</time>`, "2025-03-05"},
		{"time element", "", `<time datetime="2025-03-06T01:02:03Z">x</time>`, "2025-03-06"},
		{"none", "", "", ""},
	} {
		a, _ := Parse("a.html", []byte("<html><head><title>T</title>"+c.head+"</head><body>"+c.body+"<article>"+prose+"</article></body></html>"))
		if a.Date() != c.want || a.Inferred {
			t.Errorf("%s: %q, want %q", c.name, a.Date(), c.want)
		}
	}
}

func TestHTMLBytes(t *testing.T) {
	for _, c := range []struct{ name, raw, text, problem string }{
		{"declared GBK", "<meta charset=gbk><p>\xd6\xd0\xb9\xfa\xa1\xa3</p>", "中国。", ""},
		{"not UTF-8, undeclared", "<p>One.</p>\n<p>caf\xe9.</p>", "One.\n\ncafé.", "is not UTF-8; it was read as Windows-1252"},
		{"not UTF-8, though declared", "<meta charset=utf-8>\n<p>caf\xe9.</p>", "café.", "is not UTF-8; it was read as Windows-1252"},
		{"short", "<p>Short.</p>", "Short.", ""},
		{"too deep", "<p>One.</p><script>evil()</script>" + strings.Repeat("<div>", 600) + "<p>Two <b>bold</b>.</p>", "One.\n\nTwo bold.", "is not HTML that can be read"},
		{"boxes alone", strings.Repeat("<div class=related><a href=x>One.</a></div>", 3), "One.\n\nOne.\n\nOne.", "no article was found"},
		{"nothing", "<html><body><script>x</script></body></html>", "", "no article was found"},
	} {
		a, problems := Parse("a.html", []byte(c.raw))
		if a.Text != c.text || !strings.HasPrefix(problemLines(problems), c.problem) || c.problem == "" && len(problems) > 0 {
			t.Errorf("%s: %q\n%s", c.name, a.Text, problemLines(problems))
		}
	}
}

func TestMarkdownText(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"Fish &amp; chips \\*here\\* cost &#163;5, `a&amp;b`.", "Fish & chips *here* cost £5, a&amp;b."},
		{"H<sub>2</sub>O and a<br>break.", "H2O and a break."},
		{"中文\n换行。", "中文换行。"},
		{"A ~~struck~~ **bold** _word_ <https://x.org>.", "A struck bold word https://x.org."},
		{"    code here\n", "code here"},
	} {
		if a, _ := Parse("a.md", []byte(c.raw)); a.Text != c.want {
			t.Errorf("%.40q: %q", c.raw, a.Text)
		}
	}
	a, _ := Parse("a.md", []byte("---\ntitle: The talks\n---\n# The Talks\n\n[![A hall](p.png)](https://x.org)\n\n## Day one\n\nText."))
	if a.Title != "The talks" || len(a.HeadingPaths) != 2 || len(a.Captions) != 1 {
		t.Errorf("title %q, trails %q, captions %q", a.Title, a.HeadingPaths, a.Captions)
	}
}

func TestHTMLParts(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"links alone", `<ul><li><a href=a>One</a> <a href=b>Two</a></li></ul>`, "One Two"},
		{"rows", `<table><tr><th>Town<th>Homes<tr><td>Cape Foul<td>9,000<tr><td><td><b>2</b></table>`, "Town, Homes|Cape Foul, 9,000|2"},
		{"a cell with paragraphs", prose + `<table><tr><td><p>One.<p>Two.<td>Three.</table>`, "One.|Two.|Three."},
		{"ruby", prose + `<p>The word <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> stands here, and it stays here.</p>`, "The word 漢 stands here"},
		{"code with comments", prose + `<pre><code><span class="comment">// first</span> x()</code></pre>`, "// first x()"},
		{"a chapter named like a box", `<h1>T</h1>` + prose + `<div id="sharing-a-patch-with-a-friend"><h2>Sharing</h2><p>It is shared, and that is all that there is to it.</p></div>`, "It is shared, and"},
		{"a form around all", `<form id="aspnetForm">` + prose + `</form>`, "harvest had failed"},
		{"a source stays", prose + `<p>Source: <a href="https://x.org/">https://x.org/</a></p>`, "harvest had failed"},
	} {
		a, _ := Parse("a.html", []byte("<html><head><title>T</title></head><body>"+c.body+"</body></html>"))
		for want := range strings.SplitSeq(c.want, "|") {
			if !strings.Contains(a.Text, want) {
				t.Errorf("%s: %q is not in %q", c.name, want, a.Text)
			}
		}
		if c.name == "a source stays" && a.URL != "https://x.org/" {
			t.Errorf("%s: %q", c.name, a.URL)
		}
	}
}

// Boilerplate has no mark of its own on many sites: it shows by its links, its names and its share of the text.
func TestHTMLBoilerplate(t *testing.T) {
	const ferry = "<p>The ferry will run twice as often from April, and so it did in the year before.</p>"
	for _, c := range []struct {
		name, body string
		kept       bool // the word ferry
	}{
		{"two links", prose + `<p><a href=a>The ferry</a> <a href=b>The bridge</a></p>`, false},
		{"two links with a mark between", prose + `<p><a href=a>The ferry</a> | <a href=b>The bridge</a></p>`, false},
		{"one link", prose + `<p><a href=a>The ferry</a> runs again from April, says the harbour office.</p>`, true},
		{"links in a sentence", prose + `<p>The <a href=a>ferry</a> is faster than the <a href=b>bridge</a> in the early morning.</p>`, true},
		{"read also, linked", prose + `<p>Read also: <a href=a>The ferry runs twice as often</a></p>`, false},
		{"read also, not linked", prose + `<p>Read also: what the ferry office says about it, and about the bridge.</p>`, true},
		{"a box of related articles", prose + `<div class="related-stories">` + ferry + `</div>`, false},
		{"a box by its id", prose + `<section id="shareBar">` + ferry + `</section>`, false},
		{"a role", prose + `<div role="complementary">` + ferry + `</div>`, false},
		{"a modal dialog", prose + `<div aria-modal="true">` + ferry + `</div>`, false},
		{"a box with most of the text", `<div class="related">` + ferry + prose + `</div><p>It rained.</p>`, true},
		{"a box with less than half of it", `<div class="related">` + strings.Repeat(ferry, 6) + `</div>` + prose, false},
		{"a notice", prose + `<p>This site and our 12 partners use cookies. The ferry does not.</p>`, false},
		{"a byline", `<p>By Ferry Rowan</p>` + prose, false},
	} {
		author := ""
		if c.name == "a byline" {
			author = `<meta name="author" content="Ferry Rowan">`
		}
		a, _ := Parse("a.html", []byte("<html><head><title>T</title>"+author+"</head><body><article>"+c.body+"</article></body></html>"))
		if got := strings.Contains(strings.ToLower(a.Text), "ferry"); got != c.kept || !strings.Contains(a.Text, "harvest") {
			t.Errorf("%s: kept %v, text %q", c.name, got, a.Text)
		}
	}
}
