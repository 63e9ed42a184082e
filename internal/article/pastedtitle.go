package article

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameHead finds out which of the remaining lines are the outlet, the title, a name and the deck.
func (d *draft) nameHead(rest []string) {
	rest = d.without(rest, func(line string) bool {
		return isButtonWord(line) || isCount(line) && len(rest) > 1 || !strings.ContainsFunc(line, isWordRune)
	})
	if len(rest) > 1 && isOutlet(rest[0]) && len(strings.Fields(rest[0])) <= 5 {
		d.takeFacts(facts{outlet: rest[0]})
		rest = rest[1:]
	}
	for i, line := range rest {
		f := facts{}
		switch {
		case strings.EqualFold(line, d.Title):
		case i+1 < len(rest) && (isSection(line) || d.Title == "" && isKicker(line, rest[i+1])):
			d.removed = append(d.removed, line)
		case d.Title == "" && !endsInStop(line):
			d.Title = d.withoutOutlet(withoutMarks(line))
		case len(f.pieces(line, true, false)) == 0 && f.kinds > 0 && !f.other && (len(f.authors) > 0 || f.outlet != ""):
			d.takeFacts(f)
		case d.Author == "" && place.MatchString(line) && arePeople(place.ReplaceAllString(line, "")): // "Ann Example in Harrow"
			d.takeFacts(facts{authors: namesOf(line)})
		case isRole(line):
			d.takeFacts(facts{authors: personBefore(line)})
		default:
			d.caption(line)
		}
	}
}

// withoutMarks returns a title without the marks of a heading, and without a pair of brackets around all of it.
func withoutMarks(title string) string {
	if !hashTags.MatchString(title) {
		title = strings.TrimLeft(title, "# ")
	}
	if inner, ok := strings.CutPrefix(title, "【"); ok && strings.Index(inner, "】") == len(inner)-len("】") {
		title = strings.TrimSuffix(inner, "】")
	}
	return title
}

// isKicker reports whether a line above another one is the name of a section or a subject: much shorter, no sentence.
func isKicker(line, next string) bool {
	if isHanText(line) {
		return utf8.RuneCountInString(line) <= 4 && utf8.RuneCountInString(next) >= 8 && !endsInStop(next)
	}
	return len(strings.Fields(line)) <= 2 && len(strings.Fields(next)) >= 4 && !endsInStop(next) && !strings.HasSuffix(line, ":")
}

// maxSectionWords is how many words the name of a section has at the most: "Local News".
const maxSectionWords = 3

// isSection reports whether a line is the name of a section.
func isSection(line string) bool {
	words := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("&/|>·", r) })
	return len(words) > 0 && len(words) <= maxSectionWords && !slices.ContainsFunc(words, func(w string) bool { return !sectionSet[w] })
}

// withoutOutlet parts the name of an outlet from the end of a title, as the titles of pages have it.
func (d *draft) withoutOutlet(title string) string {
	marks := titleMark.FindAllStringIndex(title, -1)
	if len(marks) == 0 {
		return title
	}
	last := marks[len(marks)-1]
	tail := title[last[1]:]
	if !isOutlet(tail) || last[0] < len(tail) {
		return title
	}
	d.Outlet = cmp.Or(d.Outlet, tail)
	return title[:last[0]]
}
