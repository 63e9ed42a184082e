package text

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// invisible are characters that nobody sees, with which two names look the same: zero-width spaces, invisible operators of
// formulas and the marks of annotations.
var invisible = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x200b, Hi: 0x200b, Stride: 1}, {Lo: 0x2060, Hi: 0x2064, Stride: 1}, {Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, {Lo: 0xfff9, Hi: 0xfffb, Stride: 1}}}

// Steers reports whether a character steers what shows the text and is not shown itself: control characters, line and
// paragraph separators, direction marks (Bidi_Control in the Unicode Character Database) and invisible ones. Joiners do not,
// since some scripts need them.
func Steers(r rune) bool {
	if r <= unicode.MaxASCII {
		return r < ' ' || r == 0x7f
	}
	return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control, invisible)
}

// Plain returns a text with U+FFFD in place of characters that steer and of bytes that are not UTF-8; line breaks and tabs stay.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		if Steers(r) && r != '\n' && r != '\t' {
			return utf8.RuneError
		}
		return r
	}, text)
}

// OneLine is Plain without line breaks and tabs. It shows a name, which may have any character, as one.
func OneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if Steers(r) {
			return utf8.RuneError
		}
		return r
	}, text)
}

// EscapeJSON returns JSON with characters that steer as \u escapes within its strings. It is the same value.
func EscapeJSON(raw []byte) []byte {
	const hex = "0123456789abcdef"
	var b strings.Builder
	for _, r := range string(raw) {
		if Steers(r) && r != '\n' && r != '\t' { // between values
			b.Write([]byte{'\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15]})
		} else {
			b.WriteRune(r)
		}
	}
	return []byte(b.String())
}

// PlainWriter returns a writer that writes what Plain makes of each Write, which must have whole characters.
func PlainWriter(w io.Writer) io.Writer { return plainWriter{w} }

type plainWriter struct{ io.Writer }

// Write writes a text.
func (w plainWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.Writer, Plain(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
