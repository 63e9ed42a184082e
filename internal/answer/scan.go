package answer

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scanners of what a regular expression would find in ten times the time: they are called for each sentence of each passage.

// plainWords returns the words of a text with their offsets, in order: the longest runs of ASCII letters, digits and _.
func plainWords(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := 0; i < len(text); {
			if !isPlain(text[i]) {
				i++
				continue
			}
			end := i + 1
			for end < len(text) && isPlain(text[end]) {
				end++
			}
			if !yield(i, text[i:end]) {
				return
			}
			i = end
		}
	}
}

func isPlain(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_'
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isOneOf reports whether a word is one of some small ones, its first letter in either case.
func isOneOf(words map[string]bool, word string) bool {
	if words[word] || word == "" || word[0] < 'A' || word[0] > 'Z' {
		return words[word]
	}
	return words[strings.ToLower(word[:1])+word[1:]]
}

// placeWords are prepositions before the name of a place.
var placeWords = map[string]bool{"in": true, "at": true, "to": true, "from": true, "near": true, "outside": true, "inside": true, "of": true}

// hasPlaceName reports whether a text has a preposition of place and a word with a capital behind it, or behind "the".
func hasPlaceName(text string) bool {
	for at, word := range plainWords(text) {
		if !isOneOf(placeWords, word) {
			continue
		}
		rest := text[at+len(word):]
		if beginsUpper(behindBlanks(rest)) {
			return true
		}
		if behind, ok := strings.CutPrefix(behindBlanks(rest), "the"); ok && beginsUpper(behindBlanks(behind)) {
			return true
		}
	}
	return false
}

// endsWithOneOf reports whether a text ends with one of some words and a blank, or with the word and " the ".
func endsWithOneOf(words map[string]bool, text string) bool {
	text, ok := strings.CutSuffix(text, " ")
	text = strings.TrimSuffix(text, " the")
	start := len(text)
	for start > 0 && isPlain(text[start-1]) {
		start--
	}
	return ok && isOneOf(words, text[start:])
}

// behindBlanks returns a text without the blanks that it begins with; "" if it begins with none.
func behindBlanks(text string) string {
	rest := strings.TrimLeft(text, " \t\n\f\r")
	if len(rest) == len(text) {
		return ""
	}
	return rest
}

func beginsUpper(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(first)
}

// definitionReach is how many characters of a sentence its definition begins within.
const definitionReach = 60

// isDefinition reports whether the head of a sentence introduces something: "X is a", "X（", "X是".
func isDefinition(sentence string) bool {
	left := definitionReach
	word := true // a word may begin here
	for i, r := range sentence {
		if word && isPlain(sentence[i]) && introduces(sentence[i:]) || strings.ContainsRune("（(是为", r) ||
			strings.HasPrefix(sentence[i:], "又称") || strings.HasPrefix(sentence[i:], "简称") {
			return true
		}
		if r == '.' || r == '。' || left == 0 {
			return false
		}
		word = !isPlain(sentence[i])
		left--
	}
	return false
}

// introduces reports whether a text begins with "is a" or the like.
func introduces(text string) bool {
	verb, rest, _ := strings.Cut(text, " ")
	if !beVerbs[verb] {
		return false
	}
	end := 0
	for end < len(rest) && isPlain(rest[end]) {
		end++
	}
	return articleWords[rest[:end]]
}

var (
	beVerbs      = map[string]bool{"is": true, "was": true, "are": true, "were": true}
	articleWords = map[string]bool{"a": true, "an": true, "the": true, "one": true}
)

// nameWords are the small words that names have inside.
var nameWords = []string{"of ", "the ", "de ", "van ", "von ", "bin ", "al ", "la ", "da "}

// capitalRuns returns the names of a text: words that begin with a capital or a digit in a row, the first with a capital, with the
// small words that names have inside.
func capitalRuns(text string) []Mark {
	var out []Mark
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsUpper(r) {
			i += size
			continue
		}
		m := Mark{i, nameWordEnd(text, i+size)}
		for {
			next := nextNameWord(text[m.End:])
			if next == 0 {
				break
			}
			m.End = nameWordEnd(text, m.End+next)
		}
		out, i = append(out, m), m.End
	}
	return out
}

// nameWordEnd returns where a word of a name ends that has begun before an offset.
func nameWordEnd(text string, at int) int {
	for i, r := range text[at:] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("'’.-", r) {
			return at + i
		}
	}
	return len(text)
}

// nextNameWord returns how far the next word of a name and its first character reach in what follows a word of it; 0 if none does.
func nextNameWord(text string) int {
	rest, ok := strings.CutPrefix(text, " ")
	for inside := ok; inside; {
		inside = false
		for _, word := range nameWords {
			if after, ok := strings.CutPrefix(rest, word); ok {
				rest, inside = after, true
			}
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	if !ok || !unicode.IsUpper(r) && !unicode.IsDigit(r) {
		return 0
	}
	return len(text) - len(rest) + size
}
