package answer

import "testing"

// TestVerdicts checks what keeps a sentence with most of a question from being an answer.
func TestVerdicts(t *testing.T) {
	const text = "The red boat sank near London on 9 June because a storm came. Nobody was hurt."
	for question, want := range map[string]Verdict{
		"When did the red boat sink?":                  Answered,
		"Why did the red boat sink near London?":       Answered,
		"Should the red boat sink near London?":        Related, // an opinion
		"Why should I buy the red boat near London?":   Related,
		"How many people sank near London on the boat": Related, // no number of people
		"Which red boat did not sink near London?":     Related, // the sentence affirms
		"Which red boat zgrblx qwmpt?":                 Related, // a word that no article has
		"Who invented the telephone?":                  None,
	} {
		c := found(question, text)
		for i := range c.terms.list {
			if c.articles[0].all.has(i) {
				c.terms.list[i].frequency = 1
			}
		}
		p := Passage{Article: c.articles[0].article, End: 2, matches: c.articles[0]}
		if got := judge(c, scoreSentences(c, []Passage{p}, Fitted().Sentence), Fitted().Verdict); got != want {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
	if judge(found("boat", text), nil, Fitted().Verdict) != None {
		t.Error("no sentence answers")
	}
}

// TestSubjectFeatures checks what a sentence says that the title of its article does not, and how.
func TestSubjectFeatures(t *testing.T) {
	c := found("When was the battle of Rocroi decided, and is it a religion?", "# Battle of Rocroi\n\nIt was decided on 19 May. The religious war went on.")
	p := Passage{Article: c.articles[0].article, End: 2, matches: c.articles[0]}
	first, second := newSentenceView(c, p, 0, 0), newSentenceView(c, p, 1, 0)
	if first.rest(first.found) <= 0 || second.rest(second.found) != 0 {
		t.Errorf("rest %f, %f", first.rest(first.found), second.rest(second.found))
	}
	if first.akin() != 0 || second.akin() <= 0 {
		t.Errorf("akin %f, %f", first.akin(), second.akin())
	}
	if first.closeness() <= 0 || second.closeness() != 0 {
		t.Errorf("close %f, %f", first.closeness(), second.closeness())
	}
	if first.local() <= second.local() {
		t.Errorf("local %f, %f", first.local(), second.local())
	}
	zh := found("公司何时创立？", "# 公司\n\n它在1998年成立。")
	v := newSentenceView(zh, Passage{Article: zh.articles[0].article, End: 1, matches: zh.articles[0]}, 0, 0)
	if got := v.characters(); got != 0.5 {
		t.Errorf("characters %f: 立 of 创立, the title has 公司", got)
	}
}
