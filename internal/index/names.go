package index

import (
	"context"
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2"
	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/names"
)

// namesField holds the names of the articles: each as itself, and before each word of its bearer's title
// ("rutnik+secretary").
const namesField = "names"

const roleMark = "+"

// addNames adds the terms of an article's names. words are the tokens of its text.
func addNames(t *terms, a *article.Article, words []analysis.Token) {
	for _, n := range names.Of(a, words) {
		t.add(n.Word)
		for _, role := range n.Roles {
			t.add(n.Word + roleMark + role)
		}
	}
}

// maxNames bounds what a lookup returns: a name that sounds like that many others is told apart by none.
const maxNames = 64

// SpelledLike returns the names of the corpus that are one letter away from a word.
func (x *Index) SpelledLike(word string) ([]string, error) {
	found, err := x.lookup("", func(r bindex.IndexReader) (bindex.FieldDict, error) {
		fuzzy, ok := r.(bindex.IndexReaderFuzzy)
		if !ok {
			return nil, fmt.Errorf("the index has no fuzzy dictionary")
		}
		return fuzzy.FieldDictFuzzy(namesField, word, 1, "")
	})
	return found, err
}

// Roles returns the words of the titles that bearers of a name have in the corpus.
func (x *Index) Roles(name string) ([]string, error) {
	return x.lookup(name+roleMark, func(r bindex.IndexReader) (bindex.FieldDict, error) {
		return r.FieldDictPrefix(namesField, []byte(name+roleMark))
	})
}

// NameFrequency returns in how many articles a folded word is a name.
func (x *Index) NameFrequency(ctx context.Context, name string) (int, error) {
	return x.frequency(ctx, namesField, name)
}

// lookup returns the terms of a dictionary of the names, without their common prefix.
func (x *Index) lookup(prefix string, open func(bindex.IndexReader) (bindex.FieldDict, error)) ([]string, error) {
	var out []string
	err := x.read(func(r bindex.IndexReader) error {
		dict, err := open(r)
		if err != nil {
			return err
		}
		defer dict.Close()
		for len(out) < maxNames {
			entry, err := dict.Next()
			if err != nil || entry == nil {
				return err
			}
			out = append(out, strings.TrimPrefix(entry.Term, prefix))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look up names: %w", err)
	}
	return out, nil
}

// read calls f with a reader of the index as it is now.
func (x *Index) read(f func(bindex.IndexReader) error) error {
	x.openMu.RLock()
	defer x.openMu.RUnlock()
	if x.closed { // bleve would return a nil reader
		return bleve.ErrorIndexClosed
	}
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return err
	}
	defer reader.Close()
	return f(reader)
}
