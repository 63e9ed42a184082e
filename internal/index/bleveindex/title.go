package bleveindex

import (
	"context"
	"fmt"
	"math"
	"slices"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/article"
	"lede/internal/index"
)

// Titled returns the articles whose title has all words of a text, see index.Lister.
func (x *Index) Titled(ctx context.Context, text string, size int) ([]*article.Card, error) {
	q := index.ParseTitle(text)
	if q.IsEmpty() {
		return x.cards(x.catalog.sorted().ids, size), ctx.Err()
	}
	var exact, found []*article.Card
	err := x.read(func(r bindex.IndexReader) error {
		p, err := newPostings(ctx, r)
		if err != nil {
			return err
		}
		if exact, err = x.withTitleTerm(r, p, q.Key); err != nil {
			return err
		}
		numbers, err := titleMatches(p, q)
		if err == nil {
			found, err = x.cardsOf(r, numbers)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up a title: %w", err)
	}
	slices.SortFunc(found, compareCards)
	out := slices.Clip(exact)
	for _, c := range found {
		if !slices.ContainsFunc(exact, func(e *article.Card) bool { return e.ID == c.ID }) {
			out = append(out, c)
		}
	}
	return out[:min(size, len(out))], nil
}

// titleMatches returns the numbers of the documents whose title has what is asked for.
func titleMatches(p *postings, q index.TitleQuery) (map[int]bool, error) {
	var all map[int]bool
	keep := func(these map[int]bool) bool {
		if all != nil {
			for n := range these {
				if !all[n] {
					delete(these, n)
				}
			}
		}
		all = these
		return len(all) > 0
	}
	for _, word := range q.Words {
		these := map[int]bool{}
		if err := addMatches(p, word, these); err != nil || !keep(these) {
			return nil, err
		}
	}
	for _, beginning := range q.Begins {
		these := map[int]bool{}
		if err := addBeginning(p, beginning, these); err != nil || !keep(these) {
			return nil, err
		}
	}
	return all, nil
}

// addBeginning adds the documents with a term of the titles that begins with some letters.
func addBeginning(p *postings, beginning string, to map[int]bool) error {
	terms, err := p.terms(index.TitleField, beginning, math.MaxInt)
	if err != nil {
		return err
	}
	for _, term := range terms {
		if err := addMatches(p, term, to); err != nil {
			return err
		}
	}
	return nil
}

// addMatches adds the documents with a term of the titles.
func addMatches(p *postings, term string, to map[int]bool) error {
	list, err := p.of(index.TitleField, term)
	if err != nil {
		return err
	}
	list.each(func(articles []uint32, _ []float64) {
		for _, n := range articles {
			to[int(n)] = true
		}
	})
	return nil
}

// cardsOf returns the cards of some documents.
func (x *Index) cardsOf(r bindex.IndexReader, numbers map[int]bool) ([]*article.Card, error) {
	var out []*article.Card
	for n := range numbers {
		id, err := r.ExternalID(bindex.NewIndexInternalID(nil, uint64(n)))
		if err != nil {
			return nil, err
		}
		if c := x.card(id); c != nil {
			out = append(out, c)
		}
	}
	return out, nil
}

// withTitleTerm returns the articles with a term in the titles' field, the newest first.
func (x *Index) withTitleTerm(r bindex.IndexReader, p *postings, term string) ([]*article.Card, error) {
	numbers := map[int]bool{}
	if err := addMatches(p, term, numbers); err != nil {
		return nil, err
	}
	out, err := x.cardsOf(r, numbers)
	slices.SortFunc(out, compareCards)
	return out, err
}

// Linked returns the articles whose link leads to a place.
func (x *Index) Linked(ctx context.Context, place string) (out []*article.Card, err error) {
	err = x.read(func(r bindex.IndexReader) error {
		p, err := newPostings(ctx, r)
		if err == nil {
			out, err = x.withTitleTerm(r, p, index.PlaceTerm(place))
		}
		return err
	})
	return out, err
}

// TitleWords returns words of titles that are spelled like another.
func (x *Index) TitleWords(_ context.Context, word string) ([]string, error) {
	found, err := x.spelledLike(index.TitleField, word, 2)
	return slices.DeleteFunc(found, func(w string) bool { return !index.IsTitleWord(w) }), err
}
