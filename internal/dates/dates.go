// Package dates finds and reads the dates that people write, in English and in Chinese:
// "June 9, 2025", "9 June", "2025-06-09", "2025年6月9日", "六月九日", "May 10-11", "in 2023".
//
// It is pure and sits below the packages that need dates: article (inferred dates), query (filters) and
// answer (a "when" wants a date).
package dates

import "time"

// Mention is a date, a month or a year that a text names.
type Mention struct {
	Start, End int       // byte offsets into the text
	First      time.Time // first day it covers, 00:00 UTC; in year 0, a leap year, where Year is false
	Last       time.Time // last day it covers, inclusive; the same as First for a single day
	Year       bool      // the text names the year, too
	Day        bool      // the text names a day of the month, not just a month or a year
}

// Range is a span of days, both inclusive, at 00:00 UTC; a zero end is open.
type Range struct {
	Since, Until time.Time
}

// fields are the numbers of a date as a pattern found them; 0 stands for one that is not there.
type fields struct {
	year, month, day int
	lastDay          int        // of a span: May 10-11
	lastMonth        time.Month // of a span over a month's end: May 31 to June 2
}

// mention turns fields into a Mention without offsets. It returns false for a day that does not exist.
func (f fields) mention() (Mention, bool) {
	m := Mention{Year: f.year > 0, Day: f.day > 0}
	switch {
	case f.month == 0:
		m.First, m.Last = day(f.year, 1, 1), day(f.year, 12, 31)
	case f.day == 0:
		m.First = day(f.year, time.Month(f.month), 1)
		m.Last = m.First.AddDate(0, 1, -1)
	default:
		month := time.Month(f.month)
		m.First = day(f.year, month, f.day)
		m.Last = m.First
		if f.lastDay > 0 {
			last := month
			if f.lastMonth > 0 {
				last = f.lastMonth
			}
			m.Last = day(f.year, last, f.lastDay)
		}
		if !isDay(m.First, month, f.day) || f.lastDay > 0 && m.Last.Day() != f.lastDay {
			return Mention{}, false
		}
	}
	return m, f.month <= 12 && !m.Last.Before(m.First)
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

// isDay reports whether a day was not moved by time.Date: June 31 becomes July 1.
func isDay(t time.Time, month time.Month, d int) bool {
	return t.Month() == month && t.Day() == d
}

// In returns the mention with the given year, if it names none itself.
// It returns false for February 29 in a year that has none.
func (m Mention) In(year int) (Mention, bool) {
	if m.Year {
		return m, true
	}
	first, last := m.First, m.Last
	m.First = day(year, first.Month(), first.Day())
	m.Last = day(year, last.Month(), last.Day())
	m.Year = true
	return m, isDay(m.First, first.Month(), first.Day()) && isDay(m.Last, last.Month(), last.Day())
}
