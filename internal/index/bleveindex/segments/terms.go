// Package segments builds the segments of bleve's index: what package zapx builds out of the same documents, in a third of
// the time and a tenth of the memory. Zapx has a map for each field of a document and reads it twice; here the terms of a
// field are in a few arrays without pointers, and the segment sorts numbers of terms, not texts.
//
// Field reads the postings of a field out of the bytes of a segment's file, in blocks. Zapx decodes them one by one, with several
// calls each. Dictionaries and merging remain with zapx.
//
// The layout is described in zapx's zap.md. It is used with less in it: the length of a document is in one of its postings (lengthTerm),
// and fields with the option SkipFreqNorm have no counts. Zapx reads and merges these segments, but the scores of bleve's own searchers
// are those of documents of one length. TestSegmentsAreZapx and TestPostingsAreZapx compare what both write and read.
package segments

import (
	"iter"
	"sync"
	"unsafe"

	bindex "github.com/blevesearch/bleve_index_api"
)

// Terms is a field of a document as a list of distinct terms with their frequencies. It implements index.Collector and
// bleve's document.Field. It is filled with Add and Count, then Finish.
type Terms struct {
	name    string
	options bindex.FieldIndexingOptions
	length  int
	texts
	counts []uint32

	found *table // nil after Finish
}

// NewTerms returns an empty field.
func NewTerms(name string, options bindex.FieldIndexingOptions) *Terms {
	return &Terms{name: name, options: options, found: tables.Get().(*table)}
}

// Add counts a term, which makes the field longer.
func (t *Terms) Add(term string) {
	t.length++
	t.Count(term)
}

// Count counts a term that does not change the field's length.
func (t *Terms) Count(term string) {
	n, added := t.found.number(&t.texts, hashOf(term), term)
	if added {
		t.counts = append(t.counts, 0)
	}
	t.counts[n]++
}

// lengthTerm is a term that every document with a length has once: the length of a document is in its posting alone, where zapx has
// it in each of the document's postings, which is a fifth of their size. No text has it.
const lengthTerm = "\x00length"

// Finish ends the filling: the memory that only Add and Count need is used for the next field.
func (t *Terms) Finish() {
	if t.length > 0 && !t.options.SkipFreqNorm() {
		t.Count(lengthTerm)
	}
	t.found.clear()
	tables.Put(t.found)
	t.found = nil
}

// All returns each term with its frequency, in the order of their first places. The texts must not be kept.
func (t *Terms) All() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for i, count := range t.counts {
			if !yield(t.text(i), int(count)) {
				return
			}
		}
	}
}

// tables are the tables of fields that are filled.
var tables = sync.Pool{New: func() any { return &table{} }}

// texts is a list of texts without a pointer for each.
type texts struct {
	bytes  []byte
	ends   []uint32 // of each text in bytes
	hashes []uint32
}

func (t *texts) add(hash uint32, text string) {
	t.bytes = append(t.bytes, text...)
	t.ends = append(t.ends, uint32(len(t.bytes)))
	t.hashes = append(t.hashes, hash)
}

// text returns a text, which shares the memory of the list.
func (t *texts) text(i int) string {
	start := uint32(0)
	if i > 0 {
		start = t.ends[i-1]
	}
	return unsafe.String(unsafe.SliceData(t.bytes[start:]), int(t.ends[i]-start))
}

// The methods below implement document.Field.

// Name returns the field's name.
func (t *Terms) Name() string { return t.name }

// Value returns nil: nothing is stored.
func (t *Terms) Value() []byte { return nil }

// ArrayPositions returns nil: the field occurs once in a document.
func (t *Terms) ArrayPositions() []uint64 { return nil }

// EncodedFieldType returns bleve's letter for text.
func (t *Terms) EncodedFieldType() byte { return 't' }

// Analyze does nothing: the terms are counted already.
func (t *Terms) Analyze() {}

// Options returns how the field is indexed.
func (t *Terms) Options() bindex.FieldIndexingOptions { return t.options }

// AnalyzedLength returns the number of terms, repeated ones included.
func (t *Terms) AnalyzedLength() int { return t.length }

// AnalyzedTokenFrequencies returns the frequency of each term in a new map, which zapx reads where it builds the segment; 0 of a field
// without counts.
func (t *Terms) AnalyzedTokenFrequencies() bindex.TokenFrequencies {
	out := make(bindex.TokenFrequencies, len(t.counts))
	for text, n := range t.All() {
		frequency := &bindex.TokenFreq{Term: []byte(text)}
		if !t.options.SkipFreqNorm() {
			frequency.SetFrequency(n)
		}
		out[string(frequency.Term)] = frequency
	}
	return out
}

// NumPlainTextBytes returns 0: bleve's statistics are not used.
func (t *Terms) NumPlainTextBytes() uint64 { return 0 }

// Size returns the memory of the terms in bytes.
func (t *Terms) Size() int { return cap(t.bytes) + 4*(cap(t.ends)+cap(t.hashes)+cap(t.counts)) }
