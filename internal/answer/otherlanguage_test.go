package answer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/internal/analysis"
	"lede/internal/index"
)

// TestOtherLanguage checks that a question finds articles in the other language, in either script, and that they are never more
// than related.
func TestOtherLanguage(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"now.md":     "# Rain now\n\nIt rains now, and the time of the year is one of rain.",
		"dam.md":     "# River news\n\nThe governor of Ohio restricted fishing in the river. The biologist Ann Carlson counted 40 rare tortoises near Toledo.",
		"firm.md":    "# Window maker\n\nThe firm became bankrupt after a storm broke every window. Its owner Kamala Harris lives near Dover.",
		"harvest.md": "# Harvest\n\nBakers raised the price of bread because the harvest failed in Portugal.",
		"zh.md":      "# 铁路\n\n华沙市政府宣布关闭火车站。市长说，修理屋顶需要两年时间。",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	e := engine(t, dir)
	for _, c := range []struct{ question, article, pair string }{
		{"葡萄牙的面包为什么涨价？", "harvest.md", "葡萄牙-Portugal"}, {"葡萄牙的麵包為什麼漲價？", "harvest.md", "麵包-bread"},
		{"谁限制在河流里捕鱼？", "dam.md", "限制-restricted"}, {"生物学家卡尔森数了多少只乌龟？", "dam.md", "卡尔森-Carlson"},
		{"谁破产了？", "firm.md", "破产-bankrupt"}, {"谁打破了窗户？", "firm.md", "打破-broke"},
		{"Why is the railway station in Warsaw closed?", "zh.md", "Warsaw-华沙"},
		{"Which mayor spoke of the roof?", "zh.md", "roof-屋顶"},
	} {
		a := ask(t, e, c.question)
		var pairs []string
		for _, p := range a.Translations {
			pairs = append(pairs, p.Asked+"-"+p.Found)
		}
		if a.Verdict != Related || len(a.Articles) == 0 || a.Articles[0] != c.article || !slices.Contains(pairs, c.pair) {
			t.Errorf("%s: %s %q %q, want %s and %s", c.question, a.Verdict, a.Articles, pairs, c.article, c.pair)
			continue
		}
		if s := a.Sentences[0]; !a.IsTranslated(s.Article) || len(s.Marks) > 0 || a.Citations[0].Article != s.Article {
			t.Errorf("%s: %+v", c.question, s)
		}
	}
	if a := ask(t, e, "市长说修理屋顶需要多久？"); a.Translations != nil || a.Articles[0] != "zh.md" {
		t.Errorf("a question in the article's language: %q %q", a.Translations, a.Articles)
	}
	for _, question := range []string{"今天天气怎么样", "现在几点了"} {
		if a := ask(t, e, question); a.Verdict != None {
			t.Errorf("%s: words that say nothing bring %q, %q", question, a.Text(), a.Translations)
		}
	}
	if a := ask(t, e, "足球比赛谁赢了？"); a.Verdict != None || a.Translations != nil {
		t.Errorf("a question that nothing answers: %s %q", a.Verdict, a.Text())
	}
}

// TestRows checks where alternatives of several words match.
func TestRows(t *testing.T) {
	m := newRowMatcher(analysis.English, []index.Alternatives{{{"rare", "earth"}, {"earth"}}, {{"right", "man"}}, {{"earth", "day"}}})
	for text, want := range map[string]string{
		"Rare earths on Earth": "0:Rare earths 0:earths 0:Earth", "the rights of man": "1:rights of man", "a right old man": "1:right old man", "a right very old man": "", "Earth Day": "2:Earth Day 0:Earth",
		"rare dark red earth": "0:earth", "": "",
	} {
		var got []string
		for _, f := range m.Match(text) {
			got = append(got, string(rune('0'+f.Term))+":"+text[f.Start:f.End])
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", text, s, want)
		}
	}
}
