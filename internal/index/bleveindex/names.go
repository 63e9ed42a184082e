package bleveindex

import (
	"context"
	"fmt"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/index"
)

// SpelledLike returns the names of the corpus at an edit distance of 1 or 0 from a folded word, up to index.MaxNames.
func (x *Index) SpelledLike(_ context.Context, word string) ([]string, error) {
	return x.spelledLike(index.NamesField, word, 1)
}

// spelledLike returns the terms of a field within an edit distance from a word.
func (x *Index) spelledLike(field, word string, distance int) ([]string, error) {
	return x.lookup("", func(r bindex.IndexReader) (bindex.FieldDict, error) {
		fuzzy, ok := r.(bindex.IndexReaderFuzzy)
		if !ok {
			return nil, fmt.Errorf("the index has no fuzzy dictionary")
		}
		return fuzzy.FieldDictFuzzy(field, word, distance, "")
	})
}

// Roles returns the words of the titles that bearers of a folded name have in the corpus, up to index.MaxNames.
func (x *Index) Roles(_ context.Context, name string) ([]string, error) {
	return x.lookup(name+index.RoleMark, func(r bindex.IndexReader) (bindex.FieldDict, error) {
		return r.FieldDictPrefix(index.NamesField, []byte(name+index.RoleMark))
	})
}

// lookup returns the terms of a dictionary without their common prefix, up to index.MaxNames.
func (x *Index) lookup(prefix string, open func(bindex.IndexReader) (bindex.FieldDict, error)) ([]string, error) {
	var out []string
	err := x.read(func(r bindex.IndexReader) error {
		dict, err := open(r)
		if err != nil {
			return err
		}
		defer dict.Close()
		for len(out) < index.MaxNames {
			entry, err := dict.Next()
			if err != nil || entry == nil {
				return err
			}
			out = append(out, strings.TrimPrefix(entry.Term, prefix))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look up words: %w", err)
	}
	return out, nil
}
