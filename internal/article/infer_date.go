package article

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

// Words that mark a day as past or future, in small letters only, as "May" and "Will" are also names. noTense are words
// that contain one of the marks but say nothing about time.
const (
	noTense = `将军|將軍|将近|將近|将领|将士|虚拟|模拟|拟人|了解|为了|小说|传说|名称|说明|\b(?:hundred|indeed)\b`
	future  = `will|would|shall|may|might|can|could|should|is to|are to|to be|expected to|(?:un)?scheduled|plans? to|planned|` +
		`due to (?:meet|begin|start|open|take|visit|travel|arrive|speak|hold|vote|end)|set to|slated|going to|upcoming|` +
		`takes? effect|comes? into force|begins|starts|opens|expires`
	past = `[a-z]*[a-df-z]ed|agreed|guaranteed|says?|said|was|were|had|has|have|began|took|came|met|held|told|wrote|gave|made|` +
		`went|rose|fell|spoke|won|lost|saw|quit|hit|cut|shot|sold|bought|paid|sent|led|found|heard|stood|kept|left|became|grew|` +
		`drew|flew|drove|broke|chose|fought|brought|thought|felt|built|struck|swore|threw|ran|sank|sat|got|did|knew|put|showed|shown`
	futureHan = `将|將|定于|定於|预定|預定|预计|預計|计划|計劃|拟|擬|截止日期|期限|有望|明天|明日`
	pastHan   = `了|已|曾|表示|宣布|宣佈|报道|報道|報导|报导|举行|舉行|签署|簽署|发布|發佈|介绍|称|稱|说|說|抵达|抵達|召开|召開`
)

var (
	// tense has two groups for marks of the future, and two for those of the past.
	tense          = lazyregexp.New(noTense + `|\b(?:(` + future + `)|(` + past + `))\b|(` + futureHan + `)|(` + pastHan + `)`)
	deadlineBefore = lazyregexp.New(`(?i)\b(?:by|until|till|before|no later than|next|due|due (?:on|by)|deadline (?:is|of))\s+(?:at\s+(?:least|the\s+latest)\s+)?(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*\(?)?$`)
	asOfBefore     = lazyregexp.New(`(?i)\b(?:as of|(?:updated|published|posted)(?: on| at)?:?)\s+$|(?:截至|发布于|更新于)\s*$`)
	reportedAfter  = lazyregexp.New(`^(?:电|電|讯|訊)`) // the dateline of an agency
	deadlineAfter  = lazyregexp.New(`^\s*(?:之前|以前)`)
	weekday        = lazyregexp.New(`(?i)\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:星期|周)([一二三四五六日天])`)
)

// weekdayReach is the greatest distance in bytes between a day and its weekday, as in "Friday (June 6)".
const weekdayReach = 16

// maxYears is how many years a text names at the most if the day of its publication is looked for: each day without a
// year is compared with all of them.
const maxYears = 200

// maxDated is how many days with a year such a text has at the most: others are chronicles and tables.
const maxDated = 5000

// inferDate returns the latest day that the text reports as past. A day without a year gets it from the other dates of
// the text. It returns the zero time, false if there is no such day. Months and years are not days.
//
// A day after "by" and the like is future ("by June 9"), one after "as of" is past. Otherwise the nearest tense mark
// before the day in its sentence decides, then the nearest one after it. Without a mark, a day in a Chinese sentence
// counts as past, since Chinese verbs have no tense; in other languages it does not count. In a web page, which states its day
// elsewhere if at all, only a day after "as of" or "published on" counts: of others 5 of 18 were right.
func (d *draft) inferDate() (time.Time, bool) {
	var latest time.Time
	all := dates.Find(d.Text)
	years, sure := yearsOf(all)
	dated := datedMentions(all)
	if len(years) == 0 || len(years) > maxYears || len(dated) > maxDated {
		return latest, false
	}
	for i, s := range d.Sentences {
		days := mentionsIn(all, s.End)
		all = all[len(days):]
		days = slices.DeleteFunc(slices.Clone(days), func(m dates.Mention) bool { return !m.Day })
		if len(days) == 0 {
			continue
		}
		text := d.Sentence(i)
		var marks []tenseMark
		for _, m := range days {
			at := m.Start
			m.Start, m.End = m.Start-s.Start, min(m.End-s.Start, len(text))
			day, ok := resolveYear(m, text, at, years, sure)
			if _, named := weekdayOf(text, m); ok && !m.Year && !named && len(dated) > 0 {
				day, ok = m.Near(nearestDated(at, dated).First)
			}
			if !ok || !day.Last.After(latest) || d.isAhead(day.Last) {
				continue
			}
			if marks == nil {
				marks = tenseMarks(text)
			}
			if isPast(text, m, marks) && (!d.isPage || asOfBefore.MatchString(text[max(0, m.Start-3*weekdayReach):m.Start])) {
				latest = day.Last
			}
		}
	}
	return latest, !latest.IsZero()
}

// mentionsIn returns the first mentions of a list up to the end of a sentence.
func mentionsIn(all []dates.Mention, end int) []dates.Mention {
	n := 0
	for n < len(all) && all[n].Start < end {
		n++
	}
	return all[:n]
}

// tenseMark is a word that marks a day as past or future.
type tenseMark struct {
	start, end int
	future     bool
}

// tenseMarks returns the tense marks of a sentence in order.
func tenseMarks(sentence string) []tenseMark {
	var out []tenseMark
	for _, at := range tense.FindAllStringSubmatchIndex(sentence, -1) {
		isFuture, isPast := at[2] >= 0 || at[6] >= 0, at[4] >= 0 || at[8] >= 0
		if isFuture || isPast {
			out = append(out, tenseMark{at[0], at[1], isFuture})
		}
	}
	return out
}

// isPast reports whether a sentence reports a day as past.
func isPast(sentence string, m dates.Mention, marks []tenseMark) bool {
	before, after := sentence[max(0, m.Start-3*weekdayReach):m.Start], sentence[m.End:]
	switch {
	case asOfBefore.MatchString(before), reportedAfter.MatchString(after):
		return true
	case deadlineBefore.MatchString(before), deadlineAfter.MatchString(after[:min(len(after), weekdayReach)]):
		return false
	}
	n := sort.Search(len(marks), func(i int) bool { return marks[i].end > m.Start })
	if n > 0 {
		return !marks[n-1].future
	}
	for _, k := range marks {
		if k.start >= m.End {
			return !k.future
		}
	}
	return strings.ContainsFunc(sentence, isHan) && detectLanguage(sentence) == "zh"
}

// yearsOf returns the years of the days and months in a text, each with the offsets of its dates, and true. If there
// are none, it returns the years that appear alone, and false: those may be any year that the text mentions.
func yearsOf(all []dates.Mention) (years map[int][]int, sure bool) {
	dated, bare := map[int][]int{}, map[int][]int{}
	for _, m := range all {
		switch y := m.First.Year(); {
		case m.Year && (m.Day || m.First.Month() == m.Last.Month()):
			dated[y] = append(dated[y], m.Start)
		case m.Year:
			bare[y] = append(bare[y], m.Start)
		}
	}
	if len(dated) > 0 {
		return dated, true
	}
	return bare, false
}

// resolveYear returns a day with its year: the nearest year of the text in which the day falls on the weekday beside
// it, or else a year before or after one of those. Years that are not sure count only with a weekday.
// It returns false if no year fits.
func resolveYear(m dates.Mention, sentence string, at int, years map[int][]int, sure bool) (dates.Mention, bool) {
	if m.Year {
		return m, true
	}
	named, has := weekdayOf(sentence, m)
	shifts := [][]int{{0}, {-1, 1}}
	if !has || !sure {
		shifts = shifts[:1]
	}
	best, least := dates.Mention{}, -1
	for _, around := range shifts {
		for _, year := range slices.Sorted(maps.Keys(years)) {
			for _, shift := range around {
				day, ok := m.In(year + shift)
				if !ok || has && day.First.Weekday() != named || !has && !sure {
					continue
				}
				if n := nearestOffset(years[year], at); least < 0 || n < least {
					best, least = day, n
				}
			}
		}
		if least >= 0 {
			break
		}
	}
	return best, least >= 0
}

// nearestOffset returns the distance from at to the nearest offset. offsets is sorted and not empty.
func nearestOffset(offsets []int, at int) int {
	i, _ := slices.BinarySearch(offsets, at)
	switch {
	case i == len(offsets):
		return at - offsets[i-1]
	case i == 0:
		return offsets[0] - at
	}
	return min(offsets[i]-at, at-offsets[i-1])
}

// weekdays are the days of the week by what pattern weekday captures.
var weekdays = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tues": time.Tuesday, "wednes": time.Wednesday, "thurs": time.Thursday,
	"fri": time.Friday, "satur": time.Saturday,
	"日": time.Sunday, "天": time.Sunday, "一": time.Monday, "二": time.Tuesday, "三": time.Wednesday, "四": time.Thursday,
	"五": time.Friday, "六": time.Saturday,
}

// weekdayOf returns the weekday nearest to a day, and whether there is one within weekdayReach.
func weekdayOf(sentence string, m dates.Mention) (time.Weekday, bool) {
	from, to := max(0, m.Start-2*weekdayReach), min(len(sentence), m.End+2*weekdayReach)
	day, least := time.Sunday, weekdayReach+1
	for _, at := range weekday.FindAllStringSubmatchIndex(sentence[from:to], -1) {
		distance := max(from+at[0]-m.End, m.Start-from-at[1])
		if distance >= least {
			continue
		}
		least = distance
		name := at[2:4]
		if name[0] < 0 {
			name = at[4:6]
		}
		day = weekdays[strings.ToLower(sentence[from+name[0]:from+name[1]])]
	}
	return day, least <= weekdayReach
}
