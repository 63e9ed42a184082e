package segments

import (
	"encoding/binary"
	"math"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
)

// Field is the postings of a field in a segment. It is for one goroutine, and for as long as the segment is open.
type Field struct {
	bytes      []byte         // of the segment's file
	terms      *vellum.Reader // nil if the segment is in memory
	dictionary segment.TermDictionary
}

// OpenField returns a field of a segment; nil if the segment does not have it.
func OpenField(s segment.Segment, name string) (*Field, error) {
	file, ok := s.(*zap.Segment)
	if !ok {
		dictionary, err := s.Dictionary(name)
		return &Field{dictionary: dictionary}, err
	}
	at, err := file.DictAddr(name)
	if err != nil {
		return nil, nil // there is no other error
	}
	bytes := file.Data()
	size, n := binary.Uvarint(bytes[at:])
	at += uint64(n)
	trie, err := vellum.Load(bytes[at : at+size])
	if err != nil {
		return nil, err
	}
	terms, err := trie.Reader()
	return &Field{bytes: bytes, terms: terms}, err
}

// Postings are the documents of a segment that have a term, removed ones included.
type Postings struct {
	bitmap  *roaring.Bitmap
	entries []byte // how often each document has the term, and the length of its field

	documents []uint32 // instead, if the postings are decoded
	shares    []float64
}

// Postings returns the postings of a term; without documents if there are none.
func (f *Field) Postings(term string) (p Postings, err error) {
	if f == nil {
		return p, nil
	}
	if f.terms == nil {
		return decode(f.dictionary, term)
	}
	at, ok, err := f.terms.Get([]byte(term))
	if err != nil || !ok {
		return p, err
	}
	if at&zap.FSTValEncodingMask == zap.FSTValEncoding1Hit {
		document, length := zap.FSTValDecode1Hit(at)
		return Postings{documents: []uint32{uint32(document)}, shares: []float64{share(1, length)}}, nil
	}
	entries, n := binary.Uvarint(f.bytes[at:])
	at += uint64(n)
	_, n = binary.Uvarint(f.bytes[at:]) // positions
	at += uint64(n)
	size, n := binary.Uvarint(f.bytes[at:])
	at += uint64(n)
	p = Postings{bitmap: roaring.New(), entries: skipTable(f.bytes[entries:])}
	_, err = p.bitmap.FromBuffer(f.bytes[at : at+size])
	return p, err
}

// skipTable returns what is behind the table of the chunks of entries: one chunk after the other.
func skipTable(bytes []byte) []byte {
	chunks, at := binary.Uvarint(bytes)
	for range chunks {
		_, n := binary.Uvarint(bytes[at:])
		at += n
	}
	return bytes[at:]
}

// decode returns the postings of a term of a segment in memory.
func decode(dictionary segment.TermDictionary, term string) (p Postings, err error) {
	list, err := dictionary.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return p, err
	}
	all := list.Iterator(true, true, false, nil)
	for {
		next, err := all.Next()
		if err != nil || next == nil {
			return p, err
		}
		p.documents = append(p.documents, uint32(next.Number()))
		p.shares = append(p.shares, math.Sqrt(float64(next.Frequency()))*next.Norm())
	}
}

// Count returns the number of documents but for removed ones; removed may be nil.
func (p Postings) Count(removed *roaring.Bitmap) int {
	if p.bitmap != nil {
		n := p.bitmap.GetCardinality()
		if removed != nil {
			n -= p.bitmap.AndCardinality(removed)
		}
		return int(n)
	}
	n := len(p.documents)
	for _, d := range p.documents {
		if removed != nil && removed.Contains(d) {
			n--
		}
	}
	return n
}

// Block is a part of the postings of a term: documents in ascending order, and the term's share of each.
type Block struct {
	Documents [blockSize]uint32
	Shares    [blockSize]float64 // square root of how often the document has the term, by that of its field's length
}

const blockSize = 256

// Blocks are reused.
var Blocks = sync.Pool{New: func() any { return &Block{} }}

// Each calls f with the postings but for removed documents, in blocks. f may change the block. removed may be nil.
func (p Postings) Each(removed *roaring.Bitmap, b *Block, f func(documents []uint32, shares []float64)) {
	if p.bitmap == nil {
		p.eachDecoded(removed, b, f)
		return
	}
	entries, at := p.entries, 0
	for all := p.bitmap.ManyIterator(); ; {
		n := all.NextMany(b.Documents[:])
		if n == 0 {
			return
		}
		filled := 0
		for _, document := range b.Documents[:n] {
			var count, length uint64
			if count, at = uvarint(entries, at); count > 1 { // the last bit is for positions; 0 times: a field without counts
				length, at = uvarint(entries, at)
			}
			if removed != nil && removed.Contains(document) {
				continue
			}
			b.Documents[filled], b.Shares[filled] = document, share(count>>1, length)
			filled++
		}
		if filled > 0 {
			f(b.Documents[:filled], b.Shares[:filled])
		}
	}
}

func (p Postings) eachDecoded(removed *roaring.Bitmap, b *Block, f func(documents []uint32, shares []float64)) {
	for at := 0; at < len(p.documents); {
		filled := 0
		for ; at < len(p.documents) && filled < blockSize; at++ {
			if removed == nil || !removed.Contains(p.documents[at]) {
				b.Documents[filled], b.Shares[filled] = p.documents[at], p.shares[at]
				filled++
			}
		}
		if filled > 0 {
			f(b.Documents[:filled], b.Shares[:filled])
		}
	}
}

// uvarint returns the number at an offset and the offset behind it. Nearly all take one or two bytes.
func uvarint(bytes []byte, at int) (uint64, int) {
	first := bytes[at]
	if first < 0x80 {
		return uint64(first), at + 1
	}
	if second := bytes[at+1]; second < 0x80 {
		return uint64(first&0x7f) | uint64(second)<<7, at + 2
	}
	n, size := binary.Uvarint(bytes[at:])
	return n, at + size
}

// share returns a term's share of a document, as bleve computes it.
func share(count, length uint64) float64 {
	root, norm := 0.0, 0.0
	if count == 0 {
		return 0
	}
	if count < uint64(len(roots)) {
		root = roots[count]
	} else {
		root = math.Sqrt(float64(count))
	}
	if length < uint64(len(norms)) {
		norm = float64(norms[length])
	} else {
		norm = float64(normOf(length))
	}
	return root * norm
}

// roots are the square roots of the first numbers, norms the norms of fields of the first lengths.
var roots, norms = func() (r [64]float64, n [16384]float32) {
	for i := range r {
		r[i] = math.Sqrt(float64(i))
	}
	for i := range n {
		n[i] = normOf(uint64(i))
	}
	return r, n
}()

func normOf(length uint64) float32 { return float32(1 / math.Sqrt(float64(length))) }
