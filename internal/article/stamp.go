package article

import (
	"strconv"
	"strings"
	"time"

	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

// stamp is a day that a page states, with the instant where it states one.
type stamp struct {
	day     time.Time      // at 00:00 UTC, of the zone that the page states it in; zero if it is unclear
	instant time.Time      // zero without a time of day and a zone
	unclear *dates.Unclear // a day that can be read in two ways
}

var (
	stampLayouts = []string{
		time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:5Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 Z0700",
		"20060102T150405Z0700", "20060102T1504Z0700",
		time.RFC1123Z, time.RFC1123, "Mon Jan 02 2006 15:04:05 GMT-0700", "Mon Jan 2 15:04:05 MST 2006",
	}
	yearFirst   = lazyregexp.New(`^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:\D|$|\d{6}$)`)
	unixSeconds = lazyregexp.New(`^1\d{9}(?:\d{3})?$`)
	pathDay     = lazyregexp.New(`[/_-]((?:19|20)\d\d)(?:/(\d{1,2})/(\d{1,2})/|[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$))`)
	pathMonth   = lazyregexp.New(`/((?:19|20)\d\d)/(0[1-9]|1[0-2])/`)
)

// stampOf reads the day that metadata states, in an order of its numbers. It returns false for anything but one day.
func stampOf(text string, order dayOrder) (stamp, bool) {
	text, _, _ = strings.Cut(strings.TrimSpace(text), " (") // "GMT+0200 (Central European Summer Time)"
	for _, layout := range stampLayouts {
		if t, err := time.Parse(layout, text); err == nil && t.Year() > 1 {
			return stamp{day: dayOf(t), instant: t}, true
		}
	}
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		return dayFrom(m[1], m[2], m[3])
	}
	if unixSeconds.MatchString(text) {
		n, _ := strconv.ParseInt(text[:10], 10, 64)
		t := time.Unix(n, 0).UTC()
		return stamp{day: dayOf(t), instant: t}, true
	}
	if r, err := dates.Parse(text); err == nil && r.Since.Equal(r.Until) {
		return stamp{day: r.Since}, true
	}
	return dayIn(text, order)
}

// dayIn returns the first day with a year that a short text names, in an order of its numbers. With dots between them the
// day is the first.
func dayIn(text string, order dayOrder) (stamp, bool) {
	for _, m := range dates.Find(text) {
		if m.Day && m.Year && m.First.Equal(m.Last) { // a span is no day of publication
			return stamp{day: dayOf(m.First)}, true
		}
	}
	if day, ok := localDayIn(text); ok {
		return stamp{day: day}, true
	}
	unclear := dates.FindUnclear(text)
	if len(unclear) == 0 {
		return stamp{}, false
	}
	u := unclear[0]
	switch hasDots := strings.Contains(text[u.Start:u.End], "."); {
	case order == monthFirst && !hasDots:
		return stamp{day: u.MonthFirst}, true
	case order == dayFirst || hasDots:
		return stamp{day: u.DayFirst}, true
	}
	return stamp{unclear: &u}, true
}

// dayInPath returns the day in the path of an address: /2024/06/03/, /2024-06-03-title, /20240603.
func dayInPath(path string) (stamp, bool) {
	if m := pathDay.FindStringSubmatch(path); m != nil {
		return dayFrom(m[1], m[2]+m[4], m[3]+m[5])
	}
	return stamp{}, false
}

// contradicts reports whether the path of an address has the year and month of another day.
func contradicts(path string, day time.Time) bool {
	m := pathMonth.FindStringSubmatch(path)
	return m != nil && day.Format("200601") != m[1]+m[2]
}

// dayFrom returns a day from its digits. A month above 12 is the day.
func dayFrom(year, month, day string) (stamp, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if m > 12 {
		m, d = d, m
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return stamp{day: t}, y > 1 && t.Day() == d && int(t.Month()) == m
}

// dayOf returns the day of a time in its own zone, at 00:00 UTC.
func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// isUTC reports whether the stamp gives a time of day in UTC, which may be another day where the publisher is.
func (s stamp) isUTC() bool {
	_, offset := s.instant.Zone()
	return !s.instant.IsZero() && offset == 0 && !s.instant.Equal(s.day)
}

// The local times of all countries are so far from UTC.
const (
	westmost = -10 * time.Hour
	eastmost = 14 * time.Hour
)

// mayBe reports whether the instant of a stamp in UTC is on a day where the publisher may be.
func (s stamp) mayBe(day time.Time, where locale) bool {
	from, to := westmost, eastmost
	if where.hasZone {
		from, to = where.offset, where.offset+2*time.Hour // summer time, and other zones of the country
		if where.offset < 0 {
			from -= 3 * time.Hour
		}
	}
	return !day.Before(dayOf(s.instant.Add(from))) && !day.After(dayOf(s.instant.Add(to)))
}

// localDay returns the publisher's day of a stamp: if it is in UTC, that of another stamp of the same instant with an
// offset, the day beside it that the page shows to its readers, or that of the publisher's zone. A day that can be read
// in two ways is read as others are; the zero time is returned if none agrees.
func (s stamp) localDay(others []stamp, where locale) time.Time {
	if s.unclear != nil {
		day, _ := s.unclear.Beside(daysOf(others)...)
		return day
	}
	if !s.isUTC() {
		return s.day
	}
	for _, o := range others {
		if !o.instant.IsZero() && !o.isUTC() && o.instant.Sub(s.instant).Abs() <= time.Minute {
			return o.day
		}
	}
	for _, o := range others {
		if o.instant.IsZero() && o.day.Sub(s.day).Abs() == 24*time.Hour && s.mayBe(o.day, where) {
			return o.day
		}
	}
	if where.hasZone {
		return dayOf(s.instant.Add(where.offset))
	}
	return s.day
}

func daysOf(stamps []stamp) []time.Time {
	var out []time.Time
	for _, s := range stamps {
		out = append(out, s.day)
	}
	return out
}
