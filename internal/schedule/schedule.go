// Package schedule says when a digest is due: every day, or every week on one day, at a time of the day in a time zone. It is
// pure: the clock is a parameter. The zones are in the program (time/tzdata), whatever the machine has.
//
// Every date of the zone has one time. In spring, where the clocks jump over it, that is the moment after the jump; in autumn,
// where the clocks show it twice, the first one. So no day is skipped and none comes twice.
package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the zones
)

// Schedule is when a digest is due. The zero Schedule never is.
type Schedule struct {
	Every  Every
	Day    time.Weekday // of Weekly
	Minute int          // of the day, from 0
	Zone   string       // IANA name, such as "Europe/London"; "" is UTC
}

// Every is how often a digest is due.
type Every string

// The values of Every.
const (
	Never  Every = ""
	Daily  Every = "daily"
	Weekly Every = "weekly"
)

// Next returns the first time after a moment at which the digest is due; the zero time if it never is. A zone that is not known
// counts as UTC.
func (s Schedule) Next(after time.Time) time.Time {
	if s.Every == Never {
		return time.Time{}
	}
	zone := location(s.Zone)
	here := after.In(zone)
	// The day before, since where the clocks jump over midnight a date's time may be on the next one.
	for day := here.Day() - 1; ; day++ {
		date := time.Date(here.Year(), here.Month(), day, 12, 0, 0, 0, time.UTC)
		if s.Every == Weekly && date.Weekday() != s.Day {
			continue
		}
		if at := s.on(date, zone); at.After(after) {
			return at
		}
	}
}

// on returns the time of a date.
func (s Schedule) on(date time.Time, zone *time.Location) time.Time {
	at := time.Date(date.Year(), date.Month(), date.Day(), 0, s.Minute, 0, 0, zone)
	start, end := at.ZoneBounds()
	if shown := at.Hour()*60 + at.Minute(); shown != s.Minute { // no clock shows it
		if at.Day() == date.Day() && shown > s.Minute {
			return start
		}
		return end
	}
	if start.IsZero() {
		return at
	}
	_, before := start.Add(-1).Zone()
	_, now := at.Zone()
	if earlier := at.Add(time.Duration(now-before) * time.Second); earlier.Before(start) && now < before {
		return earlier // the clocks show it twice
	}
	return at
}

// Clock returns the time of the day as "08:00".
func (s Schedule) Clock() string { return fmt.Sprintf("%02d:%02d", s.Minute/60, s.Minute%60) }

// ZoneName returns the name of the zone, "UTC" for none.
func (s Schedule) ZoneName() string {
	if s.Zone == "" {
		return "UTC"
	}
	return s.Zone
}

// clock matches a time of the day as people write it: "8", "08:30", "8:30 pm", "8点", "晚上8点半".
var clock = regexp.MustCompile(`(?i)^(上午|早上|凌晨|下午|晚上|中午)?\s*(\d{1,2})(?:[:：.h点點时時](\d{2})?分?(半)?)?\s*(am|pm|a\.m\.|p\.m\.)?$`)

// ParseClock reads a time of the day and returns its minute. It returns false for any other text.
func ParseClock(text string) (minute int, ok bool) {
	m := clock.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3]) // 0 for none
	if m[4] != "" {
		minutes = 30
	}
	half := strings.ToLower(strings.ReplaceAll(m[5], ".", ""))
	if half != "" && (hour < 1 || hour > 12) {
		return 0, false
	}
	switch {
	case half == "am" && hour == 12:
		hour = 0
	case (half == "pm" || m[1] == "下午" || m[1] == "晚上") && hour < 12:
		hour += 12
	}
	if hour > 23 || minutes > 59 {
		return 0, false
	}
	return hour*60 + minutes, true
}
