package article

import (
	"slices"
	"strings"
	"testing"
	"time"
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
	} {
		joined := strings.ReplaceAll(text, "|", " ")
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

// Each of these once took time that grew with the square of its length, or would in a simpler program.
func TestTimeIsBounded(t *testing.T) {
	for _, c := range []struct{ path, raw string }{
		{"a.txt", strings.Repeat(".", 200_000) + "a"},
		{"a.txt", strings.Repeat("中", 30_000)},
		{"a.txt", strings.Repeat("on June 6, 2025 he said. ", 1500)},
		{"a.txt", strings.Repeat("Short line\n", 6000) + strings.Repeat("This is a long paragraph of prose that has more than twelve words in it, so there.\n", 6000)},
		{"a.md", strings.Repeat(">", 100_000)},
		{"a.md", strings.Repeat("[a](", 25_000)},
		{"a.md", strings.Repeat("1. ", 10_000)},
		{"a.html", strings.Repeat("<b>", 33_000)},
	} {
		start := time.Now()
		a, _ := Parse(c.path, []byte(c.raw))
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s %.10q: %v", c.path, c.raw, took)
		}
		for _, s := range a.Sentences {
			if n := Units(a.Text[s.Start:s.End]); n > 2*maxUnits {
				t.Errorf("%s %.10q: a sentence of %.0f words", c.path, c.raw, n)
			}
		}
	}
}
