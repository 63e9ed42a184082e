package article

import (
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/text/language"
)

// minLetters is how long a Latin text must be for its language to be told; a shorter one counts as English.
const minLetters = 120

// sampleBytes is how many bytes of a text are looked at to tell its language.
const sampleBytes = 3000

// normalLanguage returns the ISO 639-1 code of a language tag: "zh" of "zh-CN", "zho" and "zh_TW".
// It returns "" for what is no tag.
func normalLanguage(tag string) string {
	parsed, err := language.Parse(strings.ReplaceAll(clean(tag), "_", "-"))
	if err != nil {
		return ""
	}
	base, sure := parsed.Base()
	if sure == language.No || base.String() == "und" {
		return ""
	}
	return base.String()
}

// detectLanguage returns a text's ISO 639-1 code: by its script where that tells, else by its commonest words
// if they are English, else by its trigrams, which take a hundred times as long to look at.
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

// scripts counts the letters of a text by the scripts that tell a language.
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

// englishWords are the words that tell English: among the commonest in it, and in no other language, or not so
// common there.
var englishWords = wordSet("the and of to that with for from by was were are is has have which this his had been not their at")

// englishWordEvery is the part of all words, one of so many, that they are in an English text at the least.
const englishWordEvery = 6

// isClearlyEnglish reports whether so many of a text's words are those of English that it cannot be another
// language. A text for which it is false may be English as well.
func isClearlyEnglish(text string) bool {
	words, english, the := 0, 0, 0
	for word := range strings.FieldsSeq(text) {
		words++
		switch {
		case word == "the" || word == "The":
			the++
			english++
		case englishWords[word]:
			english++
		}
	}
	return english*englishWordEvery >= words && the*50 >= words
}
