// Package sentences splits paragraphs into sentences, in English, Chinese and languages with the same marks.
//
// A sentence mark ends a sentence unless it is part of an abbreviation or a name (abbreviations.go), within a pair of
// brackets or quotation marks (pairs.go) or the mark of a list item (items.go). The package is pure.
package sentences

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
)

// The longest sentence; text without sentence marks is split into such parts. A Chinese character counts a third of a
// unit here, so that 1,200 are allowed. Real sentences stay far below: of 255,000 in the eval sets, 32 have more than
// 100 words and 2 more than 390.
const (
	maxUnits = 400
	maxRunes = 3000
)

const (
	closers    = `"'”’»」』)）]】》〉`
	fullMarks  = "。！？"
	openQuotes = ` "'“‘(「『[`
)

// Split returns the byte ranges of the sentences of a paragraph, without the blanks between them. The items of a
// list on one line are sentences. It returns nil for a blank text.
func Split(text string) [][2]int {
	var out [][2]int
	for start := 0; start < len(text); {
		end := itemEnd(text, start)
		s := splitter{text: text[:end], start: start, out: out}
		out = s.split()
		start = end
	}
	return out
}

// splitter is the state of splitting a text from start on.
type splitter struct {
	text   string
	start  int // of the open sentence
	opener int // of the pair around the marks that are looked at, -1 outside of one
	out    [][2]int
}

// mayMark are the bytes that sentence marks and the openers of pairs begin with.
var mayMark = [256]bool{'.': true, '!': true, '?': true, '"': true, '(': true, '[': true,
	0xe2: true /* … “ */, 0xe3: true /* 。《「 */, 0xef: true /* ！？（ */}

func (s *splitter) split() [][2]int {
	text := s.text
	for i := s.start; i < len(text); {
		if !mayMark[text[i]] {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		at := i
		s.opener = -1
		if mark, end := pairAt(text, i, r); end > 0 {
			if mark < 0 {
				i = end
				continue
			}
			at, s.opener = mark, i
		} else if !isMark(r) {
			i += size
			continue
		}
		end, ok := s.sentenceEnd(at)
		if ok {
			s.out = appendSplit(s.out, text, s.start, end)
			s.start = end
		}
		i = end
	}
	return appendSplit(s.out, text, s.start, len(text))
}

func isMark(r rune) bool {
	switch r {
	case '.', '!', '?', '。', '！', '？', '…':
		return true
	}
	return false
}

// sentenceEnd returns the end of the run of sentence marks and closers at i, and whether the open sentence ends there.
func (s *splitter) sentenceEnd(i int) (int, bool) {
	text := s.text
	end, full, closed := runEnd(text, i)
	if text[i] == '.' && isSpaced(text, end) {
		return s.spacedEnd(i)
	}
	end = citationEnd(text, end)
	if end == len(text) {
		return end, true
	}
	mark, _ := utf8.DecodeRuneInString(text[i:])
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[end:], openQuotes))
	blank := isBlank(text[end])
	switch {
	case s.opener >= 0 && closed > 0 && s.goesOn(text[end:], blank):
		return end, false
	case full, analysis.IsHan(next) && mark != '.':
		return end, true
	case !blank:
		return end, unicode.IsUpper(next) && (closed == '”' || lacksBlank(text[s.start:i], text[end:]))
	case end == i+1 && mark == '.' && i > s.start && isBlank(text[i-1]):
		return end, true // tokenized text: "the experiment . the"
	case unicode.IsLower(next), strings.TrimSpace(text[s.start:i]) == "", isMarker(text[s.start:end]):
		return end, false
	case mark == '.' && (end == i+1 || closed == 0 && end > i && text[end-1] == ']'):
		return end, !abbreviated(text[s.start:i], text[end:])
	case mark == '!' || mark == '?':
		return end, !isMarkedName(text[s.start:i], text[end:])
	}
	return end, true
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// runEnd returns the end of the run of sentence marks and closers at i, whether a Chinese mark is in it, and the
// closer that it ends with, 0 if it ends with a mark.
func runEnd(text string, i int) (end int, full bool, closed rune) {
	for end = i; end < len(text); {
		r, size := utf8.DecodeRuneInString(text[end:])
		switch {
		case isMark(r):
			full, closed = full || strings.ContainsRune(fullMarks, r), 0
		case strings.ContainsRune(closers, r):
			closed = r
		default:
			return end, full, closed
		}
		end += size
	}
	return end, full, closed
}

// isSpaced reports whether the dots of an ellipsis go on behind a blank: ". . .".
func isSpaced(text string, end int) bool {
	return strings.HasPrefix(text[end:], " .") && (end+2 == len(text) || !isAlnum(text[end+2]))
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
}

// spacedEnd is sentenceEnd for an ellipsis with blanks between its dots. Of four dots the first is a full stop if it
// follows its word at once, else the last; three dots end no sentence.
func (s *splitter) spacedEnd(i int) (int, bool) {
	text, dots, end := s.text, 0, i
	for {
		last := end
		end, _, _ = runEnd(text, end)
		dots += strings.Count(text[last:end], ".")
		if !isSpaced(text, end) {
			break
		}
		end++
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[end:], openQuotes))
	switch {
	case strings.TrimSpace(text[end:]) == "":
		return len(text), true
	case dots < 4 || unicode.IsLower(next) || strings.TrimSpace(text[s.start:i]) == "":
		return end, false
	case !isBlank(text[i-1]):
		return i + 1, true
	}
	return end, true
}

// citationEnd returns the end of the numbers of notes at an offset, as they follow a sentence at once: "[1][12]", "[a]".
func citationEnd(text string, at int) int {
	const longest = 20
	for at < len(text) && text[at] == '[' {
		inner, _, ok := strings.Cut(text[at+1:min(len(text), at+longest)], "]")
		letters := strings.Trim(inner, "0123456789,–- ")
		if !ok || inner == "" || len(letters) > 1 && letters != "citation needed" && letters != "note" {
			break
		}
		at += len(inner) + 2
	}
	return at
}

// appendSplit appends a range without outer blanks, in several parts if it is too long.
func appendSplit(out [][2]int, text string, start, end int) [][2]int {
	for {
		for start < end && text[start] == ' ' {
			start++
		}
		for end > start && text[end-1] == ' ' {
			end--
		}
		if start == end {
			return out
		}
		cut := start + splitPoint(text[start:end])
		out = append(out, [2]int{start, cut})
		if cut == end {
			return out
		}
		for n := len(out) - 1; text[out[n][1]-1] == ' '; {
			out[n][1]--
		}
		start = cut
	}
}

// splitPoint returns the offset at which to split a sentence that is too long: after the last blank or clause mark
// within the limit, or else at the limit. It returns the length of a sentence that is not too long.
func splitPoint(sentence string) int {
	if len(sentence) <= maxUnits {
		return len(sentence)
	}
	units, runes, last := 0.0, 0, 0
	for i, r := range sentence {
		if units > maxUnits || runes > maxRunes {
			if last > 0 {
				return last
			}
			return i
		}
		runes++
		switch {
		case r == ' ':
			units, last = units+1, i+1
		case analysis.IsHan(r):
			units += 1.0 / 3
		case strings.ContainsRune("，；、：", r):
			last = i + utf8.RuneLen(r)
		}
	}
	return len(sentence)
}
