package answer

import (
	"regexp"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/query"
)

// anyAmount is what a text with some amount fits a question for another, or for one whose unit cannot be told.
const anyAmount = 0.6

// measured are amounts with units that are no word of the question.
var measured = map[string]*regexp.Regexp{
	query.Percent: regexp.MustCompile(`(?i)[0-9](?: ?%| per ?cent\b| percentage)|百分之|(?:[0-9]|[一二两三四五六七八九十半])成`),
	query.Money:   regexp.MustCompile(`(?i)(?:[$£€¥]|\bUSD |\bRMB ) ?[0-9]|[0-9](?: ?(?:[kmb]n?|thousand|million|billion|trillion))? ?(?:dollars|pounds|euros|yuan|cents|bucks)\b|(?:[0-9]|[十百千万亿])[多余]?(?:[美欧日港]?元|块|英镑|美分)`),
	query.Age:     regexp.MustCompile(`(?i)\b(?:aged?|age of|turn(?:s|ed|ing)?|is|was|at) [0-9]{1,3}(?:[,.;)]|$)|\baged? [0-9]|[0-9][ -]years?[ -]olds?\b|[,(] ?[0-9]{1,3}[,)]|岁`),
	query.Extent:  regexp.MustCompile(`(?i)[0-9][ -]?(?:miles?|km|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|light[ -]years?)\b|[0-9] ?(?:公里|千米|厘?米|英里|英尺|平方|公顷)|[一二三四五六七八九十百千万](?:公里|千米|米|英里)`),
}

// unitDistance is how many words after a figure what it counts may stand: "12 brave young sailors".
const unitDistance = 4

// inUnit reports whether a text holds an amount in the unit that the question asks for: see query.Query.Units.
func (ev *evidence) inUnit(text string) bool {
	units := ev.query.Units
	if len(units) == 0 {
		return false
	}
	if re, ok := measured[units[0]]; ok {
		return re.MatchString(text)
	}
	figure := -unitDistance - 1 // position of the last figure
	for _, t := range analysis.Analyze(analysis.English, text) {
		switch {
		case t.Number || amount.MatchString(text[t.Start:t.End]):
			figure = t.Position
		case t.Position-figure > unitDistance:
		case t.Han && strings.HasPrefix(strings.TrimLeft(t.Term, "多余"), units[0]), slices.Contains(units, t.Term):
			return true
		}
	}
	return false
}
