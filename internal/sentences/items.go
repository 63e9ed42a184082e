package sentences

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// marker is the mark of a list item: a bullet, a number or a letter with what follows it.
type marker struct {
	bullet, open, close string
	number              string // "9", "a"; "" for a bullet alone
	length              int
}

// markerAt returns the marker that a text begins with. It returns false if there is none.
func markerAt(text string) (marker, bool) {
	var m marker
	rest := text
	if r, size := utf8.DecodeRuneInString(rest); strings.ContainsRune("•⁃‣▪●◦", r) {
		m.bullet = rest[:size]
		rest = strings.TrimLeft(rest[size:], " ")
	}
	if strings.HasPrefix(rest, "(") {
		m.open, rest = "(", rest[1:]
	}
	n := 0
	for n < len(rest) && n < 3 && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	if n == 0 && rest != "" && rest[0] >= 'a' && rest[0] <= 'y' {
		n = 1
	}
	m.number, rest = rest[:n], rest[n:]
	end := 0
	for end < len(rest) && end < 2 && (rest[end] == '.' || rest[end] == ')') {
		end++
	}
	m.close = rest[:end]
	m.length = len(text) - len(rest) + end
	if n == 0 || end == 0 || m.open != "" && m.close != ")" || m.close == ".." || !strings.HasPrefix(rest[end:], " ") {
		return marker{bullet: m.bullet, length: len(m.bullet)}, m.bullet != ""
	}
	return m, true
}

// isMarker reports whether a text is nothing but a list item's marker.
func isMarker(text string) bool {
	text = strings.TrimLeft(text, " ")
	if len(text) > 8 {
		return false
	}
	m, ok := markerAt(text + " ")
	return ok && m.length == len(text) && m.number != ""
}

// next returns what the item after m begins with, as far as all such items have it in common.
func (m marker) next() string {
	number := m.number
	switch last := len(number) - 1; {
	case number == "":
		return m.bullet
	case number[0] >= 'a':
		number = string(rune(number[0] + 1))
	default:
		digits := []byte(number)
		for last >= 0 && digits[last] == '9' {
			digits[last] = '0'
			last--
		}
		if last >= 0 {
			digits[last]++
		} else {
			digits = append([]byte{'1'}, digits...)
		}
		number = string(digits)
	}
	return m.open + number + m.close + " "
}

// itemEnd returns the end of the list item at start: where the next one of its list begins on the same line. It returns
// the end of a text without a list.
func itemEnd(text string, start int) int {
	for start < len(text) && text[start] == ' ' {
		start++
	}
	if start == len(text) || text[start] > 'z' && text[start] != 0xe2 || unicode.IsUpper(rune(text[start])) {
		return len(text) // most texts
	}
	m, ok := markerAt(text[start:])
	if !ok {
		return len(text)
	}
	next := m.next()
	for at := start + m.length; ; {
		n := strings.Index(text[at:], next)
		if n < 0 {
			return len(text)
		}
		at += n
		if end := m.startAt(text, at, at+len(next)); end > start {
			return end
		}
		at += len(next)
	}
}

// startAt returns where an item begins whose number, or bullet without one, is at an offset and ends at another; -1 if none
// does: the mark is within a word, or before a small letter.
func (m marker) startAt(text string, at, end int) int {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[end:], " "))
	switch {
	case text[at-1] == ' ' && (m.number == "" || !unicode.IsLower(first)):
		return at - len(bulletBefore(text[:at], m.bullet))
	case m.bullet != "" && strings.HasSuffix(text[:at], m.bullet):
		return at - len(m.bullet)
	}
	return -1
}

// bulletBefore returns the bullet and the blanks at the end of a text, or "".
func bulletBefore(text, bullet string) string {
	rest := strings.TrimRight(text, " ")
	if bullet == "" || !strings.HasSuffix(rest, bullet) {
		return ""
	}
	return text[len(rest)-len(bullet):]
}
