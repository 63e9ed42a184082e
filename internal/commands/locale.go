package commands

import "strings"

// Locale is a language that replies are written in.
type Locale string

// The locales.
const (
	English Locale = "en"
	Chinese Locale = "zh"    // in simplified characters
	Taiwan  Locale = "zh-TW" // Chinese in traditional characters
)

// LocaleOf returns the locale for a language tag such as Discord's "zh-CN" or "en-GB": traditional characters for Taiwan, Hong
// Kong, Macau and "zh-Hant", simplified ones for every other kind of Chinese, else English.
func LocaleOf(tag string) Locale {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	language, rest, _ := strings.Cut(tag, "-")
	switch {
	case language != "zh":
		return English
	case strings.HasPrefix(rest, "tw") || strings.HasPrefix(rest, "hk") || strings.HasPrefix(rest, "mo") || strings.HasPrefix(rest, "hant"):
		return Taiwan
	}
	return Chinese
}

// IsChinese reports whether replies are in Chinese, in either script.
func (l Locale) IsChinese() bool { return l == Chinese || l == Taiwan }
