package article

import (
	"slices"
	"strings"
	"testing"
)

// TestTailProse protects prose at the end of a text that looks like the lines of a site.
func TestTailProse(t *testing.T) {
	for _, tail := range []string{
		"版权问题至今没有解决。", "未经许可，村民不得下河捕鱼。", "主编：这本书还有续集吗？", "编辑：那您以后做什么？", "编辑：没有了。", "关注的人越来越少", "作者认为这是最好的一年。",
		"更多新闻传来，人们才相信。", "声明：我们决不离开这片土地，也决不出卖我们的海。", "出品：三道菜，一壶酒，还有老人们讲不完的故事。", "返回那个夏天", "相关新闻传到村里时，石匠已经走了。",
		"关注每一盏灯\n\n关注每一条船", "版權至今仍屬於石匠的後人。", "編輯：我們會繼續關注這座港灣的每一個冬天。", "更多报道陆续刊出后，居民才知道真相。", "推荐：\n\n红烧鲈鱼\n\n鱼头豆腐汤",
		"Recommended\n\nRoast perch\n\nFish head soup", "Latest\n\nBridge closed\n\nSchool open", "MORE\n\nI do none harm.\n\nNORFOLK\n\nThen why are we here?", "More from habit than from hope\n\nthey lit the lamp",
		"Follow the path on the left until you reach the church.", "Join us at the old quay on Saturday at noon.", "You received this letter because I trust you.",
		"Under the deal she has three months to decide whether she wants to unsubscribe.", "Copyright of the song belongs to the village and to nobody else.", "Click here, she said, and the lamp came on.",
		"Get the app, he told them, and we will all know when the tide turns.", "Know any more about that night, she said, and the story ends badly.", "This report has been published every spring since the war.",
		"Reporting by boatmen of every leak is a duty.", "Subscribe to that or not, he said, the wall is up.", "记者：谢谢您", "Editor: Then we are done",
		"Ann Example was a good mother, but her father was a professor and never forgave her.",
	} {
		readsAll(t, "a.txt", "A title\n\nBy Ann Example\n\n"+prose1+"\n\n"+prose2+"\n\n"+tail, tail)
	}
}

// TestProseBetween protects prose, lists and headings between paragraphs that look like the lines of a site.
func TestProseBetween(t *testing.T) {
	for _, text := range []string{
		"Listen — do you hear the bells?", "Listen: the tide has turned at last!", "Watch: the lamp is lit", "Read on — the night is long", "推荐", "更多", "返回", "Share", "Save", "Print", "Comments",
		"HARROW\n\nThe wall is mine, and so is the winter in which it was built by forty men.\n\nDOVER", "Tolls:\n\nCar: two pounds\n\nLorry: nine pounds", "Fines\n\nCars\n\nLorries", "5 June 2025: the gate opens", "Keeper: Shut the gate", "A wall is a promise.\n\n— Ann Example",
		"The ones the village uses:\n\nFacebook, WhatsApp, WeChat",
	} {
		readsAll(t, "a.txt", "A title\n\n"+prose1+"\n\n"+prose2+"\n\n"+text+"\n\n"+prose1+" "+prose2, text)
	}
	poem := "Listen — the bells,\n\nthe bells —\n\nListen — the sea!\n\nWatch: the lamp is lit\n\nMore\n\nwaves come in\n\nRead on — the night is long"
	readsAll(t, "a.txt", "Sea song\n\n"+poem, poem)
	readsAll(t, "a.md", "# Apps\n\n"+prose1+"\n\n"+prose2+"\n\nThe ones the village uses:\n\n1. Facebook\n2. WhatsApp, WeChat\n\n"+prose2, "Facebook\n\nWhatsApp, WeChat")
}

// readsAll checks that each paragraph of part is in the text or, if it is short, a caption.
func readsAll(t *testing.T, name, file, part string) {
	t.Helper()
	a, _ := Parse(name, []byte(file))
	for paragraph := range strings.SplitSeq(part, "\n\n") {
		if !strings.Contains("\n\n"+a.Text+"\n\n", "\n\n"+paragraph+"\n\n") && !slices.Contains(a.Captions, paragraph) {
			t.Errorf("%s is not in %q, captions %q", paragraph, a.Text, a.Captions)
		}
	}
}

// TestTailTraditional protects that lines in traditional characters go where those in simplified ones do.
func TestTailTraditional(t *testing.T) {
	for _, tail := range []string{"聲明：本文僅代表作者觀點，與本站無關", "未經授權不得轉載", "原標題：港灣往事", "點擊關注我們的頻道", "声明：本文仅代表作者观点，与本站无关", "未经授权不得转载", "原标题：港湾往事", "点击关注我们的频道"} {
		if a, _ := Parse("a.txt", []byte("标题\n\n"+han1+"\n\n"+han2+"\n\n"+tail)); a.Text != han1+"\n\n"+han2 {
			t.Errorf("%s: %q", tail, a.Text)
		}
	}
}

// TestTailOfSites protects that lines of sites go still.
func TestTailOfSites(t *testing.T) {
	for _, line := range []string{
		"Follow Ann Example on X @ann", "Join the conversation", "Click here to subscribe", "Manage preferences | Unsubscribe", "Copyright © 2024 X", "This story was originally published by Harrow Gazette.",
		"This article was updated Tuesday to add comment.", "This report was first published June 3, 2025", "More from Harrow Gazette", "责任编辑：李小红，校对：王五", "责任编辑：李小红。", "版权所有，未经许可不得转载。",
		"版权归作者所有", "未经许可，严禁转载", "本文为港湾日报原创，未经授权不得转载。", "返回搜狐，查看更多", "关注我们", "点击进入专题", "更多精彩内容，请关注我们的公众号", "转载请注明出处",
	} {
		if _, ok := tailFacts(line); !ok {
			t.Errorf("%s stays", line)
		}
	}
}

// TestPageProse protects prose of pages that looks like notices, credits and links.
func TestPageProse(t *testing.T) {
	for _, text := range []string{
		"版权问题至今没有解决。", "未经许可，村民不得下河捕鱼。", "主编：这本书还有续集吗？", "编辑：那您以后做什么？", "关注的人越来越少", "作者认为这是最好的一年。", "更多新闻传来，人们才相信。",
	} {
		if isNotice(text, false) {
			t.Errorf("notice: %s", text)
		}
	}
	for _, text := range []string{"责任编辑：李小红", "（责编：李小红、王五）", "责编：李一 校对：王五"} {
		if !isNotice(text, false) {
			t.Errorf("no notice: %s", text)
		}
	}
	for _, text := range []string{
		"Picture this: a harbour at dawn, and not a soul on the quay.", "Photographer Ann Example: We waited for the light.", "Source after source: nobody had seen it.", "Video games: they are what the young play.",
	} {
		if isCreditLine(text) {
			t.Errorf("credit: %s", text)
		}
	}
	for _, text := range []string{"Photo: Bo Sample", "Bildquelle: Harrow Bay", "Photo by: Bo Sample", "图：旧码头", "© Bo Sample"} {
		if !isCreditLine(text) {
			t.Errorf("no credit: %s", text)
		}
	}
	places := []string{"The Old Mill Bakery, Mill Lane", "The Harbour Kitchen, Quay Street", "The Lamp Room, Church Row"}
	var b strings.Builder
	b.WriteString("<html><head><title>Where to eat</title></head><body><article><h1>Where to eat</h1><p>" + prose1 + "</p><p>" + prose2 + "</p>")
	for _, place := range places {
		name, street, _ := strings.Cut(place, ",")
		b.WriteString("<p><a href=\"https://x.example/\">" + name + "</a>," + street + "</p><p>" + prose2 + " " + place + " is open all year.</p>")
	}
	b.WriteString("<p>" + prose1 + "</p></article></body></html>")
	a, _ := Parse("a.html", []byte(b.String()))
	for _, place := range places {
		if !strings.Contains(a.Text, "\n\n"+place+"\n\n") {
			t.Errorf("%s: %q", place, a.Text)
		}
	}
}
