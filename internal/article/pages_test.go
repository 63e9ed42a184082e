package article

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Each page is parted by "|": what must be in its text, and what must not.
var pages = []struct{ file, title, in, out string }{
	{"news.html", "Harbour bridge to close for repairs",
		"will close to all traffic on 1 April|said Ines Rowan, who leads|ferry will run twice as often|put at £3.2m|Tom Achterberg|last repaired in 1987",
		"cookies|privacy|JavaScript|Skip to|Weather|Search|Home|Share|Facebook|Copy link|Snoozeasy|Advertisement|Related|Ferry fares|Briefing|newsletter|Subscribe|Topics|gull_watcher|ten years ago|library|logged in|Most read|Dog found|rights reserved|dataLayer|schema.org|Mara Ellis|14 March|The bridge in January"},
	{"blog.html", "Why I stopped sharpening my plane irons by eye",
		"held the iron up to the window|31 degrees on one corner|no scraper takes out|honest as the person|ten strokes on the coarse stone|strop on leather|sleep 240; beep",
		"About me|Tweet|Pocket|also like|one plank|Disqus|Archive|Mailing|address to get|Powered by|cookies|Got it"},
	{"app.html", "Lithium plant wins permit",
		"first lithium refinery|Work may begin in autumn|a third less than it had asked for|Petra Oswin",
		"HYDRATION|Menu|Log in|€1|ADVERTISEMENT|More like this|Brine prices|hydroxide is for|Sponsored|Sign up|privacy policy|Cookies"},
	{"statement.html", "Joint statement on the coast guard agreement",
		"met in Port Ansel on 4 November|at least two days ahead|open at all hours|three years|August, 14, 9|September, 11, 12|Month, North, South|for its hospitality|annexed to the statement",
		"Contact|Speeches|Tenders|Imprint|1 Quay Road|中文|Print this page|a friend|5 November"},
	{"zh-news.html", "江口大桥四月起封闭维修",
		"十一座桥墩中的两座发现了裂缝|宁可封六个星期|渡轮班次增加一倍|三千二百万元",
		"登录|下载客户端|首页|财经|当前位置|分享|微博|二维码|相关阅读|渡轮票价|评论|十年前|图书馆|文明上网|热门|小狗|版权所有|备0000|责任编辑|2025年"},
	{"zh-cookie.html", "鋰廠獲准興建",
		"國內首座鋰精煉廠|秋季動工|比申請的少三分之一|歐思敏",
		"Cookie|隱私權|我知道了|觀點|訂閱|信箱|分享到|延伸閱讀|鹽水|五座值得|©|文／朴君"},
	{"opinion.html", "Leave the night trains alone",
		"calls it a reform|stand until midnight|Social questions are seldom asked|A cookie costs more|share the cost",
		"Front page|Well said|free articles"},
	{"live.html", "Storm Ada: what we know",
		"came ashore at Cape Foul|Cape Foul lost its pier|12 houses without roofs|two kilometres|31,000 homes|9,000 homes|22,000 homes|Call 0800 555 000",
		"On this page|Load more|WhatsApp|listeners|Storm names for 2024"},
}

func TestPages(t *testing.T) {
	for _, p := range pages {
		raw, err := os.ReadFile("testdata/pages/" + p.file)
		if err != nil {
			t.Fatal(err)
		}
		a, problems := Parse(p.file, raw)
		if a.Title != p.title || len(problems) > 0 {
			t.Errorf("%s: title %q, problems %s", p.file, a.Title, problemLines(problems))
		}
		for in := range strings.SplitSeq(p.in, "|") {
			if strings.Count(a.Text, in) != 1 {
				t.Errorf("%s: %q is in the text %d times", p.file, in, strings.Count(a.Text, in))
			}
		}
		for out := range strings.SplitSeq(p.out, "|") {
			if strings.Contains(fmt.Sprint(a.Text, a.HeadingPaths), out) {
				t.Errorf("%s: %q is in the text or its headings", p.file, out)
			}
		}
		if slices.ContainsFunc(a.HeadingPaths, func(trail []string) bool { return slices.Contains(trail, a.Title) }) {
			t.Errorf("%s: the title is a heading: %q", p.file, a.HeadingPaths)
		}
		if t.Failed() && testing.Verbose() {
			t.Logf("%s: %q %q\n%s", p.file, a.Author, append(a.HeadingPaths, a.Captions), a.Text)
		}
	}
}

// TestPageParts checks parts of a page that both libraries leave out or cut, and what is no part of the article beside them.
func TestPageParts(t *testing.T) {
	const (
		lead    = "A quarter of the town's wells ran dry in August, and the council now pays for water that comes by rail from the north."
		power   = "<math><semantics><mrow><msup><mn>10</mn><mn>6</mn></msup></mrow><annotation encoding=\"application/x-tex\">10^6</annotation></semantics></math>"
		formula = "<math><mi>p</mi><mo>=</mo><mfrac><mi>V</mi><mi>t</mi></mfrac><semantics><annotation encoding=\"application/x-tex\">\\frac</annotation></semantics></math>"
	)
	list := "<ul><li>two buckets with a lid of wood</li><li>a rope of twelve metres in all</li><li>one iron hook and a pulley</li></ul>"
	for _, c := range []struct{ name, page, in, out string }{
		{"a deck in a box of its own", "<header><h1>Wells run dry</h1><div class=\"teaser\"><p>" + lead + "</p></div></header><article>" + prose + "</article>", lead, ""},
		{"a deck as a heading", "<h1>Wells run dry</h1><h2 class=\"deck\">" + lead + "</h2><article>" + prose + "</article>", lead, ""},
		{"no deck without a heading", "<div class=\"teaser\"><p>" + lead + "</p></div><main><h1>Wells run dry</h1><article>" + prose + "</article></main>", "", lead},
		{"a list within the text", "<article><h1>Wells run dry</h1>" + prose + "<p>To draw water one needs:</p>" + list + prose + "</article>", "a rope of twelve metres in all", ""},
		{"a formula", "<article><h1>Wells</h1>" + prose + "<p>The flow is " + formula + " at each of the wells, the engineer of the town explained to us.</p>" + prose + "</article>", "The flow is p=V/t at each of the wells", "frac"},
		{"a power, as KaTeX writes it", "<article><h1>Wells</h1>" + prose + "<p>The engineer of the town explained to us that a well has <span class=katex><span class=katex-mathml>" + power + "</span><span class=katex-html aria-hidden=true>106</span></span> litres.</p>" + prose + "</article>", "a well has 10^6 litres.", "106"},
		{"powers of letters", "<article><h1>Wells</h1>" + prose + "<p>The engineer of the town explained to us that it is <math><mi>c</mi><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>, or <math><msup><mi>e</mi><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow></msup></math>, as you know by now.</p>" + prose + "</article>", "it is cx1^2, or e^(x+1), as", ""},
		{"a template", "<div><h1>Wells run dry</h1><script type=\"text/template\"><div>" + prose + "</div></script></div><p>Archive of the town.</p>", "the harvest had failed", ""},
		{"for browsers without scripts", "<div><h1>Wells run dry</h1><noscript><div>" + prose + "</div></noscript></div><p>Archive of the town.</p>", "the harvest had failed", ""},
		{"a template beside the article", "<article><h1>Wells</h1>" + prose + "</article><script type=\"text/template\"><p>" + lead + "</p></script>", "the harvest had failed", lead},
		{"paragraphs of line breaks", "<article><h1>Wells</h1>The harvest had failed in the summer of that year.<br><br>The harvest was good in the next one.</article>", "year.\n\nThe harvest", ""},
		{"readings in a row", "<article><h1>Wells</h1>" + prose + "<p><ruby>蓝鲸<rtc>lán jīng</rtc></ruby>湾委员会投票重建救生艇站，工程预计需要十八个月。</p></article>", "蓝鲸湾委员会", ""},
		{"a link to read more", "<article><h1>Wells</h1>" + prose + "<p><a href=/x>Read more about the wells</a></p><p>(Read: <a href=/x>Where the water went</a>)</p><p>Click <a href=/x>here</a> to read more</p>" + prose + "</article>", "", "ead"},
		{"notices of a paywall", "<article><h1>Wells</h1>" + prose + "<p>You have 3 free articles left this month. Subscribe for unlimited access to our journalism today.</p><p>Please turn off your ad blocker to support our work.</p>" + prose + "</article>", "", "ad blocker"},
		{"credits of pictures", "<article><h1>Wells</h1>" + prose + "<p>Photo: The wells in August (Bo Lind)</p><p>Bild: Die Brunnen</p><p>The wells © Bo Lind</p>" + prose + "</article>", "", "Bo Lind"},
		{"a link with a label", "<article><h1>Wells</h1>" + prose + "<p>Analysis: <a href=/x>Why the wells of the north are deeper</a></p>" + prose + "</article>", "", "Why the wells"},
		{"the text that the page shows the start of", "<article><h1>Wells</h1><p>The summer was dry.</p></article>" + linked(`{"@type":"NewsArticle","articleBody":"`+lead+`\n`+lead+` It was a hard year."}`), "It was a hard year", ""},
		{"a list at the end", "<article><h1>Wells</h1>" + prose + prose + list + "</article>", "a rope of twelve metres in all", ""},
		{"a teaser within a link", "<article><h1>Wells</h1>" + prose + "<a href=/x><p>The bridge over the gorge will close for a year from March on</p></a>" + prose + "</article>", "", "bridge"},
		{"a box about the author", "<article><h1>Wells</h1>" + prose + prose + "<div class=\"post-author-bio\"><p>Bo Lind has written about water for many years. He lives in the north with two dogs.</p></div></article>", "", "two dogs"},
		{"an author in the class of the post", "<article class=\"post author-bo\">" + prose + "</article>", "the harvest had failed", ""},
		{"a caption by its class", "<article><h1>Wells</h1>" + prose + "<div class=\"img-caption\">The last well of the town had water until the first week of August.</div>" + prose + "</article>", "", "first week of August"},
		{"a paragraph as a heading", "<article><h1>Wells</h1>" + prose + "<h3>" + lead + "</h3>" + prose + "</article>", lead, ""},
		{"a credit at the end", "<article><h1>Wells</h1>" + prose + "<p>Reporting by Bo Lind; Editing by Ann Example</p><p>Our Standards: <a href=/x>the principles</a></p></article>", "", "Bo Lind"},
		{"rules", "<article><h1>Wells</h1>" + prose + "<p>___</p>" + prose + "</article>", "", "___"},
		{"stray zero bytes", "<article><h1>Wells\x00 run dry</h1>" + strings.Repeat(prose, 4) + "</article>", "the harvest had failed", ""},
	} {
		a, problems := Parse("a.html", []byte("<html><head><title>Wells</title></head><body>"+c.page+"</body></html>"))
		if !strings.Contains(a.Text, c.in) || c.out != "" && strings.Contains(a.Text, c.out) || slices.ContainsFunc(problems, func(p Problem) bool { return p.Level == Error }) {
			t.Errorf("%s: %q\n%s", c.name, a.Text, problemLines(problems))
		}
	}
}

// TestNotices checks lines that are a site's in every article, and prose that begins as these do.
func TestNotices(t *testing.T) {
	for _, line := range []string{
		"Never miss a story by signing up to our weekly newsletter!", "Get the day's top stories delivered to your inbox every morning.", "By signing up you agree to our terms of use.", "Share this article",
		"Follow us on Facebook, X and Instagram", "If you enjoyed this piece, please consider a small gift.", "We want to hear what you think about this article.", "This post contains affiliate links.", "Advertising disclosure: we may be paid.",
		"This entry was posted in Water. Bookmark the permalink.", "No comments yet", "Auch interessant:", "You may also like", "Related stories", "À lire aussi :", "Jetzt den Newsletter abonnieren",
		"【纠错】 【责任编辑：李小红】", "点击上方蓝字关注我们", "特别声明：以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务。", "未经授权，严禁转载。", "本文仅代表作者观点，不代表本站立场。", "（原标题：水井干涸）", "推荐阅读", "猜你喜欢",
	} {
		if !isNotice(line, false) {
			t.Errorf("no notice: %s", line)
		}
	}
	for _, line := range []string{
		"Get the bucket down before the rope is wet, the old women say.", "Want of water drove them north.", "Follow the river for a mile and you come to the well.", "Stay where you are, he told them.", "Join the two ropes with a knot.",
		"No comments were made by the mayor, who left the hall by the back door.", "At 18:05 the water came.", "The newsletter of the parish named three wells.", "Share the water, the council asks.", "By signing the treaty the towns agreed to share the wells.",
		"Related species live in the north.", "If you found the well dry, the neighbours shared theirs.", "未经处理的井水不能喝，镇长说。", "声明：双方同意共用水井。", "更多的人去了北方。", "推荐阅读这本书的人不少。", "We earn little, the diggers say.",
		"Posted in Malta as a nurse, she learned to sail.", "Filed under oath, the claim was heard by one judge.", "No comment.", "We receive compensation only when the well is dry.", "As an Amazon associate she packed boxes.",
		"Affiliate disclosure rules were passed in the spring.", "18:05", "If you like this soup, consider the one of the inn.", "Follow the pipe, and you find the newsletter of the mill.", "By registering the boat here you agree to pay its toll.",
		"Tell us what you think happened at the well, the judge asked.", "Share this story with your neighbours and let them judge.", "Sign up for the newsletter, he told them, and left.", "提示：居民可登录水务局官方网站查询水价。", "聲明：水廠表示，網站遭到攻擊，但供水不受影響。",
		"声明：水厂在网站上说，两口井已经停用。", "说明：该平台的数据只到去年春天。", "纠错是会计每天晚上的活。", "未经家长允许，孩子不得使用水泵。", "This story contains a lesson for the north.",
	} {
		if isNotice(line, false) {
			t.Errorf("notice: %s", line)
		}
	}
}

// TestPageTail protects prose at the end of a page that looks like the lines of a site, and that such lines go.
func TestPageTail(t *testing.T) {
	d := &draft{}
	for _, line := range []string{
		"关注邻居家的水井，比关注水价更重要。", "扫描的旧图如今藏在县档案馆。", "This story was published after the well had been closed.", "Follow the water on social media, the digger said.", "Next story in the tower was the bell room.",
		"Copyright 1908, says the first page of the ledger.", "Edited by Hand, the map took four years to draw.",
	} {
		if d.isPageTail(line) {
			t.Errorf("tail: %s", line)
		}
	}
	for _, line := range []string{"© 2024 Harrow Gazette. All rights reserved.", "Editing by Bo Sample", "Follow us on Facebook", "更多精彩内容，请关注我们的公众号", "Share this article"} {
		if !d.isPageTail(line) {
			t.Errorf("no tail: %s", line)
		}
	}
}

// TestProseAmongProse keeps a paragraph that both libraries lose between two that they keep.
func TestProseAmongProse(t *testing.T) {
	c, d := &html.Node{}, &html.Node{}
	blocks := []struct {
		container  *html.Node
		sure, want bool
	}{{c, false, false}, {c, true, false}, {d, false, false}, {c, false, true}, {c, true, false}, {c, false, false}}
	p := &page{spans: spans{}}
	for _, block := range blocks {
		p.container, p.votes = block.container, votes{block.sure, block.sure}
		p.note(block.sure)
	}
	for number, block := range blocks {
		if got := p.spans.among(block.container, number); got != block.want {
			t.Errorf("block %d: %v", number, got)
		}
	}
	if !p.cutsAmong() {
		t.Error("no block was cut among others")
	}
}
