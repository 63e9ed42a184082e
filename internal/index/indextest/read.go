// Package indextest tests engines of package index, and helps tests to look at one.
package indextest

import (
	"context"
	"testing"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/store"
)

// Cards returns the cards of all articles, by path.
func Cards(x interface{ Files() []*store.File }) []*article.Card {
	var out []*article.Card
	for _, f := range x.Files() {
		if f.HasArticle() {
			out = append(out, &f.Card)
		}
	}
	return out
}

// Card returns the card of an article; nil, false if there is none.
func Card(t testing.TB, x index.Lister, id string) (*article.Card, bool) {
	t.Helper()
	cards, err := x.Cards(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return cards[id], cards[id] != nil
}

// Group returns the copies of an article with itself, the best documented first; nil if there are none.
func Group(t testing.TB, x index.Lister, id string) []*article.Card {
	t.Helper()
	groups, err := x.Groups(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return groups[id]
}

// Frequency returns how many articles of an analyzer contain a term.
func Frequency(t testing.TB, x index.Searcher, lang analysis.Lang, term string) int {
	t.Helper()
	counts, err := x.Frequencies(context.Background(), []index.Term{{Field: string(lang), Text: term}})
	if err != nil {
		t.Fatal(err)
	}
	return counts[0]
}
