// Package dateparser takes the place of github.com/markusmobius/go-dateparser, by a replace directive in Lede's go.mod. That
// library comes with go-htmldate, which finds the day of a web page, and builds tables of 200 languages before main begins:
// 0.17 s and 95 MB of every start of the program, for a few pages. This package has what go-htmldate uses of it, and reads whole
// days: "3 de junio de 2025", "am 3. Juni 2025", "2025. június 3.", "2025년 6월 3일", "3 | 6 | 2025". English days and days in
// digits without spaces are go-htmldate's own.
package dateparser

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Parser reads days. The types that it is made of change nothing.
type Parser struct{ ParserTypes []ParserType }

// ParserType is a way to read a day.
type ParserType int

// The types that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// Configuration has the fields that go-htmldate sets or reads. Parse uses none of them, since it only reads whole days.
type Configuration struct {
	CurrentTime         time.Time
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// PreferredDateSource is how a day without a year is read.
type PreferredDateSource int

// Past is the one that go-htmldate names.
const Past PreferredDateSource = 1

// Date is a day that was read.
type Date struct{ Time time.Time }

// errNone is returned for a text without a day.
var errNone = errors.New("the text has no day")

// The orders of a day's parts: "3. Juni 2025", "3 de junio de 2025", "Juin 3, 2025", "2025. június 3.", "2025 m. birželio 3 d.".
var (
	dayMonthYear = regexp.MustCompile(`([0-9]{1,2})(?:º|er|\.)?[ .-]*(?:(?:de|di|da) |d['’])?(` + word + `)[ .,-]*(?:(?:de|del|do) )?([0-9]{4})`)
	monthDayYear = regexp.MustCompile(`(` + word + `)[ .]*([0-9]{1,2})[.,]? +([0-9]{4})`)
	yearMonthDay = regexp.MustCompile(`([0-9]{4})(?:\.| m\.|-eko)? *(` + word + `)[ .]*([0-9]{1,2})`)
	spaced       = regexp.MustCompile(`\b([0-9]{1,2}) ?[.|/-] ?([0-9]{1,2}) ?[.|/-] ?([0-9]{4})\b`)
	korean       = regexp.MustCompile(`([0-9]{4}) ?[년年] ?([0-9]{1,2}) ?[월月] ?([0-9]{1,2}) ?[일日]`)
)

const word = `[\pL\pM]{2,15}`

// Parse returns the first day of a text, at midnight UTC; an error without one.
func (*Parser) Parse(_ *Configuration, text string) (Date, error) {
	text = strings.ToLower(text)
	for _, order := range []struct {
		pattern          *regexp.Regexp
		year, month, day int // the groups
	}{{spaced, 3, 2, 1}, {korean, 1, 2, 3}, {dayMonthYear, 3, 2, 1}, {yearMonthDay, 1, 2, 3}, {monthDayYear, 3, 1, 2}} {
		for _, m := range order.pattern.FindAllStringSubmatch(text, -1) {
			if t, ok := day(m[order.year], m[order.month], m[order.day]); ok {
				return Date{t}, nil
			}
		}
	}
	return Date{}, errNone
}

// day returns the day of three parts; the month is a number or a name.
func day(year, month, day string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	m, err := strconv.Atoi(month)
	if err != nil {
		m = monthOf(month)
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, int(t.Month()) == m && t.Day() == d
}
