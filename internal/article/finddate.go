package article

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	dps "github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"

	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

// today is later than any day of publication, so that what is read does not depend on the clock.
var today = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

// findDay returns the day that htmldate finds in a page that states none; the zero time without one. The first of
// a month counts only where the page shows it, since htmldate makes it from a month or a year that is alone,
// such as that of a copyright. link is the page's address, or "".
func findDay(doc *html.Node, link string, where locale) time.Time {
	var found time.Time
	nodes, depths := countNodes(doc)
	ignorePanic(nodes <= maxDateNodes && depths <= maxDepths, func() {
		options := htmldate.Options{UseOriginalDate: true, URL: link, MaxDate: today, DateParserConfig: &dps.Configuration{CurrentTime: today}}
		if r, err := htmldate.FromDocument(doc, options); err == nil && !r.IsZero() {
			found = reread(r.SrcString, dayOf(r.DateTime), where.order)
		}
	})
	if found.IsZero() || contradicts(link, found) || !agrees(doc, found, where.order) {
		return time.Time{}
	}
	return found
}

// agrees reports whether a day is what the page shows as its own: the first day in its text, or one of the latest year
// there if the day itself is not, and not the first of a month. A day that is in prose alone is one of the events. Of 1,000 pages saved from the web, 24 fail; the day is right on half of those, and on
// nine in ten of others.
func agrees(doc *html.Node, day time.Time, order dayOrder) bool {
	var first time.Time
	shown, alone, named, latest := false, false, false, 0
	for block := range blocksOf(doc) {
		if !strings.ContainsAny(block, "0123456789") || otherLabel.MatchString(block) {
			continue
		}
		for _, at := range daysIn(block) {
			st, ok := dayIn(block[at[0]:at[1]], order)
			if !ok || st.day.IsZero() {
				continue
			}
			if first.IsZero() {
				first = st.day
			}
			if st.day.Equal(day) {
				shown = true
				alone = alone || !isProse(block, 0) || dateline.MatchString(block[:at[0]]) || publishedWord.MatchString(block)
			}
		}
		named = named || hasDay(block, day)
		for _, year := range yearNumber.FindAllString(block, -1) {
			n, _ := strconv.Atoi(year)
			latest = max(latest, n)
		}
	}
	switch {
	case shown:
		return first.Equal(day) && alone
	case named && first.IsZero(): // in another language
		return true
	}
	return (named || day.Day() > 1) && (latest == 0 || latest == day.Year())
}

// dateline matches what is before the day at the start of a text: a place, the kind of the text.
var dateline = lazyregexp.New(`^(?:\p{Lu}[\pL .'’/-]{1,40}[,(|–—-] ?(?:den |le |el )?|(?i:pressemitteilung|press release|media release|communiqué|stand|as of|news release|statement).{0,12})?$`)

// publishedWord is a word of sentences about when an article was published.
var publishedWord = lazyregexp.New(`(?i)\b(?:published|posted|written|released|veröffentlicht|geschrieben|publié|rédigé|publicad[oa]|escrito|pubblicat[oa]|gepubliceerd|opublikowan\w)\b|发布|發布|发表|發表|刊登`)

var yearNumber = lazyregexp.New(`\b(?:19[5-9]|20[0-4])[0-9]\b`)

// reread returns the day that was read in a text. It is another one if that is marked as one of a change and the text has
// a second day, and as the order of numbers of the page has it. The zero time is returned for a day that can be read in
// two ways if the order is unknown, and for one whose year is not in the text.
func reread(text string, day time.Time, order dayOrder) time.Time {
	if len(text) > maxBesideSize {
		return day
	}
	text = spacedDots.ReplaceAllString(text, "$1.$2.$3")
	if at := updatedLabel.FindStringIndex(text); at != nil {
		if st, ok := dayIn(shownDay([]string{text}, order), order); ok && !st.day.IsZero() {
			return st.day
		}
	}
	for _, u := range dates.FindUnclear(text) {
		if day.Equal(u.DayFirst) || day.Equal(u.MonthFirst) {
			st, _ := dayIn(text[u.Start:u.End], order)
			return st.day
		}
	}
	if !strings.Contains(text, strconv.Itoa(day.Year())) && !shortYear.MatchString(text) && !manyDigits.MatchString(text) {
		return time.Time{}
	}
	return day
}

var (
	spacedDots = lazyregexp.New(`\b([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})\b`) // 4. 2. 2022
	shortYear  = lazyregexp.New(`[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2}\b`)
	manyDigits = lazyregexp.New(`[0-9]{6}`)
)

// shows reports whether a time element or a line beside the headline has a day.
func (s statements) shows(day time.Time, beside []string) bool {
	return slices.ContainsFunc(slices.Concat(s["time"], beside), func(text string) bool { return hasDay(text, day) })
}

// hasDay reports whether a text has the number of a day and its year, whatever the language of the month.
func hasDay(text string, day time.Time) bool {
	numbers := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	has := func(n int) bool {
		return slices.ContainsFunc(numbers, func(s string) bool { return strings.TrimLeft(s, "0") == strconv.Itoa(n) })
	}
	return has(day.Year()) && has(day.Day())
}
