package bleveindex

import segment "github.com/blevesearch/scorch_segment_api/v2"

// terms returns the terms of a field that begin with a prefix, in order and each once, up to a number. Those of removed
// articles are among them until bleve merges their segments. Bleve's own reader starts a goroutine for each segment and
// counts the articles of each term.
func (p *postings) terms(field, prefix string, most int) ([]string, error) {
	var out []string
	all, err := p.termLists(field, prefix, most)
	for _, found := range all {
		out = merged(out, found)
	}
	return out[:min(most, len(out))], err
}

// termLists returns the terms of each segment that begin with a prefix, up to a number.
func (p *postings) termLists(field, prefix string, most int) ([][]string, error) {
	if err := p.ctx.Err(); err != nil {
		return nil, err
	}
	out := make([][]string, len(p.segments))
	err := p.eachSegment(func(i int) error {
		dictionary, err := p.segments[i].segment.Dictionary(field)
		if err == nil {
			out[i], err = termsIn(dictionary, prefix, most)
		}
		return err
	})
	return out, err
}

// uncounted is a dictionary that iterates without counting the articles of each term.
type uncounted interface {
	AutomatonIteratorOmitCount(a segment.Automaton, from, to []byte) segment.DictionaryIterator
}

// termsIn returns the terms of one dictionary that begin with a prefix, in order, up to a number.
func termsIn(d segment.TermDictionary, prefix string, most int) ([]string, error) {
	iterate := d.AutomatonIterator
	if u, ok := d.(uncounted); ok {
		iterate = u.AutomatonIteratorOmitCount
	}
	var out []string
	for all := iterate(nil, []byte(prefix), endOf(prefix)); len(out) < most; {
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
