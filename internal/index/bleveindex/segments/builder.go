package segments

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"slices"

	bindex "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
)

// builder writes the bytes of a segment: the ids of the documents, the postings and dictionary of each field, and
// where each field begins.
type builder struct {
	documents []parsed
	out       []byte
	storedAt  uint64
	fieldsAt  uint64
}

func (b *builder) checksum() uint32 { return crc32.ChecksumIEEE(b.out) }

func (b *builder) uvarint(n uint64) { b.out = binary.AppendUvarint(b.out, n) }
func (b *builder) uint64(n uint64)  { b.out = binary.BigEndian.AppendUint64(b.out, n) }
func (b *builder) at() uint64       { return uint64(len(b.out)) }

func (b *builder) build() {
	b.stored()
	fields := b.fields()
	starts := make([]uint64, len(fields))
	for i, f := range fields {
		starts[i] = b.field(f)
	}
	b.index(fields, starts)
}

// stored writes the stored fields of all documents, which are the ids alone: the length of the length of an id, its own
// length with that of nothing compressed, then both. The offsets follow.
func (b *builder) stored() {
	offsets := make([]uint64, len(b.documents))
	for i, d := range b.documents {
		offsets[i] = b.at()
		meta := binary.AppendUvarint(nil, uint64(len(d.id)))
		b.uvarint(uint64(len(meta)))
		b.uvarint(uint64(len(d.id) + 1))
		b.out = append(append(b.out, meta...), d.id...)
		b.out = append(b.out, 0) // the length of what snappy has compressed: nothing
	}
	b.storedAt = b.at()
	for _, offset := range offsets {
		b.uint64(offset)
	}
	b.uvarint(0) // nested documents
}

// field is one field of all documents.
type field struct {
	name    string
	options bindex.FieldIndexingOptions
	terms   []*Terms // by document; nil where a document does not have the field
}

// fields returns the field of the ids, then the others sorted by name.
func (b *builder) fields() []field {
	ids := field{name: idField, options: bindex.IndexField | bindex.StoreField, terms: make([]*Terms, len(b.documents))}
	var others []field
	for i, d := range b.documents {
		ids.terms[i] = idTerms(d.id)
		for _, t := range d.fields {
			at := slices.IndexFunc(others, func(f field) bool { return f.name == t.name })
			if at < 0 {
				at = len(others)
				others = append(others, field{name: t.name, terms: make([]*Terms, len(b.documents))})
			}
			others[at].options |= t.options
			others[at].terms[i] = t
		}
	}
	slices.SortFunc(others, func(a, b field) int {
		if a.name < b.name {
			return -1
		}
		return 1
	})
	return append([]field{ids}, others...)
}

// idTerms returns the field of an id.
func idTerms(id string) *Terms {
	t := &Terms{length: 1, counts: []uint32{1}}
	t.add(hashOf(id), id)
	return t
}

// noValues is the offset of doc values that a field does not have.
const noValues = math.MaxUint64

// field writes the postings of a field and its dictionary, and returns where the field begins.
func (b *builder) field(f field) uint64 {
	in := invert(f)
	defer in.release()
	dictionary := &buffer{}
	trie, err := vellum.New(dictionary, &vellum.BuilderOpts{Encoder: 1, RegistryMRUSize: 1}) // as zapx
	must(err)
	for _, n := range in.order {
		offset := b.postings(in, int(n))
		must(trie.Insert(in.bytesOf(int(n)), offset))
	}
	must(trie.Close())
	dictionaryAt := b.at()
	b.uvarint(uint64(len(dictionary.bytes)))
	b.out = append(b.out, dictionary.bytes...)
	start := b.at()
	b.uvarint(noValues)
	b.uvarint(noValues)
	b.uvarint(dictionaryAt)
	return start
}

// buffer is a writer into memory.
type buffer struct{ bytes []byte }

// Write appends bytes.
func (b *buffer) Write(p []byte) (int, error) {
	b.bytes = append(b.bytes, p...)
	return len(p), nil
}

// must panics with an error of writing a sorted list into memory, which is none.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// index writes the names of the fields, how they are indexed, and where they begin.
func (b *builder) index(fields []field, starts []uint64) {
	offsets := make([]uint64, len(fields))
	for i, f := range fields {
		offsets[i] = b.at()
		b.uvarint(uint64(len(f.name)))
		b.out = append(b.out, f.name...)
		b.uvarint(uint64(f.options))
		b.uvarint(1) // sections
		b.out = binary.BigEndian.AppendUint16(b.out, zap.SectionInvertedTextIndex)
		b.uint64(starts[i])
	}
	b.fieldsAt = b.at()
	b.uvarint(uint64(len(fields)))
	for _, offset := range offsets {
		b.uint64(offset)
	}
}
