package query

import (
	"regexp"

	"lede/internal/analysis"
)

// Units that are no word of the question: what a question for an amount wants counted. No stem is like them.
const (
	Percent = "%"
	Money   = "$"
	Age     = "+age"
	Extent  = "+extent"
)

// unitForms are the ways to ask for an amount of something, tried in order. One with a group names the thing itself.
var unitForms = []struct {
	unit string
	re   *regexp.Regexp
}{
	{Percent, re(`\b(?:percent(?:age)?|per cent|proportion|share|fraction) of\b|\b(?:what|which) (?:percent(?:age)?|per cent|proportion|share)\b|百分之几|百分之多少|百分比|比例`)},
	{Age, re(`\bhow old\b|\bwhat age\b|几岁|多少岁|多大年[纪龄]`)},
	{Extent, re(`\bhow (?:far|tall|deep|wide)\b|(?:^|[^许很太更])多[长远宽深]|多少(?:公里|千米|米|英里)`)},
	{Money, re(`\bhow much\b.*\b(?:costs?|pay|paid|worth|spen[dt]|fined?|raised?|money|earn(?:s|ed)?|sold|sells?|price|donat\w+|owe[sd]?|invest\w*|dollars?)\b|` +
		`\b(?:price|net worth|cost) of\b|多少钱|多少[万亿]*(?:美元|英镑|欧元|元)`)},
	{"", re(`\bhow many (.+)`)},
	{"", re(`\bnumber of (.+)`)},
	{"", re(`(?:多少|几)([个名人家次种项位座条颗艘架辆只岁层票分枚间所场集部首张届])`)},
}

// unitWords is how many words may name what is counted: "US soldiers" and what became of them.
const unitWords = 3

// units returns what a question for an amount wants counted: Percent, Money, Age or Extent; the stems of the English
// words after "how many" up to a stop word; a Chinese measure word; nil if it does not say.
func units(words string) []string {
	words = simplified(words)
	for _, f := range unitForms {
		at := f.re.FindStringSubmatch(words)
		switch {
		case at == nil:
		case f.unit != "":
			return []string{f.unit}
		default:
			return firstWords(at[1])
		}
	}
	return nil
}

// firstWords returns the stems of the first words of a text that tell what it speaks of.
func firstWords(text string) []string {
	var out []string
	for _, t := range analysis.Analyze(analysis.English, text) {
		switch {
		case t.Stop && len(out) > 0 || len(out) == unitWords:
			return out
		case !t.Stop && !t.Number:
			out = append(out, t.Term)
		}
	}
	return out
}
