package commands

import "testing"

func TestLocaleOf(t *testing.T) {
	for tag, want := range map[string]Locale{"zh-CN": Chinese, "zh-TW": Taiwan, "zh-HK": Taiwan, "zh_Hant_MO": Taiwan, "zh-Hans": Chinese, "zh-SG": Chinese, "zh": Chinese, "en-GB": English, "de": English, "": English} {
		if got := LocaleOf(tag); got != want {
			t.Errorf("LocaleOf(%q) = %s", tag, got)
		}
	}
}
