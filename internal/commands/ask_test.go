package commands_test

import (
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

// TestSources checks that each sentence of an answer is followed by its source, and each source stands once.
func TestSources(t *testing.T) {
	s := testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil)
	for _, question := range []string{
		"What did Lutnick say?", "Who is travelling to London?", "Why did Suzuki stop production?", "What about rare earths?",
		"What do the Americans want from China?", "Which tariff on soybeans was agreed?", "Who said “deal of the century”?", "中美会谈什么时候举行？",
		"What was agreed on magnets, chips and students?", "When did Trump and Xi speak, and when were the talks?",
	} {
		r := use(t, s, commands.English, "ask", commands.Options{"question": question})
		cited := map[string]int{}
		waiting := "" // the sentence without a source so far
		for _, section := range r.Sections {
			for _, b := range section.Blocks {
				switch {
				case b.Kind == commands.Small && b.Text[0].URL != "":
					cited[b.Text[0].URL]++
					waiting = ""
				case b.Kind == commands.Paragraph:
					waiting += b.Text.String()
				}
			}
		}
		if waiting != "" || len(cited) == 0 {
			t.Errorf("%s: no source behind %q in\n%s", question, waiting, said(r))
		}
		for link, n := range cited {
			if n > 1 {
				t.Errorf("%s: %s is named %d times", question, link, n)
			}
		}
	}
}
