package answer

import "math/bits"

// set is a set of the question's terms, by their positions in terms.list. A question of query.MaxLength
// characters has fewer than 256.
type set [4]uint64

func (s *set) add(term int) { s[term>>6&3] |= 1 << (term & 63) }

func (s *set) has(term int) bool { return s[term>>6&3]&(1<<(term&63)) != 0 }

// union returns the terms of both sets.
func (s set) union(t set) set {
	for i := range s {
		s[i] |= t[i]
	}
	return s
}

// each calls f with every term of the set in order.
func (s *set) each(f func(term int)) {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			f(i<<6 + bits.TrailingZeros64(word))
		}
	}
}
