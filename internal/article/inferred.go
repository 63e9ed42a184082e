package article

import (
	"regexp"
	"strings"
	"time"

	"lede/internal/dates"
)

// What tells whether a day is past or to come. The mark nearest before a day decides; if there is none in
// the sentence, the nearest after it.
var (
	tense   = regexp.MustCompile(`(?i)\b(?:` + future + `|` + past + `)\b|` + futureHan + `|` + pastHan)
	ahead   = regexp.MustCompile(`(?i)^(?:` + future + `|` + futureHan + `)$`)
	weekday = regexp.MustCompile(`(?i)\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:星期|周)([一二三四五六日天])`)
)

const (
	future = `will|would|shall|may|can|could|should|is to|are to|to be|expected to|scheduled|plans? to|planned for|due|` +
		`set to|going to|until|by|deadline|upcoming|next`
	past      = `[a-z]{2,}ed|said|says|was|were|had|has|have|began|took|came|met|held|told|wrote|gave|made|went|rose|fell|spoke|won|lost|saw`
	futureHan = `将|將|预计|預計|计划|計劃|即将|即將|拟|擬|截至|之前`
	pastHan   = `了|已|曾|表示|宣布|宣佈|报道|報道|报导|举行|舉行|签署|簽署|发布|發佈|介绍|称|稱|说|說`
)

// nearby is how far from a day, in bytes, its weekday may stand: "Friday (June 6)".
const nearby = 16

// inferDate returns the latest day that the text reports as past, its year taken from the other dates where
// the day itself names none. It returns the zero time, false if there is no such day.
func (d *draft) inferDate() (time.Time, bool) {
	var latest time.Time
	years := yearsOf(d.Text)
	if len(years) == 0 {
		return latest, false
	}
	for i, s := range d.Sentences {
		text := d.Sentence(i)
		for _, m := range dates.Find(text) {
			if !m.Day || !isPast(text, m) {
				continue
			}
			if day, ok := withYear(m, text, s.Start+m.Start, years); ok && day.Last.After(latest) {
				latest = day.Last
			}
		}
	}
	return latest, !latest.IsZero()
}

// dated is a year that the text names, and where.
type dated struct {
	at, year int
}

// yearsOf returns the years that whole dates name; those of months and bare years only if there are none.
func yearsOf(text string) []dated {
	var whole, bare []dated
	for _, m := range dates.Find(text) {
		switch y := (dated{m.Start, m.First.Year()}); {
		case m.Year && m.Day:
			whole = append(whole, y)
		case m.Year:
			bare = append(bare, y)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return bare
}

// isPast reports whether a sentence reports a day as past.
func isPast(sentence string, m dates.Mention) bool {
	before := tense.FindAllString(sentence[:m.Start], -1)
	if n := len(before); n > 0 {
		return !ahead.MatchString(before[n-1])
	}
	after := tense.FindString(sentence[m.End:])
	return after != "" && !ahead.MatchString(after)
}

// withYear gives a day the nearest year of the text in which it falls on the weekday that the text names.
func withYear(m dates.Mention, sentence string, at int, years []dated) (dates.Mention, bool) {
	if m.Year {
		return m, true
	}
	named, has := weekdayOf(sentence, m)
	best, distance := dates.Mention{}, -1
	for _, y := range years {
		day, ok := m.In(y.year)
		if !ok || has && day.First.Weekday() != named {
			continue
		}
		if n := max(at-y.at, y.at-at); distance < 0 || n < distance {
			best, distance = day, n
		}
	}
	return best, distance >= 0
}

// weekdayOf returns the weekday that stands beside a day.
func weekdayOf(sentence string, m dates.Mention) (time.Weekday, bool) {
	for _, at := range weekday.FindAllStringSubmatchIndex(sentence, -1) {
		if at[0]-m.End > nearby || m.Start-at[1] > nearby {
			continue
		}
		if at[2] >= 0 {
			return englishWeekday(sentence[at[2]:at[3]]), true
		}
		return hanWeekday(sentence[at[4]:at[5]]), true
	}
	return 0, false
}

func englishWeekday(stem string) time.Weekday {
	for w := time.Sunday; w <= time.Saturday; w++ {
		if len(stem) >= 3 && strings.EqualFold(w.String()[:3], stem[:3]) {
			return w
		}
	}
	return time.Sunday
}

func hanWeekday(numeral string) time.Weekday {
	for w, n := range []string{"日", "一", "二", "三", "四", "五", "六"} {
		if n == numeral {
			return time.Weekday(w)
		}
	}
	return time.Sunday // 天
}
