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
