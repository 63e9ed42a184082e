package dates

import (
	"strings"
	"time"

	"lede/internal/lazyregexp"
)

// relativeForm is a form of a date that depends on the day of writing. days returns its span from the parts of a match;
// ok is false if the match is no date.
type relativeForm struct {
	*lazyregexp.Regexp
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
	count       = `(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|` +
		`seventeen|eighteen|nineteen|twenty|thirty|forty|fifty)`
	unitName = `(?:day|week|fortnight|month|year|decade)s?`
	// amounts is one count or several: "two years and three months".
	amounts = `(?P<amounts>` + count + `\s+` + unitName + `(?:(?:,|,?\s+and)?\s+` + count + `\s+` + unitName + `){0,2})`
	// ordinalDigits is a day of a month, clauseEnd what may follow one that stands alone: neither "the 9th floor" nor "the 9th of May".
	ordinalDigits = `(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)`
	clauseEnd     = `(?:[.,;:)!?]|$|\s+(?:and|at|but|when|with|in\s+the|was|were|will|has|had|after|before|because|while)\b)`
	hanCount      = `(?:[0-9０-９]{1,3}|[一二两三四五六七八九十]{1,3})`
	// dayNames and paperNames make a weekday something else: "every Friday" and "the following Friday" are on no one day or on
	// none that follows from the day of writing, the others are names of feasts, events and newspapers.
	dayNames   = `every|each|any|the\s+following|the\s+previous|black|bloody|cyber|easter|fat|giving|good|holy|maundy|palm|ruby|shrove|super|whit|mail\s+on`
	paperNames = `(?-i:\s+(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|World|Independent|Star|Night\s+[A-Z]))`
	// notWeeks and notYears are what makes 周一 and 前年 something else: 每周一, 一周五次, 第三个周五, 此前年均.
	notWeeks = `每一?|逢|最后一|第?[0-9０-９一二两三四五六七八九十几多数]`
	notYears = `(?P<not>[以之此目提]前|[以之此今随最]后|过去)年`
)

// relativeForms are the forms, the more specific ones first.
var relativeForms = []relativeForm{
	{lazyregexp.New(`(?i)\bthe day (?P<side>before yesterday|after tomorrow)\b`), dayAnchor, Relative, func(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
		n := 2
		if strings.HasPrefix(strings.ToLower(part("side")), "before") {
			n = -2
		}
		return w.at(0, 0, n)
	}},
	{lazyregexp.New(`(?i)\b(?P<word>yesterday|today|tonight|tomorrow)\b`), dayAnchor, Relative, dayWord},
	{lazyregexp.New(`(?i)\b(?P<word>last\s+night|this\s+(?:morning|afternoon|evening))\b`), sideAnchor | hourAnchor, Relative, dayWord},
	{lazyregexp.New(`(?i)\b(?P<date>(?:on\s+)?` + weekdayName + `,?\s+(?:the\s+)?(?:` + ordinalDigits + `|(?P<dayword>` + ordinal + `)))` + clauseEnd), weekdayAnchor, Weekday, weekdayAndDay},
	{lazyregexp.New(`(?i)\b(?:on\s+)?(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+` + weekdayName + `\s+(?:of|in)\s+(?:(?P<side>last|next|this)\s+month|` + monthName + yearAfter + `)\b`), weekdayAnchor, Weekday, weekdayOfMonth},
	{lazyregexp.New(`(?i)\b(?:on\s+)?` + weekdayName + `,?\s+(?:of\s+)?(?P<side>last|next|this)\s+week\b`), weekdayAnchor | unitAnchor, Weekday, weekdayOfWeek},
	{lazyregexp.New(`(?i)\b(?P<side>last|next|this)\s+week,?\s+(?:on\s+)?` + weekdayName + `\b`), weekdayAnchor | unitAnchor, Weekday, weekdayOfWeek},
	{lazyregexp.New(`(?i)\b(?:on\s+)?(?:(?P<week>last|next|this|past|coming)\s+|(?P<name>` + dayNames + `)\s+)?` + weekdayName + `\b(?P<paper>` + paperNames + `)?`), weekdayAnchor, Weekday, englishWeekday},
	{lazyregexp.New(`\b(?P<date>[Oo]n\s+(?P<weekday>Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)` + clauseEnd), shortAnchor, Weekday, englishWeekday},
	{lazyregexp.New(`(?i)\b(?:on\s+)?(?:the\s+)?` + ordinalDigits + `\s+(?:of\s+)?(?P<side>last|next|this)\s+month\b`), sideAnchor | unitAnchor, Relative, dayOfNamedMonth},
	{lazyregexp.New(`(?i)\b(?P<the>the\s+)?(?P<side>last|next|this)\s+(?P<unit>week|month|year)\b`), sideAnchor | unitAnchor, Relative, englishPeriod},
	{lazyregexp.New(`(?i)\b(?:(?P<side>last|next|this|past|coming)|the)\s+weekend\b`), weekendAnchor, Relative, englishWeekend},
	{lazyregexp.New(`(?i)\b(?:the\s+)?(?P<nth>first|second|third|fourth)\s+(?P<part>quarter|half)\s+of\s+(?:(?P<side>last|next|this|the)\s+year|` + year + `)\b`), partAnchor, Relative, partOfYear},
	{lazyregexp.New(`(?i)\b` + amounts + `\s+(?P<side>ago|earlier|later|from\s+now)\b`), tailAnchor | unitAnchor, Relative, counted},
	{lazyregexp.New(`(?i)\b(?P<side>in)\s+` + amounts + `(?:'s? time|’s? time)?[.,;)]`), inAnchor | unitAnchor, Relative, counted},
	{lazyregexp.New(`(?i)\b(?P<date>(?:on|by|until|from|before|after|since|for)\s+the\s+` + ordinalDigits + `)` + clauseEnd), theAnchor, Relative, dayOfMonth},
	{lazyregexp.New(`(?P<word>大前天|前天|前日|昨天|昨日|昨晚|昨夜|今天|今日|今晨|今早|今晚|明天|明日|明晚|后天|大后天)`), hanDayAnchor, Relative, dayWord},
	{lazyregexp.New(`(?P<word>[昨今明])\s*[（(]\s*(?:[0-9]{1,2}|[一二三十]{1,3})\s*[）)]\s*[日天晚早晨]`), hanDayAnchor, Relative, dayWord},
	{lazyregexp.New(`(?P<week>上上|上一|上|下下|下一|下|本|这|` + notWeeks + `)?个?(?:周|週|星期|礼拜)(?P<weekday>[一二三四五六日天])`), hanWeekAnchor, Weekday, chineseWeekday},
	{lazyregexp.New(`(?P<date>(?P<week>上上|上一|上|下下|下一|下|本|这)个?(?:周|週|星期|礼拜)(?P<end>末)?)(?:$|[^一二三四五六日天期边围年转末])`), hanWeekAnchor, Relative, chineseWeek},
	{lazyregexp.New(`(?:(?P<year>去|明)年)?(?P<side>以上|以下|上|下|本|这)个?月(?:(?P<day>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[日号]?(?:[至到—–~-](?P<last>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}))?[日号])?`), hanMonthAnchor, Relative, chineseMonth},
	{lazyregexp.New(notYears + `|(?P<side>大前|前|去|今|本|明|后)年`), hanYearAnchor, Relative, chineseYear},
	{lazyregexp.New(`(?:(?:(?P<side>大前|前|去|今|本|明|后)|` + year + `)年度?的?)?(?:第?(?P<nth>[一二三四1-4首])(?P<part>季)度|(?P<nth2>[上下])(?P<part2>半)年)`), partAnchor, Relative, partOfYear},
	{lazyregexp.New(`(?:^|[^0-9０-９〇零一二三四五六七八九十百千万月年至到、第.．—~～日号近续时达共每-])(?P<date>(?P<day>[12]?[0-9]|3[01]|[１２]?[０-９]|３[０１]|(?:二|三)?十[一二三四五六七八九])日)(?:$|[^本平元内内报報子游遊均间期程耳内记线产常供薪趋夜行渐益历前后之以来內刊文圆语货])`), hanDayAnchor, Relative, dayOfMonth},
	{lazyregexp.New(`(?P<amounts>` + hanCount + `个?(?:天|日|周|星期|月|年))(?P<side>之前|以前|前|之后|以后|后)`), hanTailAnchor, Relative, counted},
}

// dayIn returns a day of the month that is some months from that of writing.
func (w writing) dayIn(months, d int) (day time.Time, ok bool) {
	month := w.shift(months, "month")
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
	month, _ := period(w.shift(sides[strings.ToLower(part("side"))], "month"), "month")
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
