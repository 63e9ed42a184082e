package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/lazyregexp"
)

// maxAuthors is how many authors of an article are kept.
const maxAuthors = 20

var (
	bylineLabel = lazyregexp.New(`(?i)^(?:(?:written |posted |story |text )?(?:by|von|par|por)\b[\s:]*|(?:author|autor|auteur|text)s?\s*:\s*|(?:文|作者|记者|記者|撰文)\s*[/／:：|｜]\s*)`)
	authorBreak = lazyregexp.New(`\s*[,;|·•/、，；]\s*|\s+(?:and|und|et|y|&|with)\s+|\s+[-–—]\s+`)
	noPerson    = lazyregexp.New(`(?i)https?:|www\.|@|\.(?:com|org|net|de)\b|^(?:admin(?:istrator)?|editor|staff|redaktion|redaction|guest|anonymous|unknown|webmaster|null|undefined|n/?a|updated|published|reviewed)$`)
)

// authorsOf cuts a byline into persons. Labels, days, addresses and names of roles are left out.
func authorsOf(byline string) []string {
	byline = mailName.ReplaceAllString(byline, "$1$2")
	if strings.Contains(byline, "://") || strings.ContainsRune(byline, '@') {
		return nil
	}
	byline = bylineLabel.ReplaceAllString(givenFirst([]string{clean(byline)})[0], "")
	var out []string
	for _, name := range authorBreak.Split(byline, -1) {
		name = strings.Trim(bylineLabel.ReplaceAllString(strings.TrimSpace(name), ""), " .,:()")
		if isAuthor(name) && (len(out) == 0 || !isRole(name)) {
			out = append(out, name)
		}
	}
	return out
}

// mailName is a name beside an address: "ann@x.example (Ann Example)", "Ann Example <ann@x.example>".
var mailName = lazyregexp.New(`^\s*(?:[^\s@()]+@[^\s@()]+ \(([^()@]+)\)|([^<>@]+) <[^\s@<>]+@[^\s@<>]+>)\s*$`)

// familyFirst is a name as libraries write it: "Example, Ann".
var familyFirst = lazyregexp.New(`^((?:\p{Ll}{2,3} ){0,2}\p{Lu}[\pL’'-]+(?: \p{Lu}[\pL’'-]+)?), (\p{Lu}[\pL.’'-]*(?: \p{Lu}[\pL.’'-]*){0,2})$`)

// writtenBy is what a byline begins with that no name does.
var writtenBy = lazyregexp.New(`(?i)^(?:written |posted |story )?by[\s:]+`)

// givenFirst returns names without the labels of bylines, the given name before the family's.
func givenFirst(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		name = writtenBy.ReplaceAllString(name, "")
		m := familyFirst.FindStringSubmatch(name)
		isOnePerson := m != nil && (len(names) > 1 || !strings.Contains(m[1]+m[2], " ")) && !isOutlet(m[1]) && !isOutlet(m[2]) && !isCapitals(m[2])
		if isOnePerson {
			name = m[2] + " " + m[1]
		}
		out[i] = name
	}
	return out
}

// apartNames returns names each by itself where one text has several with semicolons between them.
func apartNames(names []string) []string {
	var out []string
	for _, name := range names {
		for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == ';' || r == '；' }) {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// isAuthor reports whether a text may be the name of a person: letters first of all, few words, no day.
func isAuthor(name string) bool {
	n := utf8.RuneCountInString(name)
	if n < 2 || n > 60 || len(strings.Fields(name)) > 6 || noPerson.MatchString(name) {
		return false
	}
	if strings.ContainsFunc(name, unicode.IsDigit) {
		return false
	}
	return !isDay(name, dayFirst) && strings.ContainsFunc(name, unicode.IsLetter) && !isDayName(name)
}

var dayNames = lazyregexp.New(`(?i)^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|april?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?$`)

func isDayName(name string) bool { return dayNames.MatchString(name) }

// libraryPlaces have one name each, often with the family's first.
var libraryPlaces = map[string]bool{"meta citation_author": true, "meta dc.creator": true, "meta dcterms.creator": true}

// authors returns the authors that a page states, from the first place that names a person, and that place.
func (s statements) authors(outlet string) (names []string, place string) {
	s.each("author", func(p, value string) bool {
		if place != "" && p != place {
			return true
		}
		if libraryPlaces[p] {
			value = givenFirst([]string{value, ""})[0]
		}
		for _, name := range authorsOf(value) {
			if !strings.EqualFold(name, outlet) && !slices.Contains(names, name) && len(names) < maxAuthors {
				names, place = append(names, name), p
			}
		}
		return false
	})
	return names, place
}
