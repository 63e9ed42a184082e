package analysis

import (
	"strings"
	"testing"

	"lede/internal/testkit/growth"
)

// TestGrowth checks that the time for a text grows with its length, whatever it is made of.
func TestGrowth(t *testing.T) {
	matcher := NewMatcher(English, map[string]int{"talk": 0, "us": 1, "北京": 2})
	for _, piece := range []string{"The U.S. talks, said 3,000 people. ", "北京大学十二个人", "a.", "United States "} {
		growth.Check(t, 1000, func(n int) func() {
			text := strings.Repeat(piece, n)
			return func() { matcher.Match(text) }
		})
	}
}
