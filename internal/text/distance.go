package text

// Distance returns how many characters must be added, removed, changed or swapped with their neighbour to turn one
// word into the other (Damerau, 1964; no character is edited twice).
func Distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	var older []int
	old := make([]int, len(t)+1)
	for j := range old {
		old[j] = j
	}
	for i := range s {
		now := make([]int, len(t)+1)
		now[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			now[j+1] = min(now[j]+1, old[j+1]+1, old[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				now[j+1] = min(now[j+1], older[j-1]+1)
			}
		}
		older, old = old, now
	}
	return old[len(t)]
}
