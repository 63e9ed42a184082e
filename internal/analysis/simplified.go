package analysis

import (
	"strings"
	"unicode/utf8"
)

//go:generate sh -c "go run generate.go < Unihan_Variants.txt"

// simplified is, for each character of the block U+4E00 to U+9FFF, the difference to its simplified form.
var simplified = func() (table [0xa000 - 0x4e00]int16) {
	pairs := simplifiedPairs
	for pairs != "" {
		from, size := utf8.DecodeRuneInString(pairs)
		to, size2 := utf8.DecodeRuneInString(pairs[size:])
		table[from-0x4e00] = int16(to - from)
		pairs = pairs[size+size2:]
	}
	return table
}()

// Simplified returns a text with its traditional Chinese characters simplified, one by one and with the same lengths,
// so that either script finds the other. It ignores exceptions that depend on words (乾 in 乾坤).
func Simplified(text string) string {
	for i := range len(text) {
		if c := text[i]; hanFirst <= c && c <= hanLast { // quickly: most texts have none
			if strings.IndexFunc(text[i:], func(r rune) bool { return simplify(r) != r }) < 0 {
				return text
			}
			return strings.Map(simplify, text)
		}
	}
	return text
}

// Bytes that the characters of the table begin with.
const (
	hanFirst = 0xe4
	hanLast  = 0xe9
)

func simplify(r rune) rune {
	if r < 0x4e00 || r > 0x9fff {
		return r
	}
	return r + rune(simplified[r-0x4e00])
}
