package lexicon

import (
	"strings"
	"testing"
)

// TestPlaces checks which countries and states a text names: the longest of names within each other, none inside a word, and
// every spelling under one name.
func TestPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"It began in New York, New Mexico and Mexico.":      "New York:state New Mexico:state Mexico:country",
		"U.S. and America's allies met in South Korea.":     "United States:country United States:country South Korea:country",
		"Georgia is two places.":                            "Georgia:state+country",
		"Malian and Indianapolis are none, nor is a turkey": "",
		"他从巴布亚新几内亚和几内亚到美国加州":                                "Papua New Guinea:country Guinea:country United States:country California:state",
		"Türkiye与土耳其":                                       "Turkey:country Turkey:country",
		"U.":                                                "",
		"中":                                                 "",
	} {
		var got []string
		for _, p := range Places(text) {
			kinds := ""
			for _, k := range p.Kinds {
				kinds += "+" + string(k)
			}
			got = append(got, p.Name+":"+strings.TrimPrefix(kinds, "+"))
			if p.Start >= p.End || p.End > len(text) {
				t.Errorf("%q: %+v", text, p)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, strings.Join(got, " "), want)
		}
	}
}
