package schedule

import (
	"testing"
	"time"
)

// TestEveryDateOnce follows daily schedules over ten years in zones with all kinds of changes: the times rise, there is one for
// each date, and each is shown by the clocks as it was asked for unless they jump over it.
func TestEveryDateOnce(t *testing.T) {
	zones := []string{"", "Europe/London", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Beirut", "America/Havana",
		"Asia/Shanghai", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Chatham", "Antarctica/Troll", "America/Asuncion"}
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, minute := range []int{0, 30, 59, 90, 120, 150, 165, 180, 8 * 60, 23*60 + 59} {
			s := Schedule{Every: Daily, Minute: minute, Zone: name}
			at := time.Date(2016, 1, 1, 0, 0, 0, 0, zone).Add(-time.Second)
			date := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)
			for range 3653 {
				next := s.Next(at)
				if !next.After(at) {
					t.Fatalf("%s %s: %v after %v", name, s.Clock(), next, at)
				}
				local := next.In(zone)
				asked := local.Hour()*60+local.Minute() == minute
				_, before := next.Add(-1).In(zone).Zone()
				_, after := local.Zone()
				if jump := after > before; !asked && !jump || local.Format(time.DateOnly) != date.Format(time.DateOnly) {
					t.Fatalf("%s: %v for %s %s", name, local, date.Format(time.DateOnly), s.Clock())
				}
				at, date = next, date.AddDate(0, 0, 1)
			}
		}
	}
}

func TestNext(t *testing.T) {
	for _, c := range []struct {
		s           Schedule
		after, want string
	}{
		{Schedule{Every: Daily, Minute: 8 * 60, Zone: "Europe/London"}, "2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z"}, // summer time begins
		{Schedule{Every: Daily, Minute: 8 * 60, Zone: "Europe/London"}, "2026-10-24T07:00:00Z", "2026-10-25T08:00:00Z"}, // it ends
		{Schedule{Every: Daily, Minute: 90, Zone: "Europe/London"}, "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z"},     // no clock shows 01:30
		{Schedule{Every: Daily, Minute: 90, Zone: "Europe/London"}, "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z"},     // the first of two
		{Schedule{Every: Daily, Minute: 90, Zone: "Europe/London"}, "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"},     // and not the second
		{Schedule{Every: Weekly, Day: time.Monday, Minute: 540, Zone: "Asia/Shanghai"}, "2026-11-25T00:00:00Z", "2026-11-30T01:00:00Z"},
		{Schedule{Every: Weekly, Day: time.Sunday, Minute: 90, Zone: "Europe/London"}, "2026-03-28T00:00:00Z", "2026-03-29T01:00:00Z"},
		{Schedule{Every: Daily, Minute: 0, Zone: "Mars/Olympus"}, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"},
	} {
		after, _ := time.Parse(time.RFC3339, c.after)
		if got := c.s.Next(after).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%+v after %s: %s, want %s", c.s, c.after, got, c.want)
		}
	}
	if at := (Schedule{}).Next(time.Now()); !at.IsZero() {
		t.Errorf("the zero schedule is due at %v", at)
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]int{"8": 480, "08:00": 480, "8:30 pm": 1230, "12am": 0, "12 PM": 720, "0": 0, "23:59": 1439, "8点": 480, "晚上8点半": 1230,
		"下午3點15分": 915, "8.15": 495, "20h": 1200, " 7:05 ": 425} {
		if got, ok := ParseClock(text); !ok || got != want {
			t.Errorf("%q: %d, %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "24", "8:60", "13pm", "0am", "noon", "-1", "8:3", "99999999999999999999"} {
		if got, ok := ParseClock(text); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
}

func TestZones(t *testing.T) {
	for text, want := range map[string]string{"europe/london": "Europe/London", "America/New York": "America/New_York", "utc": "UTC", "london": "Europe/London", "New York": "America/New_York", "北京": "Asia/Shanghai", "US/Eastern": "US/Eastern"} {
		if got, ok := ParseZone(text); !ok || got != want {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "Mars/Olympus", "../etc/passwd", "Local", "+08:00"} {
		if got, ok := ParseZone(text); ok {
			t.Errorf("%q is read as %q", text, got)
		}
	}
	for _, zone := range Zones() {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
	}
}
