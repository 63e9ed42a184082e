package query

import (
	"strings"
	"unicode"
)

// shorthand are the short and frequently misspelled ways in which people type words of questions on a phone.
var shorthand = map[string]string{
	"r": "are", "u": "you", "ur": "your", "ppl": "people", "pls": "please", "plz": "please", "abt": "about", "thru": "through",
	"cuz": "because", "coz": "because", "govt": "government", "yr": "year", "yrs": "years", "hrs": "hours", "mins": "minutes",
	"wich": "which", "whcih": "which", "waht": "what", "wat": "what", "wot": "what", "wheres": "where is", "whens": "when is",
	"whats": "what is", "whos": "who is", "hows": "how is", "whys": "why is",
	"didnt": "did not", "doesnt": "does not", "isnt": "is not", "wasnt": "was not", "arent": "are not", "wont": "will not", "cant": "cannot",
}

// spelledOut returns a word with the shorthand of phones spelled out, and the marks behind it; a word with a capital is a
// name or an abbreviation and stays.
func spelledOut(word string) string {
	bare := strings.TrimRightFunc(word, unicode.IsPunct)
	if full, ok := shorthand[bare]; ok {
		return full + word[len(bare):]
	}
	return word
}
