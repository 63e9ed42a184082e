package dates

import (
	"lede/internal/lazyregexp"
)

// solarEras are the names of reigns and of the Republic whose months are of our calendar. lunarEras are reigns of which only the
// year is; 干隆 is how 乾隆 is simplified.
const (
	solarEras = `民國|民国|明治|大正|昭和|平成|令和`
	lunarEras = `洪武|永樂|永乐|嘉靖|萬曆|万历|崇禎|崇祯|順治|顺治|康熙|雍正|乾隆|干隆|嘉慶|嘉庆|道光|咸豐|咸丰|同治|光緒|光绪|宣統|宣统`
	eraYear   = `(?P<eyear>元|(?:` + hanNumber + `|百){1,6})`
)

// eras are the years before the first of a reign or a republic.
var eras = map[string]int{"民國": 1911, "民国": 1911, "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
	"洪武": 1367, "永樂": 1402, "永乐": 1402, "嘉靖": 1521, "萬曆": 1572, "万历": 1572, "崇禎": 1627, "崇祯": 1627, "順治": 1643, "顺治": 1643,
	"康熙": 1661, "雍正": 1722, "乾隆": 1735, "干隆": 1735, "嘉慶": 1795, "嘉庆": 1795, "道光": 1820, "咸豐": 1850, "咸丰": 1850, "同治": 1861,
	"光緒": 1874, "光绪": 1874, "宣統": 1908, "宣统": 1908}

// longPatterns are the forms of decades, of centuries such as "the 1800s", and of the years of old reigns. Find leaves them out:
// a question for a time asks for less.
var longPatterns = []pattern{
	{lazyregexp.New(`\b(?P<decade>(?:1[5-9]|20)[0-9]0)s\b`), digit | latin | tens},
	{lazyregexp.New(`(?:(?P<century>[12]?[0-9]|十?[一二三四五六七八九]|二?十|[上本])(?:世纪|世紀))?(?P<decade>(?:[12][0-9])?[0-9]0|[二三四五六七八九]十)年代`), han | tens},
	{lazyregexp.New(`(?P<era>` + lunarEras + `)` + eraYear + `年`), han},
}

// findLong returns the decades, the centuries and the years of old reigns in a text.
func findLong(text string) []Mention { return candidatesOf(longPatterns, text) }

// year returns the year of a match in the common era, of a decade the first. One of two digits is of 1950 to 2049.
func (g groups) year() int {
	if era := g.get("era"); era != "" {
		if n := g.get("eyear"); n != "元" {
			return eras[era] + number(n)
		}
		return eras[era] + 1
	}
	if decade := g.get("decade"); decade != "" {
		return firstOfDecade(g.get("century"), number(decade))
	}
	if short := g.get("short") + g.get("zero"); short != "" {
		n := number(short)
		if n < 50 {
			n += 100
		}
		return 1900 + n
	}
	return number(g.get("year"))
}

// decade returns the ten years from one on; "the 1800s" are a century, but "the 2000s" are not.
func decade(first int) fields {
	if first%100 == 0 && first < 2000 {
		return fields{year: first, years: 100}
	}
	return fields{year: first, years: 10}
}

// firstOfDecade returns the first year of a decade: of "1990s", 上世纪90年代, 90年代. It returns 0 if the century is not clear.
func firstOfDecade(century string, decade int) int {
	switch {
	case decade >= 100:
		return decade
	case century == "本":
		return 2000 + decade
	case century == "上", century == "" && decade >= 30:
		return 1900 + decade
	case century == "":
		return 0
	}
	return 100*(number(century)-1) + decade
}
