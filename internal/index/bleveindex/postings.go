package bleveindex

import (
	"context"
	"fmt"
	"math"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// postings reads the postings of terms from bleve's segments, without the readers that bleve has for its own searches: they
// decode the articles one by one, each with several calls through interfaces. Frequencies of terms that many articles have
// are kept decoded (frequencies). It is for one goroutine.
type postings struct {
	ctx      context.Context
	segments []segmentPostings
}

// segmentPostings are the postings of one segment.
type segmentPostings struct {
	id           uint64
	first        int // number of its first article
	segment      segment.Segment
	deleted      *roaring.Bitmap // nil for none
	dictionaries map[string]segment.TermDictionary
	counted      segment.PostingsList // the memory of count
	kept         *frequencies
}

// block is a part of the postings of a term: numbers of articles in ascending order, and the term's share of each.
type block struct {
	articles [blockSize]uint32
	shares   [blockSize]float64 // square root of the frequency times the norm
	numbers  [blockSize]uint32  // of the articles in their segment
}

// blocks are reused.
var blocks = sync.Pool{New: func() any { return &block{} }}

const blockSize = 256

// newPostings returns the postings of a snapshot of bleve's index.
func newPostings(ctx context.Context, r bindex.IndexReader, kept *frequencies) (*postings, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("the index has no segments: %T", r)
	}
	p := &postings{ctx: ctx}
	first := 0
	for _, s := range snapshot.Segments() {
		p.segments = append(p.segments, segmentPostings{id: s.Id(), first: first, segment: s.Segment(), deleted: s.Deleted(),
			dictionaries: map[string]segment.TermDictionary{}, kept: kept})
		first += int(s.Segment().Count())
	}
	kept.forget(p.segments)
	return p, nil
}

// termPostings are the postings of a term in the segments that have it.
type termPostings struct {
	*postings
	field, term string
	lists       []segment.PostingsList // by segment; nil where there is none
	count       int                    // number of articles
}

// of returns the postings of a term in a field.
func (p *postings) of(field, term string) (termPostings, error) {
	t := termPostings{postings: p, field: field, term: term, lists: make([]segment.PostingsList, len(p.segments))}
	if err := p.ctx.Err(); err != nil {
		return t, err
	}
	for i := range p.segments {
		s := &p.segments[i]
		dictionary, err := s.dictionary(field)
		if err != nil {
			return t, err
		}
		list, err := dictionary.PostingsList([]byte(term), s.deleted, nil)
		if err != nil {
			return t, err
		}
		if n := int(list.Count()); n > 0 {
			t.lists[i] = list
			t.count += n
		}
	}
	return t, nil
}

// count returns the number of articles that have a term in a field.
func (p *postings) count(field, term string) (int, error) {
	n := 0
	for i := range p.segments {
		s := &p.segments[i]
		dictionary, err := s.dictionary(field)
		if err != nil {
			return 0, err
		}
		if s.counted, err = dictionary.PostingsList([]byte(term), s.deleted, s.counted); err != nil {
			return 0, err
		}
		n += int(s.counted.Count())
	}
	return n, p.ctx.Err()
}

// dictionary returns the terms of a field.
func (s *segmentPostings) dictionary(field string) (segment.TermDictionary, error) {
	if d, ok := s.dictionaries[field]; ok {
		return d, nil
	}
	d, err := s.segment.Dictionary(field)
	if err == nil {
		s.dictionaries[field] = d
	}
	return d, err
}

// in returns the postings of the term in a segment; nil if there are none.
func (t termPostings) in(segment int) (*list, error) {
	if t.lists[segment] == nil {
		return nil, nil
	}
	return t.segments[segment].list(t.field, t.term, t.lists[segment])
}

// each calls f with all postings, in blocks. f must not keep the slices.
func (t termPostings) each(f func(articles []uint32, shares []float64)) error {
	b := blocks.Get().(*block)
	defer blocks.Put(b)
	for i := range t.segments {
		l, err := t.in(i)
		if err != nil {
			return err
		}
		if l == nil {
			continue
		}
		first := uint32(t.segments[i].first)
		l.each(b, func(articles []uint32, shares []float64) {
			for i := range articles {
				articles[i] += first
			}
			f(articles, shares)
		})
	}
	return nil
}

// roots are the square roots of frequencies.
var roots = func() (table [256]float64) {
	for i := range table {
		table[i] = math.Sqrt(float64(i))
	}
	return table
}()

// frequencies returns all articles of the segment that have a term, removed ones included, how often each has it, and the
// norms; given bleve's postings without the removed ones. The counts are nil if they cannot be kept.
func (s *segmentPostings) frequencies(field, term string, list segment.PostingsList) (*roaring.Bitmap, termCounts, norms, error) {
	if s.deleted != nil {
		dictionary, err := s.dictionary(field)
		if err != nil {
			return nil, termCounts{}, nil, err
		}
		if list, err = dictionary.PostingsList([]byte(term), nil, nil); err != nil {
			return nil, termCounts{}, nil, err
		}
	}
	listed, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok || listed.ActualBitmap() == nil {
		return nil, termCounts{}, nil, nil
	}
	key := keptTerm{keptField{s.id, field}, term}
	kept, norms := s.kept.get(key)
	var err error
	if kept.counts == nil {
		norms = s.kept.normsOf(key.keptField, int(s.segment.Count()))
		if kept, err = countsOf(list, norms); err == nil && kept.counts != nil {
			s.kept.put(key, kept)
		}
	}
	return listed.ActualBitmap(), kept, norms, err
}

// countsOf decodes how often each article of a list has its term, and fills the norms of the articles. The counts are nil if an
// article has it too often for a byte.
func countsOf(list segment.PostingsList, norms norms) (termCounts, error) {
	out := termCounts{counts: make([]uint8, 0, list.Count())}
	all := list.Iterator(true, true, false, nil)
	for {
		p, err := all.Next()
		if err != nil || p == nil {
			return out, err
		}
		if p.Frequency() > math.MaxUint8 {
			return termCounts{}, nil
		}
		out.counts = append(out.counts, uint8(p.Frequency()))
		norms.set(uint32(p.Number()), float32(p.Norm()))
		out.most = max(out.most, roots[p.Frequency()]*float64(float32(p.Norm())))
	}
}
