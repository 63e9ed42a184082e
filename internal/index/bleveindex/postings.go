package bleveindex

import (
	"context"
	"errors"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"lede/internal/index/bleveindex/segments"
	"lede/internal/parallel"
)

// postings reads the postings of terms from bleve's segments, without the readers that bleve has for its own searches: they
// decode the articles one by one, each with several calls through interfaces. It is for one goroutine.
type postings struct {
	ctx      context.Context
	segments []segmentPostings
}

// segmentPostings are the postings of one segment.
type segmentPostings struct {
	first   int // number of its first article
	segment segment.Segment
	deleted *roaring.Bitmap // nil for none
	fields  map[string]*segments.Field
}

// newPostings returns the postings of a snapshot of bleve's index.
func newPostings(ctx context.Context, r bindex.IndexReader) (*postings, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("the index has no segments: %T", r)
	}
	p := &postings{ctx: ctx}
	first := 0
	for _, s := range snapshot.Segments() {
		p.segments = append(p.segments, segmentPostings{first: first, segment: s.Segment(), deleted: s.Deleted(),
			fields: map[string]*segments.Field{}})
		first += int(s.Segment().Count())
	}
	return p, nil
}

// eachSegment calls f for the number of each segment, on all processors. A fault in a mapped page is ErrDamage, on whichever
// goroutine it is.
func (p *postings) eachSegment(f func(i int) error) error {
	errs := make([]error, len(p.segments))
	parallel.Each(len(p.segments), func(i int) { errs[i] = protected(func() error { return f(i) }) })
	return errors.Join(errs...)
}

// termPostings are the postings of a term.
type termPostings struct {
	*postings
	field string
	in    []segments.Postings // by segment
	count int                 // number of articles
}

// of returns the postings of a term in a field.
func (p *postings) of(field, term string) (termPostings, error) {
	t := termPostings{postings: p, field: field, in: make([]segments.Postings, len(p.segments))}
	for i := range p.segments {
		s := &p.segments[i]
		list, err := s.list(field, term)
		if err != nil {
			return t, err
		}
		t.in[i] = list
		t.count += list.Count(s.deleted)
	}
	return t, p.ctx.Err()
}

// list returns the postings of a term in a segment.
func (s *segmentPostings) list(field, term string) (segments.Postings, error) {
	f, ok := s.fields[field]
	if !ok {
		var err error
		if f, err = segments.OpenField(s.segment, field); err != nil {
			return segments.Postings{}, err
		}
		s.fields[field] = f
	}
	return f.Postings(term)
}

// each calls f with all postings, in blocks. f must not keep the slices.
func (t termPostings) each(f func(articles []uint32, shares []float64)) {
	b := segments.Blocks.Get().(*segments.Block)
	defer segments.Blocks.Put(b)
	for i, s := range t.segments {
		t.in[i].Each(s.deleted, b, func(articles []uint32, shares []float64) {
			for k := range articles {
				articles[k] += uint32(s.first)
			}
			f(articles, shares)
		})
	}
}
