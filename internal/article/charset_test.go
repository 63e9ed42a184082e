package article

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestCharsets(t *testing.T) {
	const (
		simple      = "中美经贸磋商机制首次会议于2025年6月9日至10日在伦敦兰卡斯特宫举行。中方牵头人何立峰应邀访问英国。"
		traditional = "中美經貿磋商機制首次會議於2025年6月9日至10日在倫敦蘭卡斯特宮舉行。中方牽頭人何立峰應邀訪問英國。"
		latin       = "Le café de l’Élysée a fermé. “It’s naïve,” he said – and paid £5."
	)
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for _, c := range []struct {
		name, text, problem string
		set                 encoding.Encoding
	}{
		{"GBK", simple, "GB18030", simplifiedchinese.GBK},
		{"GB18030", simple + "𠮷", "GB18030", simplifiedchinese.GB18030},
		{"Big5", traditional, "Big5", traditionalchinese.Big5},
		{"Windows-1252", latin, "Windows-1252", charmap.Windows1252},
		{"UTF-16 with a mark", latin + simple, "", little},
		{"UTF-16 without a mark", "It rains in London. 伦敦在下雨。", "", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	} {
		raw, err := c.set.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatal(c.name, err)
		}
		d := &draft{}
		if got := d.decode(raw, false); got != c.text {
			t.Errorf("%s: %q", c.name, got)
		}
		if said := len(d.problems) > 0; said != (c.problem != "") || said && !strings.Contains(d.problems[0].Text, c.problem) {
			t.Errorf("%s: problems %v", c.name, d.problems)
		}
	}
}

func TestBrokenBytes(t *testing.T) {
	for _, c := range []struct{ raw, text, problem string }{
		{"\ufeffmark\r\nend\r", "mark\nend\n", ""},
		{"中文里有一个坏字节\xff。", "中文里有一个坏字节\ufffd。", "line 1: has bytes that are not UTF-8"},
		{"\x81 is bad", "\ufffd is bad", "line 1: has bytes that are not UTF-8"},
		{"one\ntwo\n\n\x81", "one\ntwo\n\n\ufffd", "line 4: has bytes that are not UTF-8"},
		{"bad \x81 byte", "bad \ufffd byte", "line 1: has bytes that are not UTF-8"},
		{"\xff\xfea\x00\x00\xd8b\x00", "a\ufffdb", "has 1 characters that are not UTF-16"},
	} {
		d := &draft{}
		if got := d.decode([]byte(c.raw), false); got != c.text {
			t.Errorf("%q: %q", c.raw, got)
		}
		if said := len(d.problems) > 0; said != (c.problem != "") || said && !strings.HasPrefix(d.problems[0].String(), c.problem) {
			t.Errorf("%q: problems %v", c.raw, d.problems)
		}
	}
}

func TestDeclaredCharset(t *testing.T) {
	raw, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(`<html><head><meta charset="gb2312"><title>会议在伦敦举行</title></head><body><article><p>会议在伦敦举行。</p></article></body></html>`))
	if err != nil {
		t.Fatal(err)
	}
	a, problems := Parse("a.html", raw)
	if a.Title != "会议在伦敦举行" || a.Text != "会议在伦敦举行。" || len(problems) > 0 {
		t.Errorf("%q %q %v", a.Title, a.Text, problems)
	}
}
