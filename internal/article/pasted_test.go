package article

import (
	"strings"
	"testing"
	"time"
)

const (
	prose1 = "The harbour board of Harrow Bay voted on Tuesday to rebuild the lifeboat station, which has stood empty since a storm took its roof."
	prose2 = "Work is to take eighteen months and cost about four million pounds, the board said."
	han1   = "港湾市委员会周二表决通过重建救生艇站，该站自去年风暴掀掉屋顶以来一直空置。"
	han2   = "委员会表示，工程预计历时十八个月，耗资约四百万元。"
)

// facing returns what a file says, one line.
func facing(a Article) string {
	return strings.Join([]string{a.Title, a.Author, a.Outlet, a.Date(), a.URL, strings.Join(a.Tags, ","), strings.Join(a.Captions, "/")}, "|")
}

// TestPastedHead protects what is pasted with an article: each line goes where it belongs and none into the text.
func TestPastedHead(t *testing.T) {
	const title = "Harrow Bay to rebuild lifeboat station"
	for _, c := range []struct{ name, head, want string }{
		{"outlet, deck, byline, stamp, buttons", "HARROW GAZETTE\n\n" + title + "\n\nBoard votes 7 to 2\n\nBy Ann Example and Bo Sample\n\nPublished: Tue 3 Jun 2025, 08:30 BST | Updated 4 Jun 2025\n\n4 min read\n\nShare   Save   Listen",
			title + "|Ann Example, Bo Sample|HARROW GAZETTE|2025-06-03|||Board votes 7 to 2"},
		{"a section below the outlet", "HARROW GAZETTE\n\nLOCAL NEWS\n\n" + title + "\n\nAnn Example\n\nTue 3 Jun 2025 08.30 BST", title + "|Ann Example|HARROW GAZETTE|2025-06-03|||"},
		{"the title of a page", title + " | Harrow News\n\nStory by Ann Example • 2025-06-03 • 3 minute read", title + "|Ann Example|Harrow News|2025-06-03|||"},
		{"all on one line", title + "\nBy ANN EXAMPLE | Harrow Gazette | June 3, 2025 at 8:30 a.m. EDT", title + "|Ann Example|Harrow Gazette|2025-06-03|||"},
		{"updated first", title + "\nUpdated June 9, 2025\nPublished June 3, 2025\nAnn Example, Harrow correspondent", title + "|Ann Example||2025-06-03|||"},
		{"deck is a sentence", title + "\nThe board voted after two years of debate.\nWritten by Ann Example, Staff Writer\n3rd June 2025 10:15 GMT+1", title + "|Ann Example||2025-06-03|||The board voted after two years of debate."},
		{"crumbs and section", "Home > News > Local\n" + title + "\nAnn Example\nPolitical correspondent\nPosted on 3 June 2025\n12 comments\nFacebook Twitter WhatsApp Copy link", title + "|Ann Example||2025-06-03|||"},
		{"stamp before the title", "June 3, 2025 / 8:30 AM EDT / Harrow News\n" + title + "\nBy Ann Example, Bo Sample and Cy Third", title + "|Ann Example, Bo Sample, Cy Third|Harrow News|2025-06-03|||"},
		{"day before month with dots", title + "\n03.06.2025 08:30\nReading time: 4 minutes", title + "|||2025-06-03|||"},
		{"labels", "Title: " + title + "\nAuthor: Ann Example\nSource: Harrow Gazette\nDate: 2025-06-03\nURL: https://www.harrow.example/1\nTags: harbour, lifeboat", title + "|Ann Example|Harrow Gazette|2025-06-03|https://www.harrow.example/1|harbour,lifeboat|"},
		{"forwarded mail", "---------- Forwarded message ---------\nFrom: Ann Example <ann@x.example>\nDate: Tue, 3 Jun 2025 at 08:30\nSubject: " + title + "\nTo: Me <me@x.example>", title + "|Ann Example||2025-06-03|||"},
		{"caption below the head", title + "\nBy Ann Example\nJune 3, 2025\nThe station after the storm", title + "|Ann Example||2025-06-03|||The station after the storm"},
		{"a name with small words", title + "\nBy Ludwig van der Berg and Maria de la Cruz-O'Neill\n2 hours ago", title + "|Ludwig van der Berg, Maria de la Cruz-O'Neill|||||"},
		{"outlet after the names", title + "\nBy Ann Example, Harrow Gazette\nTuesday, June 3, 2025", title + "|Ann Example|Harrow Gazette|2025-06-03|||"},
		{"a section, a role behind the name, a count", "Floods\n\n" + title + "\n\nBoard votes 7 to 2\n\nAnn Example Environment correspondent\n\nTue 3 Jun 2025 18.05 BST\nLast modified on Wed 4 Jun 2025 09.12 BST\n\nShare\n\n41", title + "|Ann Example||2025-06-03|||Board votes 7 to 2"},
		{"name and outlet below the buttons", title + "\n\n6 hours ago\nShare\nSave\nAnn Example\nHarrow News, Kent", title + "|Ann Example|Harrow News||||"},
		{"a time without a blank", "World\n" + title + "\nReuters\nJune 3, 20256:05 PM UTCUpdated a day ago", title + "||Reuters|2025-06-03|||"},
		{"marks between the lines", title + "\n\nAnn Example\n\nFollow\n\n5 min read\n·\nJun 3, 2025\n\n212\n\n3", title + "|Ann Example||2025-06-03|||"},
		{"day before name and outlet", title + "\n2025-06-03T18:05:00Z\nAnn Example / The Harrow Courier", title + "|Ann Example|The Harrow Courier|2025-06-03|||"},
		{"labels with dashes", title + "\nAuthor - Ann Example\nDate - 3 June 2025\nSource - Harrow Courier", title + "|Ann Example|Harrow Courier|2025-06-03|||"},
		{"an outlet behind the byline", title + "\nBy Ann Example | Harrow News\nFacebook Twitter Flipboard Comments Print Email\nPublished June 3, 2025 6:05pm EST", title + "|Ann Example|Harrow News|2025-06-03|||"},
		{"a stamp with a short word", title + "\nTNN / Jun 3, 2025, 18:05 IST\nAA\nFOLLOW US", title + "|||2025-06-03|||"},
		{"a day within the byline", title + "\nPosted by Ann Example on Jun 3, 2025 in Environment, Local | 4 comments", title + "|Ann Example||2025-06-03|||"},
		{"a menu above", "Skip to content\nMenu\nHarrow Courier\nSubscribe\nLog in\n\n" + title + "\n\nAnn Example\n3 Jun 2025", title + "|Ann Example|Harrow Courier|2025-06-03|||"},
		{"two days and a count", title + "\nBy Ann Example - Jun 3, 2025 Updated Jun 4, 2025  0", title + "|Ann Example||2025-06-03|||"},
		{"two names alone", title + "\n\nAnn Example, Bo Sample\n\nFirst published: 3 June 2025 | Last updated: 5 June 2025", title + "|Ann Example, Bo Sample||2025-06-03|||"},
		{"a name with a place, times first", "China / Politics\n\n" + title + "\n\nBoard votes 7 to 2\n\nAnn Example in Harrow\n\nPublished: 6:05pm, 3 Jun 2025\n\nUpdated: 9:00am, 4 Jun 2025", title + "|Ann Example||2025-06-03|||Board votes 7 to 2"},
		{"a programme", title + "\nJune 3, 20256:05 PM ET\nHeard on the morning show\n\nAnn Example\n\n3-Minute Listen\nDownload\nTranscript", title + "|Ann Example||2025-06-03|||Heard on the morning show"},
		{"unread lines above the name", title + "\nBoard votes 7 to 2\n\nThe station in spring. Photograph: Bo Sample\n\nAnn Example\nTue Jun 03 2025 - 06:00", title + "|Ann Example||2025-06-03|||Board votes 7 to 2/The station in spring. Photograph: Bo Sample"},
		{"an account", title + "\nBy: Ann Example - @annex\nHarrow Gazette / 05:40 AM June 03, 2025", title + "|Ann Example|Harrow Gazette|2025-06-03|||"},
		{"a release", "FOR RELEASE\n\nJune 3, 2025\n\nMedia contact:\nAnn Example\nann@harrow.example\n(555) 010-0123\n\n" + title, title + "|||2025-06-03|||"},
		{"a label above its value", title + "\n\nSource:\n\nHarrow Bay Council\n\nJun 03, 2025, 09:14 ET", title + "||Harrow Bay Council|2025-06-03|||"},
		{"name and outlet below the stamps", title + "\nPublished 3 June 2025, 09:14 CEST\nUpdated 4 June 2025, 10:00 CEST\nAnn Example, The Harrow Courier", title + "|Ann Example|The Harrow Courier|2025-06-03|||"},
		{"tags before a section", title + "\nDate: 2025-06-03\nCategory: Local\nTags: harbour, lifeboat", title + "|||2025-06-03||harbour,lifeboat|"},
		{"properties", "Title: " + title + "\nDate: 2025-06-03 18:05\nModified: 2025-06-09\nSlug: station\nAuthors: Ann Example, Bo Sample\nSummary: Short version", title + "|Ann Example, Bo Sample||2025-06-03|||"},
	} {
		a, _ := Parse("a.txt", []byte(c.head+"\n\n"+prose1+"\n\n"+prose2+"\n"))
		if a.Text != prose1+"\n\n"+prose2 {
			t.Errorf("%s: text %q", c.name, a.Text)
		}
		if got := facing(a); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestPastedHeadHan(t *testing.T) {
	const title = "港湾市将重建救生艇站"
	for _, c := range []struct{ name, head, want string }{
		{"one line", title + "\n\n2025年06月03日 08:30 来源：港湾日报 作者：王小明\n\n字号：大 中 小", title + "|王小明|港湾日报|2025-06-03|||"},
		{"long lines below each other", title + "\n2025年6月3日08:30 | 来源：港湾晚报 | 作者：王小明、李小红\n分享到：微信 微博", title + "|王小明, 李小红|港湾晚报|2025-06-03|||"},
		{"where the account is", title + "\n原创 王小明 港湾观察 2025-06-03 08:30 港湾", title + "|王小明|港湾观察|2025-06-03|||"},
		{"lines", title + "\n港湾日报\n2025-06-03 08:30:15\n记者 王小明 李红\n分享到：微信 微博 QQ空间", title + "|王小明, 李红|港湾日报|2025-06-03|||"},
		{"reporter of an outlet", title + "\n港湾日报记者 王小明\n发布时间：2025年6月3日 星期二 08:30\n阅读时间：约4分钟", title + "|王小明|港湾日报|2025-06-03|||"},
		{"labels with blanks", title + "\n来 源：新华网　作 者：王小明　2025/06/03 08:30", title + "|王小明|新华网|2025-06-03|||"},
		{"crumbs, counts", "首页 > 新闻 > 正文\n" + title + "\n2025年6月3日 08:30 | 来源：港湾晚报 | 浏览：1234次 | 评论：5", title + "||港湾晚报|2025-06-03|||"},
		{"editor in the head", title + "\n时间：2025-06-03 来源：中国新闻网 责任编辑：李小红", title + "||中国新闻网|2025-06-03|||"},
		{"traditional", "港灣市將重建救生艇站\n2025年06月03日 08:30 來源：港灣日報 記者：王小明", "港灣市將重建救生艇站|王小明|港灣日報|2025-06-03|||"},
		{"slash byline", title + "\n文／王小明\n2025.06.03", title + "|王小明||2025-06-03|||"},
		{"public account", title + "\n原创 王小明 港湾观察 2025年06月03日 08:30 北京", title + "|王小明|港湾观察|2025-06-03|||"},
		{"outlet before the day", title + "\n新华社 2025年6月3日", title + "||新华社|2025-06-03|||"},
		{"account and platform", title + "\n港湾晚报\n2025-06-03 18:05发布于河北港湾晚报官方账号\n+关注", title + "||港湾晚报|2025-06-03|||"},
		{"a labelled source before the site", title + "\n2025年06月03日 08:30 港湾新闻\n来源：海潮日报", title + "||海潮日报|2025-06-03|||"},
		{"an unknown outlet before a time", title + "\n海潮一线 2025-06-03 08:30:15\n作者：王小明 ▪ 李红    责编：王五", title + "|王小明, 李红||2025-06-03|||"},
		{"a page of a paper", title + "\n本报记者 王小明\n《 海潮日报 》（ 2025年06月03日 第 04 版）", title + "|王小明|海潮日报|2025-06-03|||"},
		{"an editor behind the reporter", title + "\n海潮日报 记者 王小明 编辑 李红\n2025-06-03 08:30", title + "|王小明|海潮日报|2025-06-03|||"},
		{"a trainee", title + "\n海潮日报记者 王小明 实习生 李红\n2025-06-03 08:30", title + "|王小明, 李红|海潮日报|2025-06-03|||"},
		{"an outlet before the name", title + "\n文｜海潮 王小明\n2025年06月03日 08:30", title + "|王小明||2025-06-03|||"},
		{"a post", "王小明\n25-6-3 08:30\n来自 微博网页版\n【" + title + "】", title + "|||2025-06-03|||"},
		{"outlet with a place", title + "\n2025-06-03 18:05:11　来源: 港湾晚报(港湾)　举报\n0\n分享至", title + "||港湾晚报|2025-06-03|||"},
		{"year and month apart", "新华网 > 时政 > 正文\n2025 06/03 18:05:11\n来源：新华网\n" + title + "\n字体： 小 中 大 分享到：", title + "||新华网|2025-06-03|||"},
		{"who approved", title + "\n王小明\n港湾大学 水利工程硕士\n\n关注\n\n128 人赞同了该文章", title + "|王小明|||||港湾大学 水利工程硕士"},
		{"name before the account", title + "\n\n王小明 港湾观察\n 2025-06-03 18:05 \n发表于河北", title + "|王小明|港湾观察|2025-06-03|||"},
		{"pictures and text", title + "\n图/文 王小明 李一\n2025-06-03", title + "|王小明, 李一||2025-06-03|||"},
		{"bars behind labels", title + "\n撰文 | 王小明\n出品 | 港湾观察", title + "|王小明|港湾观察||||"},
		{"two kinds of reporters", title + "\n（2025年6月3日）\n港湾晚报记者王小明 通讯员李一", title + "|王小明, 李一|港湾晚报|2025-06-03|||"},
		{"a day in Chinese numerals", title + "\n二〇二五年六月三日\n王小明", title + "|王小明||2025-06-03|||"},
		{"a place behind the reporter", "港灣市將重建救生艇站\n2025-06-03 18:05 聯合報／ 記者王小明／港灣即時報導\n+ 救生艇", "港灣市將重建救生艇站|王小明|聯合報|2025-06-03|||+ 救生艇"},
		{"a reporter in brackets", "港灣市將重建救生艇站\n2025/06/03 18:05\n〔記者王小明／港灣報導〕", "港灣市將重建救生艇站|王小明||2025-06-03|||"},
		{"a news agency", "港灣市將重建救生艇站\n2025/6/3 18:05（6/4 09:10 更新）\n（中央社記者王小明港灣3日電）", "港灣市將重建救生艇站|王小明|中央社|2025-06-03|||"},
		{"a paper's own news", "港灣市將重建救生艇站\n文章日期：2025年6月3日 星期二\n【明報專訊】\n明報記者 王小明", "港灣市將重建救生艇站|王小明|明報|2025-06-03|||"},
		{"year of the Republic in digits", "港灣市將重建救生艇站\n發布日期：114/06/03\n發布單位：港灣縣政府", "港灣市將重建救生艇站||港灣縣政府|2025-06-03|||"},
		{"year of the Republic", "港灣市將重建救生艇站\n發布日期：民國114年6月3日\n發布單位：港灣縣政府", "港灣市將重建救生艇站||港灣縣政府|2025-06-03|||"},
		{"an account's notice", title + "\n港湾观察\n2025-06-03 18:05\n本文来自微信公众号：港湾观察，作者：王小明，题图来自：视觉中国", title + "||港湾观察|2025-06-03|||"},
		{"a time before the year", "港灣市將重建救生艇站\n18:052025/06/03 中時新聞網 王小明", "港灣市將重建救生艇站|王小明|中時新聞網|2025-06-03|||"},
		{"how many read it", "港灣市將重建救生艇站\n作者 王小明 | 2025-06-03 18:05\n人氣(1,204)\n閱讀時間約 3 分鐘", "港灣市將重建救生艇站|王小明||2025-06-03|||"},
	} {
		a, _ := Parse("a.txt", []byte(c.head+"\n\n"+han1+"\n\n"+han2+"\n"))
		if a.Text != han1+"\n\n"+han2 {
			t.Errorf("%s: text %q", c.name, a.Text)
		}
		if got := facing(a); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestPastedTail protects the lines below and between the paragraphs.
func TestPastedTail(t *testing.T) {
	for tail, want := range map[string]string{
		"（责任编辑：李小红）": "", "【责任编辑：李小红】": "", "编辑：李小红 校对：王五": "", "(来源：港湾日报)": "港湾日报", "作者：王小明": "王小明", "记者：王小明": "王小明",
		"(Reporting by Ann Example in London; Editing by Bo Sample)": "Ann Example", "Additional reporting by Bo Sample": "", "© 2025 Harrow Gazette. All rights reserved.": "",
		"Copyright 2025 Harrow Gazette": "", "Read more: What the storm left behind": "", "READ MORE | What the storm left behind": "", "延伸阅读：风暴之后": "", "Share this article": "",
		"Sign up for our newsletter": "", "Follow Harrow Gazette on Facebook": "", "版权声明：未经授权不得转载": "", "返回首页": "", "Tags: harbour": "", "12 comments": "", "举报/反馈": "", "Source: Harrow Gazette": "Harrow Gazette",
		"Related Topics": "", "分享到：微信 微博": "", "Advertisement": "", "This article was amended on 4 June 2025 to correct the height of the wall.": "", "Explore more on these topics\n\nFloods\nnews": "",
		"(With inputs from agencies)": "", "The Associated Press contributed to this report.": "", "Do you have a story? Email us at news@courier.example": "", "###": "", "-30-": "", "ENDS": "",
		"Support our journalism: donate today": "", "Back to top": "", "Get the Harrow Courier in your inbox every morning. Sign up here.": "", "Editor's note: This story has been updated with comments from the board.": "",
		"（本文来源：港湾晚报 作者：王小明）": "", "本文转自港湾晚报": "", "— END —": "", "点赞 12 在看 3": "", "值班编辑：李小红": "", "審稿：李一": "", "更多新聞：風暴之後": "", "※ 本文版權所有": "", "（作者王小明是港湾晚报记者）": "", "打开APP阅读全文": "", "阅读剩余全文（）": "",
		"Related articles\n\nThe wall\n\nThe mill\n\nMORE FROM AUTHOR\n\nLEAVE A REPLY": "", "Read more:\n\n- The wall\n\n- The mill\n\nLike this:\n\nLoading...": "", "Posted in Harbour, Bay\n\nTagged lifeboats, storms": "", "SOURCE Harrow Bay Council": "",
		"Thanks for reading Bay Notes! Subscribe for free to receive new posts.\n\nSubscribe\n\n9 Likes\n∙\n2 Restacks": "", "Reporting by Ann Example; Editing by Bo Sample\n\nSuggested Topics:\n\nHarbours\n\nPurchase Licensing Rights": "Ann Example",
		"END\n\n- 推荐阅读 -\n\n石匠的一天\n\n喜欢就点个在看吧\n\n阅读 1.2万 赞 5 在看 2": "", "【纠错】 【责任编辑:李小红】": "", "图片编辑：李小红": "", "海潮新闻报料：021-000-0000": "", "编辑于 2025-06-03 08:30・河北\n\n赞同 12": "",
		"You receive this mail because you signed up. Unsubscribe": "", "#harbour #lifeboat/station": "",
	} {
		a, _ := Parse("a.txt", []byte("A title\n\n"+prose1+"\n\n"+prose2+"\n\n"+tail+"\n"))
		if a.Text != prose1+"\n\n"+prose2 || !strings.Contains(a.Author+a.Outlet, want) {
			t.Errorf("%s: author %q, outlet %q, text %q", tail, a.Author, a.Outlet, a.Text)
		}
	}
	a, _ := Parse("a.txt", []byte("A title\n\n"+prose1+"\n\nRead more: What the storm left behind\n\nAdvertisement\n\nRecommended Stories\n\nlist 1 of 2\n\nend of list\n\n推荐阅读：\n\n"+prose2))
	if a.Text != prose1+"\n\n"+prose2 || len(a.Captions) > 0 {
		t.Errorf("between: %q, captions %q", a.Text, a.Captions)
	}
}

// TestPastedProse protects texts that look like such lines and are none.
func TestPastedProse(t *testing.T) {
	for _, text := range []string{
		"By Friday the board had voted on it.\n\n" + prose2,
		"Chronicle of the station\n\nJune 3, 2025\n\n" + prose1 + "\n\nJune 4, 2025\n\n" + prose2,
		"Line and play\n\nThe line was long, and they listen. Follow it.\n\n" + prose2,
		"Updated rules for lifeboats\n\nThe rules were updated on June 3, 2025 by Ann Example.\n\n" + prose2,
		"The author: a life\n\nSource: the well of all, he said.\n\n" + prose2,
		prose1 + "\n\nBy Ann Example's count there were nine.\n\n" + prose2,
		"编辑部的故事\n\n记者王小明报道说，时间来源：不明。\n\n" + han2,
		prose1 + "\n\nRead more: that is what she told her pupils, and they did.\n\n" + prose2,
		"Life of Vera Hill\n\nNews —\n\nHere is a look at her life.\n\nPersonal:\n\nBirth date: January 25, 1978, 08:00\n\n" + prose1 + "\n\n" + prose2,
		"1984\n\n" + prose1 + "\n\n" + prose2,
		"Chronicle\n\n3 March 2025 18:05 River rises\n\n4 March 2025 19:10 Wall breaks\n\n5 March 2025 20:00 Town flooded",
		"大事记\n\n2025年3月3日 18:05 河水上涨\n\n2025年3月4日 19:10 堤坝决口\n\n2025年3月5日 20:00 全镇被淹",
		"Storm\n\n18:05 River rises\n\n" + prose1 + "\n\n19:10 Wall breaks\n\n" + prose2,
		prose1 + "\n\nBoth sides contributed.\n\nThis story is about a wall.\n\nDo you have a plan for the next storm? The town does not.\n\nCopyright law was not the issue.",
		"某个标题\n\n" + han1 + "\n\n关注此事的人越来越多。\n\n返回家园的居民都说，墙来得太晚。\n\n点击率不断上升。",
		"The plan\n\n" + prose1 + "\n\nThe plan has three parts:\n\nA wall of stone\n\nA gate of oak\n\nTwo pumps of steel",
		"Where the Bourne begins\n\nSource:\n\nBourne Head\n\nMouth:\n\nHarrow\n\n" + prose1 + "\n\n" + prose2,
		prose1 + "\n\n" + prose2 + "\n\nPosted in Malta until 1943",
		prose1 + "\n\n" + prose2 + "\n\nTagged Birds fly south",
		prose1 + "\n\n" + prose2 + "\n\nSOURCE OF ALL LIFE",
		"某个标题\n\n" + han1 + "\n\n编辑于2025年的最后一夜",
		"某个标题\n\n" + han1 + "\n\n图片编辑 她拍了一辈子",
		"某个标题\n\n" + han1 + "\n\n觉得孩子画得好就点个赞！",
		"Ages\n\nAge: 32\n\nOffice: mayor\n\n" + prose1 + "\n\n" + prose2,
	} {
		a, _ := Parse("a.txt", []byte(text))
		for paragraph := range strings.SplitSeq(text, "\n\n") {
			if !strings.Contains(a.Text, paragraph) && paragraph != a.Title && !contains(a.Captions, paragraph) {
				t.Errorf("%q is not in %q", paragraph, a.Text)
			}
		}
		if !a.Published.IsZero() && !a.Inferred || a.Author != "" || strings.Contains(a.Outlet, "well") {
			t.Errorf("%q: %s", text, facing(a))
		}
	}
}

func contains(list []string, text string) bool {
	return strings.Contains(strings.Join(list, "\n"), text)
}

// TestPastedLists protects poems and lists between a title and the lines about an article, and titles that look like such
// lines.
func TestPastedLists(t *testing.T) {
	const poem, poemHan = "Grey the water\n\nGrey the stone\n\nGrey the gull\n\nThat cries alone", "春眠不覺曉\n\n處處聞啼鳥\n\n夜來風雨聲\n\n花落知多少"
	for _, c := range []struct{ title, list, facts, body, want string }{
		{"The Harbour", poem, "By Ann Example", "", "Ann Example|||||"},
		{"春曉", poemHan, "作者：孟浩然", "", "孟浩然|||||"},
		{"Ten boats", "Ann Marie\n\nBlue Gull\n\nSea Wolf\n\nMorning Star", "Published: 3 June 2025", "", "||2025-06-03|||"},
		{"Scores", "Harrow 2\n\nWick 1\n\nBay 3\n\nMill 4\n\nTown 5", "Source: Harrow Post", "", "|Harrow Post||||"},
		{"Five rules", "Drink water\n\nSleep well\n\nWalk a lot\n\nEat less\n\nRead books", "By Ann Example", prose1, "Ann Example|||||"},
		{"五条家训", "早起\n\n读书\n\n扫地\n\n喝水\n\n早睡", "作者：王小明", han1, "王小明|||||"},
		{"Fish soup", "Yield: 6\n\nCream: none", "Source: Harrow Post\nDate: 3 June 2025", prose1, "|Harrow Post|2025-06-03|||"},
		{"码头音乐会", "地点：礼堂\n\n票价：免费", "日期：2025年6月3日\n来源：港湾晚报", han1, "|港湾晚报|2025-06-03|||"},
		{"【港湾晚报】救生艇站重建", "", "2025年6月3日", han1, "||2025-06-03|||"},
		{"救生艇站重建【图集】", "", "2025年6月3日", han1, "||2025-06-03|||"},
		{"来自小米的第一辆车", "", "作者：李了了", han1, "李了了|||||"},
		{"来自华为的工程师们", "", "作者：海子 王小明", han1, "海子, 王小明|||||"},
		{"Contact", "", "By Ann Example", prose1, "Ann Example|||||"},
		{"Media contacts", "", "3 June 2025 | New Delhi, India Today", prose1, "|India Today|2025-06-03|||"},
		{"#MeToo", "", "By Ann Example", prose1, "Ann Example|||||"},
	} {
		lines := strings.Join([]string{c.title, c.list, c.facts, c.body}, "\n\n")
		a, _ := Parse("a.txt", []byte(lines))
		if want := strings.Trim(c.list+"\n\n"+c.body, "\n"); a.Text != want {
			t.Errorf("%s: text %q", c.title, a.Text)
		}
		if got := facing(a); got != c.title+"|"+c.want {
			t.Errorf("%s: %s", c.title, got)
		}
	}
}

// TestNameDay protects days in the names of files and folders.
func TestNameDay(t *testing.T) {
	for name, want := range map[string]string{
		"2025-06-03-lifeboat-station.md": "2025-06-03", "_posts/2025-6-3-a.md": "2025-06-03", "Station (3 June 2025).md": "2025-06-03", "station_from_June_2025.md": "", "2025/06/03/a.md": "2025-06-03", "20250603 a.txt": "2025-06-03",
		"a_20250603.txt": "2025-06-03", "2025_06_03.txt": "2025-06-03", "港湾 2025年6月3日.txt": "2025-06-03", "2025.06.03 a.md": "2025-06-03", "2024-01-01/2025-06-03.md": "2024-01-01",
		"2025-13-03.md": "", "2025-06.md": "", "a-120250603.txt": "", "2025-02-30.md": "", "000_178d6485c9ed7208.txt": "", "2025-06/03.md": "",
	} {
		a, _ := Parse(name, []byte("A text without any day in it."))
		if a.Date() != want || a.Inferred != (want != "") {
			t.Errorf("%s: %q, want %q", name, a.Date(), want)
		}
	}
}

// TestDayWithoutYear protects the year of days that have none of their own.
func TestDayWithoutYear(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Harrow Bay, June 17 - The board voted, two weeks after the hearing of 3 June 2025.\n\nWork is to begin in March 2026.", "2025-06-17"},
		{"The board voted on December 30. It met again on January 5, 2026.", "2026-01-05"},
		{"The hearing was on January 5, 2026, a week after the board had voted on December 30.", "2026-01-05"},
		{"It met on December 30, 2025. The vote was held on January 2.", "2026-01-02"},
		{"The talks of March 10, 2025 failed. They had begun on October 30.", "2025-03-10"},
		{"会议于2025年12月30日举行。1月2日，双方签署了协议。", "2026-01-02"},
	} {
		if a, _ := Parse("a.txt", []byte(c.text)); a.Date() != c.want {
			t.Errorf("%s: %s, want %s", c.text, a.Date(), c.want)
		}
	}
	file := File{Path: "a.txt", Raw: []byte("The board met on June 3, 2025. It voted on June 17, 2026."), Modified: time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)}
	if a, _ := ReadAll(file); a[0].Date() != "2025-06-03" {
		t.Errorf("a day later than the file: %s", a[0].Date())
	}
}
