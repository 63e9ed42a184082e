package commands

import "strings"

// Locale is a language that replies are written in.
type Locale string

// The locales.
const (
	English Locale = "en"
	Chinese Locale = "zh"
)

// LocaleOf returns the locale for a language tag such as Discord's "zh-CN" or "en-GB": Chinese for every kind of Chinese,
// else English.
func LocaleOf(tag string) Locale {
	if strings.HasPrefix(strings.ToLower(tag), "zh") {
		return Chinese
	}
	return English
}
