package article

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode returns the bytes of a file as valid UTF-8 with Unix line ends and without a byte order mark. The character
// set of other bytes comes from their byte order mark, from the declaration of the page, or from a guess.
func (d *draft) decode(raw []byte, page bool) string {
	text := string(bytes.TrimPrefix(raw, []byte("\ufeff")))
	if !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		text = d.recode(raw, page)
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", "\n")
}

// recode converts the bytes of a file that is not UTF-8. Bytes that it cannot convert become U+FFFD, with a problem.
func (d *draft) recode(raw []byte, page bool) string {
	set, name := utf16Of(raw), "UTF-16"
	if set == nil && page {
		set, name = declaredCharset(raw)
	}
	if set == nil {
		if set, name = guessCharset(raw); set != nil {
			d.problem(0, Warning, "is not UTF-8; it was read as "+name, "look whether it reads well, and save it as UTF-8")
		}
	}
	if set != nil {
		if text, err := set.NewDecoder().Bytes(raw); err == nil {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
			if n := bytes.Count(text, []byte("\ufffd")); n > 0 {
				d.problem(0, Error, fmt.Sprintf("has %d characters that are not %s; they are shown as \ufffd", n, name), "save the file as UTF-8")
			}
			return string(bytes.ToValidUTF8(text, []byte("\ufffd")))
		}
	}
	d.problem(badLine(raw), Error, "has bytes that are not UTF-8; they are shown as \ufffd", "save the file as UTF-8")
	return strings.ToValidUTF8(string(raw), "\ufffd")
}

// utf16Of returns UTF-16 in the byte order of the text's mark. Without a mark it looks at the zero bytes, which are one
// half of every blank and Latin letter: they are all at even or all at odd offsets. It returns nil if the text is not
// UTF-16.
func utf16Of(raw []byte) encoding.Encoding {
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		return big
	}
	var zeros [2]int
	for i, c := range raw[:min(len(raw), 2000)] {
		if c == 0 {
			zeros[i%2]++
		}
	}
	few := max(2, min(len(raw), 2000)/20)
	switch {
	case zeros[0] >= few && zeros[1] == 0:
		return big
	case zeros[1] >= few && zeros[0] == 0:
		return little
	}
	return nil
}

// declaredCharset returns the character set in the head of a page, and its name. It returns nil for none and for UTF-8.
func declaredCharset(raw []byte) (encoding.Encoding, string) {
	if !bytes.Contains(bytes.ToLower(raw[:min(len(raw), 1024)]), []byte("charset")) {
		return nil, ""
	}
	set, name, _ := charset.DetermineEncoding(raw, "text/html")
	if name == "utf-8" {
		return nil, ""
	}
	return set, name
}

// minCommonShare is the least share of common characters in Chinese text. Texts of Wikipedia have 0.9 and more in their
// own character set, 0.4 to 0.6 in the other.
const minCommonShare = 0.75

// guessCharset returns the likely character set of bytes, and its name. It returns nil for UTF-8 with some broken bytes
// and for bytes that fit no set.
func guessCharset(raw []byte) (encoding.Encoding, string) {
	if valid, broken := countUTF8(raw); valid > broken {
		return nil, ""
	}
	gbk, big5 := commonPairs(raw, 0xb0, 0xd7), commonPairs(raw, 0xa4, 0xc6)
	switch {
	case gbk >= minCommonShare && gbk >= big5:
		return simplifiedchinese.GB18030, "GB18030 (GBK)"
	case big5 >= minCommonShare:
		return traditionalchinese.Big5, "Big5"
	case slices.ContainsFunc(raw, func(c byte) bool { return strings.IndexByte("\x81\x8d\x8f\x90\x9d", c) >= 0 }):
		return nil, "" // bytes that Windows-1252 does not define
	}
	return charmap.Windows1252, "Windows-1252"
}

// countUTF8 returns the number of multi-byte UTF-8 characters, and of bytes that are not UTF-8.
func countUTF8(raw []byte) (valid, broken int) {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			valid++
		}
		i += size
	}
	return valid, broken
}

// commonPairs returns the share of common characters among the two-byte characters of a Chinese character set. Common
// are those with a first byte from low to high: level 1 of GB2312 and of Big5.
func commonPairs(raw []byte, low, high byte) float64 {
	pairs, common := 0, 0
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] < 0x80 {
			continue
		}
		pairs++
		if next := raw[i+1]; raw[i] >= low && raw[i] <= high && next >= 0x40 && next != 0x7f && next != 0xff {
			common++
		} else if raw[i] >= 0xa1 && raw[i] <= 0xa3 && next >= 0x40 {
			pairs-- // punctuation, in both sets
		}
		i++
	}
	return float64(common) / float64(max(1, pairs))
}
