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

var articleWords = regexp.MustCompile(`\b(?:a|an|the)\b`)

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
	return strings.Fields(spaced(articleWords.ReplaceAllString(text, " ")))
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

// Limits of what counts of a passage and of an answer, in words, and what a Chinese character counts there: a passage
// of article.Units 200, an answer as long as one is shown.
const (
	passageWords = 200
	passageHan   = article.HanUnit
	answerWords  = answer.MaxWords
	answerHan    = float64(answer.MaxWords) / answer.MaxHan
)

// head returns a text's first words between blanks.
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

// holds reports whether a text that head returned holds one of the answers as whole words.
func holds(text string, answers []string) bool {
	for _, a := range answers {
		if words := strings.Join(tokens(a), " "); words != "" && strings.Contains(text, " "+words+" ") {
			return true
		}
	}
	return false
}

// Holds reports whether the part of a text that counts as a passage holds one of the answers.
func Holds(text string, answers []string) bool {
	return holds(head(text, passageWords, passageHan), answers)
}
