package article

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"lede/internal/dates"
)

// stamp is a day that a page states, with the instant where it states one.
type stamp struct {
	day     time.Time // at 00:00 UTC, of the zone that the page states it in
	instant time.Time // zero without a time of day and a zone
}

var (
	stampLayouts = []string{
		time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 Z0700",
		"20060102T150405Z0700", "20060102T1504Z0700",
		time.RFC1123Z, time.RFC1123, "Mon Jan 02 2006 15:04:05 GMT-0700", "Mon Jan 2 15:04:05 MST 2006",
	}
	dayFirst    = regexp.MustCompile(`^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:\D|$|\d{6}$)`)
	unixSeconds = regexp.MustCompile(`^1\d{9}(?:\d{3})?$`)
	numericDay  = regexp.MustCompile(`\b(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)\b`)
	pathDay     = regexp.MustCompile(`[/_-]((?:19|20)\d\d)(?:/(\d{1,2})/(\d{1,2})/|[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$))`)
	pathMonth   = regexp.MustCompile(`/((?:19|20)\d\d)/(0[1-9]|1[0-2])/`)
)

// stampOf reads the day that metadata states. It returns false for anything but one day.
func stampOf(text string) (stamp, bool) {
	text, _, _ = strings.Cut(strings.TrimSpace(text), " (") // "GMT+0200 (Central European Summer Time)"
	for _, layout := range stampLayouts {
		if t, err := time.Parse(layout, text); err == nil && t.Year() > 1 {
			return stamp{day: dayOf(t), instant: t}, true
		}
	}
	if m := dayFirst.FindStringSubmatch(text); m != nil {
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
	return dayIn(text)
}

// dayIn returns the first day with a year that a short text names.
func dayIn(text string) (stamp, bool) {
	for _, m := range dates.Find(text) {
		if m.Day && m.Year {
			return stamp{day: dayOf(m.First)}, true
		}
	}
	if m := numericDay.FindStringSubmatch(text); m != nil {
		return dayFrom(m[3], m[2], m[1]) // 03.06.2024 is 3 June
	}
	return stamp{}, false
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

// localDay returns the publisher's day of a stamp in UTC: that of another stamp of the same instant with an
// offset, or the day beside it that the page shows to its readers.
func (s stamp) localDay(others []stamp) time.Time {
	if !s.isUTC() {
		return s.day
	}
	for _, o := range others {
		if !o.instant.IsZero() && !o.isUTC() && o.instant.Sub(s.instant).Abs() <= time.Minute {
			return o.day
		}
	}
	for _, o := range others {
		if o.instant.IsZero() && o.day.Sub(s.day).Abs() == 24*time.Hour {
			return o.day
		}
	}
	return s.day
}
