package bleveindex

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// list is the postings of a term in one segment, by the articles' numbers in it: those of a few articles decoded, those of many as
// they are kept.
type list struct {
	count int     // articles
	most  float64 // at least the largest share

	articles []uint32
	shares   []float64

	bitmap  *roaring.Bitmap // nil if the postings are decoded; has removed articles, too
	counts  []uint8         // by position in the bitmap
	norms   norms
	deleted *roaring.Bitmap // nil for none
}

// keptFrom is the number of articles in a segment from which on a term's frequencies are kept.
const keptFrom = 128

// list returns the postings of a term in a segment; given bleve's, which are not empty.
func (s *segmentPostings) list(field, term string, of segment.PostingsList) (*list, error) {
	l := &list{count: int(of.Count()), deleted: s.deleted}
	if l.count < keptFrom {
		return l, l.decode(of)
	}
	bitmap, kept, norms, err := s.frequencies(field, term, of)
	if err != nil {
		return nil, err
	}
	if kept.counts == nil {
		return l, l.decode(of)
	}
	l.bitmap, l.counts, l.most, l.norms = bitmap, kept.counts, kept.most, norms
	return l, nil
}

// decode decodes bleve's postings.
func (l *list) decode(of segment.PostingsList) error {
	l.articles, l.shares = make([]uint32, 0, l.count), make([]float64, 0, l.count)
	all := of.Iterator(true, true, false, nil)
	for {
		p, err := all.Next()
		if err != nil || p == nil {
			return err
		}
		share := math.Sqrt(float64(p.Frequency())) * p.Norm()
		l.articles, l.shares = append(l.articles, uint32(p.Number())), append(l.shares, share)
		l.most = max(l.most, share)
	}
}

// each calls f with all postings, in blocks. f must not keep the slices.
func (l *list) each(b *block, f func(articles []uint32, shares []float64)) {
	if l.bitmap == nil {
		for at := 0; at < len(l.articles); at += blockSize {
			end := min(at+blockSize, len(l.articles))
			f(append(b.articles[:0], l.articles[at:end]...), l.shares[at:end])
		}
		return
	}
	at := 0
	for all := l.bitmap.ManyIterator(); ; {
		n := all.NextMany(b.numbers[:])
		if n == 0 {
			return
		}
		filled := 0
		for i, number := range b.numbers[:n] {
			if l.deleted != nil && l.deleted.Contains(number) {
				continue
			}
			b.articles[filled] = number
			b.shares[filled] = l.shareAt(number, at+i)
			filled++
		}
		at += n
		if filled > 0 {
			f(b.articles[:filled], b.shares[:filled])
		}
	}
}

// shareAt returns the share of an article at a position of the bitmap.
func (l *list) shareAt(article uint32, at int) float64 {
	return roots[l.counts[at]] * float64(l.norms.of(article))
}

// of returns the share of an article that is not removed; false if it does not have the term. It is quick only for a list that
// is kept.
func (l *list) of(article uint32) (float64, bool) {
	if !l.bitmap.Contains(article) {
		return 0, false
	}
	return l.shareAt(article, int(l.bitmap.Rank(article))-1), true
}
