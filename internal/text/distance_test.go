package text

import "testing"

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"bessent", "besseint", 1}, {"lutnick", "rutnik", 2}, {"muks", "musk", 1}, {"é", "e", 1}} {
		if got := Distance(c.a, c.b); got != c.want || Distance(c.b, c.a) != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// FuzzDistance checks that the distance is symmetric, bounded, and 0 for equal words only.
func FuzzDistance(f *testing.F) {
	f.Add("bessent", "besseint")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 200 {
			return
		}
		s, u := []rune(a), []rune(b)
		n := Distance(a, b)
		if n != Distance(b, a) || n > max(len(s), len(u)) || (n == 0) != (string(s) == string(u)) {
			t.Fatalf("%q to %q: %d", a, b, n)
		}
	})
}
