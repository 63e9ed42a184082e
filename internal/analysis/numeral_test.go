package analysis

import (
	"fmt"
	"strings"
	"testing"
)

// TestNumeral checks the value of numbers in Chinese characters, and what is none.
func TestNumeral(t *testing.T) {
	for text, want := range map[string]string{
		"零": "0", "〇": "0", "一": "1", "九": "9", "两": "2", "十": "10", "十二": "12", "二十": "20", "九十九": "99", "一百零五": "105", "两百三十": "230", "二〇二五": "2025",
		"三千": "3000", "一万二千": "12000", "十二万": "120000", "两千万": "20000000", "三亿五千万": "350000000", "一亿零三": "100000003", "一万亿": "1000000000000", "一亿两千万零五": "120000005", "两万五千亿": "2500000000000", "万": "10000",
		"": "none", "十a": "none", "天": "none", "3": "none", "九九九九九九九九九九九九九九九九九": "none", "九亿亿亿": "none", "二百八十万亿": "280000000000000", "二百九十万亿": "none", "二百万亿亿": "none",
	} {
		got := "none"
		if n, ok := Numeral(text); ok {
			got = fmt.Sprint(n)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestNumbersInText checks that a number in Chinese characters is found as one in digits where something is counted, and that the
// numerals in words are no numbers.
func TestNumbersInText(t *testing.T) {
	for text, want := range map[string]string{
		"六月九日": "6 9", "二〇二五年": "2025", "十三個人": "13", "三十二歲": "32", "三国": "", "一般": "", "十三": "", "第三次": "3", "九亿亿亿": "", "万人": "10000",
	} {
		var got []string
		for _, token := range Analyze(Chinese, text) {
			if token.Number {
				got = append(got, token.Term)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}

// TestFilter checks that the matcher's filter lets every word pass whose stem may be a term, and rejects what begins otherwise.
func TestFilter(t *testing.T) {
	for _, c := range []struct {
		term      string
		pass, not string
	}{
		{"use", "use USING user us", "is uxe u"}, {"tri", "trying tries try", "tan t"}, {"3000", "3000 3009", "4000 3 31"}, {"e", "e ease", "a"},
		{"besancon", "Besançon besancon", "besides bes"}, {"伦敦", "伦敦 伦理", "巴黎"}, {"x2", "x2 xray", "y2"},
	} {
		var f filter
		f.add(c.term)
		for _, word := range strings.Fields(c.pass) {
			if !f.passes(word) || codes[word[0]] != 0 && !f.mayBegin(word) {
				t.Errorf("%s: %s is rejected", c.term, word)
			}
		}
		for _, word := range strings.Fields(c.not) {
			if f.passes(word) {
				t.Errorf("%s: %s passes", c.term, word)
			}
		}
	}
	var none *filter
	if !none.passes("anything") {
		t.Error("a word is rejected though nothing is looked for")
	}
}
