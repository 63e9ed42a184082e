package index

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/mapping"
	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/analysis"
	"lede/internal/article"
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
// language's analyzer, and its names in a field of their own, which is returned as well.
func newDocument(a *article.Article) (doc *document.Document, names *terms) {
	names = newTerms(namesField, bindex.IndexField|bindex.SkipFreqNorm)
	terms := termsOfArticle(a, func(words []analysis.Token) { addNames(names, a, words) })
	return document.NewDocument(a.ID).AddField(terms).AddField(names), names
}

// termsOfArticle returns the terms of an article's title, headings and text. visit gets the words of the text.
func termsOfArticle(a *article.Article, visit func(words []analysis.Token)) *terms {
	lang := analysis.For(a.Lang)
	terms := newTerms(string(lang), bindex.IndexField)
	terms.addText(lang, a.Title)
	for _, path := range a.HeadingPaths {
		if len(path) > 0 {
			terms.addText(lang, path[len(path)-1])
		}
	}
	words := analysis.Words(lang, a.Text, terms.count)
	visit(words)
	terms.addAll(analysis.Terms(lang, a.Text, words))
	return terms
}

// Terms returns the terms by which a search finds an article, under the analyzer of its language.
func Terms(a *article.Article) map[string]bool {
	terms := termsOfArticle(a, func([]analysis.Token) {})
	out := make(map[string]bool, len(terms.counts))
	for term := range terms.counts {
		out[term] = true
	}
	return out
}

// terms is a field of a document as a list of terms with their frequencies. It implements bleve's document.Field.
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

// add counts a term, which makes the field longer.
func (t *terms) add(term string) {
	t.length++
	t.count(term)
}

// count counts a term. Extra terms are only counted, so that they change no article's length.
func (t *terms) count(term string) {
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

// addText adds the terms of a text.
func (t *terms) addText(lang analysis.Lang, text string) {
	t.addAll(analysis.Terms(lang, text, analysis.Words(lang, text, t.count)))
}

func (t *terms) addAll(tokens []analysis.Token) {
	for _, token := range tokens {
		if !token.Stop {
			t.add(token.Term)
		}
	}
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
