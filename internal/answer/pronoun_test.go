package answer

import (
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/query"
)

func TestName(t *testing.T) {
	a, _ := article.Parse("a.txt", []byte("Talks went on in London. Li Chenggang's team left early. It was late. He said that it went well. Nobody spoke.\n"))
	s := Sentence{Article: &a, N: 3, Text: a.Sentence(3), Marks: []Mark{{0, 2}, {3, 7}}}
	s.resolvePronoun()
	if s.Text != "He [Li Chenggang] said that it went well." || s.Marks[0] != (Mark{0, 2}) || s.Text[s.Marks[1].Start:s.Marks[1].End] != "said" {
		t.Errorf("%q %v", s.Text, s.Marks)
	}
	for _, n := range []int{0, 2, 4} {
		s := Sentence{Article: &a, N: n, Text: a.Sentence(n)}
		if s.resolvePronoun(); s.Text != a.Sentence(n) {
			t.Errorf("%q", s.Text)
		}
	}
}

// TestExplaining checks that the sentence before a pronoun is shown if it says who of the question that is, and not otherwise.
func TestExplaining(t *testing.T) {
	e := engine(t, folder(t, map[string]string{
		"a.md": "# A museum\n\nOslo was waiting for Ann Lee. She gave 9 million euros for the paintings of the museum.",
		"b.md": "# Bread\n\nBakers raise prices.",
	}))
	for question, want := range map[string]string{
		"How many euros were given for the paintings of the museum?": "She [Ann Lee] gave",
		"How many euros did Ann Lee give for the paintings?":         "Oslo was waiting",
	} {
		a, err := e.Ask(t.Context(), must(query.Parse(question, asked)))
		if err != nil || len(a.Sentences) == 0 || !strings.HasPrefix(a.Sentences[0].Text, want) {
			t.Errorf("%s: %v %v", question, a.Sentences, err)
		}
	}
}
