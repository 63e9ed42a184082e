package article

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// readPage returns how a page with some head and some lines above its text is read.
func readPage(head, above string) Reading {
	return Inspect(File{Path: "page.html", Raw: []byte("<html><head>" + head + "</head><body>" + above + "<article>" + prose + "</article></body></html>")})[0]
}

func linked(json string) string { return `<script type="application/ld+json">` + json + `</script>` }

// TestPageFacts protects each place where pages state a fact, and which one of two wins.
func TestPageFacts(t *testing.T) {
	for _, c := range []struct{ name, fact, head, above, want string }{
		{"JSON-LD in a list", "published", linked(`[{"@type":"Organization"},{"@type":["NewsArticle"],"datePublished":"2021-02-03"}]`), "", "2021-02-03 JSON-LD datePublished"},
		{"JSON-LD in @graph, author by reference", "author", linked(`{"@graph":[{"@type":"Person","@id":"#p","name":"Mia Reed"},{"@type":"BlogPosting","author":{"@id":"#p"}}]}`), "", "Mia Reed JSON-LD author"},
		{"JSON-LD with raw newlines", "title", linked("{\"@type\":\"Article\",\"headline\":\"Two\nlines\"}"), "", "Two lines JSON-LD headline"},
		{"JSON-LD with entities", "title", linked(`{"@type":"Article","headline":"Ann&#8217;s boat"}`), "", "Ann’s boat JSON-LD headline"},
		{"JSON-LD, compact stamp", "published", linked(`{"@type":"Article","datePublished":"20210203T0830+0100"}`), "", "2021-02-03 JSON-LD datePublished"},
		{"JSON-LD, the article before the page", "published", linked(`[{"@type":"WebPage","datePublished":"2020-01-01"},{"@type":"Article","datePublished":"2021-02-03"}]`), "", "2021-02-03 JSON-LD datePublished"},
		{"JSON-LD main entity with a name", "source", linked(`{"@type":"Article","mainEntityOfPage":{"@type":"WebPage","name":"x","@id":"https://a.example/b"}}`), "", "https://a.example/b JSON-LD mainEntityOfPage"},
		{"microdata", "published", "", `<time itemprop="datePublished" datetime="2021-02-03">3 Feb</time>`, "2021-02-03 itemprop datePublished"},
		{"microdata of a person", "author", "", `<div itemprop="author" itemscope><a href="/x"><span itemprop="name">Mia Reed</span></a> (12 articles)</div>`, "Mia Reed itemprop author"},
		{"the day of the path", "published", `<link rel="canonical" href="https://a.example/2021/02/03/boats"><meta property="article:published_time" content="2021-02-04T03:00:00Z">`, "", "2021-02-03 link path"},
		{"the local day of a stamp in UTC", "published", `<meta property="article:published_time" content="2021-02-04T03:00:00Z">`, `<time itemprop="datePublished" datetime="2021-02-03T22:00:00-05:00">Feb 3</time>`, "2021-02-03 meta article:published_time"},
		{"the day that readers see", "published", `<title>Boats</title><meta property="article:published_time" content="2021-02-04T03:00:00Z">`, `<h1>Boats</h1><p>February 3, 2021</p>`, "2021-02-03 meta article:published_time"},
		{"the day after the address was made", "published", `<link rel="canonical" href="https://a.example/2021/02/03/boats"><meta property="article:published_time" content="2021-02-04T18:37:00+01:00">`, "", "2021-02-04 meta article:published_time"},
		{"no zone has that day at that instant", "published", `<link rel="canonical" href="https://a.example/2021/02/03/boats"><meta property="article:published_time" content="2021-02-04T12:04:00Z">`, "", "2021-02-04 meta article:published_time"},
		{"the zone of a language", "published", `<meta http-equiv="Content-Language" content="zh-Hans"><meta property="article:published_time" content="2021-02-03T17:30:00Z">`, "", "2021-02-04 meta article:published_time"},
		{"the zone of an address", "published", `<link rel="canonical" href="https://a.ca/boats"><meta property="article:published_time" content="2021-02-04T02:30:00Z">`, "", "2021-02-03 meta article:published_time"},
		{"a day that is elsewhere in the world", "published", `<title>Boats</title><meta http-equiv="Content-Language" content="de"><meta property="article:published_time" content="2021-02-04T03:00:00Z">`, `<h1>Boats</h1><p>3.2.2021</p>`, "2021-02-04 meta article:published_time"},
		{"the month first", "published", `<meta http-equiv="Content-Language" content="en-US"><meta name="date" content="02/03/2021">`, "", "2021-02-03 meta date"},
		{"the day first", "published", `<meta http-equiv="Content-Language" content="fr"><meta name="date" content="03/02/2021">`, "", "2021-02-03 meta date"},
		{"the month that other days have", "published", `<title>Boats</title><meta name="pubdate" content="02/03/2021">`, `<h1>Boats</h1><p>3 February 2021</p>`, "2021-02-03 meta pubdate"},
		{"a number that can be read in two ways", "published", `<meta name="pubdate" content="02/03/2021">`, "", ""},
		{"the time element of a program", "published", "", `<time class="entry-date published" datetime="2021-02-03T10:00:00+01:00">3. Februar</time><time class="updated" datetime="2021-03-03">x</time>`, "2021-02-03 time published"},
		{"days of people and changes", "published", "<title>Boats</title>", `<h1>Boats</h1><p>Joined 1 May 2009</p><p>Aktualisiert am 04.03.2021</p><p>Updated 9 March 2021, published 3 February 2021</p>`, "2021-02-03 beside headline"},
		{"a line below the headline", "published", "<title>Boats</title>", `<h1>Boats</h1><p>Updated 9 March 2021</p><p>Published 3 February 2021</p>`, "2021-02-03 beside headline"},
		{"a line above the headline", "published", "<title>Boats</title>", `<h2 class="date-header">3 February 2021</h2><h3>Boats</h3>`, "2021-02-03 beside headline"},
		{"a saved page", "source", "<!-- saved from url=(0021)https://a.example/boat -->", "", "https://a.example/boat comment saved from url"},
		{"a relative canonical", "source", `<link rel="canonical" href="/boat"><!-- Page saved with SingleFile
 url: https://a.example/boat?x=1
-->`, "", "https://a.example/boat link canonical"},
		{"a page saved with monolith", "source", "<!-- Saved from https://a.example/boat at 2024-06-06T09:12:11Z using monolith v2.7.0 -->", "", "https://a.example/boat comment saved from url"},
		{"a page saved with HTTrack", "source", "", "<!-- Mirrored from a.example/boat by HTTrack Website Copier/3.x -->", "http://a.example/boat comment Mirrored from"},
		{"the time in a script of WeChat", "published", "", `<a id="js_name">港湾观察</a><script>var ct = "1612371600";</script>`, "2021-02-04 script of WeChat"},
		{"a script that is not WeChat's", "published", "", `<script>var ct = "1612371600";</script>`, ""},
		{"a year of the Republic in digits", "published", "<title>船</title>", `<h1>船</h1><p>發布日期：110-02-03</p>`, "2021-02-03 beside headline"},
		{"a canonical of the site alone", "source", `<link rel="canonical" href="https://a.example/"><meta property="og:url" content="https://a.example/boat">`, "", "https://a.example/boat meta og:url"},
		{"a colon in the title", "title", "<title>Boats: how they float</title>", "<h2>Other things</h2>", "Boats: how they float title"},
		{"a title with the site's name", "title", `<meta property="og:title" content="Boats - how they float - Bay News"><meta property="og:site_name" content="Bay News">`, "", "Boats - how they float meta og:title"},
		{"authors in a line with the day", "author", "<title>Boats</title>", `<h1>Boats</h1><p>Posted on 3 February 2021 by Mia Reed in News</p>`, "Mia Reed beside headline, author"},
		{"an author with an office", "author", "<title>Boats</title>", `<h1>Boats</h1><p>By Mia Reed, Political Editor</p>`, "Mia Reed beside headline, author"},
		{"text and pictures", "author", "<title>Boats</title>", `<h1>Boats</h1><p>Words by Mia Reed / Photos by Bo Lind</p>`, "Mia Reed beside headline, author"},
		{"a section before the site's name", "title", "<title>港湾简讯_新闻_港湾网</title>", "", "港湾简讯 title"},
		{"a relative canonical beside a base", "source", `<base href="https://a.example/b/"><link rel="canonical" href="boat">`, "", "https://a.example/b/boat link canonical"},
		{"seconds since 1970", "published", `<meta name="publishtime" content="1612346400">`, "", "2021-02-03 meta publishtime"},
		{"when the page was saved", "published", `<meta name="savepage-url" content="https://a.example/x"><meta name="savepage-date" content="2021-02-03"><!-- saved date: Wed Feb 03 2021 -->`, "", ""},
		{"two places against one", "published", `<title>Boats</title>` + linked(`{"@type":"Article","datePublished":"2021-02-01"}`) + `<meta property="article:published_time" content="2021-02-03T10:00:00+01:00">`, `<h1>Boats</h1><p>3 February 2021</p>`, "2021-02-03 meta article:published_time"},
		{"a place with the days of a list", "published", `<meta itemprop="datePublished" content="2021-03-01"><meta itemprop="datePublished" content="2020-03-01"><meta name="date" content="2021-02-03">`, "", "2021-02-03 meta date"},
		{"not the first day in the text", "published", "", `<p>The fair of 9 May 2020 was good.</p><div class="date">3 February 2021</div>`, ""},
		{"several authors", "author", `<meta name="author" content="By Mia Reed and Bo Lind, 3 February 2021"><meta name="author" content="Cy Ode">`, "", "Mia Reed, Bo Lind, Cy Ode meta author"},
		{"no person", "author", `<meta name="author" content="admin"><meta property="article:author" content="https://a.example/mia">`, `<a rel="author">Mia Reed</a>`, "Mia Reed rel author"},
		{"JSON-LD with a comma too many", "author", linked(`{"@type":"Article","author":{"name":["Mia Reed"]},}`), "", "Mia Reed JSON-LD author"},
		{"JSON-LD with an ordered list", "author", linked(`{"@type":"Article","author":{"@list":[{"name":"Mia Reed"},{"givenName":"Bo","familyName":"Lind"}]}}`), "", "Mia Reed, Bo Lind JSON-LD author"},
		{"the family's name first", "author", `<meta name="citation_author" content="van Reed, Mia"><meta name="citation_author" content="Lind, Bo Karl">`, "", "Mia van Reed, Bo Karl Lind meta citation_author"},
		{"elements without a blank between", "author", "<title>Boats</title>", `<h1>Boats</h1><div><span>By <a href="/m">Mia Reed</a></span><span>March 3, 2021</span></div>`, "Mia Reed beside headline, author"},
		{"a name alone beside a day", "author", "<title>Boats</title>", `<h1>Boats</h1><div><a href="/m">Mia Reed</a></div><div>Published 3 March 2021</div>`, "Mia Reed beside headline, author"},
		{"who submitted it", "author", "<title>Boats</title>", `<h1>Boats</h1><p>Submitted by Mia Reed on Mon, 13/03/2021 - 18:05</p>`, "Mia Reed beside headline, author"},
		{"labels in elements", "outlet", "<title>港湾简讯</title>", `<h1>港湾简讯</h1><div><span>2021年2月3日 18:05</span><span>来源：港湾晚报</span><span>作者：王小明</span></div>`, "港湾晚报 beside headline, outlet"},
		{"a line without labels", "author", "<title>港湾简讯</title>", `<h1>港湾简讯</h1><div>港湾晚报 | 王小明 | 2021-02-03 18:05</div>`, "王小明 beside headline, author"},
		{"a dash in a Chinese title", "title", "<title>港湾简讯-新闻中心-港湾网</title>", "", "港湾简讯 title"},
		{"a heading with the site's name", "title", "<title>Boats – Bay News</title>", `<h1>Bay News</h1><h2>Boats</h2>`, "Boats title"},
		{"keywords, each once", "tags", `<meta name="keywords" content="boats, Sea，boats,, "><meta name="news_keywords" content="x">`, "", "boats, Sea meta keywords"},
		{"keywords of microdata", "tags", "", `<span itemprop="keywords">boats, sea</span>`, "boats, sea itemprop keywords"},
		{"RDFa", "published", "", `<time property="datePublished" content="2021-02-03">3 Feb</time>`, "2021-02-03 itemprop datePublished"},
		{"an article in RDFa before a book", "author", "", `<div typeof="schema:NewsArticle"><i property="schema:author">Mia Reed</i><div typeof="schema:Book"><i property="schema:author">Iris Lake</i></div></div>`, "Mia Reed itemprop author"},
		{"a book in RDFa", "author", "", `<div typeof="schema:Book"><i property="schema:author">Iris Lake</i></div>`, ""},
		{"a teaser in RDFa", "published", `<meta name="date" content="2021-02-03">`, `<aside><div typeof="schema:Article"><i property="schema:datePublished" content="2019-02-02"></i></div></aside>`, "2021-02-03 meta date"},
		{"a comment in microdata", "author", "", `<a rel="author" href="/m">Mia Reed</a><div itemscope itemtype="https://schema.org/Comment"><i itemprop="author">Bo Lind</i></div>`, "Mia Reed rel author"},
		{"a person in RDFa", "author", "", `<span property="schema:author" typeof="Person"><b property="schema:name">Mia Reed</b></span>`, "Mia Reed itemprop author"},
		{"microformats", "published", "", `<abbr class="published" title="2021-02-03T10:00:00">yesterday</abbr>`, "2021-02-03 time published"},
		{"microformats with a title in words", "published", `<meta http-equiv="Content-Language" content="de">`, `<abbr class="published" title="Mittwoch, Februar 3rd">03.02.2021</abbr>`, "2021-02-03 time published"},
		{"two objects in one script", "author", linked(`{"@type":"WebSite","name":"x"} {"@type":"Article","author":"Mia Reed"}`), "", "Mia Reed JSON-LD author"},
		{"a person beside an organization", "author", linked(`{"@type":"Article","author":[{"@type":"Person","name":"Mia Reed"},{"@type":"Organization","name":"Bay News"}]}`), "", "Mia Reed JSON-LD author"},
		{"a name beside an address", "author", `<meta name="author" content="mia@a.example (Mia Reed)">`, "", "Mia Reed meta author"},
		{"a name before an address", "author", `<meta name="author" content="Mia Reed &lt;mia@a.example&gt;">`, "", "Mia Reed meta author"},
		{"a name with an office", "author", `<meta name="author" content="Mia Reed, harbour correspondent">`, "", "Mia Reed meta author"},
		{"the source of a Chinese office", "outlet", `<meta name="ContentSource" content="港湾市港务局"><meta name="SiteName" content="港湾市政府网">`, "", "港湾市港务局 meta contentsource"},
		{"the account of WeChat", "outlet", `<meta property="og:site_name" content="微信公众平台">`, `<a id="js_name">港湾观察</a>`, "港湾观察 id js_name"},
		{"the day of an event in the text", "published", "", `<p>The wall of the old harbour fell on 3 February 2021 and killed a man, and nobody repaired it for two years.</p>`, ""},
		{"a dateline", "published", "<title>Boats</title>", `<p>Tollen, 3 February 2021 (NW) The wall of the old harbour fell and killed a man, and nobody repaired it for two years.</p>`, "2021-02-03 htmldate"},
		{"a base with the page's address", "source", `<base href="https://a.example/boat">`, "", "https://a.example/boat base"},
		{"a base of the site", "source", `<base href="https://a.example/b/">`, "", ""},
		{"a language", "lang", `<meta http-equiv="Content-Language" content="de-AT">`, "", "de meta content-language"},
	} {
		var got []string
		for _, f := range readPage(c.head, c.above).Facts {
			if f.Name == c.fact {
				got = append(got, f.Value+" "+f.Place)
			}
		}
		if !slices.Equal(got, []string{c.want}) && (got != nil || c.want != "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestInferredDayOfPage protects that a day from running text is marked as inferred, and that the year of a copyright is
// no day.
func TestInferredDayOfPage(t *testing.T) {
	for _, c := range []struct{ above, want string }{
		{"<p>© 2021 Bay News</p>", " false"},
		{`<div><span class="x">3. Februar 2021</span></div>`, "2021-02-03 true"},
		{`<time>2021-02-03</time>`, "2021-02-03 false"},
	} {
		a := readPage("<title>Boats</title>", c.above).Article
		if got := fmt.Sprint(a.Date(), " ", a.Inferred); got != c.want {
			t.Errorf("%s: %s, want %s", c.above, got, c.want)
		}
	}
}

// TestBoxNames protects the text in boxes whose class only looks like that of a box beside it.
func TestBoxNames(t *testing.T) {
	const body = "<p>The ferry to the island runs every hour from April, the harbour master said.</p>" +
		"<p>Tickets cost four crowns, and children travel free of charge at weekends.</p><p>Dogs need a lead.</p>"
	list := strings.Repeat(`<li><a href="/x">Another story that has nothing to do with the ferry</a></li>`, 20)
	for _, class := range []string{"node node--promoted", "story paywall", "article-body pagination-first", "entry themeform share",
		"post tags-on", "content comments-open"} {
		a, _ := Parse("a.html", []byte(`<h1>Ferry</h1><div class="`+class+`">`+body+`</div><ul>`+list+`</ul>`))
		if !strings.Contains(a.Text, "four crowns") || strings.Contains(a.Text, "Another story") {
			t.Errorf("%s: %q", class, a.Text)
		}
	}
}

// TestCaptionNames protects prose in boxes whose class only speaks of captions.
func TestCaptionNames(t *testing.T) {
	for class, want := range map[string]bool{
		"caption": true, "wp-caption-text": true, "photo-caption": true, "figcaption": true,
		"no-caption": false, "has-caption": false, "closed-caption-transcript": false, "image-caption-wrapper": false, "text": false,
	} {
		if got := isCaptionName(nameParts(class)); got != want {
			t.Errorf("%s: %v", class, got)
		}
	}
}

// TestAuthorBoxes protects prose in boxes that are named after authors, and takes that about the page's author out.
func TestAuthorBoxes(t *testing.T) {
	const body = "<p>The ferry to the island runs every hour from April, the harbour master said.</p><p>Tickets cost four crowns, and children travel free of charge at weekends.</p>"
	const prose = "Old Ben steered the first of these boats for forty years, and knew each rock."
	for _, c := range []struct {
		class, above, box, below string
		stays                    bool
	}{
		{"bio", "", prose, body, true}, {"speaker-bio", body, prose, "", true}, {"writer-profile", body, prose, body, true}, {"author-biography", body, prose, body, true},
		{"byline-box", "", prose + " Mia Reed", body, true}, {"author-bio", body, "Mia Reed writes on boats. " + prose, body, true}, {"author-bio", body, "Mia Reed writes on boats. " + prose, "", false},
	} {
		a, _ := Parse("a.html", []byte(`<meta name="author" content="Mia Reed"><article><h1>Ferry</h1>`+c.above+`<div class="`+c.class+`"><p>`+c.box+`</p></div>`+c.below+`</article>`))
		if got := strings.Contains(a.Text, prose); got != c.stays {
			t.Errorf("%s: %q", c.class, a.Text)
		}
	}
}

// TestRemovedIsReported protects that what is left out of a page can be seen, in `bot check FILE`.
func TestRemovedIsReported(t *testing.T) {
	r := readPage("<title>Boats</title>", `<div class="newsletter"><p>Sign up for more boats.</p></div>`)
	if !slices.Contains(r.Removed, "Sign up for more boats.") {
		t.Errorf("%q", r.Removed)
	}
}

// TestHiddenBody protects the text of pages that show it by a script.
func TestHiddenBody(t *testing.T) {
	a, _ := Parse("a.html", []byte(`<h1>Boats</h1><div id="js_content" style="visibility: hidden; opacity: 0;">`+prose+`</div>`))
	if !strings.Contains(a.Text, "harvest had failed") {
		t.Errorf("%q", a.Text)
	}
}

// TestRaisedText protects exponents, and that numbers of notes do not stick to words, in pages and in Markdown.
func TestRaisedText(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{"It holds 10<sup>6</sup> litres of water.", "It holds 10^6 litres of water."},
		{"The field has 20 m<sup>2</sup> of grass.", "The field has 20 m² of grass."},
		{"The board said so.<sup>3</sup> It was late.", "The board said so. It was late."},
		{"The sign x<sup>−2</sup> is there.", "The sign x⁻² is there."},
		{"It took the wall<sup>a</sup> and the gate<sup>*</sup> on Monday.", "It took the wall and the gate on Monday."},
		{"The sum is 2<sup>n</sup> and x<sup>k</sup> there.", "The sum is 2^n and x^k there."},
		{"On the 1<sup>st</sup> of May it rained.", "On the 1st of May it rained."},
	} {
		page, _ := Parse("a.html", []byte("<p>"+c.html+"</p>"))
		markdown, _ := Parse("a.md", []byte(c.html))
		if page.Text != c.want || markdown.Text != c.want {
			t.Errorf("%s: page %q, Markdown %q", c.html, page.Text, markdown.Text)
		}
	}
	page, _ := Parse("a.html", []byte(`<p>The board said so.<sup><a href="#n">[note 3]</a></sup><sup>[citation needed]</sup> It was late.</p>`))
	if page.Text != "The board said so. It was late." {
		t.Errorf("a linked note: %q", page.Text)
	}
}
