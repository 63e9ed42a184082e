package article

import (
	"slices"
	"strings"
	"testing"

	"lede/internal/testkit/growth"
)

func TestSentenceEnds(t *testing.T) {
	for _, text := range []string{
		"“Mr. Smith left,” she said.|“Did he?”",
		"He works at Apple Inc.|The firm is large.",
		"Apple Inc. Chairman Tim Cook spoke.|It rained.",
		"She took vitamin C.|It helped.",
		"George W. Bush spoke.|J. K. Rowling wrote.",
		"See Fig. 3 and e.g. No. 5.|Next.",
		"He left at 5 p.m. on Monday.|The shop closed at 6 p.m. Monday.",
		"Really?!|Yes.",
		"She asked “Why?” and left.|Gone.",
		"It cost 3.5 or .5 units.|Fine.",
		"Stop!|中文在后。|“End?”|中文",
		"Version 2.中文 is out.|Fine.",
		"the end .|of it",
		"He said no. 5 was best.|He said no.|Nobody did.",
		"It was fine.|(So it was.)|Yes.",
		"Is it? yes",
	} {
		joined := strings.ReplaceAll(strings.ReplaceAll(text, "|中", "中"), "|", " ")
		var got []string
		for _, s := range SplitSentences(joined) {
			got = append(got, joined[s[0]:s[1]])
		}
		want := strings.Split(text, "|")
		if !slices.Equal(got, want) {
			t.Errorf("got %q\nwant %q", got, want)
		}
	}
}

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
			if n := Units(a.Sentence(i)); n > 2*maxUnits || len([]rune(a.Sentence(i))) > maxRunes+1 {
				t.Fatalf("%q: a sentence of %.0f words", text, n)
			}
		}
	}
}
