package commands_test

import (
	"regexp"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

// TestSources checks that every number in a reply has its source below, and that the first one shown is the first.
func TestSources(t *testing.T) {
	s := testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil)
	cited, source := regexp.MustCompile(` \[(\d)\]`), regexp.MustCompile(`(?m)^\[(\d)\] `)
	seen := 0
	for _, question := range []string{
		"What did Lutnick say?", "Who is travelling to London?", "Why did Suzuki stop production?", "What about rare earths?",
		"What do the Americans want from China?", "Which tariff on soybeans was agreed?", "Who said “deal of the century”?", "中美会谈什么时候举行？",
		"What was agreed on magnets, chips and students?", "When did Trump and Xi speak, and when were the talks?",
	} {
		text := said(use(t, s, commands.English, "ask", commands.Options{"question": question}))
		sources := map[string]bool{}
		for i, m := range source.FindAllStringSubmatch(text, -1) {
			if i == 0 && m[1] != "1" {
				t.Errorf("%s: the first source is [%s]", question, m[1])
			}
			sources[m[1]] = true
		}
		for _, m := range cited.FindAllStringSubmatch(text, -1) {
			seen++
			if !sources[m[1]] {
				t.Errorf("%s: [%s] has no source in\n%s", question, m[1], text)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d numbers were seen", seen)
	}
}
