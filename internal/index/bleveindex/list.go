package bleveindex

import (
	"cmp"
	"context"
	"strings"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
)

// compareCards orders the newest first, those without a date last, then by path.
func compareCards(a, b *article.Card) int {
	return cmp.Or(b.Published.Compare(a.Published), strings.Compare(a.Path, b.Path))
}

// card returns the card of an article; nil if there is none.
func (x *Index) card(id string) *article.Card {
	if f, ok := x.File(id); ok && f.HasArticle() {
		return &f.Card
	}
	return nil
}

// Newest returns the latest publication day; the zero time if no article has one.
func (x *Index) Newest() time.Time {
	if cards := x.catalog.now().cards; len(cards) > 0 {
		return cards[0].Published
	}
	return time.Time{}
}

// Overview returns what the articles are like.
func (x *Index) Overview(context.Context) (index.Overview, error) {
	return x.catalog.now().overview(), nil
}

// HasLang reports whether there are articles of an analyzer.
func (x *Index) HasLang(lang analysis.Lang) bool { return x.catalog.now().languages[lang] > 0 }

// Cards returns the cards of the articles with some ids, by id.
func (x *Index) Cards(_ context.Context, ids ...string) (map[string]*article.Card, error) {
	out := make(map[string]*article.Card, len(ids))
	for _, id := range ids {
		if c := x.card(id); c != nil {
			out[id] = c
		}
	}
	return out, nil
}

// Groups returns the copies of the articles with some ids, by id.
func (x *Index) Groups(_ context.Context, ids ...string) (map[string][]*article.Card, error) {
	all := x.catalog.now().groups
	out := map[string][]*article.Card{}
	for _, id := range ids {
		if group := all[id]; len(group) > 0 {
			out[id] = group
		}
	}
	return out, nil
}

// CopiesOf returns the articles of which another text is a near-copy.
func (x *Index) CopiesOf(_ context.Context, text string) ([]*article.Card, error) {
	return index.NewCopyFinder(x.store.Files(), x.store).CopiesOf(text), nil
}

// Latest returns the newest articles that pass a filter, each story once.
func (x *Index) Latest(_ context.Context, f query.Filter, skip, size int) ([]*article.Card, int, error) {
	list := x.catalog.now()
	told := map[string]bool{} // copies of what is listed
	var out []*article.Card
	n := 0
	for _, c := range list.cards {
		if told[c.ID] || !f.Match(c.ID, c.Outlet, c.Host, c.Tags, c.Published) {
			continue
		}
		for _, copied := range list.groups[c.ID] {
			told[copied.ID] = true
		}
		if n >= skip && len(out) < size {
			out = append(out, c)
		}
		n++
	}
	return out, n, nil
}
