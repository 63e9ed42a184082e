package article

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
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
		formula = "<math><mi>p</mi><mo>=</mo><mfrac><mi>V</mi><mi>t</mi></mfrac><semantics><annotation encoding=\"application/x-tex\">\\frac</annotation></semantics></math>"
	)
	list := "<ul><li>two buckets with a lid of wood</li><li>a rope of twelve metres in all</li><li>one iron hook and a pulley</li></ul>"
	for _, c := range []struct{ name, page, in, out string }{
		{"a deck in a box of its own", "<header><h1>Wells run dry</h1><div class=\"teaser\"><p>" + lead + "</p></div></header><article>" + prose + "</article>", lead, ""},
		{"a deck as a heading", "<h1>Wells run dry</h1><h2 class=\"deck\">" + lead + "</h2><article>" + prose + "</article>", lead, ""},
		{"no deck without a heading", "<div class=\"teaser\"><p>" + lead + "</p></div><main><h1>Wells run dry</h1><article>" + prose + "</article></main>", "", lead},
		{"a list within the text", "<article><h1>Wells run dry</h1>" + prose + "<p>To draw water one needs:</p>" + list + prose + "</article>", "a rope of twelve metres in all", ""},
		{"a formula", "<article><h1>Wells</h1>" + prose + "<p>The flow is " + formula + " at each of the wells, the engineer of the town explained to us.</p>" + prose + "</article>", "The flow is p=Vt at each of the wells", "frac"},
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
		{"stray zero bytes", "<article><h1>Wells\x00 run dry</h1>" + strings.Repeat(prose, 4) + "</article>", "the harvest had failed", ""},
	} {
		a, problems := Parse("a.html", []byte("<html><head><title>Wells</title></head><body>"+c.page+"</body></html>"))
		if !strings.Contains(a.Text, c.in) || c.out != "" && strings.Contains(a.Text, c.out) || slices.ContainsFunc(problems, func(p Problem) bool { return p.Level == Error }) {
			t.Errorf("%s: %q\n%s", c.name, a.Text, problemLines(problems))
		}
	}
}
