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
	"lede/internal/store"
)

// compareCards orders the newest first, those without a date last, then by path.
func compareCards(a, b *article.Card) int {
	return cmp.Or(b.Published.Compare(a.Published), strings.Compare(a.Path, b.Path))
}

// found returns the card of an article that a search has found; nil if it was removed since. Damage is an error: without the
// article the answer would be wrong.
func (x *Index) found(id string) (*article.Card, error) {
	f, err := x.store.File(id)
	if err != nil || f == nil || !f.HasArticle() {
		return nil, x.damaged(err)
	}
	return &f.Card, nil
}

// card returns the card of an article; nil if there is none, or if it is damaged.
func (x *Index) card(id string) *article.Card {
	c, _ := x.found(id)
	return c
}

// cards returns the cards of the first articles of a list, up to a number, that are there.
func (x *Index) cards(ids []store.ID, size int) []*article.Card {
	var out []*article.Card
	for _, id := range ids[:min(size, len(ids))] {
		if c := x.card(id.String()); c != nil {
			out = append(out, c)
		}
	}
	return out
}

// Newest returns the latest publication day; the zero time if no article has one.
func (x *Index) Newest() time.Time { return x.catalog.now().newest }

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
	k, err := x.newCopyFinder()
	if err != nil {
		return nil, err
	}
	return k.CopiesOf(text), nil
}

// Latest returns the newest articles that pass a filter, each story once.
func (x *Index) Latest(_ context.Context, f query.Filter, skip, size int) ([]*article.Card, int, error) {
	list := x.catalog.sorted()
	told := map[string]bool{} // copies of what is listed
	var out []store.ID
	n := 0
	for _, id := range list.ids {
		if told[string(id[:])] || !x.matches(id, f) {
			continue
		}
		for _, copied := range list.groups[string(id[:])] {
			told[copied.ID] = true
		}
		if n >= skip && len(out) < size {
			out = append(out, id)
		}
		n++
	}
	return x.cards(out, size), n, nil
}

// matches reports whether an article passes a filter.
func (x *Index) matches(id store.ID, f query.Filter) bool {
	a, ok := x.store.Summary(id)
	return ok && matchesFilter(a, f)
}

func matchesFilter(a store.Summary, f query.Filter) bool {
	id := ""
	if f.Article != "" {
		id = a.ID.String()
	}
	return f.Match(id, a.Outlet, a.Host, a.Tags, a.Published)
}
