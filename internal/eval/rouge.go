package eval

import (
	"regexp"
	"strings"
)

var rougeWord = regexp.MustCompile(`[a-z0-9]+|[\x{3040}-\x{30ff}\x{3400}-\x{4dbf}\x{4e00}-\x{9fff}\x{f900}-\x{faff}]`)

// rouge returns the F1 of ROUGE-1, ROUGE-2 and ROUGE-L of a summary against a reference, without stemming.
func rouge(summary, reference string) map[string]float64 {
	s := rougeWord.FindAllString(strings.ToLower(summary), -1)
	r := rougeWord.FindAllString(strings.ToLower(reference), -1)
	return map[string]float64{
		"rouge1": overlap(s, r, 1),
		"rouge2": overlap(s, r, 2),
		"rougeL": f1(longestCommon(s, r), len(s), len(r)),
	}
}

// overlap returns the F1 of the n-grams that two texts share.
func overlap(a, b []string, n int) float64 {
	count := func(words []string) (map[string]int, int) {
		m, total := map[string]int{}, 0
		for i := 0; i+n <= len(words); i++ {
			m[strings.Join(words[i:i+n], " ")]++
			total++
		}
		return m, total
	}
	inA, totalA := count(a)
	inB, totalB := count(b)
	shared := 0
	for gram, k := range inA {
		shared += min(k, inB[gram])
	}
	return f1(shared, totalA, totalB)
}

// f1 returns the harmonic mean of matched/a and matched/b, 0 where nothing matched.
func f1(matched, a, b int) float64 {
	if matched == 0 {
		return 0
	}
	p, r := float64(matched)/float64(a), float64(matched)/float64(b)
	return 2 * p * r / (p + r)
}

// longestCommon returns the length of the longest common subsequence.
func longestCommon(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
