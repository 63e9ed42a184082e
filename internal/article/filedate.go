package article

import (
	"path"
	"sort"
	"strconv"
	"strings"
	"time"

	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

// nameDay is a day in the name of a file or of its folders: "2025-06-03-title.md" as Jekyll and Hexo write,
// "2025/06/03/title.md", "20250603 title.txt", "title 2025年6月3日.txt".
var nameDay = lazyregexp.New(`(?:^|[^0-9])((?:19|20)\d\d)(?:([-_./])(\d{1,2})([-_./])(\d{1,2})|(\d\d)(\d\d)|年(\d{1,2})月(\d{1,2})日)(?:[^0-9]|$)`)

// dayOfName returns the last day that a file's path names. It returns the zero time if there is none.
func dayOfName(name string) time.Time {
	for _, m := range nameDay.FindAllStringSubmatch(name, -1) {
		if m[2] != m[4] {
			continue
		}
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[3] + m[6] + m[8])
		day, _ := strconv.Atoi(m[5] + m[7] + m[9])
		if t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC); t.Day() == day && int(t.Month()) == month {
			return t
		}
	}
	for _, m := range datedMentions(dates.Find(strings.ReplaceAll(path.Base(name), "_", " "))) { // "title (3 June 2025).md"
		if m.Day && m.First.Equal(m.Last) {
			return m.First
		}
	}
	return time.Time{}
}

// isAhead reports whether a day is later than the file's last change. A clock that was never set is of no use.
func (d *draft) isAhead(day time.Time) bool {
	return d.modified.Year() > 1990 && day.After(d.modified.AddDate(0, 0, 1))
}

// clarifyDay reads a day of publication that can be read in two ways as it agrees with the other days of the file, those
// without a year included. A day after the file's last change is out.
func (d *draft) clarifyDay() {
	if d.unclear == nil || !d.Published.IsZero() {
		return
	}
	u := *d.unclear
	if later := d.isAhead(u.DayFirst); later != d.isAhead(u.MonthFirst) {
		if d.Published = u.DayFirst; later {
			d.Published = u.MonthFirst
		}
		return
	}
	others := []time.Time{dayOfName(d.Path)}
	for _, m := range dates.Find(d.Text) {
		if in, ok := m.In(u.DayFirst.Year()); ok && m.Day {
			others = append(others, in.First)
		}
	}
	if day, ok := u.Beside(others...); ok {
		d.Published = day
		return
	}
	d.problem(0, Warning, "the day "+u.DayFirst.Format("02/01/2006")+" can be read in two ways", "begin the file with ---, published: 2025-06-09 and --- on lines of their own")
}

// datedMentions returns the days and months of a text that have a year.
func datedMentions(all []dates.Mention) []dates.Mention {
	var out []dates.Mention
	for _, m := range all {
		if m.Year && (m.Day || m.First.Month() == m.Last.Month()) {
			out = append(out, m)
		}
	}
	return out
}

// nearestDated returns the day or month with a year that is nearest to an offset. dated are in order and not empty.
func nearestDated(at int, dated []dates.Mention) dates.Mention {
	i := sort.Search(len(dated), func(i int) bool { return dated[i].Start >= at })
	beside := dated[min(i, len(dated)-1)]
	if i > 0 && at-dated[i-1].Start <= max(beside.Start-at, at-beside.Start) {
		beside = dated[i-1]
	}
	return beside
}
