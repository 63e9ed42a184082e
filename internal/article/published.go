package article

import (
	"net/url"
	"slices"
	"time"

	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

// dayWitness is a place that states a day of publication.
type dayWitness struct {
	stamp
	place  string
	day    time.Time // in the publisher's zone
	unsure bool      // the place states another day as well: those of a list
}

// published returns the day of publication in the publisher's zone and where the page states it; the zero time
// if nowhere. beside are the lines beside the headline.
func (s statements) published(link string, beside []string) (day time.Time, place string) {
	path, where := "", s.locale(link)
	if u, err := url.Parse(link); err == nil {
		path = u.Path
	}
	s.add("beside headline", shownDay(beside, where.order))
	inPath, hasPath := dayInPath(path)
	all := s.dayWitnesses(path, where)
	if len(all) == 0 {
		if hasPath {
			return inPath.day, "link path"
		}
		return time.Time{}, ""
	}
	first := agreed(all, s.onlyTime(where.order))
	if hasPath && !first.isNextDay(inPath.day, where) {
		return inPath.day, "link path"
	}
	return first.day, first.place
}

// dayWitnesses returns what the places state in their order, one of each.
func (s statements) dayWitnesses(path string, where locale) []dayWitness {
	all := s.stamps(where.order)
	var out []dayWitness
	s.each("published", func(p, value string) bool {
		st, ok := stampOf(value, where.order)
		if !ok {
			return false
		}
		day, last := st.localDay(all, where), len(out)-1
		switch {
		case day.Year() < 1900 || p == "beside headline" && contradicts(path, day):
		case last >= 0 && out[last].place == p:
			out[last].unsure = out[last].unsure || !out[last].day.Equal(day)
		default:
			out = append(out, dayWitness{stamp: st, place: p, day: day})
		}
		return false
	})
	return out
}

// onlyTime returns the day of the page's time elements, if they all have one.
func (s statements) onlyTime(order dayOrder) time.Time {
	var only time.Time
	for _, text := range s["time"] {
		st, ok := stampOf(text, order)
		if !ok || !only.IsZero() && !only.Equal(st.day) {
			return time.Time{}
		}
		only = st.day
	}
	return only
}

// agreed returns the first witness that is sure, unless nobody else states its day and two others agree on another one.
// Places below the headline in their order do not count, since many give the day of a change.
func agreed(all []dayWitness, onlyTime time.Time) dayWitness {
	last := slices.Index(places["published"], "beside headline")
	days := map[time.Time]int{onlyTime: 1}
	first := all[0]
	for _, w := range all {
		if first.unsure && !w.unsure {
			first = w
		}
		if !w.unsure && slices.Index(places["published"], w.place) <= last {
			days[w.day]++
		}
	}
	for _, w := range all {
		if days[first.day] < 2 && days[w.day] > 1 {
			return w
		}
	}
	return first
}

// isNextDay reports whether a stamp is of the day after another one, wherever the publisher is: the page had its address
// the evening before.
func (s stamp) isNextDay(day time.Time, where locale) bool {
	if s.instant.IsZero() || s.isUTC() && s.mayBe(day, where) {
		return false
	}
	return s.localDay(nil, where).Sub(day) == 24*time.Hour
}

// stamps returns all days of publication that a page states.
func (s statements) stamps(order dayOrder) []stamp {
	var all []stamp
	s.each("published", func(_, value string) bool {
		if st, ok := stampOf(value, order); ok {
			all = append(all, st)
		}
		return false
	})
	return all
}

var (
	updatedLabel = lazyregexp.New(`(?i)\b(?:updated|modified|edited|revised|last (?:update|change|review|edit)|aktualisiert|geändert|bearbeitet|mis(?:e)? à jour|modifié|actualizad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt|uppdaterad|opdateret|oppdatert)\b|更新|修改|修正|수정|обновлен|изменен`)
	// otherLabel matches what names a day that is of somebody or something else than the article.
	otherLabel = lazyregexp.New(`(?i)\b(?:joined|member since|registered|registriert|beigetreten|mitglied seit|inscrit|born|geboren|died|founded|expires|deadline|copyright|released)\b|农历|農曆|出生|生于|逝世|注册|成立`)
)

// maxStampRest is how much a line beside the headline has besides its days, in bytes, if they are the article's: a time, a
// name, an outlet, a label.
const maxStampRest = 80

// shownDay returns the part of a line beside the headline that names a day, not one of an update or of somebody.
func shownDay(beside []string, order dayOrder) string {
	for _, line := range beside {
		line = commonYears(line)
		if otherLabel.MatchString(line) {
			continue
		}
		last, days := 0, daysIn(line)
		if len(days) == 0 || len(line)-len(days)*(days[0][1]-days[0][0]) > maxStampRest {
			continue // a sentence
		}
		if endsLikeProse(line) && isProse(line, 0) && !publishedWord.MatchString(line) && !bylineLabel.MatchString(line) {
			continue
		}
		for _, at := range days {
			if !updatedLabel.MatchString(line[last:at[0]]) {
				if text := line[at[0]:at[1]]; isDay(text, order) {
					return text
				}
			}
			last = at[1]
		}
	}
	return ""
}

func isDay(text string, order dayOrder) bool {
	_, ok := dayIn(text, order)
	return ok
}

// What is behind the first day of a span, and before its last one.
var (
	spanAfter  = lazyregexp.New(`^\s?[-–~]\s?[0-9]{1,2}(?:[^0-9:]|$)`)
	spanBefore = lazyregexp.New(`[0-9]{1,2}\.?(?:\s?\pL+\.?)?(?:[0-9.]*)\s?[-–~]\s?$`)
)

// daysIn returns the byte ranges of the days with a year in a line, in order.
func daysIn(line string) [][2]int {
	var out [][2]int
	for _, m := range dates.Find(line) {
		if m.Day && m.Year && m.First.Equal(m.Last) {
			out = append(out, [2]int{m.Start, m.End})
		}
	}
	for _, u := range dates.FindUnclear(line) {
		out = append(out, [2]int{u.Start, u.End})
	}
	for _, form := range []*lazyregexp.Regexp{localDay, dottedDay} {
		for _, at := range form.FindAllStringIndex(line, -1) {
			out = append(out, [2]int{at[0], at[1]})
		}
	}
	out = slices.DeleteFunc(out, func(at [2]int) bool {
		return spanAfter.MatchString(line[at[1]:]) || spanBefore.MatchString(line[:at[0]])
	})
	slices.SortStableFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	end := 0
	return slices.DeleteFunc(out, func(at [2]int) bool {
		overlaps := at[0] < end
		end = max(end, at[1])
		return overlaps
	})
}
