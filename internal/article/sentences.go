package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The longest sentence; text without sentence marks is split into such parts. A Chinese character counts a third of a
// unit here, so that 1,200 are allowed. Real sentences stay far below: of 255,000 in the eval sets, 32 have more than
// 100 words and 2 more than 390.
const (
	maxUnits = 400
	maxRunes = 3000
)

// abbreviations are words with a full stop that is not the end of a sentence.
var abbreviations = wordSet(`mr mrs ms dr prof gen col lt sgt capt sen rep gov pres hon rev st sr jr vs no nos vol pp fig
eq al ca cf etc inc ltd corp co dept est approx jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri
sat sun e.g i.e a.m p.m ph.d mt ft`)

// finalAbbreviations are abbreviations that are often the last word of a sentence; they are if a sentence starter
// follows.
var finalAbbreviations = wordSet("etc inc ltd corp co jr sr dept ph.d a.m p.m")

// sentenceStarters are words that begin sentences: "U.S." before one of them ends its sentence.
var sentenceStarters = wordSet(`the a an in on at but and it he she they we this that these those there as for however while
when after before if his her its their our`)

var initials = regexp.MustCompile(`^(?:\pL\.)+\pL$`)

// wordSet returns the words of a list that separates them by white space.
func wordSet(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

const closingQuotes = `"'”’»」』）)]】`

// SplitSentences returns the byte ranges of the sentences of a paragraph, without the blanks between them.
// It returns nil for a blank text.
func SplitSentences(text string) [][2]int {
	var out [][2]int
	start, next := 0, 0
	for i, r := range text {
		if !isMark(r) || i < next {
			continue
		}
		end, ok := sentenceEnd(text, start, i)
		if ok {
			out = appendSplit(out, text, start, end)
			start = end
		}
		next = end
	}
	return appendSplit(out, text, start, len(text))
}

func isMark(r rune) bool {
	switch r {
	case '.', '!', '?', '。', '！', '？', '…':
		return true
	}
	return false
}

// sentenceEnd returns the end of the run of sentence marks and closing quotes at i, and whether a sentence that begins
// at start ends there.
func sentenceEnd(text string, start, i int) (int, bool) {
	end, full := i, false
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isMark(r) && !strings.ContainsRune(closingQuotes, r) {
			break
		}
		full = full || strings.ContainsRune("。！？", r)
		end += size
	}
	if end == len(text) || full {
		return end, true
	}
	mark, _ := utf8.DecodeRuneInString(text[i:])
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[end:], ` "'“‘(「『[`))
	blank := text[end] == ' '
	switch {
	case isHan(next) && mark != '.':
		return end, true
	case !blank:
		return end, false
	case mark == '.' && i > start && text[i-1] == ' ':
		return end, true // tokenized text: "the experiment . the"
	case unicode.IsLower(next):
		return end, false
	case mark == '.' && end == i+1:
		return end, !abbreviated(text[start:i], text[end:])
	}
	return end, true
}

// abbreviated reports whether the full stop between two texts belongs to an abbreviation.
func abbreviated(before, after string) bool {
	word := before[strings.LastIndexAny(before, " (“‘\"'")+1:]
	word = strings.TrimLeftFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	next, _, _ := strings.Cut(strings.TrimLeft(after, ` "'“‘(`), " ")
	lower := strings.ToLower(word)
	first, size := utf8.DecodeRuneInString(word)
	switch {
	case lower == "no":
		return next != "" && next[0] >= '0' && next[0] <= '9'
	case abbreviations[lower] && !finalAbbreviations[lower]:
		return true
	case finalAbbreviations[lower], initials.MatchString(word):
		return !sentenceStarters[strings.ToLower(strings.TrimRight(next, ","))]
	}
	return size > 0 && size == len(word) && unicode.IsUpper(first) && // an initial
		!sentenceStarters[strings.ToLower(strings.TrimRight(next, ","))]
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
		case isHan(r):
			units += 1.0 / 3
		case strings.ContainsRune("，；、：", r):
			last = i + utf8.RuneLen(r)
		}
	}
	return len(sentence)
}
