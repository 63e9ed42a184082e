package answer

import (
	"testing"

	"lede/internal/article"
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
