package article

import (
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/text/language"
)

// enoughLetters is how long a Latin text must be for its language to be told; a shorter one counts as English.
const enoughLetters = 120

// languageSample is how many bytes of a text are looked at to tell its language.
const languageSample = 3000

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

// englishShare is how many of a hundred words of a text must be "the" or "and" for it to be English for sure: English
// prose has six to nine, no other language has either word.
const englishShare = 4

// isEnglish reports whether a text is English for sure, at a hundredth of the cost of comparing trigrams.
func isEnglish(text string) bool {
	words, sure := 0, 0
	for word := range strings.FieldsSeq(text) {
		words++
		if strings.EqualFold(word, "the") || strings.EqualFold(word, "and") {
			sure++
		}
	}
	return sure*100 >= words*englishShare
}

// detectLanguage returns a text's ISO 639-1 code: by its script where that tells, else by its trigrams.
func detectLanguage(text string) string {
	head := text[:min(len(text), languageSample)]
	var letters, han, kana, hangul int
	for _, r := range head {
		switch {
		case !unicode.IsLetter(r):
			continue
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Hangul, r):
			hangul++
		}
		letters++
	}
	switch {
	case letters == 0:
		return "und"
	case kana*10 > letters:
		return "ja"
	case hangul*4 > letters:
		return "ko"
	case han*5 > letters:
		return "zh"
	case letters < enoughLetters, isEnglish(head):
		return "en"
	}
	found := whatlanggo.Detect(head)
	if code := found.Lang.Iso6391(); code != "" && found.IsReliable() {
		return code
	}
	return "en"
}
