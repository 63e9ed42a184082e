package dates

import (
	"unicode/utf8"

	"lede/internal/lazyregexp"
)

// reach is how many bytes before a date the name of its calendar is looked for.
const reach = 60

var (
	// lunarBefore matches the name of the Chinese lunar calendar or of an old reign before a date, and 闰 before its month.
	lunarBefore = lazyregexp.New(`(?:(?:` + lunarEras + `)` + eraYear + `?年?|(?:农历|農曆|阴历|陰曆|旧历|舊曆|夏历|夏曆)[0-9〇零一二三四五六七八九十年月日甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]*|[闰閏]|公元前)$`)
	// otherAfter matches what follows a lunar month, and a year before our era.
	otherAfter = lazyregexp.New(`^(?:[初廿卅]|\s?(?:BC|BCE|B\.C\.)(?:\W|$))`)
)

// isForeign reports whether a date between two texts is not one of our calendar and era: 农历六月十五日, 三月初一, "1046 BC".
func isForeign(before, after string) bool {
	if after != "" && mayBeOther[after[0]] && otherAfter.MatchString(after[:min(len(after), 8)]) {
		return true
	}
	if before == "" || before[len(before)-1] < utf8.RuneSelf {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before) // a check much faster than the pattern
	return lunarEnds[last] && lunarBefore.MatchString(before[max(0, len(before)-reach):])
}

// lunarEnds are the characters that what lunarBefore matches ends with.
var lunarEnds = runeSet("年元百月日历曆闰閏前" + hanNumbers + "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥" + lunarEras)

func runeSet(list string) map[rune]bool {
	set := map[rune]bool{}
	for _, r := range list {
		set[r] = true
	}
	return set
}

// mayBeOther are the bytes that what otherAfter matches begins with.
var mayBeOther = [256]bool{' ': true, 'B': true, 0xe5: true /* 初 廿 卅 */}
