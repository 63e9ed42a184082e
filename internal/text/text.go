// Package text measures and cuts texts for people to read: by characters, by Discord's count of characters, by columns of a
// terminal. Whatever is cut ends in "…", which counts. Plain takes out what steers a terminal or a message. EditDistance
// compares words, JoinParted makes parted ones whole.
package text

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const ellipsis = "…"

// Shorten returns a text of at most limit characters, cut at a blank if there is one in the second half.
func Shorten(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	cut := string([]rune(text)[:max(0, limit-1)])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:") + ellipsis
}

// UTF16Len returns the length of a text in UTF-16 units, which is how Discord counts characters where it counts most.
func UTF16Len(text string) int {
	n := 0
	for _, r := range text {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// ClipUTF16 returns a text of at most limit UTF-16 units, cut between characters.
func ClipUTF16(text string, limit int) string {
	if UTF16Len(text) <= limit {
		return text
	}
	n := 0
	for i, r := range text {
		if n += max(1, utf16.RuneLen(r)); n > limit-1 {
			return strings.TrimRight(text[:i], " ") + ellipsis
		}
	}
	return text
}

// Width returns how many columns of a terminal a text takes; a Chinese character takes two.
func Width(text string) int { return uniseg.StringWidth(text) }

// ClipWidth returns a text of at most limit columns, cut between characters as people see them.
func ClipWidth(text string, limit int) string {
	if Width(text) <= limit {
		return text
	}
	var b strings.Builder
	used := Width(ellipsis)
	for g := uniseg.NewGraphemes(text); g.Next() && used+g.Width() <= limit; used += g.Width() {
		b.WriteString(g.Str())
	}
	return b.String() + ellipsis
}

// Wrap cuts a line at blanks, and beside wide characters such as Chinese ones where a line may break (Unicode Standard Annex
// #14): "，" and "」" begin no line and "「" ends none. No part is wider than limit columns where that can be helped.
func Wrap(line string, limit int) []string {
	var out []string
	start, end, used := 0, 0, 0 // of the part that is made, in bytes and in columns
	for end < len(line) {
		piece := unbroken(line[end:])
		if end > start && used+Width(strings.TrimRight(piece, " ")) > limit {
			out = append(out, strings.TrimSpace(line[start:end]))
			start, used = end, 0
		}
		end += len(piece)
		used += Width(piece)
	}
	return append(out, strings.TrimSpace(line[start:]))
}

// unbroken returns the beginning of a line up to the first place where it may break, blanks included. In a word or an address it
// does not break, although the annex allows it behind "-" and "/".
func unbroken(line string) string {
	rest, state := line, -1
	for rest != "" {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		last, _ := utf8.DecodeLastRuneInString(segment)
		first, _ := utf8.DecodeRuneInString(rest)
		if last == ' ' || isWide(last) || isWide(first) {
			break
		}
	}
	return line[:len(line)-len(rest)]
}

func isWide(r rune) bool { return Width(string(r)) == 2 }
