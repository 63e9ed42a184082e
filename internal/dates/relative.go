package dates

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/internal/analysis"
)

// Kind is how a text names a day or a span of days.
type Kind string

// The kinds there are.
const (
	Written  Kind = "written"  // with its numbers: "June 9, 2025", "6月9日"
	Weekday  Kind = "weekday"  // "on Friday", 上周三
	Relative Kind = "relative" // counted from the day of writing: "yesterday", "two days later", 本月5日
)

// Certainty is how sure the days of a Dated are.
type Certainty int

// The degrees there are.
const (
	Supposed Certainty = iota // one of several readings: "next Friday", a weekday whose week the tense decides
	Resolved                  // follows from the day of writing: "yesterday", 上周三, "June 9"
	Stated                    // the text names the year
)

// Dated is a day or a span of days in a text, with its years.
type Dated struct {
	Mention
	Kind      Kind
	Certainty Certainty
}

// Resolve returns the dates of a sentence in reading order, those that depend on the day of writing included. Without
// that day (the zero time) it returns only those that name their year.
func Resolve(sentence string, written time.Time) []Dated {
	text := analysis.Simplified(sentence)
	if len(text) != len(sentence) { // broken bytes move the offsets
		text = sentence
	}
	return ResolveFound(text, Find(text), written)
}

// ResolveFound returns what Resolve does of a sentence in simplified characters in which Find has found some dates.
func ResolveFound(text string, found []Mention, written time.Time) []Dated {
	out := writtenDays(text, found, written)
	if !written.IsZero() {
		out = append(out, withoutOwnDay(text, relative(text, written), out)...)
	}
	return apart(out, func(d Dated) Mention { return d.Mention })
}

// writtenDays returns the dates of a text that are written with their numbers: those that Find has found, and unclear ones.
func writtenDays(text string, found []Mention, written time.Time) []Dated {
	var out []Dated
	for _, m := range found {
		switch {
		case m.Year:
			out = append(out, Dated{m, Written, Stated})
		case !written.IsZero() && m.Day:
			if near, ok := m.Near(written); ok {
				out = append(out, Dated{near, Written, Resolved})
			}
		}
	}
	if written.IsZero() {
		return out
	}
	for _, u := range FindUnclear(text) {
		if day, ok := u.Beside(written); ok {
			out = append(out, Dated{Mention{u.Start, u.End, day, day, true, true}, Written, Supposed})
		}
	}
	return out
}

// betweenDays are what stands between a weekday and its day: "Friday (June 6)", "9 June, a Monday", 6月9日星期一.
var betweenDays = regexp.MustCompile(`^[\s,，(（]*(?:a\s)?$`)

// withoutOwnDay returns the relative dates without the days that stand beside a written one, which says the same.
func withoutOwnDay(text string, relative, written []Dated) []Dated {
	beside := func(start, end int) bool {
		return start <= end && end-start <= 8 && betweenDays.MatchString(text[start:end])
	}
	return slices.DeleteFunc(relative, func(r Dated) bool {
		return r.Day && slices.ContainsFunc(written, func(w Dated) bool {
			return w.Day && (beside(r.End, w.Start) || beside(w.End, r.Start))
		})
	})
}

// Near returns a mention without a year in the year that brings it nearest to a day, others unchanged. It returns false
// for February 29 if none of the three years around the day has one.
func (m Mention) Near(written time.Time) (best Mention, ok bool) {
	for _, year := range []int{written.Year(), written.Year() - 1, written.Year() + 1} {
		if in, fits := m.In(year); fits && (!ok || in.First.Sub(written).Abs() < best.First.Sub(written).Abs()) {
			best, ok = in, true
		}
	}
	return best, ok
}

// ahead matches the words for what is to come, behind words for what has been; the last one before a weekday counts.
var ahead = regexp.MustCompile(`\b(?:(will|would|to be|is to|are to|due|expected|scheduled|plans?|set to|going to|by|until|upcoming)|(said|was|were|had|has|have|[a-z]{2,}ed))\b|(将|拟|定于|计划|预计)|(了|已|曾|表示|说|宣布)`)

// relative returns the dates of a sentence in simplified characters that depend on the day of writing.
func relative(text string, written time.Time) []Dated {
	has := anchorsIn(text)
	var out []Dated
	for _, form := range relativeForms {
		if form.needs&^has != 0 {
			continue // much cheaper than the pattern
		}
		for _, at := range form.FindAllStringSubmatchIndex(text, -1) {
			g := groups{pattern{Regexp: form.Regexp}, text, at}
			first, last, c, ok := form.days(writing{written, isAhead(text[:at[0]], text[at[1]:])}, g.get)
			if ok {
				start, end := g.span()
				out = append(out, Dated{Mention{Start: start, End: end, First: first, Last: last, Year: true, Day: first.Equal(last)}, form.kind, c})
			}
		}
	}
	return out
}

// tenseReach is how many bytes before and behind a date a mark of tense is looked for: no longer is a sentence of 70 words.
const tenseReach = 400

// isAhead reports whether a sentence speaks of what is to come: by the last mark of tense before a date, else by the first
// behind it, in Chinese in the same clause.
func isAhead(before, after string) bool {
	before, after = before[max(0, len(before)-tenseReach):], after[:min(len(after), tenseReach)]
	found := ahead.FindAllStringSubmatchIndex(before, -1)
	if found == nil {
		after, _, _ = strings.Cut(strings.TrimLeft(after, "，"), "，")
		found = ahead.FindAllStringSubmatchIndex(after, 1)
	}
	if found == nil {
		return false
	}
	last := found[len(found)-1]
	return last[2] >= 0 || last[6] >= 0
}

// at returns the day that is some years, months and days from the day of writing.
func (w writing) at(years, months, days int) (first, last time.Time, c Certainty, ok bool) {
	first = time.Date(w.day.Year()+years, w.day.Month()+time.Month(months), w.day.Day(), 0, 0, 0, 0, time.UTC)
	if months != 0 || years != 0 { // February has no 30th
		start := time.Date(w.day.Year()+years, w.day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
		first = start.AddDate(0, 0, min(w.day.Day(), start.AddDate(0, 1, -1).Day())-1)
	}
	first = first.AddDate(0, 0, days)
	return first, first, Resolved, true
}

var dayWords = map[string]int{"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1,
	"昨晚": -1, "昨夜": -1, "今天": 0, "今日": 0, "今晨": 0, "今早": 0, "今晚": 0, "明天": 1, "明日": 1, "明晚": 1, "后天": 2, "大后天": 3}

func dayWord(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	return w.at(0, 0, dayWords[strings.ToLower(part("word"))])
}

// weekdays are the days of the week by the parts of their names, from Monday as 0.
var weekdays = map[string]int{"mon": 0, "tues": 1, "wednes": 2, "thurs": 3, "fri": 4, "satur": 5, "sun": 6,
	"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}

// monday returns the Monday of a day's week.
func monday(day time.Time) time.Time { return day.AddDate(0, 0, -(int(day.Weekday())+6)%7) }

// nearestWeekday returns the weekday that the tense points to: the last one up to the day of writing, or the first from
// the day after it on.
func (w writing) nearestWeekday(weekday int) time.Time {
	day := monday(w.day).AddDate(0, 0, weekday)
	switch {
	case w.future && !day.After(w.day):
		return day.AddDate(0, 0, 7)
	case !w.future && day.After(w.day):
		return day.AddDate(0, 0, -7)
	}
	return day
}

func englishWeekday(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	weekday := weekdays[strings.ToLower(part("weekday"))]
	day := w.nearestWeekday(weekday)
	switch strings.ToLower(part("week")) {
	case "last", "past":
		w.future = false
		if day = w.nearestWeekday(weekday); day.Equal(w.day) {
			day = day.AddDate(0, 0, -7)
		}
	case "next", "coming":
		w.future = true
		day = w.nearestWeekday(weekday)
	case "this":
		day = monday(w.day).AddDate(0, 0, weekday)
	}
	return day, day, Supposed, true
}

// weeks are the weeks that a Chinese weekday may be in, from that of the day of writing.
var weeks = map[string]int{"上上": -2, "上": -1, "上一": -1, "本": 0, "这": 0, "当": 0, "下": 1, "下一": 1, "下下": 2}

func chineseWeekday(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	weekday := weekdays[part("weekday")]
	if week, ok := weeks[part("week")]; ok {
		day := monday(w.day).AddDate(0, 0, 7*week+weekday)
		return day, day, Resolved, true
	}
	day := w.nearestWeekday(weekday)
	return day, day, Supposed, true
}

// period returns the span of a unit around a day.
func period(day time.Time, unit string) (first, last time.Time) {
	switch unit {
	case "week":
		return monday(day), monday(day).AddDate(0, 0, 6)
	case "month":
		first = time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
		return first, first.AddDate(0, 1, -1)
	case "year":
		first = time.Date(day.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		return first, first.AddDate(1, 0, -1)
	}
	return day, day
}

// englishPeriod is of "last week", "next month", "this year".
func englishPeriod(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	unit := strings.ToLower(part("unit"))
	n := sides[strings.ToLower(part("side"))]
	if unit == "day" {
		return time.Time{}, time.Time{}, 0, false
	}
	day, _ := w.shift(n, unit)
	first, last := period(day, unit)
	return first, last, Resolved, true
}

// shift returns the day that is some units from the day of writing.
func (w writing) shift(n int, unit string) (time.Time, bool) {
	var day time.Time
	switch unit {
	case "day", "天", "日":
		day, _, _, _ = w.at(0, 0, n)
	case "week", "周", "星期":
		day, _, _, _ = w.at(0, 0, 7*n)
	case "month", "月":
		first, _, _, _ := writing{day: time.Date(w.day.Year(), w.day.Month(), 1, 0, 0, 0, 0, time.UTC)}.at(0, n, 0)
		day = first
	default:
		day, _, _, _ = w.at(n, 0, 0)
	}
	return day, true
}

// englishCounts are the numbers that are written out.
var englishCounts = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve")

// counted is of "two days later" and 三天前. Days count exactly, weeks, months and years name the unit around the day.
func counted(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	word := strings.ToLower(part("count"))
	n, err := strconv.Atoi(word)
	switch i := slices.Index(englishCounts, word); {
	case err == nil:
	case i >= 0:
		n = i
	case word == "a" || word == "an":
		n = 1
	default:
		n = number(word)
	}
	switch strings.ToLower(part("side")) {
	case "ago", "earlier", "before", "前", "之前", "以前":
		n = -n
	}
	unit := strings.ToLower(part("unit"))
	day, ok := w.shift(n, unit)
	first, last := period(day, map[string]string{"月": "month", "年": "year"}[unit])
	if unit == "month" || unit == "year" {
		first, last = period(day, unit)
	}
	return first, last, Supposed, ok && n != 0
}

// dayOfMonth is of "on the 9th": in the month of writing, or in the one before or after it, as the tense has it.
func dayOfMonth(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	for _, n := range []int{0, -1, 1} {
		day, ok := w.dayIn(n, number(part("day")))
		if ok && (w.future && n >= 0 && day.After(w.day) || !w.future && n <= 0 && !day.After(w.day)) {
			return day, day, Supposed, true
		}
	}
	return time.Time{}, time.Time{}, 0, false
}

// chineseMonth is of 本月5日, 上个月 and the like.
func chineseMonth(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	if text := part("day"); text != "" {
		day, ok := w.dayIn(weeks[part("side")], number(text))
		return day, day, Resolved, ok
	}
	month, _ := w.shift(weeks[part("side")], "month")
	first, last := period(month, "month")
	return first, last, Resolved, true
}

// chineseYear is of 去年, 今年6月, 明年3月5日.
func chineseYear(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	n := map[string]int{"大前": -3, "前": -2, "去": -1, "今": 0, "本": 0, "明": 1, "后": 2}[part("side")]
	f := fields{year: w.day.Year() + n, month: number(part("month")), day: number(part("day")), yearFirst: true}
	m, ok := f.mention()
	return m.First, m.Last, Resolved, ok
}
