package article

import (
	"strings"
	"testing"

	"lede/internal/testkit/growth"
)

// Files come from anywhere. Each of these texts takes a time that grows with the square of its length in a simpler
// program, or did in this one.
func TestTimeIsBounded(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		n                int // bytes
	}{
		{"sentence marks alone", "a.txt", ".", 50_000},
		{"no sentence mark", "a.txt", "中", 30_000},
		{"dates", "a.txt", "on June 6, 2025 he said. ", 2_000},
		{"captions", "a.txt", "Short\nThis is a long paragraph of prose that has more than twelve words in it, so there.\n", 30_000},
		{"nested quotes", "a.md", ">", 50_000},
		{"nested lists", "a.md", "1. ", 8_000},
		{"links without an end", "a.md", "[a](", 4 * (maxBrackets + 1)},
		{"footnotes", "a.md", "[^1]", 4 * (maxFootnotes + 1)},
		{"headings", "a.md", "# H\n", 8_000},
		{"scripts without an end", "a.md", "a <script> b\n\n<script>\n\n", 10_000},
		{"nested elements", "a.html", "<b>", 10_000},
		{"paragraphs without an end", "a.html", "<p>x", 8_000},
		{"links", "a.html", "<li><a href=x>y</a>", 10_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			growth.Check(t, c.n, func(n int) func() {
				raw := []byte(strings.Repeat(c.text, n/len(c.text)))
				return func() { Parse(c.file, raw) }
			})
		})
	}
}

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
