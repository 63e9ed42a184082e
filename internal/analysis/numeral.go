package analysis

import (
	"strconv"
	"strings"
)

// counters are characters after a Chinese number: 六月, 十三个, 二〇二五年. Without one, the characters may be part of
// a word (三国, 一般).
const counters = "年月日号天个名家次岁人周点小"

const (
	numerals = "〇一二三四五六七八九"
	powers   = "十百千万亿"
)

var powerValues = []int{10, 100, 1000, 10_000, 100_000_000}

// isNumeral reports whether r can be part of a number in Chinese characters.
func isNumeral(r rune) bool {
	return r == '零' || r == '两' || strings.ContainsRune(numerals, r) || strings.ContainsRune(powers, r)
}

// Numeral reads a number in Chinese characters: 十二, 二百三十, 二〇二五. It returns false for a text that is none
// or too large.
func Numeral(s string) (int, bool) {
	const limit = 1 << 48
	total, part, digit := 0, 0, 0 // part is what comes after the last 万 or 亿
	for _, r := range s {
		if i := strings.IndexRune(powers, r); i >= 0 {
			switch value := powerValues[i/len("十")]; {
			case total > limit/value:
				return 0, false
			case r == '亿':
				total, part = max(total+part+digit, 1)*value, 0
			case r == '万':
				total, part = total+max(part+digit, 1)*value, 0 // 三亿五千万
			default:
				part += max(digit, 1) * value
			}
			digit = 0
		} else {
			d, ok := digitOf(r)
			if !ok {
				return 0, false
			}
			digit = digit*10 + d
		}
		if total+part+digit > limit {
			return 0, false
		}
	}
	return total + part + digit, s != ""
}

func digitOf(r rune) (int, bool) {
	switch r {
	case '零':
		return 0, true
	case '两':
		return 2, true
	}
	i := strings.IndexRune(numerals, r)
	return i / len("一"), i >= 0
}

// number returns the end of the number that begins at the i-th character of the open Han run, and its value in
// digits; "" if there is none.
func (a *analyzer) number(i int) (end int, digits string) {
	end = i
	for end < len(a.han) && isNumeral(a.char(end)) {
		end++
	}
	if end == i || end == len(a.han) || !strings.ContainsRune(counters, simplify(a.char(end))) {
		return i, ""
	}
	n, ok := Numeral(a.text[a.han[i]:a.han[end]])
	if !ok {
		return i, ""
	}
	return end, strconv.Itoa(n)
}
