package article

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"lede/internal/lazyregexp"
)

// The lines beside a headline: so many above and below it, each at most so long, in bytes.
const (
	linesAbove    = 3
	linesBelow    = 12
	maxBesideSize = 200
)

var (
	// titleMark parts a title from the name of the site.
	titleMark = lazyregexp.New(`\s+[|\\–—·»›-]\s+|\s*[|｜_]\s*|\s+::\s+`)
	// hanDash is a dash without blanks, which parts a Chinese title from a section or a site.
	hanDash = lazyregexp.New(`[\p{Han}！？”》）]([-–—]{1,2})[\p{Han}A-Za-z0-9]{2,12}$`)
	// siteWords end the names of sections of sites.
	siteWords = lazyregexp.New(`(?:中心|频道|頻道|栏目|专题|門戶|门户|官网|首页)$`)
)

// besideHeadline returns the short lines of a page around its title, those below it first. The first longer line
// below is the text.
func besideHeadline(doc *html.Node, title string) []string {
	var above, below []string
	found := false
	for line := range linesOf(doc) {
		switch {
		case !found && strings.EqualFold(strings.ReplaceAll(line, partMark, ""), title):
			found = true
		case !found:
			above = append(above, line)
		case len(line) > maxBesideSize && len(below) > 0 || len(below) == linesBelow:
			return slices.Concat(below, nearestLines(above))
		case len(line) <= maxBesideSize:
			below = append(below, line)
		}
	}
	if !found {
		return nil
	}
	return slices.Concat(below, nearestLines(above))
}

// nearestLines returns the last short lines, the last one first.
func nearestLines(lines []string) []string {
	var out []string
	for _, line := range slices.Backward(lines[max(0, len(lines)-linesAbove):]) {
		if len(line) <= maxBesideSize {
			out = append(out, line)
		}
	}
	return out
}

// headline returns the page's title and the place that states it. A heading of level 1 that is alone is the
// title if another place states it with something more, such as the name of the site.
func (s statements) headline() (title, place string) {
	place, title = s.first("title")
	if h := s["h1"]; len(h) == 1 && !s.isSite(h[0], title) {
		for _, whole := range append([]string{title}, s["title"]...) {
			if strings.Contains(whole, h[0]) {
				return h[0], "h1"
			}
		}
	}
	return s.withoutSite(title), place
}

// isSite reports whether a heading is what withoutSite removes from a title.
func (s statements) isSite(heading, title string) bool {
	shorter := s.withoutSite(title)
	return shorter != title && !strings.Contains(shorter, heading)
}

// maxSiteParts is how many parts at the end of a title are the site and its sections at the most.
const maxSiteParts = 3

// withoutSite removes the name of the site and of its sections from the end of a title. A colon stays: it is the author's.
func (s statements) withoutSite(title string) string {
	for i := range maxSiteParts {
		shorter := s.withoutLastPart(title, i > 0)
		if shorter == title {
			break
		}
		title = shorter
	}
	return title
}

// withoutLastPart removes the name of the site from the end of a title; with another name of the site behind it already
// removed, also that of a section.
func (s statements) withoutLastPart(title string, removed bool) string {
	marks := titleMark.FindAllStringIndex(title, -1)
	if m := hanDash.FindStringSubmatchIndex(title); m != nil && len(title)-m[3] <= m[2] {
		if tail := title[m[3]:]; isOutlet(tail) || s.namesSite(tail) || siteWords.MatchString(tail) {
			return title[:m[2]]
		}
	}
	if len(marks) == 0 {
		return title
	}
	last := marks[len(marks)-1]
	head, mark, tail := title[:last[0]], title[last[0]:last[1]], title[last[1]:]
	isHeading := slices.ContainsFunc(slices.Concat(s["h1"], s["h2"], s["h3"]), func(h string) bool { return strings.EqualFold(h, head) })
	isSite := (strings.ContainsAny(mark, "|｜_»:") || isHanText(tail) && (isOutlet(tail) || siteWords.MatchString(tail))) && len(tail) < len(head) && (!removed || isSection(tail))
	if isHeading || s.namesSite(tail) || isSite {
		return head
	}
	return title
}

// namesSite reports whether a text is the name of the site, a part of it, or its host without blanks.
func (s statements) namesSite(text string) bool {
	found := false
	visit := func(_, site string) bool {
		site, part := lettersOf(site), lettersOf(text)
		found = len(part) > 3 && (strings.Contains(site, part) || strings.Contains(part, site))
		return found
	}
	if s.each("outlet", visit); found {
		return true
	}
	link, _ := s.link()
	u, err := url.Parse(link)
	return err == nil && len(text) > 3 && strings.Contains(lettersOf(u.Hostname()), lettersOf(text))
}

// lettersOf returns the letters of a text in lower case.
func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
