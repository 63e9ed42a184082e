package article

import (
	"strings"
	"testing"
)

// A summary and an answer show whole sentences, so a text without sentence marks is split.
func TestLongestSentence(t *testing.T) {
	for _, text := range []string{"word ", "中", "词，", "x"} {
		a, _ := Parse("a.txt", []byte(strings.Repeat(text, 20_000)))
		if len(a.Sentences) < 5 {
			t.Errorf("%q: %d sentences", text, len(a.Sentences))
		}
		for i := range a.Sentences {
			if n := Units(a.Sentence(i)); n > 800 || len([]rune(a.Sentence(i))) > 3001 {
				t.Fatalf("%q: a sentence of %.0f words", text, n)
			}
		}
	}
}
