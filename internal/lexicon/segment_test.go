package lexicon

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/analysis"
)

// TestSegment checks where words end and of what kind they are, in both scripts.
func TestSegment(t *testing.T) {
	for text, want := range map[string]string{
		"谁将前往伦敦？":            "谁l 将l 前往c 伦敦n",
		"誰將前往倫敦？":            "誰l 將l 前往c 倫敦n",
		"美国为什么限制芯片出口":        "美国n 为什么l 限制c 芯片c 出口c",
		"研究生命的起源":            "研究c 生命c 的l 起源c",
		"何立峰与卢特尼克会谈":         "何立峰n 与l 卢特尼克n 会谈c",
		"塔克·卡尔森打破了约翰·史密斯的纪录": "塔克n 卡尔森n 打破c 了l 约翰n 史密斯n 的l 纪录c",
		"2025年GDP增长多少":       "年c 增长c 多少c",
		"頭髮和發展":              "頭髮c 和l 發展c",
		"Who is it?":         "",
	} {
		var got []string
		for _, w := range Segment(text) {
			got = append(got, fmt.Sprintf("%s%c", text[w.Start:w.End], w.Kind))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", text, s, want)
		}
	}
}

// FuzzSegment checks that the words cover every Chinese character of a text once, in order, and nothing else.
func FuzzSegment(f *testing.F) {
	for _, s := range []string{"谁去伦敦？", "a中b国家", "ひらがな漢字", "一二三"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		at := 0
		for _, w := range Segment(text) {
			if w.Start < at || w.End <= w.Start || !isHan(text[w.Start:w.End]) || hasHan(text[at:w.Start]) {
				t.Fatalf("%q: word %+v behind %d", text, w, at)
			}
			at = w.End
		}
		if hasHan(text[at:]) {
			t.Fatalf("%q: no word behind %d", text, at)
		}
	})
}

func isHan(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !analysis.IsHan(r) }) < 0
}

func hasHan(text string) bool { return strings.IndexFunc(text, analysis.IsHan) >= 0 }
