package dates

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/lazyregexp"
)

// Parts of the patterns. Go's regexp (RE2) matches in time linear in the text.
const (
	months = `(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|` +
		`aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)`
	// namedMonths are months that are no verb: "May this year" is one, "may this year" is none.
	namedMonths = `(?P<name>Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Apr(?:il|\.)|May|June|July|Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|` +
		`Nov(?:ember|\.)|Dec(?:ember|\.))`
	monthName = `(?P<name>` + months + `)`
	lastMonth = `(?P<name2>` + months + `)`
	ordinal   = `(?:twenty|thirty)[-\s](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|` +
		`fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|` +
		`eighteenth|nineteenth|twentieth|thirtieth`
	dayDigits = `(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?`
	lastDay   = `(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)?`
	rangeMark = `\s*(?:[-–—]|to|and|through|until)\s*(?:the\s+)?`
	year      = `(?P<year>[12][0-9]{3})`
	yearAfter = `(?:,?\s+(?:of\s+)?` + year + `\b)?`
	hanNumber = `[` + hanNumbers + `]`
	hanYear   = `(?:(?P<era>` + solarEras + `)\s*` + eraYear + `|(?P<year>` + hanNumber +
		`{4}|[一二两兩]千[零〇]?` + hanNumber + `{1,3}|[一二两兩]千)|(?P<zero>[0０〇零]` + hanNumber + `))\s*年`
	shortYear = `(?P<short>` + hanNumber + `{2})\s*年`
	oldYear   = `(?P<old>[1-9][0-9]{2}|[一二三四五六七八九][〇零一二三四五六七八九]{2})\s*年`
)

const hanNumbers = "0123456789０１２３４５６７８９〇零一二三四五六七八九十"

// pattern is a form of a date.
type pattern struct {
	*lazyregexp.Regexp
	needs content // a text without one of these does not match
}

// content is a set of kinds of characters.
type content int

const (
	digit    content = 1 << iota // 0 to 9
	latin                        // letters, including ſ, which folds to s
	month                        // the start of a month's English name
	han                          // 年 or 月
	hyphen                       // -
	slash                        // /
	tens                         // "0s" or 年代
	yearWord                     // the word "year"
)

// partContent are the kinds that a part of a text shows.
var partContent = []struct {
	part  string
	shows content
}{{"-", hyphen}, {"/", slash}, {"0s", tens}, {"年代", tens}, {"year", yearWord}}

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
	if hasMonth(text) {
		c |= month
	}
	for _, p := range partContent {
		if strings.Contains(text, p.part) {
			c |= p.shows
		}
	}
	return c
}

// hasMonth reports whether a word of a text begins as the English name of a month.
func hasMonth(text string) bool {
	for i := 0; i+3 <= len(text); i++ {
		if i > 0 && 'a' <= text[i-1]|0x20 && text[i-1]|0x20 <= 'z' {
			continue
		}
		switch string([]byte{text[i] | 0x20, text[i+1] | 0x20, text[i+2] | 0x20}) {
		case "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec":
			return true
		}
	}
	return false
}

// patterns are the forms of a date, the more specific ones first.
var patterns = []pattern{
	{lazyregexp.New(`\b(?P<year>[12][0-9]{3})[-/.](?P<month>[01]?[0-9])[-/.](?P<day>[0-3]?[0-9])(?:\b|T)`), digit},
	{lazyregexp.New(`(?i)\b` + monthName + `\s+` + dayDigits + rangeMark + lastMonth + `\s+` + lastDay + `\b` + yearAfter), digit | month},
	{lazyregexp.New(`(?i)\b` + monthName + `(?:\s+(?:the\s+)?|[-/])` + dayDigits + `(?:` + rangeMark + lastDay + `)?\b` + yearAfter), digit | month},
	{lazyregexp.New(`(?i)\b` + monthName + `\s+(?P<the>the\s+)?(?P<dayword>` + ordinal + `)\b` + yearAfter), month},
	{lazyregexp.New(`(?i)\b` + dayDigits + `\s+(?:of\s+)?` + monthName + rangeMark + lastDay + `\s+` + lastMonth + `\b` + yearAfter), digit | month},
	{lazyregexp.New(`(?i)\b` + dayDigits + `\.?(?:` + rangeMark + lastDay + `)?\s+(?:of\s+)?` + monthName + `(?:\b|\s)(?:,?\s*(?:of\s+)?` + year + `\b)?`), digit | month},
	{lazyregexp.New(`(?i)\b(?P<date>` + dayDigits + `-` + monthName + `)(?:[,.;:)]|$|\s+(?:[^0-9\s]|$))`), digit | month | hyphen},
	{lazyregexp.New(`\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince|[Ff]rom|[Bb]efore|[Aa]fter)\s+(?P<date>(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9]))(?:[\s,;:.)]|$)`), digit | latin | slash},
	{lazyregexp.New(`(?i)\b(?P<dayword>` + ordinal + `)\s+of\s+` + monthName + `\b` + yearAfter), month},
	{lazyregexp.New(`(?i)\b(?:` + dayDigits + `[-/]` + monthName + `|` + `(?P<name2>` + months + `)[-/](?P<last>[0-3]?[0-9]))[-/]` + year + `\b`), digit | month},
	{lazyregexp.New(`(?i)\b` + monthName + `,?\s+(?:of\s+)?` + year + `\b`), digit | month},
	{lazyregexp.New(`\b(?P<a>[0-3]?[0-9])[-/.](?P<b>[0-3]?[0-9])[-/.](?P<year>[12][0-9]{3})\b`), digit},
	{lazyregexp.New(`\b(?P<a>[0-3]?[0-9])[-/](?P<b>[0-3]?[0-9])[-/](?P<short>[0-9]{2})\b`), digit},
	{lazyregexp.New(`\b` + year + `\s(?P<month>0[1-9]|1[0-2])[\s/](?P<day>[0-3][0-9])\b`), digit},
	{lazyregexp.New(`(?i)\b` + year + `[-/\s]` + monthName + `[-/\s]` + dayDigits + `\b`), digit | month},
	{lazyregexp.New(`\b(?P<year>(?:1[0-9]|20)[0-9]{2})\b`), digit},
	{lazyregexp.New(`(?:(?:` + hanYear + `|` + oldYear + `|` + shortYear + `)\s*)?(?P<month>` + hanNumber + `{1,2})\s*月\s*(?P<day>` + hanNumber +
		`{1,3})\s*[日号號]?(?:\s*(?:至|到|-|–|—|~|～)\s*(?:(?P<lastmonth>` + hanNumber + `{1,2})\s*月\s*)?(?P<last>` + hanNumber + `{1,3}))?\s*[日号號]`), han},
	{lazyregexp.New(hanYear + `\s*(?P<month>` + hanNumber + `{1,2})\s*月\s*(?P<day>(?P<bare>` + hanNumber + `{1,3}))`), han},
	{lazyregexp.New(hanYear + `(?:\s*(?P<month>` + hanNumber + `{1,2})\s*月)?`), han},
	{lazyregexp.New(`(?:` + oldYear + `\s*)?(?P<month>` + hanNumber + `{1,2})\s*月`), han},
	{lazyregexp.New(`\b` + namedMonths + `,?\s+(?:of\s+)?(?:last|this|next)\s+year\b`), latin | yearWord},
	{lazyregexp.New(`(?i)\b(?:in|since|of|by|until|till|last|this|next|early|late|mid|during|from)[\s-]+` + monthName + `\b`), month},
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
	return settle(text, candidates)
}

// settle returns what is left of the candidates of a text: dates of the common calendar that do not overlap, with those
// that are listed behind them.
func settle(text string, candidates []Mention) []Mention {
	candidates = slices.DeleteFunc(candidates, func(m Mention) bool { return isForeign(text[:m.Start], text[m.End:]) })
	return joined(text, withoutOverlaps(withFurther(text, candidates)))
}

// spanMark is what is between the first and the last day of a span.
var spanMark = lazyregexp.New(`^\s*(?:[-–—~～至到]|to|until|till|through)\s*(?:\pL+day,?\s+)?$`)

// maxSpan is how long a span of two days with years of their own is at the most: longer ones are from one event to another.
const maxSpan = 366 * 24 * time.Hour

// joined makes one span of two days, each with its year, between which a mark of a span stands.
func joined(text string, found []Mention) []Mention {
	out := found[:0]
	for _, m := range found {
		if n := len(out); n > 0 {
			a := &out[n-1]
			length := m.First.Sub(a.First)
			if isOneDay(*a) && isOneDay(m) && length > 0 && length <= maxSpan && m.Start-a.End < 30 && spanMark.MatchString(text[a.End:m.Start]) {
				a.End, a.Last = m.End, m.Last
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

// isOneDay reports whether a mention is one day with its year.
func isOneDay(m Mention) bool { return m.Day && m.Year && m.First.Equal(m.Last) }

// candidatesIn returns the matches of all patterns in a text; they may overlap.
func candidatesIn(text string) []Mention { return candidatesOf(patterns, text) }

// candidatesOf returns the matches of some patterns in a text.
func candidatesOf(patterns []pattern, text string) []Mention {
	var candidates []Mention
	has := contentOf(text)
	for _, p := range patterns {
		if p.needs&^has != 0 {
			continue // much cheaper than the pattern
		}
		candidates = append(candidates, p.mentions(text)...)
	}
	return candidates
}

// mentions returns the dates that a pattern matches in a text.
func (p pattern) mentions(text string) []Mention {
	var out []Mention
	for _, at := range p.FindAllStringSubmatchIndex(text, -1) {
		if m, ok := mentionAt(p, text, at); ok {
			out = append(out, m)
		}
	}
	return out
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// withoutOverlaps sorts candidates by their start, longer ones first, and drops each one that overlaps an earlier one.
func withoutOverlaps(candidates []Mention) []Mention {
	return apart(candidates, func(m Mention) Mention { return m })
}

// apart is withoutOverlaps for whatever has a place.
func apart[T any](candidates []T, place func(T) Mention) []T {
	slices.SortStableFunc(candidates, func(a, b T) int {
		return cmp.Or(place(a).Start-place(b).Start, place(b).End-place(a).End)
	})
	var found []T
	for _, c := range candidates {
		if n := len(found); n == 0 || place(c).Start >= place(found[n-1]).End {
			found = append(found, c)
		}
	}
	return found
}

// groups are the parts of a match by the names in its pattern.
type groups struct {
	pattern
	text string
	at   []int
}

// get returns a part; "" if the pattern does not have it or it did not match.
func (g groups) get(name string) string {
	i := g.SubexpIndex(name)
	if i < 0 || g.at[2*i] < 0 {
		return ""
	}
	return g.text[g.at[2*i]:g.at[2*i+1]]
}

// place returns where the part "date" of a match is; without such a part, where the match is.
func (g groups) place() (start, end int) {
	if i := g.SubexpIndex("date"); i >= 0 {
		return g.at[2*i], g.at[2*i+1]
	}
	return trim(g.text, g.at[0], g.at[1])
}

// span is place without the marks behind the date.
func (g groups) span() (start, end int) {
	start, end = g.place()
	return start, start + len(strings.TrimRight(g.text[start:end], ".,;:)"))
}

// mentionAt converts a match of pattern p, given by its submatch indexes, to a Mention.
// It returns false if the numbers are not a date or are ambiguous.
func mentionAt(p pattern, text string, at []int) (Mention, bool) {
	g := groups{p, text, at}
	f, ok := g.fields()
	if !ok {
		return Mention{}, false
	}
	if g.get("name") != "" && g.get("dayword") != "" && !g.isDay() || !g.isWhole() {
		return Mention{}, false
	}
	m, ok := f.mention()
	m.Start, m.End = g.place()
	if f.year == 0 && f.day == 0 && g.get("name") != "" {
		name := 2 * p.SubexpIndex("name")
		m.Start, m.End = at[name], at[name+1] // without the words beside it
	}
	return m, ok
}

// fields returns the numbers of a match. It returns false if one is no number of a date, or day and month are ambiguous:
// 06/09 is June 9 in the US and September 6 in Europe.
func (g groups) fields() (fields, bool) {
	f := fields{year: g.year(), month: number(g.get("month")), day: number(g.get("day")),
		lastDay: number(g.get("last")), lastMonth: time.Month(number(g.get("lastmonth"))), yearFirst: g.needs&han != 0}
	if old := g.get("old"); old != "" {
		f.year = number(old)
		if minguo := f.year >= 100 && f.year < 150; minguo {
			return f, false // 104年9月11日 is of 2015 in Taiwan
		}
	}
	if g.get("decade") != "" {
		return decade(f.year), f.year > 0
	}
	if word := g.get("dayword"); word != "" {
		f.day = ordinalDay(word)
	}
	if name := g.get("name"); name != "" {
		f.month = monthOf(name)
	}
	if name := g.get("name2"); name != "" {
		f.lastMonth = time.Month(monthOf(name))
	}
	if f.month == 0 && f.lastMonth > 0 { // Jun-9-2025
		f.month, f.day, f.lastMonth, f.lastDay = int(f.lastMonth), f.lastDay, 0, 0
	}
	if a, b := number(g.get("a")), number(g.get("b")); a > 0 && b > 0 {
		f.month, f.day = min(a, b), max(a, b)
		if f.day <= 12 && a != b {
			return f, false // see Unclear
		}
	}
	return f, !(g.get("month") != "" && f.month == 0 || g.get("day") != "" && f.day == 0)
}

// isWhole reports whether a day in three numbers, or a Chinese one without 日, is not part of something longer: of a
// telephone number (01-23-45-67), an amount (8月15万).
func (g groups) isWhole() bool {
	switch {
	case g.get("a") != "":
		start, end := g.place()
		if g.text[start:end] == "24/7" {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(g.text[:start])
		after := g.text[end:]
		return !strings.ContainsRune("-/.", before) && (len(after) < 2 || !strings.ContainsRune("-/", rune(after[0])) || !isDigit(after[1]))
	case g.needs&han != 0 && g.get("short")+g.get("zero") != "":
		before, _ := utf8.DecodeLastRuneInString(g.text[:g.at[0]])
		return !strings.ContainsRune(hanNumbers, before)
	case g.get("bare") != "":
		after, _ := utf8.DecodeRuneInString(g.text[g.at[1]:])
		return !unicode.In(after, unicode.Letter, unicode.Digit)
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isDay reports whether an ordinal beside a month is a day of it: neither of "may first", "May second" and "June
// second-quarter" is.
func (g groups) isDay() bool {
	if strings.HasPrefix(g.text[g.at[1]:], "-") {
		return false
	}
	name := g.get("name")
	return strings.ContainsAny(g.get("dayword"), "- ") || strings.ToLower(name) != "may" && name != "march" || g.get("the") != "" || g.get("year") != "" || !strings.HasPrefix(g.text[g.at[0]:], name)
}

// ordinalDay returns the number of an ordinal from "first" to "thirty-first".
func ordinalDay(word string) int {
	word = strings.ToLower(word)
	tens := 0
	for prefix, n := range map[string]int{"twenty": 20, "thirty": 30} {
		if rest, ok := strings.CutPrefix(word, prefix); ok {
			tens, word = n, strings.TrimLeft(rest, "- \t\n")
		}
	}
	return tens + 1 + slices.Index(strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh
twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth`), word) + map[string]int{"twentieth": 20, "thirtieth": 30}[word]
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
var hanDigits = strings.NewReplacer("兩", "两", "0", "〇", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九",
	"０", "〇", "１", "一", "２", "二", "３", "三", "４", "四", "５", "五", "６", "六", "７", "七", "８", "八", "９", "九")
