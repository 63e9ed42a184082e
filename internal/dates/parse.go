package dates

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"lede/internal/lazyregexp"
)

// ParseError is the error of a text that is not one date with a year.
type ParseError struct {
	Text   string // the input
	Reason string // "is not a date" or "has no year"
}

// Error returns the text, the reason and an example of the right form.
func (e *ParseError) Error() string {
	return fmt.Sprintf("%q %s; write it like 2025-06-09", e.Text, e.Reason)
}

// timestamps are the machine-readable layouts of front matter and of HTML metadata.
var timestamps = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05",
	"2006-01-02 15:04", "20060102", time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, "2006-01-02T15:04:05-0700",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -0700 MST"}

var (
	monthOnly = lazyregexp.New(`^([12][0-9]{3})[-/.]([01]?[0-9])$`)
	weekday   = lazyregexp.New(`(?i)^(?:on\s+)?(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+`)
)

// timeOfDay matches a time of day and its zone at the end of a text.
var timeOfDay = lazyregexp.New(`(?i)(?:[T,\s]|\bat\b)+[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[ap]\.?m\.?)?\s*` +
	`(?:Z|(?:UTC|GMT)?\s*[+-][0-9]{1,2}:?(?:[0-9]{2})?|[A-Z]{2,5}|[A-Z][a-z]+/[A-Z][A-Za-z_]+)?\s*(?:\([^()]*\))?$`)

// Parse parses one date with its year, in any form that Find matches, or a timestamp. It ignores a weekday before the
// date and a time of day after it; the day is the one written, in whatever zone. A month or a year returns the range
// of its days. The error is a *ParseError.
func Parse(s string) (Range, error) {
	text := strings.TrimSpace(s)
	for _, layout := range timestamps {
		if t, err := time.Parse(layout, text); err == nil {
			d := day(t.Year(), t.Month(), t.Day())
			return Range{d, d}, nil
		}
	}
	text = timeOfDay.ReplaceAllString(text, "")
	if m := monthOnly.FindStringSubmatch(text); m != nil {
		y, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		return rangeOf(fields{year: y, month: month}, s)
	}
	text = weekday.ReplaceAllString(text, "")
	for _, m := range Find(text) {
		if m.Start != 0 || strings.Trim(text[m.End:], " .。") != "" {
			continue
		}
		if !m.Year {
			return Range{}, &ParseError{s, "has no year"}
		}
		return Range{m.First, m.Last}, nil
	}
	return Range{}, &ParseError{s, "is not a date"}
}

// rangeOf returns the days of a month. The error names the input s.
func rangeOf(f fields, s string) (Range, error) {
	m, ok := f.mention()
	if !ok || f.month == 0 {
		return Range{}, &ParseError{s, "is not a date"}
	}
	return Range{m.First, m.Last}, nil
}

var spanPattern = lazyregexp.New(`^([1-9][0-9]{0,3})([dwmy])$`)

// Before returns the day that is a span such as "7d", "2w", "3m" or "1y" before now, in UTC.
// It returns false if s is not a number from 1 to 9999 followed by d, w, m or y.
func Before(now time.Time, s string) (time.Time, bool) {
	m := spanPattern.FindStringSubmatch(strings.ToLower(s))
	if m == nil {
		return time.Time{}, false
	}
	n, _ := strconv.Atoi(m[1])
	now = now.UTC()
	today := day(now.Year(), now.Month(), now.Day())
	switch m[2] {
	case "d":
		return today.AddDate(0, 0, -n), true
	case "w":
		return today.AddDate(0, 0, -7*n), true
	case "m":
		return today.AddDate(0, -n, 0), true
	}
	return today.AddDate(-n, 0, 0), true
}
