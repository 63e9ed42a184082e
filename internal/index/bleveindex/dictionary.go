package bleveindex

import (
	"math"
	"slices"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// terms returns the terms of a field that begin with a prefix, in order and each once, up to a number. Those of removed
// articles are among them until bleve merges their segments. Bleve's own reader starts a goroutine for each segment and
// counts the articles of each term.
func (p *postings) terms(field, prefix string, most int) ([]string, error) {
	var out []string
	all, err := p.termLists(field, prefix, most, nil)
	for _, found := range all {
		out = merged(out, found)
	}
	return out[:min(most, len(out))], err
}

// plainTerms returns all terms of a field that begin with a prefix and do not have a character, in order and each once.
func (p *postings) plainTerms(field, prefix string, without byte) ([]string, error) {
	all, err := p.termLists(field, prefix, math.MaxInt, withoutByte(without))
	out := slices.Concat(all...)
	slices.Sort(out)
	return slices.Compact(out), err
}

// termLists returns the terms of each segment that begin with a prefix and match an automaton, up to a number; nil matches all.
func (p *postings) termLists(field, prefix string, most int, automaton segment.Automaton) ([][]string, error) {
	if err := p.ctx.Err(); err != nil {
		return nil, err
	}
	out := make([][]string, len(p.segments))
	err := p.eachSegment(func(i int) error {
		dictionary, err := p.segments[i].segment.Dictionary(field)
		if err == nil {
			out[i], err = termsIn(dictionary, prefix, most, automaton)
		}
		return err
	})
	return out, err
}

// withoutByte is an automaton that matches terms without a character.
type withoutByte byte

// States of withoutByte.
const (
	isWithout = iota
	isWith
)

// Start returns the first state.
func (withoutByte) Start() int { return isWithout }

// IsMatch reports whether the term that leads to a state matches.
func (withoutByte) IsMatch(state int) bool { return state == isWithout }

// CanMatch reports whether a longer term may match: others are not read.
func (withoutByte) CanMatch(state int) bool { return state == isWithout }

// WillAlwaysMatch returns false: any state can be left.
func (withoutByte) WillAlwaysMatch(int) bool { return false }

// Accept returns the state behind a byte.
func (w withoutByte) Accept(state int, b byte) int {
	if b == byte(w) {
		return isWith
	}
	return state
}

// uncounted is a dictionary that iterates without counting the articles of each term.
type uncounted interface {
	AutomatonIteratorOmitCount(a segment.Automaton, from, to []byte) segment.DictionaryIterator
}

// termsIn returns the terms of one dictionary that begin with a prefix and match an automaton, in order, up to a number.
func termsIn(d segment.TermDictionary, prefix string, most int, automaton segment.Automaton) ([]string, error) {
	iterate := d.AutomatonIterator
	if u, ok := d.(uncounted); ok {
		iterate = u.AutomatonIteratorOmitCount
	}
	var out []string
	for all := iterate(automaton, []byte(prefix), endOf(prefix)); len(out) < most; {
		entry, err := all.Next()
		if err != nil || entry == nil {
			return out, err
		}
		out = append(out, entry.Term)
	}
	return out, nil
}

// endOf returns the first key behind those that begin with a prefix; nil if there is none.
func endOf(prefix string) []byte {
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] < 0xff {
			return append([]byte(prefix[:i]), prefix[i]+1)
		}
	}
	return nil
}

// merged returns what two sorted lists have, sorted and each once.
func merged(a, b []string) []string {
	if len(a) == 0 {
		return b
	}
	out := make([]string, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			a = a[1:]
		case a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		default:
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}
