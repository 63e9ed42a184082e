package names

import "strings"

// MinSound is the least length of a phonetic code that tells names apart: shorter ones are shared by too many.
const MinSound = 3

// rule is the code of some letters. Of the rules for a letter the first that fits applies.
type rule struct {
	letters string
	sound   string
	nextIn  string // if not empty, one of these letters follows
	initial bool   // only at the beginning of the word
}

const front = "eiy"

// rules follow Philips's Metaphone (1990) and, where names are written by ear, his Double Metaphone (2000):
// voiced and unvoiced consonants are one ("b" and "p"), vowels count at the beginning only. L and R are one,
// since languages that have only one of them swap them ("Lutnick", "Rutnik").
var rules = []rule{
	{letters: "kn", sound: "N", initial: true}, {letters: "gn", sound: "N", initial: true},
	{letters: "pn", sound: "N", initial: true}, {letters: "ps", sound: "S", initial: true},
	{letters: "wr", sound: "R", initial: true}, {letters: "wh", sound: "F", initial: true},
	{letters: "x", sound: "S", initial: true}, {letters: "y", sound: "J", initial: true},
	{letters: "w", sound: "F", initial: true},
	{letters: "tsch", sound: "X"}, {letters: "sch", sound: "X"}, {letters: "tch", sound: "X"},
	{letters: "ch", sound: "K", nextIn: "rlmn"}, {letters: "ch", sound: "X"}, {letters: "sh", sound: "X"},
	{letters: "cz", sound: "X"}, {letters: "zh", sound: "X"}, {letters: "ph", sound: "F"}, {letters: "th", sound: "T"},
	{letters: "gh", sound: "K", nextIn: "aeiou"}, {letters: "gh"}, {letters: "kh", sound: "K"},
	{letters: "dg", sound: "J", nextIn: front}, {letters: "dt", sound: "T"}, {letters: "dj", sound: "T"}, {letters: "ck", sound: "K"}, {letters: "cq", sound: "K"},
	{letters: "c", sound: "S", nextIn: front}, {letters: "c", sound: "K"}, {letters: "q", sound: "K"},
	{letters: "k", sound: "K"}, {letters: "g", sound: "K"}, {letters: "j", sound: "J"}, {letters: "x", sound: "KS"},
	{letters: "z", sound: "S"}, {letters: "s", sound: "S"}, {letters: "d", sound: "T"}, {letters: "t", sound: "T"},
	{letters: "b", sound: "P"}, {letters: "p", sound: "P"}, {letters: "v", sound: "F"}, {letters: "f", sound: "F"},
	{letters: "l", sound: "R"}, {letters: "r", sound: "R"}, {letters: "m", sound: "M"}, {letters: "n", sound: "N"},
}

// rulesFor are the rules by their first letter, in order.
var rulesFor = func() (by [256][]rule) {
	for _, r := range rules {
		by[r.letters[0]] = append(by[r.letters[0]], r)
	}
	return by
}()

// Sound returns the phonetic code of a folded word, in capital letters. Words of other scripts than Latin, and
// words without consonants, have the code "" or "A".
func Sound(word string) string {
	var b strings.Builder
	if word != "" && strings.ContainsRune("aeiou", rune(word[0])) {
		b.WriteByte('A')
	}
	for i := 0; i < len(word); {
		if i > 0 && word[i] == word[i-1] {
			i++
			continue
		}
		r := ruleAt(word, i)
		b.WriteString(r.sound)
		i += max(1, len(r.letters))
	}
	return b.String()
}

// Plain returns a folded word with the Slavic "dj", as which "đ" is also written, as "d".
func Plain(word string) string { return strings.ReplaceAll(word, "dj", "d") }

// ruleAt returns the rule for the letters at an offset; one without letters where none fits.
func ruleAt(word string, at int) rule {
	for _, r := range rulesFor[word[at]] {
		rest, ok := strings.CutPrefix(word[at:], r.letters)
		switch {
		case !ok || r.initial && at > 0:
		case r.nextIn != "" && (rest == "" || !strings.ContainsRune(r.nextIn, rune(rest[0]))):
		default:
			return r
		}
	}
	return rule{}
}
