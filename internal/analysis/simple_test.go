package analysis

import (
	"fmt"
	"testing"

	"github.com/clipperhouse/uax29/v2/words"
)

// TestSimple holds that the short way finds the words that Unicode's segmentation finds.
func TestSimple(t *testing.T) {
	pieces := []string{"a", "Z9", "7", ".", ",", "'", ":", ";", "-", "_", " ", "\n", "\r", "\t", "\"", "(", "$", "é", "伦", "\u200d", "’", "́"}
	n := len(pieces)
	for i := range n * n * n * n {
		text := pieces[i%n] + pieces[i/n%n] + pieces[i/n/n%n] + pieces[i/n/n/n]
		whole := &analyzer{lang: Standard, text: text, shouting: IsAllCaps(text)}
		segments := words.FromString(text)
		for segments.Next() {
			whole.segment(segments.Start(), segments.End())
		}
		whole.flush()
		if got, want := fmt.Sprint(Analyze(Standard, text)), fmt.Sprint(whole.tokens); got != want {
			t.Fatalf("%q: got %s, want %s", text, got, want)
		}
	}
}
