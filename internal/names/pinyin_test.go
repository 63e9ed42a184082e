package names

import (
	"slices"
	"strings"
	"testing"
)

// TestSoundsOfPinyin checks that the Chinese spelling of a name sounds like the name, and not like another.
func TestSoundsOfPinyin(t *testing.T) {
	for pinyin, name := range map[string]string{
		"te lang pu": "trump", "bei sen te": "bessent", "lu te ni ke": "lutnick", "ge li er": "greer", "xin bao mu": "sheinbaum", "ka er sen": "carlson",
		"man ning": "manning", "yi ke ba le": "iqbal",
	} {
		sounds := SoundsOfPinyin(strings.Fields(pinyin))
		if !slices.Contains(sounds, Sound(name)) {
			t.Errorf("%s: %q, want %s of %s", pinyin, sounds, Sound(name), name)
		}
		if slices.Contains(sounds, Sound("biden")) {
			t.Errorf("%s sounds like biden", pinyin)
		}
	}
}
