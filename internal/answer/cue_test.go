package answer

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestCueIsItsExpression compares cues with the expressions that they are, over texts of random pieces.
func TestCueIsItsExpression(t *testing.T) {
	pieces := strings.Split("3|12|:30| pm|a.m.|PM|noon|Midnight|monday|Sundays|todays|two| days|-|six| and a half| more |months|a year|an|1,200| hours|centuries|"+
		"during|after |since|since |because|due to|so that|causes|caused|out of|é|ſ|K|_|.|,| | |周一|星期天|今天|3天|九个半月|元年|世纪|以前，|因为|于是", "|")
	random := rand.New(rand.NewPCG(1, 2))
	for name, c := range map[string]*cue{"duration": duration, "clock": clock, "period": period, "reason": reason} {
		english := strings.TrimPrefix(c.english.String(), `(?i)^`)
		whole := regexp.MustCompile(`(?i)\b` + english + `|(?-i:` + c.other.String() + `)`)
		for range 20_000 {
			var text string
			for range 1 + random.IntN(8) {
				text += pieces[random.IntN(len(pieces))]
			}
			if want, got := all(whole, text), c.all(text); !slices.Equal(got, want) {
				t.Fatalf("%s in %q: %v, want %v", name, text, got, want)
			}
		}
	}
}
