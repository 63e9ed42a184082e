package article

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
)

// binaryReason returns why the bytes are not text, with a hint, or "", "" if they are text: few zero bytes, and not more
// than one control character in 20 bytes. Web servers leave a few zero bytes in pages: one in 2,000 is allowed.
func binaryReason(raw []byte) (why, hint string) {
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
	if bytes.Count(raw, []byte{0})*2000 > len(raw) || control*20 > len(head) && control > 1 {
		return "is not text", "save it as UTF-8 text, Markdown or HTML, or take it out of the folder"
	}
	return "", ""
}

// badLine returns the line of the first byte that is not UTF-8, from 1, or 0 if there is none.
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

// clean returns a text as one line: runs of white space become one blank, control and direction characters are removed.
// A line break between two Chinese characters becomes nothing, as Chinese has no blanks between words.
func clean(text string) string {
	if isClean(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	last, blank, broken := rune(0), false, false // last: the last character written; 0 at the start
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			blank, broken = true, broken || r == '\n'
			continue
		case isJoiner(r) && (blank || last == 0 || unicode.IsPunct(last)), isInvisible(r): // a joiner has a use after letters and emoji only
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

// isClean reports whether a text consists of plain characters with single blanks between them, as most do. clean
// returns such a text unchanged. It may be false for other texts that clean does not change.
func isClean(text string) bool {
	blank := true // the character before is a blank, or there is none
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf { // most characters
			if c < ' ' || c == '\x7f' || c == ' ' && blank {
				return false
			}
			blank = c == ' '
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isPlain(r) {
			return false
		}
		blank = false
		i += size
	}
	return text == "" || !blank
}

// isBlank reports whether clean returns "" for a text.
func isBlank(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && !isInvisible(r) && !isJoiner(r) })
}

// isPlain reports whether r is a letter or a punctuation mark, or any visible ASCII character. None of these is a blank, a
// joiner, invisible or U+FFFD.
func isPlain(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r != '\x7f'
	}
	return unicode.IsLetter(r) || unicode.IsPunct(r)
}

// isJoiner reports whether r is a zero-width (non-)joiner, which emoji, Persian and Indic scripts use between letters.
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// isInvisible reports whether r is a control, format, private-use or surrogate character, joiners excepted.
func isInvisible(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == '\x7f'
	}
	return !isJoiner(r) && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

// isFullWidth reports whether r is a Chinese character or a full-width mark.
func isFullWidth(r rune) bool {
	return isHan(r) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff61
}

// isHan is analysis.IsHan with a fast path for the scripts below the Chinese ones, which the compiler inlines.
func isHan(r rune) bool { return r >= 0x2e80 && analysis.IsHan(r) }
