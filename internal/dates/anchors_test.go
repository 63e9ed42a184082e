package dates

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestAnchors checks that a text that a form matches has the form's anchors, in texts of words that the forms have.
func TestAnchors(t *testing.T) {
	words := strings.Split(`the day before yesterday|TOMORROW|tonight|on Friday|the 13th.|, the third|Monday|the first|last|Next |week|month|of|May 2025|`+
		`on the 9th |the 13th of next month|the second Monday of |Monday, next week|last week, on |of this month|two|3 days |ago|later|from now|in 4 weeks,|since|ſunday|laſt |‘the—9th|前天|今晚|上周三|本月5日|去年12月|，9日，|三天前|Friday's|Kate|last night|on Wed.|on Thurs,|the weekend|next weekend|the first half of 2024|second quarter of|last year|昨（10）日|上周末|本周|去年下半年|一季度`, "|")
	random := rand.New(rand.NewPCG(1, 2))
	matched := map[int]bool{}
	for range 4000 {
		var text strings.Builder
		for range 4 {
			text.WriteString(words[random.IntN(len(words))] + " "[random.IntN(2):])
		}
		has := anchorsIn(text.String())
		for i, form := range relativeForms {
			if !form.MatchString(text.String()) {
				continue
			}
			matched[i] = true
			if form.needs&^has != 0 {
				t.Fatalf("%q: %s matches, and the text lacks its anchors", text.String(), form)
			}
		}
	}
	for i, form := range relativeForms {
		if !matched[i] {
			t.Errorf("no text matches %s", form)
		}
	}
}
