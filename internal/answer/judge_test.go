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

// TestContradictions checks which questions a sentence contradicts.
func TestContradictions(t *testing.T) {
	const text = "The first small boat of 12 sailors sank in London before the storm of 9 June 2025."
	for question, want := range map[string]bool{
		"Which boat sank in London on 9 June?":     false,
		"Which boat sank on 9 July?":               true,
		"Which boat sank in June 2024?":            true,
		"Which boat sank before 2026?":             false, // not on that day
		"Did 12 sailors sink?":                     false,
		"Did 14 sailors sink?":                     true,
		"Which boat sank after the storm?":         true,
		"Which boat sank before or after it?":      false,
		"Which was the second boat?":               true,
		"Which boat sank in Paris?":                true,
		"Which boat is a non-small boat?":          true,
		"What did they say about Paris?":           true,
		"What did they say about London?":          false,
		"Which small boat sank in the first week?": false,
	} {
		if v := verdictOf(t, question, text); v.isContradicted() != want {
			t.Errorf("%s: contradicted %v", question, !want)
		}
	}
	for question, want := range map[string]bool{
		"Who asked China to leave?": true, "Who asked for a call?": true, "Who asked India to leave?": false, "Who asked for help?": false,
		"Who left India?": false,
	} {
		if v := verdictOf(t, question, "Xi asked the United States and India to leave and asked for help."); v.hasOtherObject() != want {
			t.Errorf("%s: another object %v", question, !want)
		}
	}
	if v := verdictOf(t, "谁第二次访问？", "首次访问在6月，王明第一次去。"); !v.isContradicted() {
		t.Error("第二次 over 第一次")
	}
}

// TestLacks checks that a sentence without what the question asks for is found.
func TestLacks(t *testing.T) {
	for question, texts := range map[string][2]string{ // one that has it, one that lacks it
		"Why did the red boat sink?":      {"The red boat sank because it burnt.", "The red boat sank."},
		"How did the red boat sink?":      {"The red boat was sunk by a storm.", "The red boat sank."},
		"Where did the red boat sink?":    {"The red boat sank near Dover.", "The red boat sank."},
		"How many people saw the boat?":   {"The boat was seen: three people came.", "On the one hand the boat sank."},
		"Did the boat sink?":              {"Nobody says that the boat will sink.", "The boat was red."},
		"会谈在哪里举行？":                        {"会谈在伦敦举行。", "会谈取得成果。"},
		"When did the boat sink?":         {"The boat sank in 1999.", "The boat sank."},
		"Was the religion of it changed?": {"Religious rules were changing.", "The religion was old."},
	} {
		for i, text := range texts {
			if v := verdictOf(t, question, text); v.lacksAsked() != (i == 1) {
				t.Errorf("%s: %s: lacks %v", question, text, i == 0)
			}
		}
	}
}

// verdictOf returns the view of a verdict on the one sentence of a text.
func verdictOf(t *testing.T, question, text string) *verdictView {
	t.Helper()
	c := found(question, "---\ntitle: News\n---\n"+text)
	best := scoreSentences(c, []Passage{{Article: c.articles[0].article, End: 1, matches: c.articles[0]}}, Fitted().Sentence)
	return newVerdictView(c, best)
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
	for _, c := range []struct {
		question, text string
		want           float64
	}{
		{"When does the pause end?", "The pause runs until 12 August.", 1}, {"When does the pause end?", "The pause went through the house.", 0},
		{"When does the pause begin?", "The pause runs until 12 August.", 0}, {"Where does the pause end?", "It runs until 12 August.", 0},
		{"Where was the vote held?", "It took place in Rome.", 1}, {"暂停何时结束？", "暂停截至8月12日。", 1},
	} {
		if got := verdictOf(t, c.question, c.text).held(); got != c.want {
			t.Errorf("%s: %s: held %v", c.question, c.text, got)
		}
	}
	zh := found("公司何时创立？", "# 公司\n\n它在1998年成立。")
	v := newSentenceView(zh, Passage{Article: zh.articles[0].article, End: 1, matches: zh.articles[0]}, 0, 0)
	if got := v.characters(); got != 0.5 {
		t.Errorf("characters %f: 立 of 创立, the title has 公司", got)
	}
}
