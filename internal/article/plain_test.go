package article

import (
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	long := "The minister told the press on Monday that the harvest had failed in all of the provinces, and that nobody had foreseen how bad it would be this year."
	for _, c := range []struct{ name, raw, title, captions, text string }{
		{"one wrapped block", "The minister said on Monday that the harvest had failed,\nand that nobody knew why it had failed so badly this\nyear.", "", "", "The minister said on Monday that the harvest had failed, and that nobody knew why it had failed so badly this year."},
		{"half of the lines break off", "The minister told the whole press on Monday of it.\nThe harvest had failed in most of the provinces,\nand nobody had foreseen it.", "", "", "The minister told the whole press on Monday of it. The harvest had failed in most of the provinces, and nobody had foreseen it."},
		{"a third of the lines break off", "The minister told the whole press on Monday of it.\nThe minister told the whole press on Monday of it.\nThe harvest had failed in most of the provinces,\nand nobody had foreseen it.", "", "", "The minister told the whole press on Monday of it.\n\nThe minister told the whole press on Monday of it.\n\nThe harvest had failed in most of the provinces,\n\nand nobody had foreseen it."},
		{"wrapped, with a line of 120 columns", "The minister said on Monday that the harvest had failed,\nand that nobody knew why.\n\n" + strings.Repeat("x", 120), "", "", "The minister said on Monday that the harvest had failed, and that nobody knew why.\n\n" + strings.Repeat("x", 120)},
		{"a line of 121 columns", "The minister said on Monday that the harvest had failed,\nand that nobody knew why.\n\n" + strings.Repeat("x", 121), "", "", "The minister said on Monday that the harvest had failed,\n\nand that nobody knew why.\n\n" + strings.Repeat("x", 121)},
		{"a headline over a wrapped text", "Harvest fails\nThe minister said on Monday that the harvest had failed,\nand that nobody knew why.", "Harvest fails", "", "The minister said on Monday that the harvest had failed, and that nobody knew why."},
		{"wrapped Chinese", "这是第一段被手工换行的文字这是第一段被手工换行的文字这是第一段，\n这是后半部分。\n\n这是第二段。", "", "", "这是第一段被手工换行的文字这是第一段被手工换行的文字这是第一段，这是后半部分。\n\n这是第二段。"},
		{"a line a paragraph, blank lines too", "They came on Monday and met the whole press there.\nThey left on Tuesday, and nobody could tell why.\n\nIt rained.", "", "", "They came on Monday and met the whole press there.\n\nThey left on Tuesday, and nobody could tell why.\n\nIt rained."},
		{"caption", long + "\nA field of wheat\n" + long, "", "A field of wheat", long + "\n\n" + long},
		{"two captions in a row", long + "\nA field\nA farm\n" + long, "", "A field|A farm", long + "\n\n" + long},
		{"Chinese caption", strings.Repeat("部长周一表示，谈判进展顺利。", 4) + "\n美国财政部长贝森特\n" + strings.Repeat("双方同意继续谈判。", 4), "", "美国财政部长贝森特", strings.Repeat("部长周一表示，谈判进展顺利。", 4) + "\n\n" + strings.Repeat("双方同意继续谈判。", 4)},
		{"a longer Chinese line is no caption", strings.Repeat("部长周一表示，谈判进展顺利。", 5) + "\n" + strings.Repeat("长", 25) + "\n" + strings.Repeat("双方同意继续谈判。", 4), "", "", strings.Repeat("部长周一表示，谈判进展顺利。", 5) + "\n\n" + strings.Repeat("长", 25) + "\n\n" + strings.Repeat("双方同意继续谈判。", 4)},
		{"headline", "Harvest fails\n" + long, "Harvest fails", "", long},
		{"two short lines are no headline", "Harvest fails\nA field\n" + long + "\n" + long + "\n" + long, "", "A field", "Harvest fails\n\n" + long + "\n\n" + long + "\n\n" + long},
		{"list", long + "\n- one\n- two\n1. three\n• four\n" + long, "", "", long + "\n\n- one\n\n- two\n\n1. three\n\n• four\n\n" + long},
		{"parted words", "The council voted on Monday to re-\nbuild the station on the slip-\nway. Jean-\nLuc Picard is for it, and the others in town\nare of two- and three-fold doubt about a well-\nmeant plan for COVID-\n19 care.", "", "",
			"The council voted on Monday to rebuild the station on the slipway. Jean-Luc Picard is for it, and the others in town are of two- and three-fold doubt about a well-meant plan for COVID-19 care."},
		{"poem", "Roses are red\nViolets are blue\nSugar is sweet", "", "", "Roses are red\n\nViolets are blue\n\nSugar is sweet"},
	} {
		a, problems := Parse("a.txt", []byte(c.raw))
		if got := strings.Join(a.Captions, "|"); got != c.captions || a.Text != c.text || c.title != "" && a.Title != c.title || len(problems) > 0 {
			t.Errorf("%s:\ntitle %q\ncaptions %q\ntext %q\n%s", c.name, a.Title, got, a.Text, problemLines(problems))
		}
	}
}

func TestCredits(t *testing.T) {
	for _, c := range []struct{ path, raw, url, disclaimer, text string }{
		{"a.txt", "Text.\nOriginal Source: https://x.org/1\nDisclaimer: Mine.", "https://x.org/1", "Mine.", "Text."},
		{"a.md", "Text.\nOriginal Source: https://x.org/1\nDisclaimer: only\nmine.", "https://x.org/1", "only mine.", "Text."},
		{"a.md", "Text.\n\nSource: [the page](https://x.org/1)", "https://x.org/1", "", "Text."},
		{"a.md", "Text.\n\n来源：[网页](javascript:x)", "", "", "Text.\n\n来源：网页"},
		{"a.md", "---\nsource: https://y.org/\n---\nText.\n\nSource: <https://x.org/1>", "https://y.org/", "", "Text."},
		{"a.txt", "正文。\n原文链接: https://x.cn/1\n免责声明：仅供参考。", "https://x.cn/1", "仅供参考。", "正文。"},
		{"a.txt", "The source: https://x.org said so.", "", "", "The source: https://x.org said so."},
	} {
		a, _ := Parse(c.path, []byte(c.raw))
		if a.URL != c.url || a.Disclaimer != c.disclaimer || a.Text != c.text {
			t.Errorf("%q: URL %q, disclaimer %q, text %q", c.raw, a.URL, a.Disclaimer, a.Text)
		}
	}
}
