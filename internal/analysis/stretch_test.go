package analysis

import (
	"fmt"
	"slices"
	"testing"

	"github.com/clipperhouse/uax29/v2/words"
)

// TestASCII compares the words and extra terms of the fast path with those of Unicode's segmentation.
func TestASCII(t *testing.T) {
	pieces := []string{"a", "Z9", "7", ".", ",", "'", ":", "-", "_", " ", "\t", "(", "é", "伦", "\u200d", "’", "”", "́", "+"}
	n := len(pieces)
	for i := range n * n * n * n {
		text := pieces[i%n] + pieces[i/n%n] + pieces[i/n/n%n] + pieces[i/n/n/n]
		whole := &analyzer{lang: Standard, text: text, allCaps: IsAllCaps(text), extra: true, characters: true, recent: &recent{}}
		segments := words.FromString(text)
		for segments.Next() {
			whole.segment(segments.Start(), segments.End())
		}
		whole.flush()
		var extras, wantExtras []string
		tokens := Words(Standard, text, func(term string) { extras = append(extras, term) })
		for _, e := range whole.extras {
			wantExtras = append(wantExtras, e.Term)
		}
		if got, want := fmt.Sprint(tokens, extras), fmt.Sprint(whole.tokens, wantExtras); got != want {
			t.Fatalf("%q: got %s, want %s", text, got, want)
		}
	}
}

// TestAppendWords checks that the words of a text that begins with characters which need Unicode's tables are added behind others.
func TestAppendWords(t *testing.T) {
	others := Words(English, "three small words", nil)
	if all := AppendWords(slices.Clone(others), English, "naïve people", nil); len(all) != len(others)+2 || !slices.Equal(all[:len(others)], others) {
		t.Errorf("%d words", len(all))
	}
}
