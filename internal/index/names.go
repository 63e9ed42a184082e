package index

import (
	"context"
	"fmt"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/names"
)

// namesField is the field of the articles' names: each name itself, and the name followed by each word of its bearer's
// title ("rutnik+secretary").
const namesField = "names"

// roleMark separates a name from a word of a title.
const roleMark = "+"

// addNames adds the terms of an article's names. words are the tokens of its text.
func addNames(t *terms, a *article.Article, words []analysis.Token) {
	for _, n := range names.Of(a, words) {
		if strings.Contains(n.Word, roleMark) { // "C++"
			continue
		}
		t.add(n.Word)
		for _, role := range n.Roles {
			t.add(n.Word + roleMark + role)
		}
	}
}

// maxNames is the most names that a lookup returns: it bounds the work of package answer, which judges each of them.
const maxNames = 64

// SpelledLike returns the names of the corpus at an edit distance of 1 or 0 from a folded word, up to maxNames.
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

// Roles returns the words of the titles that bearers of a folded name have in the corpus, up to maxNames.
func (x *Index) Roles(name string) ([]string, error) {
	return x.lookup(name+roleMark, func(r bindex.IndexReader) (bindex.FieldDict, error) {
		return r.FieldDictPrefix(namesField, []byte(name+roleMark))
	})
}

// NameFrequency returns the number of articles in which a folded word is a name.
func (x *Index) NameFrequency(ctx context.Context, name string) (int, error) {
	return x.frequency(ctx, namesField, name)
}

// lookup returns the terms of a dictionary of names without their common prefix, up to maxNames.
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
