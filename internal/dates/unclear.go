package dates

import (
	"slices"
	"time"

	"lede/internal/lazyregexp"
)

// Unclear is a day in three numbers of which either of the first two may be the month: 06/09/2025 is June 9 in the US and
// 6 September in most other countries.
type Unclear struct {
	Start, End           int // byte offsets into the text
	MonthFirst, DayFirst time.Time
}

var threeNumbers = lazyregexp.New(`\b(?P<a>[0-3]?[0-9])[-/.](?P<b>[0-3]?[0-9])[-/.](?:(?P<year>[12][0-9]{3})|(?P<short>[0-9]{2}))\b`)

// FindUnclear returns the days of a text that Find leaves out because they can be read in two ways.
func FindUnclear(text string) []Unclear {
	if !mayBeUnclear(text) {
		return nil
	}
	var out []Unclear
	for _, at := range threeNumbers.FindAllStringSubmatchIndex(text, -1) {
		g := groups{pattern{Regexp: threeNumbers}, text, at}
		a, b := number(g.get("a")), number(g.get("b"))
		if a == b || a < 1 || b < 1 || a > 12 || b > 12 || !g.isWhole() {
			continue
		}
		year := g.year()
		out = append(out, Unclear{at[0], at[1], day(year, time.Month(a), b), day(year, time.Month(b), a)})
	}
	return out
}

// mayBeUnclear reports, quickly, whether a text may have three numbers with marks between them.
func mayBeUnclear(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if c := text[i]; (c == '/' || c == '-' || c == '.') && isDigit(text[i-1]) && isDigit(text[i+1]) {
			return true
		}
	}
	return false
}

// nearDays is how far apart two days of one event may be: the one reading of an unclear day is right that is no further
// from a known day, if the other is.
const nearDays = 31 * 24 * time.Hour

// Beside returns the reading of an unclear day that agrees with other days: the one of them, or the only one that is
// within a month of one of them. It returns false if neither or both do.
func (u Unclear) Beside(others ...time.Time) (time.Time, bool) {
	for _, most := range []time.Duration{0, nearDays} {
		near := func(day time.Time) bool {
			return slices.ContainsFunc(others, func(o time.Time) bool { return !o.IsZero() && o.Sub(day).Abs() <= most })
		}
		switch month, day := near(u.MonthFirst), near(u.DayFirst); {
		case month && !day:
			return u.MonthFirst, true
		case day && !month:
			return u.DayFirst, true
		}
	}
	return time.Time{}, false
}
