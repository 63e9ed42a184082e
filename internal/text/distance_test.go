package text

import "testing"

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"bessent", "besseint", 1}, {"lutnick", "rutnik", 2}, {"muks", "musk", 1}, {"é", "e", 1}} {
		if got := EditDistance(c.a, c.b); got != c.want || EditDistance(c.b, c.a) != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// FuzzEditDistance checks that the distance is symmetric, bounded, and 0 for equal words only.
func FuzzEditDistance(f *testing.F) {
	f.Add("bessent", "besseint")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 200 {
			return
		}
		s, u := []rune(a), []rune(b)
		n := EditDistance(a, b)
		if n != EditDistance(b, a) || n > max(len(s), len(u)) || (n == 0) != (string(s) == string(u)) {
			t.Fatalf("%q to %q: %d", a, b, n)
		}
	})
}
