package index

import (
	"cmp"
	"slices"
	"strings"

	"lede/internal/article"
	"lede/internal/store"
)

// Groups maps the id of each article that has copies to all articles of its group, the best documented first.
type Groups map[string][]*article.Card

// GroupCopies returns the groups among the files of articles: the connected components of files with equal bytes and of
// the links in CopyOf.
func GroupCopies(files []*store.File) Groups {
	bySum := make(map[store.Sum]int, len(files))
	parent := make([]int, len(files))
	for i, f := range files {
		parent[i] = i
		if first, ok := bySum[f.Sum]; ok {
			parent[i] = first
		} else {
			bySum[f.Sum] = i
		}
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i, f := range files {
		for _, sum := range f.CopyOf {
			if other, ok := bySum[sum]; ok {
				parent[find(i)] = find(other)
			}
		}
	}
	members := map[int][]*store.File{}
	for i := range files {
		if root := find(i); root != i {
			members[root] = append(members[root], files[i])
		}
	}
	out := Groups{}
	for root, group := range members {
		group = append(group, files[root])
		slices.SortFunc(group, compareCopies)
		cards := make([]*article.Card, len(group))
		for i, f := range group {
			cards[i] = &f.Card
		}
		for _, c := range cards {
			out[c.ID] = cards
		}
	}
	return out
}

// compareCopies orders the copies of a story: first by provenanceScore, then the earliest, then the longest.
func compareCopies(a, b *store.File) int {
	return cmp.Or(cmp.Compare(provenanceScore(b), provenanceScore(a)), a.Published.Compare(b.Published), cmp.Compare(b.Words, a.Words), strings.Compare(a.Path, b.Path))
}

// provenanceScore counts which parts of an article's origin are given: address, outlet, date, a date that is not inferred.
func provenanceScore(f *store.File) int {
	n := 0
	for _, given := range []bool{f.URL != "", f.Outlet != "", !f.Published.IsZero(), !f.Published.IsZero() && !f.Inferred} {
		if given {
			n++
		}
	}
	return n
}

// minCopyScore is the share of another copy's score that a better documented copy needs to replace it. With less, the
// other one contains something about the question that the better one lacks. The figures of eval/en-news are the same
// from 0.5 to 1.
const minCopyScore = 0.9

// Collapse keeps one hit of each group, at the place of its first: the best documented copy with minCopyScore of the
// first one's score.
func (g Groups) Collapse(hits []Hit) []Hit {
	at := map[string]int{} // index in out of a group's hit, by the id of the group's first article
	out := hits[:0]
	for _, h := range hits {
		group := g[h.ID]
		if len(group) == 0 {
			out = append(out, h)
			continue
		}
		best := group[0].ID
		i, seen := at[best]
		switch {
		case !seen:
			at[best] = len(out)
			out = append(out, h)
		case h.Score >= minCopyScore*out[i].Score && positionIn(group, h.ID) < positionIn(group, out[i].ID):
			out[i].Card = h.Card
		}
	}
	return out
}

// positionIn returns the index of an article in its group.
func positionIn(group []*article.Card, id string) int {
	return slices.IndexFunc(group, func(c *article.Card) bool { return c.ID == id })
}
