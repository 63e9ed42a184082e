package bleveindex

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/store"
)

// articleList is the sorted list of all articles and the groups of copies among them, at one commit. It never changes.
type articleList struct {
	cards     []*article.Card // newest first, undated last, then by path
	groups    index.Groups
	languages map[analysis.Lang]int // number of articles by analyzer
	overview  func() index.Overview // computed on first use
}

// catalog keeps the articleList of an index. The list is built on first use and updated with each commit, at the cost of
// what the commit changes and of one copy of the pointers. Readers load it without a lock.
type catalog struct {
	store *store.Store
	list  atomic.Pointer[articleList] // nil: not built

	mu      sync.Mutex // locked while the list is built, and from a commit until the list has it
	bySum   map[store.Sum]*store.File
	linkers map[store.Sum][]string // ids of the files whose CopyOf contains a sum
}

// rebuildShare is the share of all articles that a commit changes from which on the list is built again when it is needed:
// as long as that takes, 1/32 of 92,000 articles can be inserted one by one.
const rebuildShare = 32

// now returns the list.
func (c *catalog) now() *articleList {
	if l := c.list.Load(); l != nil {
		return l
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.list.Load(); l != nil {
		return l
	}
	l := c.build()
	c.list.Store(l)
	return l
}

// build returns the list of the articles in the store. The caller has locked mu.
func (c *catalog) build() *articleList {
	files := slices.DeleteFunc(c.store.Files(), func(f *store.File) bool { return !f.HasArticle() })
	sortFiles(files)
	l := &articleList{cards: make([]*article.Card, len(files)), groups: index.GroupCopies(files), languages: map[analysis.Lang]int{}}
	for i, f := range files {
		l.cards[i] = &f.Card
		l.languages[analysis.For(f.Lang)]++
	}
	l.setOverview()
	return l
}

// sortFiles sorts files as their cards are. Dates are compared as numbers beside each other: following pointers takes
// three times as long.
func sortFiles(files []*store.File) {
	type dated struct {
		day  int64
		file *store.File
	}
	sorted := make([]dated, len(files))
	for i, f := range files {
		sorted[i] = dated{f.Published.Unix(), f}
	}
	slices.SortFunc(sorted, func(a, b dated) int {
		if a.day != b.day {
			return cmp.Compare(b.day, a.day)
		}
		return compareCards(&a.file.Card, &b.file.Card)
	})
	for i := range sorted {
		files[i] = sorted[i].file
	}
}

// prepare makes files found by their sums, which only updates need. The caller has locked mu.
func (c *catalog) prepare() {
	if c.bySum != nil {
		return
	}
	files := c.store.Files()
	c.bySum, c.linkers = make(map[store.Sum]*store.File, len(files)), map[store.Sum][]string{}
	for _, f := range files {
		if f.HasArticle() {
			c.attach(f)
		}
	}
}

// setOverview sets how the overview is computed.
func (l *articleList) setOverview() {
	l.overview = sync.OnceValue(func() index.Overview { return index.OverviewOf(l.cards) })
}

// commit calls write, which commits the puts and removals of files to the store, and brings the list up to date with it.
func (c *catalog) commit(puts []store.Put, removed []string, write func() (uint64, error)) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var before, after []*store.File
	old := c.list.Load()
	if old != nil {
		c.prepare()
		before = c.recordsOf(puts, removed)
	}
	number, err := write()
	if err != nil || old == nil {
		return number, err
	}
	for _, p := range puts {
		if p.File.HasArticle() {
			after = append(after, p.File)
		}
	}
	switch changed := len(before) + len(after); {
	case changed == 0:
	case changed > 1 && changed > len(old.cards)/rebuildShare:
		c.reset()
	default:
		c.list.Store(c.updated(old, before, after))
	}
	return number, nil
}

// recordsOf returns the present records, as far as they have articles, of files that are put or removed.
func (c *catalog) recordsOf(puts []store.Put, removed []string) []*store.File {
	var out []*store.File
	add := func(id string) {
		if f, ok := c.store.File(id); ok && f.HasArticle() {
			out = append(out, f)
		}
	}
	for _, p := range puts {
		add(p.File.ID)
	}
	for _, path := range removed {
		add(article.ID(path))
	}
	return out
}

// drop makes the next reader build the list again, since all records of the store have been replaced.
func (c *catalog) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reset()
}

func (c *catalog) reset() {
	c.list.Store(nil)
	c.bySum, c.linkers = nil, nil
}

// updated returns the list after the records before were replaced by those after.
func (c *catalog) updated(old *articleList, before, after []*store.File) *articleList {
	l := &articleList{cards: replaceCards(old.cards, before, after), languages: maps.Clone(old.languages)}
	for _, f := range before {
		l.languages[analysis.For(f.Lang)]--
		c.detach(f, old.groups[f.ID])
	}
	for _, f := range after {
		l.languages[analysis.For(f.Lang)]++
		c.attach(f)
	}
	l.groups = c.regroup(old.groups, before, after)
	l.setOverview()
	return l
}

// replaceCards returns a sorted list of cards without some and with others.
func replaceCards(cards []*article.Card, before, after []*store.File) []*article.Card {
	var gone []int
	for _, f := range before {
		if i, ok := slices.BinarySearchFunc(cards, &f.Card, compareCards); ok {
			gone = append(gone, i)
		}
	}
	slices.Sort(gone)
	out, next := make([]*article.Card, 0, len(cards)+len(after)), 0
	for _, i := range gone {
		out = append(out, cards[next:i]...)
		next = i + 1
	}
	out = append(out, cards[next:]...)
	for _, f := range after {
		i, _ := slices.BinarySearchFunc(out, &f.Card, compareCards)
		out = slices.Insert(out, i, &f.Card)
	}
	return out
}

// attach makes a file found by its sum and by those it is a copy of.
func (c *catalog) attach(f *store.File) {
	if c.bySum[f.Sum] == nil {
		c.bySum[f.Sum] = f
	}
	for _, sum := range f.CopyOf {
		c.linkers[sum] = append(c.linkers[sum], f.ID)
	}
}

// detach undoes attach for a file of a group, which the store no longer has.
func (c *catalog) detach(f *store.File, group []*article.Card) {
	if c.bySum[f.Sum] == f {
		delete(c.bySum, f.Sum)
		for _, card := range group { // files of the same sum are of one group
			if other, ok := c.store.File(card.ID); ok && other.HasArticle() && other.Sum == f.Sum {
				c.bySum[f.Sum] = other
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
			if other := c.bySum[sum]; other != nil {
				touch(other.ID)
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
		if f, ok := c.store.File(id); ok && f.HasArticle() {
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
