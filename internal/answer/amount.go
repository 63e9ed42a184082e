package answer

import (
	"regexp"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/lazyregexp"
	"lede/internal/query"
)

// measured matches amounts by the units that a question does not name.
var measured = map[string]*lazyregexp.Regexp{
	query.Percent: lazyregexp.New(`(?i)[0-9](?: ?%| per ?cent\b| percentage)|百分之|(?:[0-9]|[一二两三四五六七八九十半])成`),
	query.Money:   lazyregexp.New(`(?i)(?:[$£€¥]|\bUSD |\bRMB ) ?[0-9]|[0-9](?: ?(?:[kmb]n?|thousand|million|billion|trillion))? ?(?:dollars|pounds|euros|yuan|cents|bucks)\b|(?:[0-9]|[十百千万亿])[多余]?(?:[美欧日港]?元|块|英镑|美分)`),
	query.Age:     lazyregexp.New(`(?i)\b(?:aged?|age of|turn(?:s|ed|ing)?|is|was|at) [0-9]{1,3}(?:[,.;)]|$)|\baged? [0-9]|[0-9][ -]years?[ -]olds?\b|[,(] ?[0-9]{1,3}[,)]|岁`),
	query.Extent:  lazyregexp.New(`(?i)[0-9][ -]?(?:miles?|km|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|light[ -]years?)\b|[0-9] ?(?:公里|千米|厘?米|英里|英尺|平方|公顷)|[一二三四五六七八九十百千万](?:公里|千米|米|英里)`),
}

// figures finds the English number words.
var figures = func() *analysis.Matcher {
	terms := map[string]int{}
	for _, word := range strings.Split(numberWords, "|") {
		terms[word] = 0
	}
	return analysis.NewMatcher(analysis.Standard, terms)
}()

// isFigure reports whether a word is a figure, or a Chinese bigram the end of one.
func isFigure(t analysis.Token) bool {
	if t.Han {
		return amount.MatchString(t.Term)
	}
	_, word := figures.Number(t.Folded())
	return word || t.Number
}

// hasAmount reports whether a text has a figure that is no date: whether spans would find any, in less time.
func hasAmount(text string) bool {
	if isASCII(text) && !strings.ContainsAny(text, "0123456789") {
		return len(figures.Match(text)) > 0
	}
	dated := dateMarks(text)
	for i := range len(text) {
		if '0' <= text[i] && text[i] <= '9' && len(outside([]Mark{{i, i + 1}}, dated)) > 0 {
			return true
		}
	}
	if isASCII(text) {
		return len(figures.Match(text)) > 0
	}
	return len(outside(all(amount, text), dated)) > 0
}

// unitDistance is how many words a figure and what it counts are apart at most: "12 brave young sailors". 2: answer -0.3
// zh.
const unitDistance = 4

// unit is what a question for an amount wants counted, see query.Query.Units. The zero unit is in no text.
type unit struct {
	names   []string
	matcher *analysis.Matcher
	counted *regexp.Regexp // the first name, a Chinese measure word, behind Chinese numerals: 十二艘
}

func newUnit(names []string) unit {
	if len(names) == 0 {
		return unit{}
	}
	terms := map[string]int{}
	for i, name := range names {
		terms[name] = i
	}
	counted := regexp.MustCompile(`[一二两三四五六七八九十百千万亿][多余]?` + regexp.QuoteMeta(names[0]))
	return unit{names: names, matcher: analysis.NewMatcher(analysis.English, terms), counted: counted}
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
	if u.counted.MatchString(text) {
		return true
	}
	figure := -unitDistance - 1 // position of the last figure
	for _, t := range analysis.Analyze(analysis.English, text) {
		switch {
		case isFigure(t):
			figure = t.Position
		case t.Position-figure > unitDistance:
		case t.Han && strings.HasPrefix(strings.TrimLeft(t.Term, "多余"), u.names[0]), slices.Contains(u.names, t.Term):
			return true
		}
	}
	return false
}
