package article

import (
	"strconv"
	"strings"
	"time"

	"lede/internal/lazyregexp"
)

// monthNames are the months in languages that package dates does not read: German, French, Spanish, Portuguese, Italian
// and Dutch, as far as they are not written as in another one.
var monthNames = func() map[string]time.Month {
	out := map[string]time.Month{}
	for i, names := range strings.Split("januar jänner janvier enero janeiro gennaio januari|februar février fevrier febrero fevereiro febbraio februari|märz mars marzo março maart|"+
		"april avril abril aprile|mai mayo maio maggio mei|juni juin junio junho giugno|juli juillet julio julho luglio|august août aout agosto augustus|"+
		"september septembre septiembre setembro settembre|oktober octobre octubre outubro ottobre|november novembre noviembre novembro|dezember décembre decembre diciembre dezembro dicembre december", "|") {
		for name := range strings.FieldsSeq(names) {
			out[name] = time.Month(i + 1)
		}
	}
	return out
}()

// localDay is a day as these languages write it: "3. März 2021", "1er juin 2021", "3 de mayo de 2021".
var localDay = lazyregexp.New(`(?i)\b([0-3]?[0-9])(?:\.|er|º)?\s+(?:de\s+)?(\pL{3,10})\.?\s+(?:de\s+|del\s+)?((?:19|20)[0-9]{2})\b`)

// dottedDay is a day with a short year: 31.10.23.
var dottedDay = lazyregexp.New(`\b([0-3]?[0-9])\.([01]?[0-9])\.([0-9]{2})\b`)

// localDayIn returns the first day that a short text names in one of these languages, else the first with dots and a
// short year.
func localDayIn(text string) (time.Time, bool) {
	for _, m := range localDay.FindAllStringSubmatch(text, -1) {
		month, ok := monthNames[strings.ToLower(m[2])]
		if !ok {
			continue
		}
		day, _ := strconv.Atoi(m[1])
		year, _ := strconv.Atoi(m[3])
		if t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC); t.Day() == day {
			return t, true
		}
	}
	if m := dottedDay.FindStringSubmatch(text); m != nil {
		st, ok := dayFrom("20"+m[3], m[2], m[1])
		return st.day, ok
	}
	return time.Time{}, false
}

// minguoDay is a day with a year of the Republic of China in digits, as offices in Taiwan stamp their pages: 113-06-03.
var minguoDay = lazyregexp.New(`(^|[^\d./-])(1[0-3]\d)([-./])(0?[1-9]|1[0-2])([-./])([0-2]?\d|3[01])($|[^\d./-])`)

// commonYears returns a line about an article with the years of its days in the common era.
func commonYears(line string) string {
	return minguoDay.ReplaceAllStringFunc(line, func(day string) string {
		m := minguoDay.FindStringSubmatch(day)
		year, _ := strconv.Atoi(m[2])
		if m[3] != m[5] {
			return day
		}
		return m[1] + strconv.Itoa(1911+year) + "-" + m[4] + "-" + m[6] + m[7]
	})
}
