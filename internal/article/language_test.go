package article

import (
	"strings"
	"testing"
)

func TestDetectLanguage(t *testing.T) {
	const (
		english = "The minister said on Monday that the harvest had failed in most of the provinces, and that nobody knew why. "
		german  = "Der Minister sagte am Montag, dass die Ernte in den meisten Provinzen ausgefallen sei und niemand wisse, warum das so ist. "
	)
	for _, c := range []struct{ name, text, want string }{
		{"none", "12 345.", "und"},
		{"short", "Guten Morgen, meine Damen und Herren.", "en"},
		{"English", strings.Repeat(english, 3), "en"},
		{"German", strings.Repeat(german, 3), "de"},
		{"German with English in it", strings.Repeat(german, 3) + english + strings.Repeat(german, 3), "de"},
		{"German that says the", strings.Repeat(german, 3) + "The, the, the, the, the, the, the.", "de"},
		{"French", strings.Repeat("Le ministre a déclaré lundi que la récolte avait échoué dans la plupart des provinces du pays. ", 3), "fr"},
		{"Chinese", "部长周一表示，谈判进展顺利。", "zh"},
		{"Chinese with names", "部长周一在 Washington 表示，World Trade Organization 的谈判进展顺利。", "zh"},
		{"Japanese", "大臣は月曜日に、交渉は順調に進んでいると述べた。", "ja"},
		{"Korean", "장관은 월요일 협상이 순조롭게 진행되고 있다고 말했다.", "ko"},
		{"Korean with names", "장관은 Washington 에서 World Trade Organization 협상이 순조롭게 진행되고 있다고 말했다.", "ko"},
		{"Japanese with much kanji", "大臣会見詳細報告書公開、交渉順調進展中、首脳会談開催予定の発表", "zh"},
		{"English with a Chinese word", "A重磅 piece of news.", "en"},
		{"English with Korean names", strings.Repeat(english, 3) + "이재명 대통령", "en"},
		{"long and not plainly English", strings.Repeat("Stagnation point shock detachment distance. ", 10), "en"},
		{"cut within a character", strings.Repeat("é", sampleBytes), "en"},
	} {
		if got := detectLanguage(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNormalLanguage(t *testing.T) {
	for tag, want := range map[string]string{"en": "en", "EN-gb": "en", "zh_TW": "zh", "zho": "zh", "und": "", "": "", "english": "", "x": "", "12": ""} {
		if got := normalLanguage(tag); got != want {
			t.Errorf("normalLanguage(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestClearlyEnglish(t *testing.T) {
	for text, want := range map[string]bool{
		"The minister said that the harvest had failed.":      true,
		"Der Minister sagte, dass die Ernte ausfiel.":         false,
		"De minister was in het land van de boeren, of is at": false,
		"stagnation point shock detachment distance":          false,
		"Le ministre a dit que la récolte avait échoué.":      false,
	} {
		if isClearlyEnglish(text) != want {
			t.Errorf("plainlyEnglish(%q) is %v", text, !want)
		}
	}
}
