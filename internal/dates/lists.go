package dates

import (
	"strings"
	"unicode/utf8"

	"lede/internal/lazyregexp"
)

// further matches a day that shares its month with the one before: "、10日" behind "6月9日".
var further = lazyregexp.New(`^\s*[、和及与與]\s*(` + hanNumber + `{1,3})\s*[日号號]`)

// withFurther adds the days that are listed behind a Chinese one, and beside an English one.
func withFurther(text string, candidates []Mention) []Mention {
	for i, m := range candidates { // as many as there were
		first, listed := listedBehind(text, m)
		candidates[i] = first
		candidates = append(candidates, listed...)
		candidates = append(candidates, listedBefore(text, m)...)
	}
	for i := 0; i < len(candidates); i++ { // appends to what it goes through
		m := candidates[i]
		at := []int(nil)
		if last, _ := utf8.DecodeLastRuneInString(text[m.Start:m.End]); m.Day && strings.ContainsRune("日号號", last) {
			at = further.FindStringSubmatchIndex(text[m.End:min(len(text), m.End+60)])
		}
		if at == nil {
			continue
		}
		candidates = append(candidates, m.sameMonth(text, m.End+at[2], m.End+at[3], m.End+at[1])...)
	}
	return candidates
}

// sameMonth returns the day of a mention's month whose number is at a place of the text; nil if there is none.
func (m Mention) sameMonth(text string, start, numberEnd, end int) []Mention {
	d := number(text[start:numberEnd])
	next := day(m.Last.Year(), m.Last.Month(), d)
	if !isDay(next, m.Last.Month(), d) {
		return nil
	}
	return []Mention{{Start: start, End: end, First: next, Last: next, Year: m.Year, Day: true}}
}

// Lists of days of one month: "June 14, 21 and 28", "14, 21 and 28 June". Behind the last stands a year or a stop, before
// the first "on" or nothing: else the numbers may count something.
var (
	daysBehind = lazyregexp.New(`^((?:,\s*[0-3]?[0-9](?:st|nd|rd|th)?)+),?\s+(?:and|or|&)\s+([0-3]?[0-9](?:st|nd|rd|th)?)` +
		`(?:,?\s+([12][0-9]{3})\b|[.,;:)”"]|$)`)
	daysBefore = lazyregexp.New(`(?:^|\(|\b[Oo]n\s+)((?:[0-3]?[0-9](?:st|nd|rd|th)?,\s*)+)$`)
	dayNumber  = lazyregexp.New(`[0-9]+`)
	listWord   = lazyregexp.New(`\s(?:and|or|&)\s`)
)

// maxDayList is how long the list of days beside one is at the most, in bytes.
const maxDayList = 60

// listedBehind returns the days that are listed behind one such as "June 14", and that day with the year behind the last.
func listedBehind(text string, m Mention) (first Mention, listed []Mention) {
	if !isDay(m.First, m.Last.Month(), m.Last.Day()) || !m.Day || m.End >= len(text) || text[m.End] != ',' {
		return m, nil
	}
	at := daysBehind.FindStringSubmatchIndex(text[m.End:min(len(text), m.End+maxDayList)])
	if at == nil {
		return m, nil
	}
	if at[6] < 0 {
		return m, m.daysIn(text, m.End, m.End+at[5], m.Last.Day()+1, monthEnd)
	}
	dated, ok := m.In(number(text[m.End+at[6] : m.End+at[7]]))
	if !ok {
		return m, nil
	}
	dated.Year = true
	listed = dated.daysIn(text, m.End, m.End+at[5], m.Last.Day()+1, monthEnd)
	if n := len(listed); n > 0 {
		listed[n-1].End = m.End + at[7]
	}
	return dated, listed
}

// listedBefore returns the days that are listed before a span such as "15 and 16 June".
func listedBefore(text string, m Mention) []Mention {
	if !m.Day || m.First.Equal(m.Last) || !isDigit(text[m.Start]) || !listWord.MatchString(text[m.Start:m.End]) {
		return nil
	}
	from := max(0, m.Start-maxDayList)
	at := daysBefore.FindStringSubmatchIndex(text[from:m.Start])
	if at == nil {
		return nil
	}
	return m.daysIn(text, from+at[2], from+at[3], 1, m.First.Day()-1)
}

// monthEnd is the last day of the longest months.
const monthEnd = 31

// daysIn returns the days of a mention's month whose numbers are in a part of the text, if they rise from one bound to
// the other.
func (m Mention) daysIn(text string, start, end, least, most int) []Mention {
	var out []Mention
	for _, at := range dayNumber.FindAllStringIndex(text[start:end], -1) {
		d := number(text[start+at[0] : start+at[1]])
		if d < least || d > most {
			return nil
		}
		out = append(out, m.sameMonth(text, start+at[0], start+at[1], start+at[1])...)
		least = d + 1
	}
	return out
}
