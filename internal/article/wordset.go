package article

import "strings"

// wordSet returns the words of a list that separates them by white space.
func wordSet(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
