package bleveindex

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/mapping"
	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
)

// newMapping returns a static mapping without fields: the documents are built by newDocument, with the terms of package
// analysis. Each analyzer has one field with title, headings and text (measured on news, one composite field beats
// separate ones by 6 points of success@1). Nothing is stored, there are no doc values and no term vectors: 2.4 times
// less disk than bleve's dynamic default.
func newMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DocValuesDynamic, m.StoreDynamic, m.IndexDynamic = false, false, false
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	return m
}

// newDocument returns the bleve document of an article: the terms of its title, headings and text in the field of its
// language's analyzer, those by which its title is looked up, and its names, which are returned as well.
func newDocument(a *article.Article) (doc *document.Document, names *terms) {
	names = newTerms(index.NamesField, bindex.IndexField|bindex.SkipFreqNorm)
	text := newTerms(string(analysis.For(a.Lang)), bindex.IndexField)
	text.counts = make(bindex.TokenFrequencies, min(maxTerms, len(a.Text)/bytesPerTerm))
	index.Collect(a, text, func(words []analysis.Token) { index.CollectNames(a, words, names) })
	title := newTerms(index.TitleField, bindex.IndexField|bindex.SkipFreqNorm)
	for _, term := range index.TitleTerms(&a.Card) {
		title.Add(term)
	}
	return document.NewDocument(a.ID).AddField(text).AddField(names).AddField(title), names
}

// bytesPerTerm is how long a news text of 9 KB is for each of its distinct terms; longer texts have fewer.
const (
	bytesPerTerm = 20
	maxTerms     = 2000
)

// terms is a field of a document as a list of terms with their frequencies. It implements index.Collector and bleve's document.Field.
type terms struct {
	name    string
	options bindex.FieldIndexingOptions
	counts  bindex.TokenFrequencies
	length  int

	free  []bindex.TokenFreq // for the next terms
	texts []byte
}

// Terms and their texts are allocated in blocks of these sizes: 75 allocations for an article of the shipped corpus, 396
// with one block for each term, and 65 with blocks four times the size, which take 32% more memory
// (BenchmarkNewDocument).
const (
	freeTerms = 64
	freeBytes = 512
)

func newTerms(name string, options bindex.FieldIndexingOptions) *terms {
	return &terms{name: name, options: options, counts: bindex.TokenFrequencies{}}
}

// Add counts a term, which makes the field longer.
func (t *terms) Add(term string) {
	t.length++
	t.Count(term)
}

// Count counts a term. Extra terms are only counted, so that they change no article's length.
func (t *terms) Count(term string) {
	count, ok := t.counts[term]
	if !ok {
		count = t.newCount(term)
		t.counts[term] = count
	}
	count.SetFrequency(count.Frequency() + 1)
}

// newCount returns the entry of a new term with frequency 0.
func (t *terms) newCount(term string) *bindex.TokenFreq {
	if len(t.free) == 0 {
		t.free = make([]bindex.TokenFreq, freeTerms)
	}
	if cap(t.texts)-len(t.texts) < len(term) {
		t.texts = make([]byte, 0, max(freeBytes, len(term)))
	}
	count := &t.free[0]
	t.free = t.free[1:]
	start := len(t.texts)
	t.texts = append(t.texts, term...)
	count.Term = t.texts[start:len(t.texts):len(t.texts)]
	return count
}

// The methods below implement document.Field.

// Name returns the field's name.
func (t *terms) Name() string { return t.name }

// Value returns nil: nothing is stored.
func (t *terms) Value() []byte { return nil }

// ArrayPositions returns nil: the field occurs once in a document.
func (t *terms) ArrayPositions() []uint64 { return nil }

// EncodedFieldType returns bleve's letter for text.
func (t *terms) EncodedFieldType() byte { return 't' }

// Analyze does nothing: the terms are counted already.
func (t *terms) Analyze() {}

// Options returns how the field is indexed.
func (t *terms) Options() bindex.FieldIndexingOptions { return t.options }

// AnalyzedLength returns the number of terms, repeated ones included.
func (t *terms) AnalyzedLength() int { return t.length }

// AnalyzedTokenFrequencies returns the frequency of each term.
func (t *terms) AnalyzedTokenFrequencies() bindex.TokenFrequencies { return t.counts }

// NumPlainTextBytes returns 0: bleve's statistics are not used.
func (t *terms) NumPlainTextBytes() uint64 { return 0 }

// Size returns an estimate of the memory of the terms in bytes.
func (t *terms) Size() int { return t.counts.Size() }
