package answer

import (
	"regexp"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/query"
)

// measured matches amounts by the units that a question does not name.
var measured = map[string]*regexp.Regexp{
	query.Percent: regexp.MustCompile(`(?i)[0-9](?: ?%| per ?cent\b| percentage)|百分之|(?:[0-9]|[一二两三四五六七八九十半])成`),
	query.Money:   regexp.MustCompile(`(?i)(?:[$£€¥]|\bUSD |\bRMB ) ?[0-9]|[0-9](?: ?(?:[kmb]n?|thousand|million|billion|trillion))? ?(?:dollars|pounds|euros|yuan|cents|bucks)\b|(?:[0-9]|[十百千万亿])[多余]?(?:[美欧日港]?元|块|英镑|美分)`),
	query.Age:     regexp.MustCompile(`(?i)\b(?:aged?|age of|turn(?:s|ed|ing)?|is|was|at) [0-9]{1,3}(?:[,.;)]|$)|\baged? [0-9]|[0-9][ -]years?[ -]olds?\b|[,(] ?[0-9]{1,3}[,)]|岁`),
	query.Extent:  regexp.MustCompile(`(?i)[0-9][ -]?(?:miles?|km|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|light[ -]years?)\b|[0-9] ?(?:公里|千米|厘?米|英里|英尺|平方|公顷)|[一二三四五六七八九十百千万](?:公里|千米|米|英里)`),
}

// unitDistance is how many words a figure and what it counts are apart at most: "12 brave young sailors".
const unitDistance = 4

// unit is what a question for an amount wants counted, see query.Query.Units. The zero unit is in no text.
type unit struct {
	names   []string
	matcher *analysis.Matcher
}

func newUnit(names []string) unit {
	if len(names) == 0 {
		return unit{}
	}
	terms := map[string]int{}
	for i, name := range names {
		terms[name] = i
	}
	return unit{names: names, matcher: analysis.NewMatcher(analysis.English, terms)}
}

// isIn reports whether a text contains an amount in the unit.
func (u unit) isIn(text string) bool {
	if len(u.names) == 0 {
		return false
	}
	if re, ok := measured[u.names[0]]; ok {
		return re.MatchString(text)
	}
	if !strings.Contains(text, u.names[0]) && len(u.matcher.Match(text)) == 0 {
		return false // quickly
	}
	figure := -unitDistance - 1 // position of the last figure
	for _, t := range analysis.Analyze(analysis.English, text) {
		switch {
		case t.Number || amount.MatchString(text[t.Start:t.End]):
			figure = t.Position
		case t.Position-figure > unitDistance:
		case t.Han && strings.HasPrefix(strings.TrimLeft(t.Term, "多余"), u.names[0]), slices.Contains(u.names, t.Term):
			return true
		}
	}
	return false
}
