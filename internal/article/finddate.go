package article

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	dps "github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
)

// today is later than any day of publication, so that what is read does not depend on the clock.
var today = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

// findDay returns the day that htmldate finds in a page that states none; the zero time without one. The first of
// a month counts only where the page shows it, since htmldate makes it from a month or a year that stands alone,
// such as that of a copyright. link is the page's address, or "".
func findDay(doc *html.Node, link string) time.Time {
	var found time.Time
	nodes, depths := countNodes(doc)
	ignorePanic(nodes <= maxDateNodes && depths <= maxDepths, func() {
		options := htmldate.Options{UseOriginalDate: true, SkipExtensiveSearch: datedTexts(doc) > maxDatedTexts, URL: link, MaxDate: today, DateParserConfig: &dps.Configuration{CurrentTime: today}}
		if r, err := htmldate.FromDocument(doc, options); err == nil && !r.IsZero() {
			found = dayOf(r.DateTime)
		}
	})
	if found.IsZero() || contradicts(link, found) || found.Day() == 1 && !showsDay(doc, found) {
		return time.Time{}
	}
	return found
}

// maxDatedTexts is how many short texts with digits a page has in which htmldate searches for days in 200 languages,
// at 5 ms a text.
const maxDatedTexts = 200

// datedTexts returns how many texts of a page are as htmldate searches them: of 7 to 51 characters, 4 to 18 of them
// digits.
func datedTexts(n *html.Node) int {
	count := 0
	if n.Type == html.TextNode && len(n.Data) < 1000 {
		text := clean(n.Data)
		digits := strings.Count(strings.Map(digitMark, text), "0")
		if size := utf8.RuneCountInString(text); size > 6 && size < 52 && digits >= 4 && digits <= 18 {
			count++
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		count += datedTexts(c)
	}
	return count
}

// digitMark returns 0 for a digit, and drops any other character.
func digitMark(r rune) rune {
	if unicode.IsDigit(r) {
		return '0'
	}
	return -1
}

// shows reports whether a time element or a line beside the headline has a day.
func (s statements) shows(day time.Time, beside []string) bool {
	return slices.ContainsFunc(slices.Concat(s["time"], beside), func(text string) bool { return hasDay(text, day) })
}

// showsDay reports whether a block of the page has a day.
func showsDay(doc *html.Node, day time.Time) bool {
	for block := range blocksOf(doc) {
		if hasDay(block, day) {
			return true
		}
	}
	return false
}

// hasDay reports whether a text has the number of a day and its year, whatever the language of the month.
func hasDay(text string, day time.Time) bool {
	numbers := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	has := func(n int) bool {
		return slices.ContainsFunc(numbers, func(s string) bool { return strings.TrimLeft(s, "0") == strconv.Itoa(n) })
	}
	return has(day.Year()) && has(day.Day())
}
