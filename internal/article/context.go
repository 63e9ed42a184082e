package article

import (
	"strings"
	"unicode"
)

// contextWords refer to the sentence before when they begin a sentence.
var contextWords = wordSet("he she it they his her its their this these those such that but however therefore moreover also")

// NeedsContext reports whether a sentence begins with a word that refers to the one before it: "He said".
func NeedsContext(sentence string) bool {
	first, _, _ := strings.Cut(strings.TrimLeftFunc(sentence, unicode.IsPunct), " ")
	if contextWords[strings.ToLower(strings.TrimRight(first, ",.;:"))] {
		return true
	}
	for _, p := range []string{"他", "她", "它", "这", "這", "此", "该", "該", "但", "然而", "因此"} {
		if strings.HasPrefix(sentence, p) {
			return true
		}
	}
	return false
}
