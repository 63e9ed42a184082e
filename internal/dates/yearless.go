package dates

import (
	"strings"
	"time"

	"lede/internal/lazyregexp"
)

var (
	// yearBehind and yearBefore match the words that name the year of a date without one: "5 November last year", 去年11月5日.
	yearBehind = lazyregexp.New(`(?i)^,?\s+(?:of\s+)?(last|this|next)\s+year\b`)
	yearBefore = lazyregexp.New(`(大前|前|去|今|本|明|后)年的?$`)
	// sideBefore matches the word that names the year of a month: "last March".
	sideBefore = lazyregexp.New(`(?i)\b(last|this|next)\s+$`)
)

// yearless returns a mention without a year in the year that the words beside it name; without such words a day in the
// year that brings it nearest to the day of writing, and no month. It returns false if it has no such day, or if the day of
// writing is unknown.
func yearless(text string, m Mention, written time.Time) (Dated, bool) {
	if written.IsZero() {
		return Dated{}, false
	}
	before, after := text[max(0, m.Start-reach):m.Start], text[m.End:min(len(text), m.End+reach)]
	year := written.Year()
	if at := yearBehind.FindStringSubmatchIndex(after); at != nil {
		year += sides[strings.ToLower(after[at[2]:at[3]])]
		m.End += at[1]
	} else if at := yearBefore.FindStringSubmatchIndex(before); at != nil {
		year += years[before[at[2]:at[3]]]
		m.Start -= len(before) - at[0]
	} else if at := sideBefore.FindStringSubmatchIndex(before); at != nil && !m.Day && text[m.Start:m.End] != "may" {
		year = sideYear(m.First.Month(), sides[strings.ToLower(before[at[2]:at[3]])], written)
		m.Start -= len(before) - at[0]
	} else if m.Day {
		near, ok := m.Near(written)
		return Dated{near, Written, Resolved}, ok
	} else {
		return Dated{}, false
	}
	in, ok := m.In(year)
	return Dated{in, Relative, Resolved}, ok
}

// sideYear returns the year of "last March", "this March" and "next March": of the last one that is over, of that of the
// year of writing, of the next one to begin.
func sideYear(month time.Month, side int, written time.Time) int {
	switch {
	case side < 0 && month >= written.Month():
		return written.Year() - 1
	case side > 0 && month <= written.Month():
		return written.Year() + 1
	}
	return written.Year()
}
