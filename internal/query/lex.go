package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lexeme is one part of a query: a word, a quoted phrase, or the value of a filter.
type lexeme struct {
	text     string
	key      string // "source", "tag", "after", "before", "last", or "" for words
	quoted   bool
	excluded bool
}

// freeMarks returns the first pair of quotation marks of which the words have none: one that nothing closes would begin a phrase.
func freeMarks(all []lexeme) [2]string {
	pairs := [][2]string{{`"`, `"`}, {"“", "”"}, {"「", "」"}, {"『", "』"}, {"«", "»"}}
	for _, pair := range pairs {
		if !slices.ContainsFunc(all, func(l lexeme) bool { return !l.quoted && l.key == "" && strings.ContainsAny(l.text, pair[0]+pair[1]) }) {
			return pair
		}
	}
	return pairs[0]
}

// raw returns the lexeme as typed, a phrase between the given marks.
func (l lexeme) raw(marks [2]string) string {
	s := l.text
	if l.quoted {
		s = marks[0] + s + marks[1]
	}
	if l.excluded {
		s = "-" + s
	}
	return s
}

// keys are the names of the filters as people type them.
var keys = map[string]string{
	"article": "article", "source": "source", "来源": "source", "來源": "source", "tag": "tag", "标签": "tag", "標籤": "tag",
	"after": "after", "since": "after", "before": "before", "until": "before", "last": "last",
}

// quotes are the pairs of quotation marks that make a phrase.
var quotes = map[rune]rune{'"': '"', '“': '”', '„': '“', '「': '」', '『': '』', '«': '»'}

// Clean returns a text on one line in Unicode's composed form, valid, without control characters and without
// the invisible ones that change the direction or the look of what follows.
func Clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = norm.NFC.String(text) // last, since an invisible character may separate a letter and its accent
	return strings.Join(strings.Fields(text), " ")
}

// lex splits a cleaned text into lexemes.
func lex(text string) []lexeme {
	var out []lexeme
	for text = strings.TrimLeft(text, " "); text != ""; text = strings.TrimLeft(text, " ") {
		var l lexeme
		l, text = next(text)
		if l.text != "" {
			out = append(out, l)
		}
	}
	return out
}

// next returns the first lexeme of a text that begins with no blank, and the rest.
func next(text string) (lexeme, string) {
	var l lexeme
	if rest, ok := strings.CutPrefix(text, "-"); ok && excludes(rest) {
		l.excluded, text = true, rest
	}
	if key, rest, ok := filterKey(text); ok && !l.excluded {
		l.key, text = key, rest
	}
	if phrase, rest, ok := quoted(text); ok {
		l.text, l.quoted = Clean(withoutQuotes(phrase)), true
		return l, rest
	}
	end := strings.IndexByte(text, ' ')
	if end < 0 {
		end = len(text)
	}
	if l.key == "" {
		if q := strings.IndexFunc(text[:end], opensQuote); q > 0 && !l.excluded {
			end = q
		}
	}
	l.text = text[:end]
	return l, text[end:]
}

// excludes reports whether a minus sign before the text excludes its first word.
func excludes(rest string) bool {
	for _, r := range rest {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || opensQuote(r)
	}
	return false
}

// filterKey splits a filter's name and its colon off the text. It returns false if no value follows directly.
func filterKey(text string) (key, rest string, ok bool) {
	at := strings.IndexAny(text, ":：")
	if at < 0 {
		return "", "", false
	}
	key, ok = keys[strings.ToLower(text[:at])]
	_, size := utf8.DecodeRuneInString(text[at:])
	rest = text[at+size:]
	if !ok || rest == "" || rest[0] == ' ' {
		return "", "", false
	}
	return key, rest, true
}

// opensQuote reports whether r opens a phrase.
func opensQuote(r rune) bool { return quotes[r] != 0 }

// quoted splits a phrase between quotation marks off the text. It returns false if the text begins with no such mark
// or never closes it.
func quoted(text string) (phrase, rest string, ok bool) {
	r, size := utf8.DecodeRuneInString(text)
	closing, opens := quotes[r]
	if !opens {
		return "", "", false
	}
	body := text[size:]
	end := strings.IndexRune(body, closing)
	if end < 0 {
		return "", "", false
	}
	return strings.TrimSpace(body[:end]), body[end+utf8.RuneLen(closing):], true
}
