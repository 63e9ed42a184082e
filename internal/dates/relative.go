package dates

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/lazyregexp"
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
	return weekdaySpans(text, apart(out, func(d Dated) Mention { return d.Mention }))
}

var (
	// weekdayMark is what is between the first and the last weekday of a span.
	weekdayMark = lazyregexp.New(`^(?:[-–—~～]|\s*[至到]\s*|\s+(?:to|until|till|through)\s+)$`)
	// moving are the verbs before two weekdays of which something is moved from the first to the second.
	moving = lazyregexp.New(`(?i)\b(?:mov(?:e[sd]?|ing)|put(?:s|ting)?|postpon\w+|shift\w*|br(?:ing\w*|ought)|chang\w+|delay\w*|resched\w+|push\w*|switch\w*)\b|改|推迟|提前|推后|延期|延后|调整`)
)

// movingReach is how many bytes before two weekdays such a verb is looked for.
const movingReach = 120

// isMoved reports whether the text before two weekdays says that something is moved.
func isMoved(before string) bool { return moving.MatchString(before[max(0, len(before)-movingReach):]) }

// weekdaySpans makes one span of two weekdays with a mark between: "from Friday to Sunday", 周五至周日.
func weekdaySpans(text string, found []Dated) []Dated {
	out := found[:0]
	for _, d := range found {
		if n := len(out); n > 0 && d.Kind == Weekday && out[n-1].Kind == Weekday && d.Start-out[n-1].End <= maxWeekdayMark && weekdayMark.MatchString(text[out[n-1].End:d.Start]) && !isMoved(text[:out[n-1].Start]) {
			first := &out[n-1]
			days := (int(d.Last.Weekday())-int(first.First.Weekday())+6)%7 + 1
			first.End, first.Last, first.Certainty = d.End, first.First.AddDate(0, 0, days), min(first.Certainty, d.Certainty)
			continue
		}
		out = append(out, d)
	}
	return out
}

// maxWeekdayMark is how long such a mark is at the most, in bytes.
const maxWeekdayMark = 12

// writtenDays returns the dates of a text that are written with their numbers: those that Find has found, and unclear ones.
func writtenDays(text string, found []Mention, written time.Time) []Dated {
	var out []Dated
	for _, m := range findLong(text) {
		out = append(out, Dated{m, Written, Stated})
	}
	for _, m := range found {
		if m.Year {
			out = append(out, Dated{m, Written, Stated})
		} else if d, ok := yearless(text, m, written); ok {
			out = append(out, d)
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
var betweenDays = lazyregexp.New(`^[\s,，(（]*(?:a\s)?$`)

// withoutOwnDay returns the relative dates without the days that are beside a written one, which says the same.
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
var ahead = lazyregexp.New(`\b(?:(will|would|to be|is to|are to|due|expected|scheduled|plans?|set to|going to|by|until|upcoming)|(said|was|were|had|has|have|[a-z]{2,}ed))\b|(将|拟|定于|计划|预计)|(了|已|曾|表示|说|宣布)`)

// scheduled matches a verb that speaks of a plan in the present, directly before a date.
var scheduled = lazyregexp.New(`\b(?:opens|closes|begins|starts|runs|takes place)(?:\s+from)?\s*$`)

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

// scheduledReach is at least the length of such a verb with its blanks, in bytes.
const scheduledReach = 24

// isAhead reports whether a sentence speaks of what is to come: by the last mark of tense before a date, else by the first
// behind it, in Chinese in the same clause.
func isAhead(before, after string) bool {
	before, after = before[max(0, len(before)-tenseReach):], after[:min(len(after), tenseReach)]
	if scheduled.MatchString(before[max(0, len(before)-scheduledReach):]) {
		return true
	}
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

// dayWords are the days from that of writing by the first character of their Chinese names, or by their English ones;
// 大 moves a day one further.
var dayWords = map[string]int{"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last": -1, "this": 0, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}

func dayWord(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	word, _, _ := strings.Cut(strings.ToLower(part("word")), " ")
	if n, ok := dayWords[word]; ok {
		return w.at(0, 0, n)
	}
	far := 0
	if rest, ok := strings.CutPrefix(word, "大"); ok {
		word, far = rest, 1
	}
	first, _ := utf8.DecodeRuneInString(word)
	n := dayWords[string(first)]
	if n < 0 {
		far = -far
	}
	return w.at(0, 0, n+far)
}

// weekdays are the days of the week by the parts of their names, from Monday as 0.
var weekdays = map[string]int{"mon": 0, "tues": 1, "tue": 1, "wednes": 2, "wed": 2, "thurs": 3, "thur": 3, "thu": 3, "fri": 4,
	"satur": 5, "sat": 5, "sun": 6, "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}

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
	if part("name") != "" || part("paper") != "" {
		return time.Time{}, time.Time{}, 0, false
	}
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
var weeks = map[string]int{"上上": -2, "上": -1, "上一": -1, "本": 0, "这": 0, "下": 1, "下一": 1, "下下": 2}

func chineseWeekday(w writing, part func(string) string) (time.Time, time.Time, Certainty, bool) {
	weekday := weekdays[part("weekday")]
	name := part("week")
	if week, ok := weeks[name]; ok {
		day := monday(w.day).AddDate(0, 0, 7*week+weekday)
		return day, day, Resolved, true
	}
	day := w.nearestWeekday(weekday)
	return day, day, Supposed, name == ""
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
