package query

import (
	"regexp"

	"lede/internal/analysis"
)

// Units that a question for an amount asks for without naming them. No stem equals one of them.
const (
	Percent = "%"
	Money   = "$"
	Age     = "+age"
	Extent  = "+extent"
)

// unitForms are the ways to ask for an amount of something, tried in order. A group captures the name of what is counted.
var unitForms = []struct {
	unit    string
	measure bool // the group is a Chinese measure word
	re      *regexp.Regexp
}{
	{Percent, false, re(`\b(?:percent(?:age)?|per cent|proportion|share|fraction) of\b|\b(?:what|which) (?:percent(?:age)?|per cent|proportion|share)\b|百分之几|百分之多少|百分比|比例`)},
	{Age, false, re(`\bhow old\b|\bwhat age\b|几岁|多少岁|多大年[纪龄]`)},
	{Extent, false, re(`\bhow (?:far|tall|deep|wide)\b|(?:^|[^许很太更])多[长远宽深]|多少(?:公里|千米|米|英里)`)},
	{Money, false, re(`\bhow much\b.*\b(?:costs?|pay|paid|worth|spen[dt]|fined?|raised?|money|earn(?:s|ed)?|sold|sells?|price|donat\w+|owe[sd]?|invest\w*|dollars?)\b|` +
		`\b(?:price|net worth|cost) of\b|多少钱|多少[万亿]*(?:美元|英镑|欧元|元)`)},
	{"", false, re(`\bhow many (.+)`)},
	{"", false, re(`\bnumber of (.+)`)},
	{"", true, re(`(?:多少|几)([个名人家次种项位座条颗艘架辆只岁层票分枚间所场集部首张届])`)},
}

// unitWords is how many words may name what is counted: "US soldiers" and the verb behind them.
const unitWords = 3

// units returns what a question for an amount wants counted: Percent, Money, Age or Extent; the stems of the English
// words after "how many" up to a stop word; a Chinese measure word; nil if it does not say. words are simplified,
// tokens are theirs under analysis.English.
func units(words string, tokens []analysis.Token) []string {
	for _, f := range unitForms {
		at := f.re.FindStringSubmatchIndex(words)
		switch {
		case at == nil:
		case f.unit != "":
			return []string{f.unit}
		case f.measure:
			return []string{words[at[2]:at[3]]}
		default:
			return firstWords(from(tokens, at[2]))
		}
	}
	return nil
}

// firstWords returns the stems of the first content words among some tokens.
func firstWords(tokens []analysis.Token) []string {
	var out []string
	for _, t := range tokens {
		switch {
		case t.Stop && len(out) > 0 || len(out) == unitWords:
			return out
		case !t.Stop && !t.Number:
			out = append(out, t.Term)
		}
	}
	return out
}
