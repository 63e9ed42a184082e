package segments

import (
	"encoding/binary"
	"math"
	"slices"
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
	norms      []float32 // by document, see normsOf
}

// OpenField returns a field of a segment; nil if the segment does not have it.
func OpenField(s segment.Segment, name string) (*Field, error) {
	file, ok := s.(*zap.Segment)
	if !ok {
		return openInMemory(s, name)
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
	if err != nil {
		return nil, err
	}
	f := &Field{bytes: bytes, terms: terms}
	f.norms, err = keptNorms(file, name, f)
	return f, err
}

// openInMemory returns a field of a segment that is not on disk yet.
func openInMemory(s segment.Segment, name string) (*Field, error) {
	dictionary, err := s.Dictionary(name)
	if err != nil {
		return nil, err
	}
	f := &Field{dictionary: dictionary}
	f.norms, err = normsOf(s, f)
	return f, err
}

// Postings are the documents of a segment that have a term, removed ones included.
type Postings struct {
	bitmap    *roaring.Bitmap
	documents []uint32  // instead of the bitmap, if there is none
	entries   []byte    // how often each document has the term, and a length
	norms     []float32 // of the field
}

// Postings returns the postings of a term; without documents if there are none.
func (f *Field) Postings(term string) (p Postings, err error) {
	if f == nil {
		return p, nil
	}
	if f.terms == nil {
		return f.decode(term)
	}
	at, ok, err := f.terms.Get([]byte(term))
	if err != nil || !ok {
		return p, err
	}
	if at&zap.FSTValEncodingMask == zap.FSTValEncoding1Hit {
		document, length := zap.FSTValDecode1Hit(at)
		return Postings{norms: f.norms, documents: []uint32{uint32(document)}, entries: appendEntry(nil, 1, length)}, nil
	}
	entries, n := binary.Uvarint(f.bytes[at:])
	at += uint64(n)
	_, n = binary.Uvarint(f.bytes[at:]) // positions
	at += uint64(n)
	size, n := binary.Uvarint(f.bytes[at:])
	at += uint64(n)
	p = Postings{norms: f.norms, bitmap: roaring.New(), entries: skipTable(f.bytes[entries:])}
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
func (f *Field) decode(term string) (Postings, error) {
	p := Postings{norms: f.norms}
	list, err := f.dictionary.PostingsList([]byte(term), nil, nil)
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
		p.entries = appendEntry(p.entries, next.Frequency(), next.(*zap.Posting).NormUint64())
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
	at := 0
	p.each(b, func(documents []uint32) {
		filled := 0
		for _, document := range documents {
			var count uint64
			count, at = skipLength(p.entries, at)
			if removed == nil || !removed.Contains(document) {
				b.Documents[filled], b.Shares[filled] = document, p.share(document, count)
				filled++
			}
		}
		if filled > 0 {
			f(b.Documents[:filled], b.Shares[:filled])
		}
	})
}

// each calls f with the documents of the postings, in blocks.
func (p Postings) each(b *Block, f func(documents []uint32)) {
	if p.bitmap == nil {
		for some := range slices.Chunk(p.documents, blockSize) {
			f(b.Documents[:copy(b.Documents[:], some)])
		}
		return
	}
	for all := p.bitmap.ManyIterator(); ; {
		n := all.NextMany(b.Documents[:])
		if n == 0 {
			return
		}
		f(b.Documents[:n])
	}
}

// entry returns how often a document has a term and the length in its posting, and where the next entry begins. In a field without
// counts both are 0.
func entry(entries []byte, at int) (count, length uint64, next int) {
	count, at = uvarint(entries, at)
	if count > 1 { // the last bit is for positions
		length, at = uvarint(entries, at)
	}
	return count >> 1, length, at
}

// skipLength is entry without the length. Nearly all entries are of two bytes.
func skipLength(entries []byte, at int) (count uint64, next int) {
	if at+1 < len(entries) && entries[at] > 1 && entries[at]|entries[at+1] < 0x80 {
		return uint64(entries[at] >> 1), at + 2
	}
	count, _, next = entry(entries, at)
	return count, next
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

// share returns a term's share of a document, as bleve computes it; 0 in a field without counts.
func (p Postings) share(document uint32, count uint64) float64 {
	if count >= uint64(len(roots)) {
		return math.Sqrt(float64(count)) * float64(p.norms[document])
	}
	if p.norms == nil {
		return 0
	}
	return roots[count] * float64(p.norms[document])
}

// roots are the square roots of the first numbers.
var roots = func() (r [64]float64) {
	for i := range r {
		r[i] = math.Sqrt(float64(i))
	}
	return r
}()
