package copies

import "slices"

// maxDifference is the share of the longer text's words that the other one may lack, which defines a copy.
const maxDifference = 0.1

// maxDistance limits the work for long texts: with more inserted and deleted words than this, which is a tenth of about
// 20,000 words, two texts are different even if less than a tenth differs.
const maxDistance = 4096

// Same reports whether two texts are copies: at most a tenth of the words of the longer one are missing in the other
// one or in another order. Letter case, punctuation and white space are ignored. Texts without words are not copies.
func Same(a, b string) bool {
	long, short := wordsOf(a), wordsOf(b)
	if len(long) < len(short) {
		long, short = short, long
	}
	need := len(long) - int(maxDifference*float64(len(long))) // words that must be common
	if len(short) < need || need == 0 || commonWords(long, short) < need {
		return false
	}
	return withinDistance(long, short, min(maxDistance, len(long)+len(short)-2*need))
}

// commonWords returns how many words two texts have in common in any order, an upper bound for those in the same order.
func commonWords(a, b []uint32) int {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	n, j := 0, 0
	for _, w := range a {
		for j < len(b) && b[j] < w {
			j++
		}
		if j < len(b) && b[j] == w {
			n++
			j++
		}
	}
	return n
}

// withinDistance reports whether b can be made of a with at most so many insertions and deletions of words (Myers, An
// O(ND) difference algorithm and its variations, 1986).
func withinDistance(a, b []uint32, most int) bool {
	reach := make([]int, 2*most+3) // furthest position in a, by diagonal
	at := func(diagonal int) *int { return &reach[diagonal+most+1] }
	for d := range most + 1 {
		for k := -d; k <= d; k += 2 {
			x := 0
			switch {
			case d == 0:
			case k == -d || k != d && *at(k - 1) < *at(k + 1):
				x = *at(k + 1)
			default:
				x = *at(k - 1) + 1
			}
			for x < len(a) && x-k < len(b) && x-k >= 0 && a[x] == b[x-k] {
				x++
			}
			if *at(k) = x; x >= len(a) && x-k >= len(b) {
				return true
			}
		}
	}
	return false
}
