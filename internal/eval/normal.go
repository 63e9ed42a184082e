package eval

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"lede/internal/answer"
	"lede/internal/article"
)

// isCJK reports whether a character is a word of its own: Chinese characters and kana.
func isCJK(r rune) bool {
	return r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x4dbf || r >= 0x4e00 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff
}

var englishArticles = regexp.MustCompile(`\b(?:a|an|the)\b`)

// tokens returns a text's words after SQuAD's normalization: lower case, no punctuation, no English articles;
// each Chinese character is a word.
func tokens(text string) []string {
	text = strings.ToLower(norm.NFKC.String(text))
	text = strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return -1
		}
		return r
	}, text)
	return strings.Fields(spaced(englishArticles.ReplaceAllString(text, " ")))
}

// spaced puts blanks around each Chinese character.
func spaced(text string) string {
	var b strings.Builder
	for _, r := range text {
		if isCJK(r) {
			b.WriteString(" " + string(r) + " ")
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Lengths at which a passage and an answer are cut before they are scored, in words. A Chinese character counts as in
// article.Units in a passage, and as in an answer's limit in an answer.
const (
	passageWords = 200
	answerWords  = answer.MaxWords
	answerHan    = float64(answer.MaxWords) / answer.MaxHan
)

// head returns the first words of a text after tokens, with a blank before and after each. A Chinese character counts
// han words.
func head(text string, words, han float64) string {
	n := 0.0
	all := tokens(text)
	for i, t := range all {
		if r := []rune(t); len(r) == 1 && isCJK(r[0]) {
			n += han
		} else {
			n++
		}
		if n > words {
			all = all[:i]
			break
		}
	}
	return " " + strings.Join(all, " ") + " "
}

// holds reports whether a text returned by head contains one of the answers as whole words.
func holds(text string, answers []string) bool {
	for _, a := range answers {
		if words := strings.Join(tokens(a), " "); words != "" && strings.Contains(text, " "+words+" ") {
			return true
		}
	}
	return false
}

// Holds reports whether a passage, cut to 200 words, contains one of the answers.
func Holds(text string, answers []string) bool {
	return holds(head(text, passageWords, article.HanUnit), answers)
}
