package lexicon

import (
	"fmt"
	"strings"
	"testing"
)

// TestFind checks look-ups at every place of a table: whether a key is there, and whether longer ones begin with it.
func TestFind(t *testing.T) {
	tables := table("a\tc1\nab\tn2\tx\nabc\tl3\nb\tc4\nd\tc5\n")
	for key, want := range map[string]string{
		"a": "c1 true true", "ab": "n2\tx true true", "abc": "l3 true true", "b": "c4 true true", "d": "c5 true true", "": " false true",
		"0": " false false", "aa": " false false", "abd": " false false", "c": " false false", "e": " false false",
	} {
		fields, ok, prefix := tables.find(key)
		if !ok {
			fields = ""
		}
		if got := fmt.Sprint(fields, " ", ok, " ", prefix); got != want {
			t.Errorf("%q: %q, want %q", key, got, want)
		}
	}
	if _, ok, prefix := table("ab\tc1\n").find("a"); ok || !prefix {
		t.Error("the beginning of the only key is not found")
	}
	if _, ok, prefix := table("").find("a"); ok || prefix {
		t.Error("an empty table has a key")
	}
}

// TestNamesOfSegments checks which characters become one name: neighbours that are no words, and those that spell a foreign name,
// but no particles and no two words.
func TestNamesOfSegments(t *testing.T) {
	for text, want := range map[string]string{
		"贝森特与格里尔":      "贝森特n 与l 格里尔n",
		"卢特尼克和贝森特":     "卢特尼克n 和l 贝森特n",
		"中华人民共和国成立":    "中华人民共和国n 成立c",
		"他把书给了她":       "他l 把l 书c 给l 了l 她l",
		"王文涛说":         "王文涛n 说l",
		"英伟达芯片":        "英伟达n 芯片c",
		"罗马和巴黎":        "罗马n 和l 巴黎n",
		"特朗普a中b国":      "特朗普n 中l 国c",
		"伦敦，伦敦":        "伦敦n 伦敦n",
		"鬱":            "鬱n",
		"社会主义核心价值观很重要": "社会主义c 核心c 价值观c 很l 重要c",
		"我们在加利福尼亚":     "我们l 在l 加利福尼亚n",
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
