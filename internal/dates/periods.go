package dates

import (
	"slices"
	"strings"
	"time"

	"lede/internal/lazyregexp"
)

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

// englishPeriod is of "last week", "next month", "this year"; "the last year" is no year of the calendar.
func englishPeriod(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	unit := strings.ToLower(part("unit"))
	first, last := period(w.shift(sides[strings.ToLower(part("side"))], unit), unit)
	return first, last, Resolved, part("the") == ""
}

// weekend returns the Saturday and the Sunday of the week that is some weeks from that of writing.
func (w writing) weekend(weeks int) (first, last time.Time) {
	first = monday(w.day).AddDate(0, 0, 7*weeks+5)
	return first, first.AddDate(0, 0, 1)
}

// englishWeekend is of "last weekend", and of "the weekend", whose week the tense decides.
func englishWeekend(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	week := 0
	switch side := strings.ToLower(part("side")); {
	case side == "next":
		week = 1
	case side == "this":
	case side == "last", side == "past", side != "coming" && !w.future && w.day.Weekday() != time.Saturday && w.day.Weekday() != time.Sunday:
		week = -1
	}
	first, last := w.weekend(week)
	return first, last, Supposed, true
}

// chineseWeek is of 上周 and 下周末.
func chineseWeek(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	week := weeks[part("week")]
	if part("end") != "" {
		first, last := w.weekend(week)
		return first, last, Resolved, true
	}
	first, last := period(w.shift(week, "week"), "week")
	return first, last, Resolved, true
}

// chineseMonth is of 本月5日, 上个月 and 去年本月.
func chineseMonth(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	side, ok := weeks[part("side")]
	w.day = w.shift(years[part("year")], "year")
	if text := part("day"); text != "" {
		first, exists := w.dayIn(side, number(text))
		last, lastExists := first, true
		if end := part("last"); end != "" {
			last, lastExists = w.dayIn(side, number(end))
		}
		return first, last, Resolved, ok && exists && lastExists && !last.Before(first)
	}
	first, last := period(w.shift(side, "month"), "month")
	return first, last, Resolved, ok
}

// years are the Chinese names of years, from that of the day of writing.
var years = map[string]int{"大前": -3, "前": -2, "去": -1, "今": 0, "本": 0, "明": 1, "后": 2}

// chineseYear is of 去年.
func chineseYear(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	first, last := period(w.shift(years[part("side")], "year"), "year")
	return first, last, Resolved, part("not") == ""
}

// partOfYear is of "the third quarter of 2024", "the first half of last year", 今年上半年 and 一季度.
func partOfYear(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	certainty, year := Resolved, w.day.Year()
	switch side := part("side"); {
	case part("year") != "":
		certainty, year = Stated, number(part("year"))
	case side != "":
		year += sides[strings.ToLower(side)] + years[side]
	default:
		certainty = Supposed
	}
	months := 3
	if unit := strings.ToLower(part("part") + part("part2")); unit == "half" || unit == "半" {
		months = 6
	}
	n := slices.Index([]string{"first", "second", "third", "fourth"}, strings.ToLower(part("nth")))
	if n < 0 {
		n = max(number(part("nth")), 1) - 1
	}
	if part("nth2") == "下" {
		n = 1
	}
	first := time.Date(year, time.Month(1+n*months), 1, 0, 0, 0, 0, time.UTC)
	return first, first.AddDate(0, months, -1), certainty, n*months < 12
}

// shift returns the day that is some units from the day of writing.
func (w writing) shift(n int, unit string) time.Time {
	var day time.Time
	switch unit {
	case "day":
		day, _, _, _ = w.at(0, 0, n)
	case "week":
		day, _, _, _ = w.at(0, 0, 7*n)
	case "fortnight":
		day, _, _, _ = w.at(0, 0, 14*n)
	case "month":
		day, _, _, _ = w.at(0, n, 0)
	case "decade":
		day, _, _, _ = w.at(10*n, 0, 0)
	default:
		day, _, _, _ = w.at(n, 0, 0)
	}
	return day
}

// englishCounts are the numbers that are written out, from one.
var englishCounts = strings.Fields(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty`)

var englishTens = map[string]int{"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50}

// countOf returns the number of a count in digits, English or Chinese.
func countOf(word string) int {
	if i := slices.Index(englishCounts, word); i >= 0 {
		return i + 1
	}
	if n, ok := englishTens[word]; ok {
		return n
	}
	return number(word)
}

var (
	amount   = lazyregexp.New(`(?i)(` + count + `)\s+(day|week|fortnight|month|year|decade)|(` + hanCount + `)个?(天|日|周|星期|月|年)`)
	hanUnits = map[string]string{"天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "年": "year"}
)

// counted is of "two days later", "a year and two days ago" and 三天前. Days and weeks count exactly, months and years name
// the month or the year around the day.
func counted(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	sign := 1
	switch strings.ToLower(part("side")) {
	case "in":
		if !w.future {
			return time.Time{}, time.Time{}, 0, false // "the coldest in two years"
		}
	case "ago", "earlier", "前", "之前", "以前":
		sign = -1
	}
	finest := "decade"
	for _, m := range amount.FindAllStringSubmatch(part("amounts"), -1) {
		unit := strings.ToLower(m[2]) + hanUnits[m[4]]
		n := countOf(strings.ToLower(m[1] + m[3]))
		if n == 0 {
			return time.Time{}, time.Time{}, 0, false
		}
		w.day = w.shift(sign*n, unit)
		if unitSizes[unit] < unitSizes[finest] {
			finest = unit
		}
	}
	first, last := period(w.day, map[string]string{"month": "month", "year": "year", "decade": "year"}[finest])
	return first, last, Supposed, true
}

// unitSizes order the units.
var unitSizes = map[string]int{"day": 0, "week": 1, "fortnight": 2, "month": 3, "year": 4, "decade": 5}
