package answer

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// TestScanners compares the scanners with the patterns that they replace, in texts of words that the patterns have.
func TestScanners(t *testing.T) {
	place := regexp.MustCompile(`\b(?:[Ii]n|[Aa]t|[Tt]o|[Ff]rom|[Nn]ear|[Oo]utside|[Ii]nside|[Oo]f)\s+(?:the\s+)?\p{Lu}`)
	definition := regexp.MustCompile(`^[^.。]{0,60}?(?:\b(?:is|was|are|were) (?:an?|the|one)\b|（|\(|又称|简称|是|为)`)
	names := regexp.MustCompile(`\p{Lu}[\p{L}\p{Nd}'’.-]*(?: (?:(?:of|the|de|van|von|bin|al|la|da) )*[\p{Lu}\p{Nd}][\p{L}\p{Nd}'’.-]*)*`)
	before := regexp.MustCompile(`\b(?:[Ii]n|[Aa]t|[Tt]o|[Ff]rom|[Nn]ear|[Oo]f|[Ff]or)(?: the)? $`)
	words := strings.Fields(`in At from outside of the The London Élan élan x.y is was a an one other （ ( 又称 是 。 . , McKay's 3rd 6 de van al Al
		Xi’s U.S. Smith-Jones for 是为 iPhone in-law _in İ in2`)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		var b strings.Builder
		for range 7 {
			b.WriteString(words[random.IntN(len(words))] + []string{"", " ", " ", "\n"}[random.IntN(4)])
		}
		text := b.String()
		if got, want := hasPlaceName(text), place.MatchString(text); got != want {
			t.Fatalf("%q has a place: %v", text, got)
		}
		if got, want := isDefinition(text), definition.MatchString(text); got != want {
			t.Fatalf("%q is a definition: %v", text, got)
		}
		if got, want := fmt.Sprint(capitalRuns(text)), fmt.Sprint(all(names, text)); got != want {
			t.Fatalf("%q has names at %v, want %v", text, got, want)
		}
		if got, want := endsWithOneOf(ofParty, text), before.MatchString(text); got != want {
			t.Fatalf("%q ends with a preposition: %v", text, got)
		}
	}
	if !isDefinition(strings.Repeat("x ", 30)+"is a") || isDefinition(strings.Repeat("x ", 30)+"y is a") {
		t.Error("a definition begins within 60 characters")
	}
}

// TestOpposites checks which texts have opposite words: whole words, beginnings, words that are names with a capital, and none
// where a text has both sides.
func TestOpposites(t *testing.T) {
	for _, c := range []struct {
		one, other string
		want       bool
	}{
		{"the largest", "the Smallest", true}, {"the largest or smallest", "the smallest", false}, {"it increased", "they decrease", true},
		{"in the north", "the south", true}, {"in North Korea", "the south", false}, {"imports", "EXPORTED", true}, {"important", "exports", false},
		{"最大的", "最小", true}, {"之前", "以后", true}, {"", "last", false}, {"a band", "it allows", false},
	} {
		if got := opposites.in(c.one).opposing(opposites.in(c.other)); got != c.want || got != opposites.in(c.other).opposing(opposites.in(c.one)) {
			t.Errorf("%s, %s: %v", c.one, c.other, got)
		}
	}
}
