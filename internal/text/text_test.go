package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCuts(t *testing.T) {
	for _, c := range []struct {
		name string
		cut  func(string, int) string
		text string
		n    int
		want string
	}{
		{"Shorten", Shorten, "short", 10, "short"},
		{"Shorten", Shorten, "short", 5, "short"},
		{"Shorten", Shorten, "one two three", 9, "one two…"},
		{"Shorten", Shorten, "one two, three", 11, "one two…"},
		{"Shorten", Shorten, "a bcdefghijk", 8, "a bcdef…"},
		{"Shorten", Shorten, "一二三四五六", 4, "一二三…"},
		{"Shorten", Shorten, "", 3, ""},
		{"ClipUTF16", ClipUTF16, "one two", 7, "one two"},
		{"ClipUTF16", ClipUTF16, "one two", 6, "one t…"},
		{"ClipUTF16", ClipUTF16, "one two", 5, "one…"},
		{"ClipUTF16", ClipUTF16, "😀😀😀", 5, "😀😀…"},
		{"ClipUTF16", ClipUTF16, "😀😀😀", 6, "😀😀😀"},
		{"ClipUTF16", ClipUTF16, "😀😀😀", 4, "😀…"},
		{"ClipUTF16", ClipUTF16, "一二三四", 3, "一二…"},
		{"ClipWidth", ClipWidth, "columns", 7, "columns"},
		{"ClipWidth", ClipWidth, "columns", 6, "colum…"},
		{"ClipWidth", ClipWidth, "一二三四", 7, "一二三…"},
		{"ClipWidth", ClipWidth, "一二三四", 6, "一二…"},
	} {
		if got := c.cut(c.text, c.n); got != c.want {
			t.Errorf("%s(%q, %d) = %q, want %q", c.name, c.text, c.n, got, c.want)
		}
	}
}

func TestLengths(t *testing.T) {
	for text, want := range map[string][2]int{"": {0, 0}, "abc": {3, 3}, "中文": {2, 4}, "😀": {2, 2}, "\xff": {1, 1}} {
		if got := [2]int{UTF16Len(text), Width(text)}; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		line  string
		limit int
		want  string
	}{
		{"one two three", 8, "one two|three"},
		{"one two three", 7, "one two|three"},
		{"one two three", 6, "one|two|three"},
		{"one   two", 5, "one|two"},
		{"一二三四五", 4, "一二|三四|五"},
		{"unbreakable", 4, "unbreakable"},
		{"一二三，四五", 6, "一二|三，四|五"},
		{"一二三。」四五", 6, "一二|三。」|四五"},
		{"一二三：「四五」六", 8, "一二三：|「四五」|六"},
		{"一二《三四》五", 6, "一二|《三|四》五"},
		{"他說：『是！』", 8, "他說：|『是！』"},
		{"她走了……", 7, "她走|了……"},
		{"他说“是！”她走了。", 10, "他|说“是！”她|走了。"},
		{"见 https://a.b/c-d/e 的报道", 8, "见|https://a.b/c-d/e|的报道"},
		{"a rare-earth deal", 7, "a|rare-earth|deal"},
		{"一二 ， 三", 4, "一|二 ，|三"},
		{"", 4, ""},
	} {
		if got := strings.Join(Wrap(c.line, c.limit), "|"); got != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.line, c.limit, got, c.want)
		}
	}
}

// FuzzWrap checks that the parts lose nothing but blanks and that none begins with closing punctuation that follows no blank: one of
// no width allows a break, too (UAX #14, LB8).
func FuzzWrap(f *testing.F) {
	f.Add("贸易战没有赢家，中方“不愿打，也不怕打”。（记者：李明）他說：「是！」", 10)
	f.Add("one two；three 。x", 3)
	f.Add("贸易\u200b，方", 4)
	f.Fuzz(func(t *testing.T, line string, n int) {
		n = 4 + max(0, n%80)
		line = strings.Join(strings.Fields(strings.ToValidUTF8(line, "")), " ")
		parts := Wrap(line, n)
		if got := strings.ReplaceAll(strings.Join(parts, ""), " ", ""); got != strings.ReplaceAll(line, " ", "") {
			t.Fatalf("%q becomes %q", line, parts)
		}
		for i, part := range parts {
			first, _ := utf8.DecodeRuneInString(part)
			if i > 0 && strings.ContainsRune("，。、；：？！）”』」》〉】〕…", first) && part != "" && !strings.Contains(line, " "+string(first)) && !strings.Contains(line, "\u200b"+string(first)) {
				t.Fatalf("%q has a line that begins with closing punctuation: %q", line, part)
			}
		}
	})
}

func FuzzCuts(f *testing.F) {
	f.Add("one 二 😀 three", 5)
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = 1 + max(0, n%200)
		text = strings.ToValidUTF8(text, "")
		if got := Shorten(text, n); utf8.RuneCountInString(got) > n {
			t.Errorf("Shorten: %q", got)
		}
		if got := ClipUTF16(text, n); UTF16Len(got) > n || !utf8.ValidString(got) {
			t.Errorf("ClipUTF16: %q", got)
		}
	})
}
