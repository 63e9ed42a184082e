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

// spelledLike returns the terms of a field within an edit distance from a word, up to index.MaxNames.
func (x *Index) spelledLike(field, word string, distance int) ([]string, error) {
	var out []string
	err := x.read(func(r bindex.IndexReader) error {
		fuzzy, ok := r.(bindex.IndexReaderFuzzy)
		if !ok {
			return fmt.Errorf("the index has no fuzzy dictionary")
		}
		dict, err := fuzzy.FieldDictFuzzy(field, word, distance, "")
		if err != nil {
			return err
		}
		defer dict.Close()
		for len(out) < index.MaxNames {
			entry, err := dict.Next()
			if err != nil || entry == nil {
				return err
			}
			out = append(out, entry.Term)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look up words: %w", err)
	}
	return out, nil
}

// SoundingLike returns the names of the corpus with a phonetic code (see names.Sound), sorted, up to index.MaxAlike. Some may
// have been removed from the corpus.
func (x *Index) SoundingLike(ctx context.Context, sound string) ([]string, error) {
	return x.behind(ctx, index.SoundsField, sound+index.RoleMark, index.MaxAlike)
}

// Roles returns the words of the titles that bearers of a folded name have in the corpus, up to index.MaxNames.
func (x *Index) Roles(ctx context.Context, name string) ([]string, error) {
	return x.behind(ctx, index.NamesField, name+index.RoleMark, index.MaxNames)
}

// behind returns what follows a prefix in the terms of a field, sorted, up to a number.
func (x *Index) behind(ctx context.Context, field, prefix string, most int) (out []string, err error) {
	err = x.read(func(r bindex.IndexReader) error {
		p, err := newPostings(ctx, r)
		if err == nil {
			out, err = p.terms(field, prefix, most)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up names: %w", err)
	}
	for i, term := range out {
		out[i] = strings.TrimPrefix(term, prefix)
	}
	return out, nil
}
