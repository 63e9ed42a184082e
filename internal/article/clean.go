package article

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
)

// binaryReason returns why the bytes cannot be text and what to do about it, or "", "" if they can.
func binaryReason(raw []byte) (why, cure string) {
	if utf16Of(raw) != nil {
		return "", ""
	}
	head := raw[:min(len(raw), 8000)]
	control := 0
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			control++
		}
	}
	if bytes.IndexByte(raw, 0) >= 0 || control*20 > len(head) && control > 1 {
		return "is not text", "save it as UTF-8 text, Markdown or HTML, or take it out of the folder"
	}
	return "", ""
}

// badLine returns the line of the first byte that is not UTF-8.
func badLine(raw []byte) int {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return 1 + bytes.Count(raw[:i], []byte("\n"))
		}
		i += size
	}
	return 0
}

// clean returns a text on one line: white space folded, control and direction characters removed. A line
// break between two Chinese characters leaves no blank, since none stands between them otherwise.
func clean(text string) string {
	if isClean(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	last, blank, broken := rune(0), false, false // last: what was written last; 0 after a blank
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			blank, broken = true, broken || r == '\n'
			continue
		case isJoiner(r) && (blank || last == 0 || unicode.IsPunct(last)), isInvisible(r): // a joiner joins letters and pictures
			continue
		}
		if blank && last != 0 && !(broken && isFullWidth(last) && isFullWidth(r)) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, blank, broken = r, false, false
	}
	return b.String()
}

// isClean reports whether clean would change nothing, for the texts that most are: characters that are surely
// seen, with single blanks between them.
func isClean(text string) bool {
	blank := true // there is one before, or nothing
	for _, r := range text {
		switch {
		case r == ' ' && blank, r != ' ' && !isPlain(r):
			return false
		}
		blank = r == ' '
	}
	return text == "" || !blank
}

// isPlain reports whether r is one of the commonest characters, none of which is a blank, a joiner or hidden.
func isPlain(r rune) bool {
	switch {
	case r < 0x7f:
		return r > ' '
	case r < 0x250: // Latin
		return r > 0xa0 && r != 0xad
	}
	return r >= 0x2010 && r < 0x2028 || // dashes, quotation marks
		r > 0x3000 && r < 0x3021 || r >= 0x4e00 && r < 0xa000 || r > 0xff00 && r < 0xff5f // Chinese
}

// isJoiner reports whether r joins or parts the letters beside it: in emoji, Persian, Indic scripts.
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// isInvisible reports whether r is a character that nobody sees and that may change what is seen.
func isInvisible(r rune) bool {
	if r >= ' ' && r < 0x7f {
		return false
	}
	return !isJoiner(r) && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

// isFullWidth reports whether r is a Chinese character or a full-width mark.
func isFullWidth(r rune) bool {
	return isHan(r) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff61
}

// isHan is analysis.IsHan, quick for what cannot be.
func isHan(r rune) bool { return r >= 0x2e80 && analysis.IsHan(r) }
