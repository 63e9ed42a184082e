// Package dates finds and parses dates in English and Chinese text:
// "June 9, 2025", "9 June", "2025-06-09", "2025年6月9日", "六月九日", "May 10-11", "in 2023".
//
// Find returns all dates of a text. It cuts the text into the pieces that may contain a date (pieces.go), matches each
// with regular expressions (find.go), and checks the numbers against the calendar (dates.go). Parse reads a text that
// is one date or one timestamp, Before a span such as "7d" (parse.go). Dates of other calendars and eras are left out
// (calendar.go), and so are days in three numbers that can be read in two ways: FindUnclear returns those (unclear.go).
//
// Resolve also returns what depends on the day of writing ("on Friday", "yesterday", 上周三, 本月5日), each with its kind and
// its certainty (relative.go): days and months whose year the words beside them name (yearless.go), decades and the years of
// old reigns (eras.go), and what has forms of its own, days (relative.go) and longer times (periods.go), by forms that each have a pattern (forms.go), tried where the text has its anchor (anchors.go).
//
// The package is pure: no clock, no time zone other than UTC. Its users are package article (the date of publication),
// package query (filters) and package answer (questions that ask for a time).
package dates

import (
	"cmp"
	"time"
)

// Mention is a day, a span of days, a month or a year in a text.
type Mention struct {
	Start, End int       // byte offsets into the text
	First      time.Time // first day, 00:00 UTC; in year 0, a leap year, if Year is false
	Last       time.Time // last day, inclusive; equal to First for a single day
	Year       bool      // the text includes the year
	Day        bool      // the text includes a day of the month
}

// Range is a span of days, both inclusive, at 00:00 UTC. A zero Since or Until means no limit on that side.
type Range struct {
	Since, Until time.Time
}

// fields are the numbers that a pattern matched; 0 means absent.
type fields struct {
	year, month, day int
	lastDay          int        // of a span: May 10-11
	lastMonth        time.Month // of a span across months: May 31 to June 2
	years            int        // of a decade or a century, beginning with the year
	yearFirst        bool       // the year is that of the span's first day, not of its last
}

// mention converts fields to a Mention without offsets.
// It returns false if a day does not exist or the span ends before it begins.
func (f fields) mention() (Mention, bool) {
	m := Mention{Year: f.year > 0, Day: f.day > 0}
	switch {
	case f.month == 0:
		m.First, m.Last = day(f.year, 1, 1), day(f.year+max(f.years, 1)-1, 12, 31)
	case f.day == 0:
		m.First = day(f.year, time.Month(f.month), 1)
		m.Last = m.First.AddDate(0, 1, -1)
	default:
		month := time.Month(f.month)
		m.First = day(f.year, month, f.day)
		m.Last = m.First
		if f.lastDay > 0 {
			m.Last = day(f.year, cmp.Or(f.lastMonth, month), f.lastDay)
			f.overNewYear(&m)
		}
		if !isDay(m.First, month, f.day) || f.lastDay > 0 && m.Last.Day() != f.lastDay {
			return Mention{}, false
		}
	}
	return m, f.month <= 12 && !m.Last.Before(m.First)
}

// overNewYear corrects the years of a span over New Year, which lasts three months at the most.
func (f fields) overNewYear(m *Mention) {
	switch {
	case !m.Last.Before(m.First) || m.First.Month() < time.October || m.Last.Month() > time.March:
	case f.yearFirst || f.year == 0:
		m.Last = m.Last.AddDate(1, 0, 0)
	default:
		m.First = m.First.AddDate(-1, 0, 0)
	}
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

// isDay reports whether time.Date left the day as it was; it turns June 31 into July 1.
func isDay(t time.Time, month time.Month, d int) bool {
	return t.Month() == month && t.Day() == d
}

// In returns the mention in the given year, or unchanged if it has a year of its own.
// It returns false for February 29 in a common year.
func (m Mention) In(year int) (Mention, bool) {
	if m.Year {
		return m, true
	}
	first, last := m.First, m.Last
	m.First = day(year, first.Month(), first.Day())
	m.Last = day(year+last.Year()-first.Year(), last.Month(), last.Day())
	m.Year = true
	return m, isDay(m.First, first.Month(), first.Day()) && isDay(m.Last, last.Month(), last.Day())
}
