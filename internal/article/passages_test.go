package article

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestUnits(t *testing.T) {
	for text, want := range map[string]float64{
		"": 0, " \n\t": 0, "one": 1, " one  two\nthree ": 3, "one\u00a0two": 2, "well-known U.S. facts": 3, "café naïve": 2,
		"中": HanUnit, "中文 字": 3 * HanUnit, "中A文": 2 * HanUnit, "A 中 B": 2 + HanUnit, "。": 1, "12 中": 1 + HanUnit,
	} {
		if got := Units(text); got != want {
			t.Errorf("Units(%q) = %v, want %v", text, got, want)
		}
	}
}

// words returns a sentence of n words.
func words(n int) string { return "The" + strings.Repeat(" word", n-1) + "." }

func TestCut(t *testing.T) {
	for _, c := range []struct {
		name       string
		paragraphs [][]int // words of their sentences
		want       string  // words of the passages
	}{
		{"none", nil, "[]"},
		{"short", [][]int{{20}, {30}}, "[50]"},
		{"a paragraph of 80 words", [][]int{{40, 40}, {40, 40}}, "[80 80]"},
		{"a paragraph of 79 words goes on", [][]int{{40, 39}, {40, 40}, {80}}, "[159 80]"},
		{"up to 200 words", [][]int{{50, 50, 50, 50, 90}}, "[200 90]"},
		{"not 201", [][]int{{50, 50, 50, 51, 90}}, "[150 141]"},
		{"a long sentence stands alone", [][]int{{100, 250, 100}}, "[100 250 100]"},
		{"a short rest joins the last", [][]int{{90}, {90}, {20}}, "[90 110]"},
		{"a short rest joins up to 200", [][]int{{190}, {10}}, "[200]"},
		{"a long last shares with the rest", [][]int{{40, 40, 40, 40, 40}, {30}}, "[120 110]"},
		{"a short start shares with the next", [][]int{{10, 195}, {90}}, "[10 195 90]"},
	} {
		var lines []string
		for _, p := range c.paragraphs {
			var sentences []string
			for _, n := range p {
				sentences = append(sentences, words(n))
			}
			lines = append(lines, strings.Join(sentences, " "))
		}
		a, _ := Parse("a.md", []byte(strings.Join(lines, "\n\n")))
		var got []int
		for _, p := range a.Cut() {
			got = append(got, int(Units(a.Range(p.First, p.End))))
		}
		if fmt.Sprint(got) != c.want || a.Passages != len(got) {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func TestRange(t *testing.T) {
	a, _ := Parse("a.txt", []byte("One. Two.\n\nThree."))
	if got := []string{a.Range(0, 3), a.Range(1, 2), a.Range(1, 1), a.Range(2, 1)}; !slices.Equal(got, []string{"One. Two.\n\nThree.", "Two.", "", ""}) {
		t.Errorf("%q", got)
	}
}
