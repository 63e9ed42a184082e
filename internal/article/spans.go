package article

import "golang.org/x/net/html"

// spans are the first and the last block of prose, by their numbers in the page, that both libraries keep in an element.
// Libraries lose a paragraph among others for its formulas or its length.
type spans map[*html.Node][2]int

// among reports whether a block is in an element between two that both libraries keep.
func (s spans) among(container *html.Node, number int) bool {
	span, ok := s[container]
	return ok && span[0] < number && number < span[1]
}

// cut is a block of prose that was removed.
type cut struct {
	container *html.Node
	number    int
}

// note remembers where the open paragraph, which is prose, stands.
func (p *page) note(kept bool) {
	switch {
	case p.votes.readability && p.votes.trafilatura:
		span, ok := p.spans[p.container]
		if !ok {
			span[0] = p.seen
		}
		span[1] = p.seen
		p.spans[p.container] = span
	case !kept:
		p.cut = append(p.cut, cut{p.container, p.seen})
	}
	p.seen++
}

// cutsAmong reports whether prose between such that both libraries keep was removed.
func (p *page) cutsAmong() bool {
	for _, c := range p.cut {
		if p.spans.among(c.container, c.number) {
			return true
		}
	}
	return false
}
