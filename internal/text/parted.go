package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// softHyphen marks where a word may be parted.
const softHyphen = "\u00ad"

// keptHyphens are words that keep the hyphen behind them: "self-made", "twenty-five".
var keptHyphens = wordSet(`self well ill half all ex vice quasi pseudo semi cross long short high low full part one two three
four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety`)

// suspended are words after a hyphen that parts no word: "two- and three-year terms".
var suspended = wordSet("and or nor to und oder et")

// JoinParted returns two lines as one if a hyphen parts a word at the end of the first: "re-" and "build" are "rebuild".
// The hyphen stays before a capital or a digit ("Jean-Luc", "covid-19") and where it is part of the word. It returns false
// if no word is parted.
func JoinParted(line, next string) (string, bool) {
	line, next = strings.TrimRight(line, " \t\r"), strings.TrimLeft(next, " \t")
	stem, soft := strings.CutSuffix(line, softHyphen)
	if !soft {
		stem = strings.TrimSuffix(strings.TrimSuffix(line, "-"), "‐")
	}
	last, _ := utf8.DecodeLastRuneInString(stem)
	first, _ := utf8.DecodeRuneInString(next)
	word := stem[strings.LastIndexFunc(stem, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) && r != '-' })+1:]
	switch {
	case stem == line || !isWordPart(last) || !isWordPart(first) || suspended[firstWord(next)]:
		return "", false
	case soft:
		return stem + next, true
	case !unicode.IsLower(first) || !unicode.IsLetter(last) || strings.Contains(word, "-") || keptHyphens[strings.ToLower(word)]:
		return line + next, true
	}
	return stem + next, true
}

func isWordPart(r rune) bool { return r < 0x2e80 && unicode.In(r, unicode.Letter, unicode.Digit) }

// firstWord returns the letters that a text begins with.
func firstWord(text string) string {
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		return text
	}
	return text[:end]
}

// wordSet returns the words of a list that separates them by white space.
func wordSet(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
