package dates

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"lede/internal/analysis"
)

// Parts of the patterns. Go's regexp (RE2) matches in time linear in the text.
const (
	months = `(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|` +
		`aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)`
	monthName = `(?P<name>` + months + `)`
	lastMonth = `(?P<name2>` + months + `)`
	dayNumber = `(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?`
	lastDay   = `(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)?`
	rangeMark = `\s*(?:[-–—]|to|and|through|until)\s*`
	year      = `(?P<year>[12][0-9]{3})`
	hanNumber = `[0-9０-９〇零一二三四五六七八九十]`
)

// pattern is a form of a date.
type pattern struct {
	*regexp.Regexp
	needs content // a text without one of these does not match
}

// content is a set of kinds of characters.
type content int

const (
	digit content = 1 << iota // 0 to 9
	latin                     // letters, including ſ, which folds to s
	han                       // 年 or 月
)

// contentOf returns the kinds of characters in a text.
func contentOf(text string) content {
	var c content
	if strings.ContainsAny(text, "0123456789") {
		c |= digit
	}
	if strings.ContainsFunc(text, isLatin) {
		c |= latin
	}
	if strings.ContainsAny(text, "年月") {
		c |= han
	}
	return c
}

// patterns are the forms of a date, the more specific ones first.
var patterns = []pattern{
	{regexp.MustCompile(`\b(?P<year>[12][0-9]{3})[-/.](?P<month>[01]?[0-9])[-/.](?P<day>[0-3]?[0-9])(?:\b|T)`), digit},
	{regexp.MustCompile(`(?i)\b` + monthName + `\s+` + dayNumber + rangeMark + lastMonth + `\s+` + lastDay + `\b(?:,?\s+` + year + `\b)?`), digit | latin},
	{regexp.MustCompile(`(?i)\b` + monthName + `\s+` + dayNumber + `(?:` + rangeMark + lastDay + `)?\b(?:,?\s+` + year + `\b)?`), digit | latin},
	{regexp.MustCompile(`(?i)\b` + dayNumber + `\s+(?:of\s+)?` + monthName + rangeMark + lastDay + `\s+` + lastMonth + `\b(?:,?\s+` + year + `\b)?`), digit | latin},
	{regexp.MustCompile(`(?i)\b` + dayNumber + `(?:` + rangeMark + lastDay + `)?\s+(?:of\s+)?` + monthName + `(?:\b|\s)(?:,?\s*` + year + `\b)?`), digit | latin},
	{regexp.MustCompile(`(?i)\b` + monthName + `,?\s+(?:of\s+)?` + year + `\b`), digit | latin},
	{regexp.MustCompile(`\b(?P<a>[0-3]?[0-9])[/.](?P<b>[0-3]?[0-9])[/.](?P<year>[12][0-9]{3})\b`), digit},
	{regexp.MustCompile(`\b(?P<year>(?:1[0-9]|20)[0-9]{2})\b`), digit},
	{regexp.MustCompile(`(?:(?P<year>` + hanNumber + `{4})\s*年\s*)?(?P<month>` + hanNumber + `{1,2})\s*月\s*(?P<day>` + hanNumber +
		`{1,3})\s*[日号號]?(?:\s*(?:至|到|-|–|—|~|～)\s*(?:(?P<lastmonth>` + hanNumber + `{1,2})\s*月\s*)?(?P<last>` + hanNumber + `{1,3}))?\s*[日号號]`), han},
	{regexp.MustCompile(`(?P<year>` + hanNumber + `{4})\s*年(?:\s*(?P<month>` + hanNumber + `{1,2})\s*月)?`), han},
	{regexp.MustCompile(`(?P<month>` + hanNumber + `{1,2})\s*月`), han},
	{regexp.MustCompile(`(?i)\b(?:in|since|of|by|until|till|last|this|next|early|late|mid|during|from)[\s-]+` + monthName + `\b`), latin},
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
	has := contentOf(text)
	for _, p := range patterns {
		if p.needs&^has != 0 {
			continue // much cheaper than the pattern
		}
		for _, at := range p.FindAllStringSubmatchIndex(text, -1) {
			if m, ok := mentionAt(p, text, at); ok {
				candidates = append(candidates, m)
			}
		}
	}
	return candidates
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

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
func mentionAt(p pattern, text string, at []int) (Mention, bool) {
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
