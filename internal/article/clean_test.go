package article

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		" a \t b\n\nc ":                 "a b c",
		"a\u202eb\u2066c\u200fd\u061ce": "abcde",
		"a\u200bb\ufeffc\x01d\u00ade":   "abcde",
		"中文\n换行。\n下一句":                  "中文换行。下一句",
		"中文 换行":                         "中文 换行",
		"中文\nword\n中文":                  "中文 word 中文",
		"\U0001F468\u200d\U0001F469 x":  "\U0001F468\u200d\U0001F469 x",
		"\u200d \u200c":                 "",
		"a\xffb":                        "a\ufffdb",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestBinary(t *testing.T) {
	for in, want := range map[string]string{
		"text": "", "": "", "a\x01b": "", "a\x00b": "is not text", "\x01\x02\x03": "is not text",
		"\xff\xfea\x00": "", "\x00a\x00b": "", "a\x00bc\x00": "is not text", "\x1b[1mbold\x1b[0m": "",
		strings.Repeat("a", 39) + "\x01\x02": "", strings.Repeat("a", 37) + "\x01\x02": "is not text",
	} {
		if why, _ := binaryReason([]byte(in)); why != want {
			t.Errorf("binary(%q) = %q, want %q", in, why, want)
		}
	}
}

func TestGuard(t *testing.T) {
	d := &draft{Article: Article{HeadingPaths: [][]string{nil}}}
	r := &reader{draft: d}
	d.withFallback(func() { r.add("lost"); d.Title = "lost"; panic("boom") }, func() { r.add("kept") })
	if len(d.paragraphs) != 1 || d.paragraphs[0].text != "kept" || d.Title != "" || len(d.problems) != 1 || d.problems[0].Level != Error {
		t.Errorf("after a panic: %+v %v", d.paragraphs, d.problems)
	}
}

func TestIsClean(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if isPlain(r) && (unicode.IsSpace(r) || isJoiner(r) || isInvisible(r) || !utf8.ValidRune(r)) {
			t.Errorf("isSeen(%U) is true", r)
		}
	}
	for text, want := range map[string]bool{"": true, "a b": true, " a": false, "a ": false, "a  b": false, "a\tb": false, "中 文": true, "中\n文": false, " ": false} {
		if isClean(text) != want {
			t.Errorf("isClean(%q) is %v", text, !want)
		}
	}
}
