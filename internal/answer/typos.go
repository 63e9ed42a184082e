package answer

import (
	"context"
	"strings"

	"lede/internal/analysis"
	"lede/internal/lexicon"
)

// Bounds of what may be mistyped. A shorter word has too many neighbours; a word of 16 letters has 860, which are looked up
// in some 5 ms (BenchmarkSlips).
const (
	minMistyped = 5  // letters
	maxMistyped = 16 // letters
	maxSlips    = 3  // words of a question
)

// alphabet has the letters that a slip may put into a word.
const alphabet = "abcdefghijklmnopqrstuvwxyz"

// mistyped adds, for each word of the question that neither an article nor the dictionary has, the word of the corpus that
// is one slip away: a letter too many, too few or wrong, or two swapped, which are most errors of spelling (Damerau 1964).
// The first letter is mostly right. Of several words it is the one in the most articles. Names have rules of their own.
func (e *Engine) mistyped(ctx context.Context, out []variant, ts *terms) ([]variant, error) {
	left := maxSlips
	for i := range ts.asked {
		word := ts.list[i].forms[analysis.Standard]
		if left == 0 || !ts.list[i].mayBeMistyped(word) || isSpelled(out, i) {
			continue
		}
		left--
		best, most := "", 0
		for near := range slips(word) {
			n, err := e.frequency(ctx, formsOf(near))
			if err != nil {
				return nil, err
			}
			if n > most || n == most && n > 0 && near < best {
				best, most = near, n
			}
		}
		if most > 0 {
			v := variant{word: best}
			v.of.add(i)
			out = append(out, v)
		}
	}
	return out, nil
}

// mayBeMistyped reports whether a term, given by its word, is no word that anybody knows.
func (t *term) mayBeMistyped(word string) bool {
	return t.frequency == 0 && !t.han && !t.name && len(word) >= minMistyped && len(word) <= maxMistyped &&
		strings.Trim(word, alphabet) == "" && len(lexicon.Chinese(t.forms[analysis.English])) == 0
}

// isSpelled reports whether a term has another spelling already.
func isSpelled(variants []variant, term int) bool {
	for _, v := range variants {
		if v.of.has(term) {
			return true
		}
	}
	return false
}

// slips returns the words one slip away from a word of the letters a to z, with the same first letter.
func slips(word string) map[string]bool {
	out := map[string]bool{}
	for i := 1; i < len(word); i++ {
		out[word[:i]+word[i+1:]] = true
		if i+1 < len(word) {
			out[word[:i]+word[i+1:i+2]+word[i:i+1]+word[i+2:]] = true
		}
		for _, l := range alphabet {
			out[word[:i]+string(l)+word[i+1:]] = true
			out[word[:i]+string(l)+word[i:]] = true
		}
	}
	for _, l := range alphabet {
		out[word+string(l)] = true
	}
	delete(out, word)
	return out
}
