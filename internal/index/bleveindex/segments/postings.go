package segments

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// inverted are the postings of one field.
type inverted struct {
	texts             // distinct terms
	found   table     // their numbers
	first   []uint32  // where the postings of each term begin; one more than terms
	order   []uint32  // numbers of the terms, sorted by text
	numbers []uint32  // the terms of all documents in turn
	entries []posting // of all terms
	lengths []uint32  // of the field, by document
	counted bool      // it has counts and lengths

	chunks    []byte // memory of postings
	chunkEnds []int
	members   []uint32
}

// posting is how often a document has a term.
type posting struct{ document, count uint32 }

// inverteds are reused: those of 900 articles of 9 KB take 8 MB.
var inverteds = sync.Pool{New: func() any { return &inverted{} }}

func (in *inverted) release() {
	in.found.clear()
	in.texts = texts{in.bytes[:0], in.texts.ends[:0], in.hashes[:0]}
	in.first, in.order, in.numbers = in.first[:0], in.order[:0], in.numbers[:0]
	in.entries, in.lengths = in.entries[:0], in.lengths[:0]
	inverteds.Put(in)
}

// invert returns the postings of a field.
func invert(f field) *inverted {
	in := inverteds.Get().(*inverted)
	in.counted = !f.options.SkipFreqNorm()
	for _, t := range f.terms {
		if t == nil {
			in.lengths = append(in.lengths, 0)
			continue
		}
		in.lengths = append(in.lengths, uint32(t.length))
		for i, hash := range t.hashes {
			n, added := in.found.number(&in.texts, hash, t.text(i))
			if added {
				in.first = append(in.first, 0)
			}
			in.first[n]++
			in.numbers = append(in.numbers, uint32(n))
		}
	}
	in.sort()
	in.fill(f.terms)
	return in
}

// sort sorts the terms. Their first eight bytes are compared as a number.
func (in *inverted) sort() {
	type keyed struct {
		key    uint64
		number uint32
	}
	all := make([]keyed, len(in.texts.ends))
	for i := range all {
		var key [8]byte
		copy(key[:], in.text(i))
		all[i] = keyed{binary.BigEndian.Uint64(key[:]), uint32(i)}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return strings.Compare(in.text(int(a.number)), in.text(int(b.number)))
	})
	for _, k := range all {
		in.order = append(in.order, k.number)
	}
}

// fill places the postings by term, each term's by document.
func (in *inverted) fill(documents []*Terms) {
	total := uint32(0)
	for i, count := range in.first {
		in.first[i] = total
		total += count
	}
	in.first = append(in.first, total)
	in.entries = slices.Grow(in.entries, int(total))[:total]
	next := slices.Clone(in.first)
	numbers := in.numbers
	for d, t := range documents {
		if t == nil {
			continue
		}
		for i, count := range t.counts {
			n := numbers[i]
			in.entries[next[n]] = posting{uint32(d), count}
			next[n]++
		}
		numbers = numbers[len(t.counts):]
	}
}

// of returns the postings of a term.
func (in *inverted) of(n int) []posting { return in.entries[in.first[n]:in.first[n+1]] }

// bytesOf returns the text of a term, which must not be changed.
func (in *inverted) bytesOf(n int) []byte {
	start := uint32(0)
	if n > 0 {
		start = in.texts.ends[n-1]
	}
	return in.bytes[start:in.texts.ends[n]]
}

// postingsInChunk is the most postings that zapx puts into one chunk (its chunk mode 1026).
const postingsInChunk = 1024

// maxHit is the most that a document's number and length may be for its term to be without postings.
const maxHit = 1<<31 - 1

// noLength is the length in all postings but those of lengthTerm. With 0, zapx would not read what FSTValEncode1Hit writes.
const noLength = 1

// postings writes the postings of a term and returns the value for the dictionary: where they begin, or the document
// itself if it is the only one and has the term once.
func (b *builder) postings(in *inverted, n int) uint64 {
	list := in.of(n)
	var lengths []uint32
	if in.text(n) == lengthTerm {
		lengths = in.lengths
	}
	one := list[0]
	if len(list) == 1 && (one.count == 1 || !in.counted) && one.document <= maxHit && lengthIn(lengths, one) <= maxHit {
		return zap.FSTValEncode1Hit(uint64(one.document), uint64(lengthIn(lengths, one)))
	}
	return b.list(in, list, lengths)
}

// lengthIn returns the length to write in a posting. lengths are those of the documents; nil for noLength.
func lengthIn(lengths []uint32, p posting) uint32 {
	if lengths == nil {
		return noLength
	}
	return lengths[p.document]
}

// list writes postings: the frequencies and field lengths in chunks, which come first, the offset of the chunks, that of
// positions, which there are none of, and the documents. Those of a field without counts are 0 times in a document, without a length.
func (b *builder) list(in *inverted, list []posting, lengths []uint32) uint64 {
	size := len(b.documents) / (len(list)/postingsInChunk + 1) // documents in a chunk
	in.chunks, in.chunkEnds, in.members = in.chunks[:0], in.chunkEnds[:0], in.members[:0]
	for _, p := range list {
		for len(in.chunkEnds) < int(p.document)/size {
			in.chunkEnds = append(in.chunkEnds, len(in.chunks))
		}
		if !in.counted {
			p.count = 0
		}
		in.chunks = appendEntry(in.chunks, uint64(p.count), uint64(lengthIn(lengths, p)))
		in.members = append(in.members, p.document)
	}
	for len(in.chunkEnds) < (len(b.documents)-1)/size+1 {
		in.chunkEnds = append(in.chunkEnds, len(in.chunks))
	}
	chunksAt := b.at()
	b.uvarint(uint64(len(in.chunkEnds)))
	for _, end := range in.chunkEnds {
		b.uvarint(uint64(end))
	}
	b.out = append(b.out, in.chunks...)
	start := b.at()
	b.uvarint(chunksAt)
	b.uvarint(0)
	b.bitmap(in.members)
	return start
}

// appendEntry appends how often a document has a term and a length. The last bit of the first number is for positions; behind 0 there is
// no length.
func appendEntry(to []byte, count, length uint64) []byte {
	to = binary.AppendUvarint(to, count<<1)
	if count > 0 {
		to = binary.AppendUvarint(to, length)
	}
	return to
}

// Limits of an array in the format of Roaring bitmaps.
const (
	maxArray  = 4096
	maxNumber = 1 << 16
)

// bitmap writes a set of documents as a Roaring bitmap after its length. A small one is written without the library: a
// header of one array, then its numbers.
func (b *builder) bitmap(members []uint32) {
	if len(members) > maxArray || members[len(members)-1] >= maxNumber {
		raw, err := roaring.BitmapOf(members...).ToBytes()
		must(err)
		b.uvarint(uint64(len(raw)))
		b.out = append(b.out, raw...)
		return
	}
	const cookie, header = 12346, 16
	b.uvarint(uint64(header + 2*len(members)))
	b.out = binary.LittleEndian.AppendUint32(b.out, cookie)
	b.out = binary.LittleEndian.AppendUint32(b.out, 1)                      // arrays
	b.out = binary.LittleEndian.AppendUint16(b.out, 0)                      // high bits of their numbers
	b.out = binary.LittleEndian.AppendUint16(b.out, uint16(len(members)-1)) // one less than there are
	b.out = binary.LittleEndian.AppendUint32(b.out, header)                 // where they begin
	for _, m := range members {
		b.out = binary.LittleEndian.AppendUint16(b.out, uint16(m))
	}
}
