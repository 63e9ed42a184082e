package answer

import (
	"strings"
	"testing"

	"lede/internal/query"
)

// TestPlacesIn checks which places of a sentence a question may ask for: those of its kind that it does not name itself.
func TestPlacesIn(t *testing.T) {
	const english, chinese = "They met in Tuscaloosa, Alabama, after U.S. envoys had left Lima for Peru.", "韩国代表在美国加州与中国代表会面"
	for question, want := range map[string]string{
		"Which state hosted the meeting?":           "Alabama",
		"The meeting took place in which US state?": "Alabama",
		"Which country sent envoys?":                "United States, Peru",
		"Which country did Peru invite?":            "United States",
		"In which city did they meet?":              "Tuscaloosa",
		"Where did they meet?":                      "Alabama, Tuscaloosa, United States, Peru",
		"What was the state of the talks?":          "",
		"Which company left the country?":           "",
		"Who met?":                                  "",
		"会面在哪个州举行？":                                 "Alabama",
		"代表来自哪个国家？":                                 "United States, Peru",
	} {
		c := candidates{asks: newAnswerType(must(query.Parse(question, asked)))}
		if got := strings.Join(c.placesIn(english), ", "); got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
	c := candidates{asks: newAnswerType(must(query.Parse("代表来自哪个国家？", asked)))}
	if got := strings.Join(c.placesIn(chinese), ", "); got != "South Korea, United States, China" {
		t.Error(got)
	}
}

// TestPlaceFirst checks that a sentence with a place of the kind asked for comes before one that has more of the question.
func TestPlaceFirst(t *testing.T) {
	e := engine(t, folder(t, map[string]string{
		"a.md": "# The lottery\n\nThe last lottery jackpot was sold in July. The winning ticket of the jackpot was from a shop in Oregon.",
		"b.md": "# A winner\n\nA jackpot ticket was sold this week. Nobody has claimed it.",
		"c.md": "# Bread\n\nBakers raise prices.",
	}))
	a, err := e.Ask(t.Context(), must(query.Parse("The jackpot ticket of the lottery was sold in which state?", asked)))
	if err != nil || len(a.Sentences) == 0 || !strings.Contains(a.Sentences[0].Text, "Oregon") {
		t.Errorf("%v %v", a.Sentences, err)
	}
}
