package lexicon

import (
	"slices"
	"strings"
	"testing"
)

// TestTranslations checks that each word finds the other, in either script.
func TestTranslations(t *testing.T) {
	for _, c := range []struct{ chinese, english, stems string }{
		{"限制", "restriction", "restrict"}, {"伦敦", "London", "london"}, {"倫敦", "London", "london"}, {"稀土", "rare earth", "rare earth"},
		{"关税", "tariff", "tariff"}, {"特朗普", "Trump", "trump"}, {"习近平", "Xi", ""}, {"上海", "Shanghai", "shanghai"},
	} {
		if got := English(c.chinese); !slices.Contains(got, c.english) {
			t.Errorf("%s: %q, want %q among them", c.chinese, got, c.english)
		}
		if got := Chinese(c.stems); c.stems != "" && c.chinese != "倫敦" && !slices.Contains(got, c.chinese) {
			t.Errorf("%s: %q, want %s among them", c.stems, got, c.chinese)
		}
	}
	if got := append(English("xyzzy"), Chinese("xyzzy")...); got != nil {
		t.Errorf("xyzzy: %q", got)
	}
	if got := Longer("莱茵"); !slices.Contains(got, "Rhine") {
		t.Errorf("longer words than 莱茵: %q", got)
	}
}

// TestParts checks how unknown words are split, and how characters are read.
func TestParts(t *testing.T) {
	for word, want := range map[string]string{"女总统": "女 总统", "": "", "葡萄牙芯片": "葡萄牙 芯片", "ab": ""} {
		if got := strings.Join(Parts(word), " "); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	for word, want := range map[string]string{"何立峰": "he li feng", "貝森特": "bei sen te", "a": ""} {
		if got := strings.Join(Pinyin(word), " "); got != want {
			t.Errorf("%s is read %q, want %q", word, got, want)
		}
	}
}
