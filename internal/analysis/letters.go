package analysis

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plainLetters writes the letters that have no decomposition in Unicode as those who cannot type them do, and every
// apostrophe as one.
var plainLetters = strings.NewReplacer("ł", "l", "Ł", "L", "ø", "o", "Ø", "O", "đ", "d", "Đ", "D", "ð", "d", "Ð", "D",
	"þ", "th", "Þ", "Th", "æ", "ae", "Æ", "Ae", "œ", "oe", "Œ", "Oe", "ß", "ss", "ẞ", "SS", "ħ", "h", "Ħ", "H",
	"ı", "i", "ĸ", "k", "ŋ", "n", "Ŋ", "N", "ŧ", "t", "Ŧ", "T", "ɖ", "d", "Ɖ", "D", "ɓ", "b", "Ɓ", "B", "ɗ", "d",
	"Ɗ", "D", "ƙ", "k", "Ƙ", "K", "ə", "e", "Ə", "E", "ɛ", "e", "Ɛ", "E", "ɔ", "o", "Ɔ", "O", "ƒ", "f",
	"’", "'", "‘", "'", "ʼ", "'", "ʻ", "'", "ʿ", "'", "ʾ", "'", "′", "'")

// stripMarks returns the compatibility form without accents and strokes: "Ｂesançon" is "Besancon", "Łódź" is "Lodz".
func stripMarks(word string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(word) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return plainLetters.Replace(norm.NFC.String(b.String()))
}
