package bleveindex

import (
	"maps"
	"slices"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/store"
)

// attach makes a file found by its sum and by those it is a copy of.
func (c *catalog) attach(f *store.File) {
	if _, ok := c.bySum[f.Sum]; !ok {
		c.bySum[f.Sum], _ = store.IDOf(f.ID)
	}
	for _, sum := range f.CopyOf {
		c.linkers[sum] = append(c.linkers[sum], f.ID)
	}
}

// detach undoes attach for a file of a group, which the store no longer has.
func (c *catalog) detach(f *store.File, group []*article.Card) {
	if first := c.bySum[f.Sum]; first.String() == f.ID {
		delete(c.bySum, f.Sum)
		for _, card := range group { // files of the same sum are of one group
			id, _ := store.IDOf(card.ID)
			if other, ok := c.store.Summary(id); ok && other.HasArticle && other.Sum == f.Sum {
				c.bySum[f.Sum] = id
				break
			}
		}
	}
	for _, sum := range f.CopyOf {
		if left := slices.DeleteFunc(c.linkers[sum], func(id string) bool { return id == f.ID }); len(left) > 0 {
			c.linkers[sum] = left
		} else {
			delete(c.linkers, sum)
		}
	}
}

// regroup returns the groups after some files were replaced. Only the groups that had one of them, or that a new one is
// linked to, are found again.
func (c *catalog) regroup(old index.Groups, before, after []*store.File) index.Groups {
	touched := map[string]bool{}
	touch := func(id string) {
		touched[id] = true
		for _, card := range old[id] {
			touched[card.ID] = true
		}
	}
	for _, f := range before {
		touch(f.ID)
	}
	for _, f := range after {
		touch(f.ID)
		for _, sum := range append([]store.Sum{f.Sum}, f.CopyOf...) {
			if other, ok := c.bySum[sum]; ok {
				touch(other.String())
			}
		}
		for _, id := range c.linkers[f.Sum] {
			touch(id)
		}
	}
	var files []*store.File
	grouped := false // one of them was in a group
	for id := range touched {
		grouped = grouped || old[id] != nil
		if f := c.file(id); f != nil {
			files = append(files, f)
		}
	}
	found := index.GroupCopies(files)
	if !grouped && len(found) == 0 {
		return old
	}
	out := maps.Clone(old)
	for id := range touched {
		delete(out, id)
	}
	maps.Copy(out, found)
	return out
}
