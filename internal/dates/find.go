package dates

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/internal/analysis"
)

// Parts of the patterns. Go's regexp (RE2) matches in time linear in the text.
const (
	monthName = `(?P<name>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|` +
		`aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)`
	monthName2 = `(?P<name2>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|` +
		`aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)`
	dayNumber = `(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?`
	lastDay   = `(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)?`
	rangeMark = `\s*(?:[-–—]|to|and|through|until)\s*`
	year      = `(?P<year>[12][0-9]{3})`
	hanNumber = `[0-9０-９〇零一二三四五六七八九十]`
)

// Index ranges in patterns: an English month name in 1-5, Arabic digits in 0-7, 年 or 月 in 8-10, a month name without
// a number in 11.
const (
	firstWithMonthName = 1
	endWithMonthName   = 6
	firstHan           = 8
	firstBareMonth     = 11
)

// patterns are the forms of a date, the more specific ones first.
var patterns = []*regexp.Regexp{
	regexp.MustCompile(`\b(?P<year>[12][0-9]{3})[-/.](?P<month>[01]?[0-9])[-/.](?P<day>[0-3]?[0-9])(?:\b|T)`),
	regexp.MustCompile(`(?i)\b` + monthName + `\s+` + dayNumber + rangeMark + monthName2 + `\s+` + lastDay + `\b(?:,?\s+` + year + `\b)?`),
	regexp.MustCompile(`(?i)\b` + monthName + `\s+` + dayNumber + `(?:` + rangeMark + lastDay + `)?\b(?:,?\s+` + year + `\b)?`),
	regexp.MustCompile(`(?i)\b` + dayNumber + `\s+(?:of\s+)?` + monthName + rangeMark + lastDay + `\s+` + monthName2 + `\b(?:,?\s+` + year + `\b)?`),
	regexp.MustCompile(`(?i)\b` + dayNumber + `(?:` + rangeMark + lastDay + `)?\s+(?:of\s+)?` + monthName + `(?:\b|\s)(?:,?\s*` + year + `\b)?`),
	regexp.MustCompile(`(?i)\b` + monthName + `,?\s+(?:of\s+)?` + year + `\b`),
	regexp.MustCompile(`\b(?P<a>[0-3]?[0-9])[/.](?P<b>[0-3]?[0-9])[/.](?P<year>[12][0-9]{3})\b`),
	regexp.MustCompile(`\b(?P<year>(?:1[0-9]|20)[0-9]{2})\b`),
	regexp.MustCompile(`(?:(?P<year>` + hanNumber + `{4})\s*年\s*)?(?P<month>` + hanNumber + `{1,2})\s*月\s*(?P<day>` + hanNumber +
		`{1,3})\s*[日号號]?(?:\s*(?:至|到|-|–|—|~|～)\s*(?:(?P<lastmonth>` + hanNumber + `{1,2})\s*月\s*)?(?P<last>` + hanNumber + `{1,3}))?\s*[日号號]`),
	regexp.MustCompile(`(?P<year>` + hanNumber + `{4})\s*年(?:\s*(?P<month>` + hanNumber + `{1,2})\s*月)?`),
	regexp.MustCompile(`(?P<month>` + hanNumber + `{1,2})\s*月`),
	regexp.MustCompile(`(?i)\b(?:in|since|of|by|until|till|last|this|next|early|late|mid|during|from)[\s-]+` + monthName + `\b`),
}

// Find returns the dates of a text in reading order, or nil if there are none.
// Of overlapping matches it returns the leftmost, then the longest.
func Find(text string) []Mention {
	var candidates []Mention
	for _, at := range pieces(text) {
		for _, m := range candidatesIn(text[at[0]:at[1]]) {
			m.Start, m.End = m.Start+at[0], m.End+at[0]
			candidates = append(candidates, m)
		}
	}
	return withoutOverlaps(candidates)
}

// candidatesIn returns the matches of all patterns in a text; they may overlap.
func candidatesIn(text string) []Mention {
	var candidates []Mention
	digits, han, letters := strings.ContainsAny(text, "0123456789"), strings.ContainsAny(text, "年月"), strings.ContainsFunc(text, isLetter)
	for i, p := range patterns {
		named := i >= firstWithMonthName && i < endWithMonthName || i >= firstBareMonth
		if i < firstHan && !digits || i >= firstHan && i < firstBareMonth && !han || named && !letters {
			continue // it cannot match, and this check is much cheaper than the pattern
		}
		for _, at := range p.FindAllStringSubmatchIndex(text, -1) {
			if m, ok := mentionAt(p, text, at); ok {
				candidates = append(candidates, m)
			}
		}
	}
	return candidates
}

// isLetter reports whether a case-insensitive pattern of ASCII letters can match r. That includes ſ, which folds to s.
func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == 'ſ' }

// withoutOverlaps sorts candidates by their start, longer ones first, and drops each one that overlaps an earlier one.
func withoutOverlaps(candidates []Mention) []Mention {
	slices.SortStableFunc(candidates, func(a, b Mention) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	var found []Mention
	for _, m := range candidates {
		if n := len(found); n == 0 || m.Start >= found[n-1].End {
			found = append(found, m)
		}
	}
	return found
}

// mentionAt converts a match of pattern p, given by its submatch indexes, to a Mention.
// It returns false if the numbers are not a date or are ambiguous.
func mentionAt(p *regexp.Regexp, text string, at []int) (Mention, bool) {
	group := func(name string) string {
		i := p.SubexpIndex(name)
		if i < 0 || at[2*i] < 0 {
			return ""
		}
		return text[at[2*i]:at[2*i+1]]
	}
	f := fields{year: number(group("year")), month: number(group("month")), day: number(group("day")),
		lastDay: number(group("last")), lastMonth: time.Month(number(group("lastmonth")))}
	if name := group("name"); name != "" {
		f.month = monthOf(name)
	}
	if name := group("name2"); name != "" {
		f.lastMonth = time.Month(monthOf(name))
	}
	if a, b := number(group("a")), number(group("b")); a > 0 && b > 0 {
		if a <= 12 && b <= 12 && a != b {
			return Mention{}, false // 06/09 is June 9 in the US and September 6 in Europe
		}
		f.month, f.day = min(a, b), max(a, b)
	}
	if group("month") != "" && f.month == 0 || group("day") != "" && f.day == 0 {
		return Mention{}, false
	}
	m, ok := f.mention()
	m.Start, m.End = trim(text, at[0], at[1])
	if f.year == 0 && f.day == 0 && group("name") != "" {
		m.Start = at[2*p.SubexpIndex("name")] // without the preposition
	}
	return m, ok
}

// trim returns the match without white space at its ends.
func trim(text string, start, end int) (int, int) {
	s := text[start:end]
	end -= len(s) - len(strings.TrimRight(s, " \t\n"))
	start += len(s) - len(strings.TrimLeft(s, " \t\n"))
	return start, end
}

func monthOf(name string) int {
	const months = "janfebmaraprmayjunjulaugsepoctnovdec"
	return strings.Index(months, strings.ToLower(name[:3]))/3 + 1
}

// number parses Arabic and Chinese numerals: "12", "十二", "二十", "二〇二五". It returns 0 for "".
func number(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n, _ := analysis.Numeral(hanDigits.Replace(s))
	return n
}

// hanDigits replaces Arabic digits with Chinese ones, so that a number may mix the two.
var hanDigits = strings.NewReplacer("0", "〇", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九",
	"０", "〇", "１", "一", "２", "二", "３", "三", "４", "四", "５", "五", "６", "六", "７", "七", "８", "八", "９", "九")
