package analysis

import (
	"strings"
	"testing"
)

func TestExtraTerms(t *testing.T) {
	for text, want := range map[string]string{
		"税收减少":               "税 减", // 收 and 少 are common
		"税":                  "",
		"國稅":                 "国 税",
		"十二个人":               "人",
		"Jean-Luc Ben-Haim":  "jeanluc benhaim",
		"state-of-the-art":   "stateof ofth stateofth theart stateoftheart",
		"COVID‑19, F-16":     "covid19 f16",
		"2025-06-09 and 3-2": "",
		"O’Brien-Smith's":    "obriensmith",
		"use .NET":           "net",
		"a -b and - c":       "",
		"中-b":                "",
	} {
		var got []string
		Words(English, text, func(term string) { got = append(got, term) })
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %q, want %q", text, s, want)
		}
	}
}

// TestMatchExtra shows each match as its text.
func TestMatchExtra(t *testing.T) {
	for _, c := range []struct{ text, terms, want string }{
		{"新税收和盐税", "税", "税 税"},
		{"新税收", "税收 税", "税收 税"},
		{"Jean-Luc Ben-Haim, BenHaim", "benhaim", "Ben-Haim BenHaim"},
		{"Ben-Haim or BenHaim", "ben haim benhaim", "Ben Haim BenHaim"}, // once where the parts are asked for
		{"a well-to-do man", "welltodo", "well-to-do"},
		{"C++ or C# or C", "c", "C"},
		{"C++17 or C#", "c++ c#", "C++ C#"},
		{"the .NET team", "net", "NET"},
		{"the .NET team", ".net", ".NET"},
	} {
		terms := map[string]int{}
		for i, term := range strings.Fields(c.terms) {
			terms[term] = i
		}
		var got []string
		for _, m := range NewMatcher(English, terms).Match(c.text) {
			got = append(got, c.text[m.Start:m.End])
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q in %q: got %q, want %q", c.terms, c.text, s, c.want)
		}
	}
}
