package commands

import (
	"fmt"
	"strings"
)

// Locale is a language that replies are written in.
type Locale string

// The locales.
const (
	English Locale = "en"
	Chinese Locale = "zh"
)

// LocaleOf returns the locale for a language tag such as Discord's "zh-CN" or "en-GB". Every Chinese gets
// the Chinese texts, every other language the English ones.
func LocaleOf(tag string) Locale {
	if strings.HasPrefix(strings.ToLower(tag), "zh") {
		return Chinese
	}
	return English
}

// Say returns a text in the locale's language. The English text is the key; it may hold verbs as for
// fmt.Sprintf. An English text that the catalog does not know is returned as it is; a test keeps that from
// happening in a release.
func (l Locale) Say(english string, args ...any) string {
	text := english
	if chinese, ok := catalog[english]; ok && l == Chinese {
		text = chinese
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// list joins words as the language does.
func (l Locale) list(words []string) string {
	if l == Chinese {
		return strings.Join(words, "、")
	}
	return strings.Join(words, ", ")
}
