package lexicon

import (
	"strings"
	"unicode/utf8"

	"lede/internal/analysis"
)

// English returns what a Chinese word in either script is in English, the best first; nil if the dictionary does not say.
func English(word string) []string {
	fields, ok, _ := chinese().find(analysis.Simplified(word))
	_, glosses, _ := strings.Cut(fields, "\t")
	glosses, _, _ = strings.Cut(glosses, "\t")
	if !ok || glosses == "" {
		return nil
	}
	return strings.Split(glosses, ";")
}

// commonLog is the logarithm of the count from which on a word is common: 今天 has 9.7, 天气 7.9, 公司 10.7.
const commonLog = 9.7

// IsCommon reports whether a Chinese word, no name, is so frequent that it says little about a subject.
func IsCommon(word string) bool {
	fields, ok, _ := chinese().find(analysis.Simplified(word))
	if !ok {
		return false
	}
	kind, log := weight(fields)
	return kind != Name && log >= commonLog
}

// Longer returns what Chinese words of one more character than a word are in English: "Rhine" (莱茵河) of 莱茵.
func Longer(word string) []string {
	var out []string
	word = analysis.Simplified(word)
	for line := range chinese().from(word) {
		longer, _, _ := strings.Cut(line, "\t")
		if !strings.HasPrefix(longer, word) {
			break
		}
		if utf8.RuneCountInString(longer) == utf8.RuneCountInString(word)+1 {
			out = append(out, English(longer)...)
		}
	}
	return out
}

// Chinese returns the simplified Chinese words for an English one, the best first; nil if the dictionary does not say. The
// word is given by its stems under analysis.English, with blanks between.
func Chinese(stems string) []string {
	words, ok, _ := english().find(stems)
	if !ok {
		return nil
	}
	return strings.Split(words, ";")
}

// Pinyin returns how the characters of a Chinese word are read, without tones; nil if one of them is unknown.
func Pinyin(word string) []string {
	var out []string
	for _, r := range analysis.Simplified(word) {
		fields, ok, _ := chinese().find(string(r))
		at := strings.LastIndexByte(fields, '\t')
		if !ok || strings.Count(fields, "\t") < 2 {
			return nil
		}
		out = append(out, fields[at+1:])
	}
	return out
}

// Parts splits a Chinese word that English does not know into the longest words that it does; characters that are part of
// none are left out.
func Parts(word string) []string {
	var out []string
	for word != "" {
		end := len(word)
		for English(word[:end]) == nil {
			_, size := utf8.DecodeLastRuneInString(word[:end])
			if end -= size; end == 0 {
				break
			}
		}
		if end > 0 {
			out = append(out, word[:end])
		} else {
			_, end = utf8.DecodeRuneInString(word)
		}
		word = word[end:]
	}
	return out
}
