package answer

import (
	"regexp"

	"lede/internal/analysis"
	"lede/internal/query"
)

// anyAmount is what a text with some amount fits a question for another, or for one whose unit cannot be told.
const anyAmount = 0.6

// measured are amounts with units that are no word of the question.
var measured = map[string]*regexp.Regexp{
	query.Percent: regexp.MustCompile(`(?i)[0-9](?: ?%| per ?cent\b| percentage)|百分之|(?:[0-9]|[一二两三四五六七八九十半])成`),
	query.Money:   regexp.MustCompile(`(?i)(?:[$£€¥]|\bUSD |\bRMB ) ?[0-9]|[0-9](?: ?(?:[kmb]n?|thousand|million|billion|trillion))? ?(?:dollars|pounds|euros|yuan|cents|bucks)\b|(?:[0-9]|[十百千万亿])多?(?:[美欧日港]?元|块|英镑|美分)`),
	query.Age:     regexp.MustCompile(`(?i)\b(?:aged?|age of|turn(?:s|ed|ing)?|is|was|at) [0-9]{1,3}\b|[0-9][ -]years?[ -]olds?\b|[,(] ?[0-9]{1,3}[,)]|岁`),
	query.Extent:  regexp.MustCompile(`(?i)[0-9][ -]?(?:miles?|km|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|light[ -]years?)\b|[0-9] ?(?:公里|千米|厘?米|英里|英尺|平方|公顷)|[一二三四五六七八九十百千万](?:公里|千米|米|英里)`),
}

// unitDistance is how many words may stand between a figure and what it counts: "12 brave young sailors".
const unitDistance = 4

// amountFit returns how well a text with an amount fits a question for one in a unit: see query.Query.Unit.
func (ev *evidence) amountFit(text string) float64 {
	unit := ev.query.Unit
	if re, ok := measured[unit]; ok {
		if re.MatchString(text) {
			return 1
		}
		return anyAmount
	}
	if unit == "" {
		return anyAmount
	}
	figure := -unitDistance - 1 // position of the last figure
	for _, t := range analysis.Analyze(analysis.English, text) {
		switch {
		case t.Number || amount.MatchString(text[t.Start:t.End]):
			figure = t.Position
		case t.Term == unit && t.Position-figure <= unitDistance:
			return 1
		case t.Han && t.Position == figure+1 && len(unit) < len(t.Term) && t.Term[:len(unit)] == unit:
			return 1
		}
	}
	return anyAmount
}
