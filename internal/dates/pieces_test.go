package dates

import (
	"reflect"
	"testing"
)

// findUncut finds the dates of a text that is not cut into pieces, with every pattern.
func findUncut(text string) []Mention {
	var candidates []Mention
	for _, p := range patterns {
		for _, at := range p.FindAllStringSubmatchIndex(text, -1) {
			if m, ok := mentionAt(p, text, at); ok {
				candidates = append(candidates, m)
			}
		}
	}
	return settle(text, candidates)
}

func TestPieces(t *testing.T) {
	for _, text := range []string{
		"on Monday, June 9, 2025, to engage (June 6) in May 10toMay 11, 2024 and 3 may–4june 2021",
		"10 jan.Foo 10 jan. Foo x10 jan 2025-06-09Them 2025-06-09T10 in_May in May_ 3rd of May, 2001a",
		"于2025年6月9日至10日在伦敦，6月8日至13日访问。二〇二五年六月九日～十日，6月May 3月",
		"throughSeptember 4 throughoutSeptember 4; May 3 throughSeptember 4, 2020",
		"5 Auguſt 2020 and since ſeptember", "May\u00a03, 2020 \xffMay 3\xff", "in\n\nMay\n\n3,\n\n2020",
	} {
		if got, want := Find(text), findUncut(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q:\n got %v\nwant %v", text, got, want)
		}
	}
}
