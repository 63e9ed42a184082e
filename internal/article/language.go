package article

import (
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/text/language"
)

// minLetters is the number of letters from which the language of a Latin text is detected; a shorter one counts as
// English.
const minLetters = 120

// sampleBytes is the length of the part of a text on which its language is detected.
const sampleBytes = 3000

// hanLanguages are languages by their Chinese names.
var hanLanguages = map[string]string{"中文": "zh", "汉语": "zh", "漢語": "zh", "简体中文": "zh", "繁体中文": "zh", "繁體中文": "zh", "英文": "en", "英语": "en", "英語": "en", "日文": "ja", "日语": "ja"}

// normalLanguage returns the ISO 639-1 code of a language tag: "zh" of "zh-CN", "zho", "zh_TW" and 中文.
// It returns "" for anything that is not a language tag.
func normalLanguage(tag string) string {
	if code := hanLanguages[clean(tag)]; code != "" {
		return code
	}
	parsed, err := language.Parse(strings.ReplaceAll(clean(tag), "_", "-"))
	if err != nil {
		return ""
	}
	base, sure := parsed.Base()
	if sure < language.High { // "und" has the base "en" with low confidence
		return ""
	}
	return base.String()
}

// detectLanguage returns the ISO 639-1 code of a text, "und" without letters. It tries the script first, then common
// English words, then trigrams, which take a hundred times as long. If those are not reliable it returns "en".
func detectLanguage(text string) string {
	head := text[:min(len(text), sampleBytes)]
	switch n := countScripts(head); {
	case n.letters == 0:
		return "und"
	case n.kana*10 > n.letters:
		return "ja"
	case n.hangul*4 > n.letters:
		return "ko"
	case n.han*5 > n.letters:
		return "zh"
	case n.letters < minLetters, isClearlyEnglish(head):
		return "en"
	}
	found := whatlanggo.Detect(head)
	if code := found.Lang.Iso6391(); code != "" && found.IsReliable() {
		return code
	}
	return "en"
}

// scripts counts letters by script.
type scripts struct{ letters, han, kana, hangul int }

func countScripts(text string) scripts {
	var n scripts
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
			continue
		case r < firstEastern:
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			n.kana++
		case unicode.Is(unicode.Han, r):
			n.han++
		case unicode.Is(unicode.Hangul, r):
			n.hangul++
		}
		n.letters++
	}
	return n
}

// firstEastern is the first letter of Hangul, kana and the Chinese characters.
const firstEastern = 0x1100

// englishWords are among the commonest words of English, and rare or absent in other languages.
var englishWords = wordSet(`the and of to that with for from by was were are is has have which this his had been not their at
would could about when who than they there what after said into`)

const longestEnglish = len("which")

// In a clearly English text at least one word in englishWordEvery is one of englishWords, and one in theEvery is "the".
// With 6, 98% of eval/en-news need no trigrams, and none of whatlanggo's examples in 82
// other languages counts as English.
const (
	englishWordEvery = 6
	theEvery         = 50
)

// isClearlyEnglish reports whether the common words of a text show that it is English. False means unknown.
func isClearlyEnglish(text string) bool {
	words, english, the := 0, 0, 0
	for word := range strings.FieldsSeq(text) {
		words++
		switch {
		case word == "the" || word == "The":
			the++
			english++
		case len(word) <= longestEnglish && englishWords[word]:
			english++
		}
	}
	return english*englishWordEvery >= words && the*theEvery >= words
}
