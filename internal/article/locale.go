package article

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"lede/internal/lazyregexp"
)

// locale is where a page is published, as far as it states that: it decides which day a stamp in UTC is there, and what
// 06/03/2024 means.
type locale struct {
	order   dayOrder
	offset  time.Duration // of its clocks from UTC in winter
	hasZone bool          // the language or the address has one: "en-US" is what programs write that nobody has set up
}

// dayOrder is how a day is written in three numbers with the year last.
type dayOrder int

const (
	anyOrder dayOrder = iota // unknown
	dayFirst
	monthFirst
)

// minutes are how far the clocks of countries are from UTC in winter; where there are several zones, those of the
// largest cities.
var minutes = offsets(map[int]string{
	-360: "mx cr gt", -300: "us ca co pe ec cu", -180: "br ar uy", 0: "gb uk ie pt", 60: "de at ch li it fr es nl be lu dk no se pl cz sk hu si hr rs ba mk al mt",
	120: "fi ee lv lt gr ro bg ua il za eg", 180: "ru tr sa iq by ke", 210: "ir", 240: "ae ge am", 300: "pk", 330: "in lk", 345: "np", 360: "bd",
	420: "th vn id kh", 480: "cn hk mo tw sg my ph", 540: "jp kr", 600: "au", 720: "nz",
})

func offsets(groups map[int]string) map[string]int {
	out := map[string]int{}
	for offset, countries := range groups {
		for country := range strings.FieldsSeq(countries) {
			out[country] = offset
		}
	}
	return out
}

// homes are the countries of languages that are written in one zone.
var homes = map[string]string{"zh": "cn", "ja": "jp", "ko": "kr", "de": "de", "it": "it", "nl": "nl", "pl": "pl", "ru": "ru", "sv": "se", "da": "dk",
	"no": "no", "nb": "no", "nn": "no", "fi": "fi", "cs": "cz", "sk": "sk", "tr": "tr", "el": "gr", "hu": "hu", "ro": "ro", "bg": "bg", "uk": "ua",
	"he": "il", "hi": "in", "th": "th", "vi": "vn", "id": "id", "fa": "ir", "hr": "hr", "sr": "rs", "sl": "si", "et": "ee", "lt": "lt", "lv": "lv"}

var languageTag = lazyregexp.New(`^([A-Za-z]{2,3})(?:[-_][A-Z][a-z]{3})?(?:[-_]([A-Za-z]{2}))?(?:$|[-_.])`)

// locale returns the locale of a page with an address, from its languages and the ending of its host.
func (s statements) locale(link string) locale {
	language, country := "", ""
	s.each("lang", func(_, tag string) bool {
		if m := languageTag.FindStringSubmatch(strings.TrimSpace(tag)); m != nil {
			language, country = strings.ToLower(m[1]), strings.ToLower(m[2])
		}
		return language != ""
	})
	home := homes[language]
	if u, err := url.Parse(link); err == nil {
		ending := u.Hostname()[strings.LastIndexByte(u.Hostname(), '.')+1:]
		if _, known := minutes[ending]; known {
			country, home = ending, ending
		}
	}
	l := locale{}
	if offset, known := minutes[home]; known {
		l.offset, l.hasZone = time.Duration(offset)*time.Minute, true
	}
	country = cmp.Or(country, home)
	switch {
	case country == "us" || country == "ph":
		l.order = monthFirst
	case country != "" && country != "ca" || language != "" && language != "en":
		l.order = dayFirst
	}
	return l
}
