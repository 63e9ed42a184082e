package answer

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"lede/internal/analysis"
	"lede/internal/dates"
	"lede/internal/query"
)

// Number words and units of time, for amounts and durations that are written out.
const (
	numberWords = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|` +
		`seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|` +
		`billion|trillion|dozen|dozens|half|quarter|third|several|no`
	units   = `seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies)`
	hanDigs = `[0-9０-９一二两三四五六七八九十百千万亿数几半]+`
)

var (
	amount = regexp.MustCompile(`(?i)[0-9]|\b(?:` + numberWords + `)\b|` +
		`[一二两三四五六七八九十百千万亿]+[多余]?(?:[个名人年月日天家种项次万亿元吨倍点成%％]|分之)`)
	duration = newCue(`(?:[0-9][0-9.,]*|`+numberWords+`|a|an)(?: and a half)?[ -](?:more |full |consecutive |straight )?(?:`+units+`)\b`,
		hanDigs+`(?:个?(?:多|半)?)(?:小时|分钟|秒|天|日|周|星期|月|年|季度)`)
	clock = newCue(`[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m\b|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow`,
		`周[一二三四五六日]|星期[一二三四五六日天]|昨天|今天|明天`)
	period = newCue(`centur(?:y|ies)|decades?|eras?|ages?|dynasty|during|beginning|until|(?:before|after|since|when|while) \w`,
		`[元一二三四五六七八九十]+年|世纪|时代|时期|年[间代]|期间|夜间|[以之]?[前后]，`)
	reason = newCue(`(?:because|due to|owing to|since|as a result|in order to|so that|reason|caused?|based on|out of)\b`,
		`因为|由于|因此|为了|原因|所以|基于`)
)

// answerType is what a question asks for, as far as a text can show it.
type answerType struct {
	query.Type
	lang       string          // of the question
	words      map[string]bool // all words of the question, folded
	unit       unit
	stems      map[string]bool // the question's terms under analysis.English
	happens    *regexp.Regexp  // see answersTo
	place      placeKind       // of the place asked for
	isAt       bool            // 在哪里: asks for a place that its answer has with a preposition
	asksList   bool            // which things, in the plural
	asksRole   bool            // who somebody is
	asksSpeech bool            // who said something
	characters string          // Chinese characters of the question's terms, simplified
}

func newAnswerType(q query.Query) answerType {
	t := answerType{Type: q.Type, lang: q.Lang, words: map[string]bool{}, unit: newUnit(q.Units)}
	for _, token := range q.Tokens {
		t.words[token.Term] = true
	}
	t.stems = map[string]bool{}
	for _, token := range q.Terms[analysis.English] {
		t.stems[token.Term] = true
	}
	for _, token := range q.Terms[analysis.Chinese] {
		for _, r := range analysis.Simplified(token.Term) {
			if token.Han && !strings.ContainsRune(t.characters, r) && !strings.ContainsRune(functionCharacters, r) {
				t.characters += string(r)
			}
		}
	}
	t.asksRole = t.Type == query.Who && asksRole.MatchString(analysis.Simplified(q.Words))
	t.asksSpeech = speech.MatchString(analysis.Simplified(q.Words))
	t.isAt = q.Type == query.Where && hanIsAt.MatchString(analysis.Simplified(q.Words))
	t.happens = answersTo(q)
	t.place = placeKindOf(q)
	t.asksList = t.Type == query.Which && (strings.HasSuffix(q.Words[q.Kind[0]:q.Kind[1]], "s") || strings.Contains(q.Words, "哪些"))
	return t
}

var (
	// asksRole is a question for the role of somebody whom it names.
	asksRole = regexp.MustCompile(`(?i)^who(?:['’]?s| is| was| are| were) (?:\p{L}[\p{L}'’.-]* ?){1,4}\??$|是谁|谁是`)
	// list is three things or more in a row: "metals, alloys and some magnets", 钐、钆和铽.
	list = regexp.MustCompile(`(?:[\p{L}-]+(?: [\p{L}-]+){0,2}, )+(?:[\p{L}-]+ ){1,3}(?:and|or) |(?:\p{Han}{1,8}、)+\p{Han}{1,8}[、和及与]`)
	// speech are the words by which questions and texts say that somebody said something.
	speech = regexp.MustCompile(`(?i)\b(?:sa(?:id|ys?)|t(?:old|ells?)|stat(?:ed|es?)|announc(?:ed|es?))\b|` + hanSays)
)

// Scores of a text for an answer type. clockTime from 0.2 to 0.6, someDate from 0.5 to 0.9 and
// anyAmount from 0.4 to 0.8 change at most 0.7 points of one figure; noName 0.1 or eachName 0.15: answer -0.3 and -0.5 en,
// 0.4 for either: no change.
const (
	unknownType = 0.5 // the text cannot show whether it fits
	surelySuits = 0.9 // a text with more has what the question asks for
	resolvedDay = 0.6 // "on Friday" in an article with a date. 0.8: passage-hit -0.2, answer -0.2 en-news, answered +0.5
	clockTime   = 0.4 // a weekday or a time of day, where a date is asked for
	vagueTime   = 0.2 // a period without a date: "during the war"
	someDate    = 0.7 // a month or a year, likewise
	anyAmount   = 0.6 // an amount of something else than asked for, or of something unknown
	noName      = 0.25
	eachName    = 0.25 // for each new name, up to 1 together
)

// wantsName reports whether score needs the names in a text.
func (t answerType) wantsName() bool {
	return t.Type == query.Who || t.Type == query.Where || t.Type == query.Which
}

// score returns how well a text with some names, written on some day, fits what the question asks for, from 0 to 1;
// unknownType if a text cannot show it.
func (t answerType) score(text string, names []string, written time.Time) float64 {
	switch t.Type {
	case query.When:
		return dateScore(analysis.Simplified(text), written)
	case query.HowMany:
		return t.amountScore(analysis.Simplified(text))
	case query.HowLong:
		return is(duration.isIn(analysis.Simplified(text)))
	case query.Who, query.Where, query.Which:
		return t.nameScore(text, names)
	case query.Why:
		if reason.isIn(text) {
			return 1
		}
	}
	return unknownType
}

// isVisible reports whether a text without what the question asks for surely lacks it: a date, an amount, a duration.
func (t answerType) isVisible() bool {
	return t.Type == query.When || t.Type == query.HowMany || t.Type == query.HowLong
}

// dateScore returns 1 for a text with a day, less for one with a day that follows from the day of writing, a month or a
// year, or with a time of day or a period, 0 for others.
func dateScore(text string, written time.Time) float64 {
	score := 0.0
	found := dates.Find(text)
	for _, m := range found {
		if m.Day {
			return 1
		}
		score = someDate
	}
	if !written.IsZero() && slices.ContainsFunc(dates.ResolveFound(text, found, written), func(d dates.Dated) bool { return d.Day }) {
		return max(score, resolvedDay)
	}
	switch {
	case score > 0:
		return score
	case clock.isIn(text):
		return clockTime
	case period.isIn(text):
		return vagueTime
	}
	return 0
}

// amountScore returns 1 for a text with an amount in the unit asked for, 0 for one without any amount.
func (t answerType) amountScore(text string) float64 {
	switch {
	case t.unit.isIn(text):
		return 1 // even "1500 people", where 1500 could be a year
	case !hasAmount(text):
		return 0
	}
	return anyAmount
}

// nameScore rises with the names in a text that the question does not contain. Chinese marks no names. A list suits a question
// for things.
func (t answerType) nameScore(text string, names []string) float64 {
	if t.asksList && list.MatchString(text) {
		return 1
	}
	if t.Type == query.Where && hasPlaceName(text) {
		return 1
	}
	if t.lang == "zh" && strings.IndexFunc(text, analysis.IsHan) >= 0 {
		return t.hanPlaceScore(analysis.Simplified(text))
	}
	unasked := 0
	for _, name := range names {
		if !t.words[name] {
			unasked++
		}
	}
	return min(1, noName+eachName*float64(unasked))
}

// spans returns the parts of a text that the question asks for: dates for "when", figures for "how many".
func (t answerType) spans(text string) []Mark {
	text = analysis.Simplified(text) // which leaves all offsets as they are
	switch t.Type {
	case query.When:
		return append(dateMarks(text), clock.all(text)...)
	case query.HowMany:
		return outside(all(amount, text), dateMarks(text))
	case query.HowLong:
		return duration.all(text)
	}
	return nil
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
