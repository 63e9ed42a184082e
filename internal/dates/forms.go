package dates

import (
	"regexp"
	"strings"
	"time"
)

// relativeForm is a form of a date that depends on the day of writing. days returns its span from the parts of a match;
// ok is false if the match is no date.
type relativeForm struct {
	*regexp.Regexp
	needs anchors // a text without all of these does not match
	kind  Kind
	days  func(w writing, part func(name string) string) (first, last time.Time, c Certainty, ok bool)
}

// writing is where and when a relative date is written.
type writing struct {
	day    time.Time
	future bool // the sentence speaks of what is to come
}

const (
	weekdayName = `(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day`
	count       = `(?P<count>[0-9]{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)`
	unitName    = `(?P<unit>day|week|month|year)s?`
	// ordinalDigits is a day of a month, clauseEnd what may follow one that stands alone: neither "the 9th floor" nor "the 9th of May".
	ordinalDigits = `(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)`
	clauseEnd     = `(?:[.,;:)!?]|$|\s+(?:and|at|but|when|with|in\s+the)\b)`
	hanCount      = `(?P<count>[0-9０-９]{1,3}|[一二两三四五六七八九十]{1,3})`
)

// relativeForms are the forms, the more specific ones first.
var relativeForms = []relativeForm{
	{regexp.MustCompile(`(?i)\bthe day (?P<side>before yesterday|after tomorrow)\b`), dayAnchor, Relative, func(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
		n := 2
		if strings.HasPrefix(strings.ToLower(part("side")), "before") {
			n = -2
		}
		return w.at(0, 0, n)
	}},
	{regexp.MustCompile(`(?i)\b(?P<word>yesterday|today|tonight|tomorrow)\b`), dayAnchor, Relative, dayWord},
	{regexp.MustCompile(`(?i)\b(?P<date>(?:on\s+)?` + weekdayName + `,?\s+(?:the\s+)?(?:` + ordinalDigits + `|(?P<dayword>` + ordinal + `)))` + clauseEnd), weekdayAnchor, Weekday, weekdayAndDay},
	{regexp.MustCompile(`(?i)\b(?:on\s+)?(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+` + weekdayName + `\s+(?:of|in)\s+(?:(?P<side>last|next|this)\s+month|` + monthName + yearAfter + `)\b`), weekdayAnchor, Weekday, weekdayOfMonth},
	{regexp.MustCompile(`(?i)\b(?:on\s+)?` + weekdayName + `,?\s+(?:of\s+)?(?P<side>last|next|this)\s+week\b`), weekdayAnchor, Weekday, weekdayOfWeek},
	{regexp.MustCompile(`(?i)\b(?P<side>last|next|this)\s+week,?\s+(?:on\s+)?` + weekdayName + `\b`), weekdayAnchor, Weekday, weekdayOfWeek},
	{regexp.MustCompile(`(?i)\b(?:on\s+)?(?:(?P<week>last|next|this|past|coming)\s+)?` + weekdayName + `\b`), weekdayAnchor, Weekday, englishWeekday},
	{regexp.MustCompile(`(?i)\b(?:on\s+)?(?:the\s+)?` + ordinalDigits + `\s+of\s+(?P<side>last|next|this)\s+month\b`), sideAnchor, Relative, dayOfNamedMonth},
	{regexp.MustCompile(`(?i)\b(?P<side>last|next|this)\s+` + unitName + `\b`), sideAnchor, Relative, englishPeriod},
	{regexp.MustCompile(`(?i)\b` + count + `\s+` + unitName + `\s+(?P<side>ago|earlier|later|from now)\b`), tailAnchor, Relative, counted},
	{regexp.MustCompile(`(?i)\b(?P<side>in)\s+` + count + `\s+` + unitName + `(?:'s? time|’s? time)?[.,;)]`), inAnchor, Relative, counted},
	{regexp.MustCompile(`(?i)\b(?P<date>(?:on|by|until|from|before|after|since)\s+the\s+` + ordinalDigits + `)` + clauseEnd), theAnchor, Relative, dayOfMonth},
	{regexp.MustCompile(`(?P<word>大前天|前天|前日|昨天|昨日|昨晚|昨夜|今天|今日|今晨|今早|今晚|明天|明日|明晚|后天|大后天)`), hanAnchor, Relative, dayWord},
	{regexp.MustCompile(`(?P<week>上上|上一|上|下下|下一|下|本|这|当)?个?(?:周|星期|礼拜|週)(?P<weekday>[一二三四五六日天])`), hanAnchor, Weekday, chineseWeekday},
	{regexp.MustCompile(`(?P<side>上|下|本|这|当)个?月(?:(?P<day>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[日号])?`), hanAnchor, Relative, chineseMonth},
	{regexp.MustCompile(`(?P<side>大前|前|去|今|本|明|后)年(?:底|初|(?P<month>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月(?:(?P<day>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[日号])?)?`), hanAnchor, Relative, chineseYear},
	{regexp.MustCompile(`(?:^|[^0-9０-９〇零一二三四五六七八九十百千万月年至到、第.．—~～日号近续时达共每-])(?P<date>(?P<day>[12]?[0-9]|3[01]|[１２]?[０-９]|３[０１]|(?:二|三)?十[一二三四五六七八九])日)(?:$|[，、。；：（）\s在晚早上下凌中召发宣表公举致抵电讯说称消获从起开对就和向将会又也已为到晨夜深报通签出启正首离访应返结闭])`), hanAnchor, Relative, dayOfMonth},
	{regexp.MustCompile(hanCount + `个?(?P<unit>天|日|周|星期|月|年)(?P<side>之前|以前|前|之后|以后|后)`), hanAnchor, Relative, counted},
}

// dayIn returns a day of the month that is some months from that of writing.
func (w writing) dayIn(months, d int) (day time.Time, ok bool) {
	month, _ := w.shift(months, "month")
	day = time.Date(month.Year(), month.Month(), d, 0, 0, 0, 0, time.UTC)
	return day, isDay(day, month.Month(), d)
}

// weekdayAndDay is of "Friday the 13th": in the month nearest to that of writing whose 13th is a Friday.
func weekdayAndDay(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	d := number(part("day"))
	if word := part("dayword"); word != "" {
		d = ordinalDay(word)
	}
	for _, n := range []int{0, -1, 1, -2, 2, -3, 3} {
		if day, ok := w.dayIn(n, d); ok && (int(day.Weekday())+6)%7 == weekdays[strings.ToLower(part("weekday"))] {
			return day, day, Resolved, true
		}
	}
	return time.Time{}, time.Time{}, 0, false
}

// sides are the words for the unit before, of and after the day of writing.
var sides = map[string]int{"last": -1, "this": 0, "next": 1}

// weekdayOfWeek is of "Friday next week".
func weekdayOfWeek(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	day := monday(w.day).AddDate(0, 0, 7*sides[strings.ToLower(part("side"))]+weekdays[strings.ToLower(part("weekday"))])
	return day, day, Resolved, true
}

// dayOfNamedMonth is of "the 20th of next month".
func dayOfNamedMonth(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	day, ok := w.dayIn(sides[strings.ToLower(part("side"))], number(part("day")))
	return day, day, Resolved, ok
}

// weekdayOfMonth is of "the first Monday of May": of May in the year that brings it nearest to the day of writing.
func weekdayOfMonth(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	month, _ := w.shift(sides[strings.ToLower(part("side"))], "month")
	if name := part("name"); name != "" {
		f := fields{year: number(part("year")), month: monthOf(name)}
		m, _ := f.mention()
		near, _ := m.Near(w.day)
		month = near.First
	}
	nth := map[string]int{"first": 0, "second": 1, "third": 2, "fourth": 3}[strings.ToLower(part("nth"))]
	if strings.ToLower(part("nth")) == "last" {
		month, nth = month.AddDate(0, 1, 0), -1
	}
	weekday := weekdays[strings.ToLower(part("weekday"))]
	day := month.AddDate(0, 0, (weekday-(int(month.Weekday())+6)%7+7)%7+7*nth)
	return day, day, Resolved, true
}
