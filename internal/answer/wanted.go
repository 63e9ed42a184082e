package answer

import (
	"regexp"
	"strings"

	"lede/internal/analysis"
	"lede/internal/dates"
	"lede/internal/query"
)

// Number words and units of time, for amounts and durations that are written out.
const (
	numberWords = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|` +
		`seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|` +
		`billion|trillion|dozens?|half|quarter|third|several|no`
	units   = `seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies)`
	hanDigs = `[0-9０-９一二两三四五六七八九十百千万亿数几半]+`
)

var (
	amount = regexp.MustCompile(`(?i)[0-9]|\b(?:` + numberWords + `)\b|` +
		`[一二两三四五六七八九十百千万亿]+[多余]?(?:[个名人年月日天家种项次万亿元吨倍点成%％]|分之)`)
	duration = regexp.MustCompile(`(?i)\b(?:[0-9][0-9.,]*|` + numberWords + `|a|an)(?: and a half)?[ -]` +
		`(?:more |full |consecutive |straight )?(?:` + units + `)\b|` + hanDigs + `(?:个?(?:多|半)?)(?:小时|分钟|秒|天|日|周|星期|月|年|季度)`)
	clock  = regexp.MustCompile(`(?i)\b(?:[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m\b|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow)|周[一二三四五六日]|星期[一二三四五六日天]|昨天|今天|明天`)
	reason = regexp.MustCompile(`(?i)\b(?:because|due to|owing to|since|as a result|in order to|so that|reason|caused?|based on|out of)\b|因为|由于|因此|为了|原因|所以|基于`)
	place  = regexp.MustCompile(`\b(?:[Ii]n|[Aa]t|[Tt]o|[Ff]rom|[Nn]ear|[Oo]utside|[Ii]nside|[Oo]f)\s+(?:the\s+)?\p{Lu}`)
)

// answerTypeSpans returns the stretches of a text that a question of the given type asks for: dates for "when",
// figures for "how many". The second result is false where the type asks for nothing that can be seen.
func answerTypeSpans(t query.Type, text string) ([]Mark, bool) {
	text = analysis.Simplified(text) // which leaves all offsets as they are
	switch t {
	case query.When:
		return append(dateMarks(text), all(clock, text)...), true
	case query.HowMany:
		return outside(all(amount, text), dateMarks(text)), true
	case query.HowLong:
		return all(duration, text), true
	}
	return nil, false
}

func dateMarks(text string) []Mark {
	var out []Mark
	for _, m := range dates.Find(text) {
		out = append(out, Mark{Start: m.Start, End: m.End})
	}
	return out
}

func all(re *regexp.Regexp, text string) []Mark {
	var out []Mark
	for _, m := range re.FindAllStringIndex(text, -1) {
		out = append(out, Mark{Start: m[0], End: m[1]})
	}
	return out
}

// outside returns the marks that touch none of the others.
func outside(marks, others []Mark) []Mark {
	var out []Mark
	for _, m := range marks {
		touches := false
		for _, o := range others {
			touches = touches || m.Start < o.End && o.Start < m.End
		}
		if !touches {
			out = append(out, m)
		}
	}
	return out
}

// suitsAt returns how well a sentence of an article suits.
func (ev *evidence) suitsAt(r *articleMatches, n int) float64 {
	fit, ok := r.suits[n]
	if !ok {
		fit = ev.answerTypeScore(r.article.Sentence(n))
		r.suits[n] = fit
	}
	return fit
}

// answerTypeScore returns how well a text fits what the question asks for, 0 to 1, from 0.5 for "cannot be told".
// A full date answerTypeScore a "when" better than a weekday or a year.
func (ev *evidence) answerTypeScore(text string) float64 {
	t := ev.query.Type
	marks, visible := answerTypeSpans(t, text)
	switch {
	case t == query.HowMany && ev.inUnit(analysis.Simplified(text)):
		return 1 // "1500 people" is no year
	case visible && len(marks) == 0:
		return 0
	case t == query.When:
		return dateFit(text)
	case t == query.HowMany:
		return anyAmount
	case visible:
		return 1
	case t == query.Who || t == query.Where || t == query.Which:
		return ev.nameFit(t, text)
	case t == query.Why && reason.MatchString(text):
		return 1
	}
	return 0.5
}

func dateFit(text string) float64 {
	fit := 0.4
	for _, m := range dates.Find(text) {
		fit = max(fit, 0.7)
		if m.Day {
			fit = 1
		}
	}
	return fit
}

// nameFit looks for a name that the question does not hold itself. Chinese writes names like any word.
func (ev *evidence) nameFit(t query.Type, text string) float64 {
	if t == query.Where && place.MatchString(text) {
		return 1
	}
	if strings.IndexFunc(text, analysis.IsHan) >= 0 && ev.query.Lang == "zh" {
		return 0.5
	}
	names := 0
	for i, token := range analysis.Analyze(analysis.Standard, text) {
		first := i == 0 || !token.Capital
		if !first && !token.Number && !strings.Contains(ev.asked, " "+token.Term+" ") {
			names++
		}
	}
	return min(1, 0.25+0.25*float64(names))
}
