package bleveindex

import (
	"bytes"
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/store"
)

// articleList is what the articles have in common at one commit. It never changes.
type articleList struct {
	ids       []store.ID // newest first, undated last, then by path; nil until sorted
	groups    index.Groups
	newest    time.Time             // the latest day of publication
	languages map[analysis.Lang]int // number of articles by analyzer
	overview  func() index.Overview // computed on first use
}

// catalog keeps the articleList of an index. The list is built on first use, sorted when its order is needed, and updated with
// each commit, at the cost of what the commit changes and of one copy of the ids. Readers load it without a lock.
type catalog struct {
	store *store.Store
	list  atomic.Pointer[articleList] // nil: not built

	mu      sync.Mutex // locked while the list is built, and from a commit until the list has it
	bySum   map[store.Sum]store.ID
	linkers map[store.Sum][]string // ids of the files whose CopyOf contains a sum
}

// rebuildShare is the share of all articles that a commit changes from which on the list is built again when it is needed:
// as long as that takes, 1/32 of 92,000 articles can be inserted one by one.
const rebuildShare = 32

// now returns the list. It may not be sorted.
func (c *catalog) now() *articleList {
	if l := c.list.Load(); l != nil {
		return l
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.built()
}

// built returns the list and builds it if needed. The caller has locked mu.
func (c *catalog) built() *articleList {
	l := c.list.Load()
	if l == nil {
		l = c.build()
		c.list.Store(l)
	}
	return l
}

// sorted returns the list with the ids in order.
func (c *catalog) sorted() *articleList {
	if l := c.list.Load(); l != nil && l.ids != nil {
		return l
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.built()
	if l.ids == nil {
		sorted := *l
		sorted.ids = c.sortedIDs()
		l = &sorted
		c.list.Store(l)
	}
	return l
}

// build returns the list of the articles in the store, not sorted. The caller has locked mu.
func (c *catalog) build() *articleList {
	l := &articleList{groups: index.Groups{}, languages: map[analysis.Lang]int{}}
	c.bySum, c.linkers = make(map[store.Sum]store.ID, c.store.Articles()), map[store.Sum][]string{}
	related := map[store.ID]bool{} // files that may be in a group
	for f := range c.store.Summaries() {
		if !f.HasArticle {
			continue
		}
		l.count(f.Common.Lang, 1)
		l.newest = later(l.newest, f.Published)
		if first, ok := c.bySum[f.Sum]; ok {
			related[first], related[f.ID] = true, true
		} else {
			c.bySum[f.Sum] = f.ID
		}
		if f.HasCopyOf {
			related[f.ID] = true
		}
	}
	if files := c.withLinked(related); len(files) > 0 {
		l.groups = index.GroupCopies(files)
	}
	c.setOverview(l)
	return l
}

// withLinked returns the records of some files and of those that they are copies of, and notes their links.
func (c *catalog) withLinked(ids map[store.ID]bool) []*store.File {
	var files []*store.File
	linked := map[store.ID]bool{}
	for id := range ids {
		f := c.file(id.String())
		if f == nil {
			continue
		}
		files = append(files, f)
		for _, sum := range f.CopyOf {
			c.linkers[sum] = append(c.linkers[sum], f.ID)
			if other, ok := c.bySum[sum]; ok && !ids[other] {
				linked[other] = true
			}
		}
	}
	for id := range linked {
		if f := c.file(id.String()); f != nil {
			files = append(files, f)
		}
	}
	return files
}

// file returns the record of an article; nil if there is none, or if it is damaged, which the next search finds.
func (c *catalog) file(id string) *store.File {
	if f, err := c.store.File(id); err == nil && f != nil && f.HasArticle() {
		return f
	}
	return nil
}

// sortedIDs returns the ids of all articles in the order of compareFiles.
func (c *catalog) sortedIDs() []store.ID {
	type dated struct {
		day  int64
		path string
		id   store.ID
	}
	all := make([]dated, 0, c.store.Articles())
	// What is damaged is found when it is read.
	_ = c.store.Each(func(f store.Summary) bool { return f.HasArticle }, func(f *store.File) {
		id, _ := store.IDOf(f.ID)
		all = append(all, dated{f.Published.Unix(), strings.Clone(f.Path), id})
	})
	slices.SortFunc(all, func(a, b dated) int {
		if a.day != b.day {
			return cmp.Compare(b.day, a.day)
		}
		return strings.Compare(a.path, b.path)
	})
	ids := make([]store.ID, len(all))
	for i := range all {
		ids[i] = all[i].id
	}
	return ids
}

func (l *articleList) count(lang string, n int) { l.languages[analysis.For(lang)] += n }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// setOverview sets how the overview is computed.
func (c *catalog) setOverview(l *articleList) {
	l.overview = sync.OnceValue(func() index.Overview { return index.OverviewOf(c.summaries(c.sorted().ids)) })
}

// summaries yields what an overview needs of some articles.
func (c *catalog) summaries(ids []store.ID) iter.Seq[*article.Card] {
	return func(yield func(*article.Card) bool) {
		for _, id := range ids {
			f, ok := c.store.Summary(id)
			if ok && !yield(&article.Card{Passages: f.Passages, Outlet: f.Outlet, Lang: f.Lang, Tags: f.Tags, Published: f.Published}) {
				return
			}
		}
	}
}

// commit calls write, which commits the puts and removals of files to the store, and brings the list up to date with it.
func (c *catalog) commit(puts []store.Put, removed []string, write func() (uint64, error)) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var before, after []*store.File
	var gone []int // places of the files before in the sorted list
	old := c.list.Load()
	if old != nil {
		before = c.recordsOf(puts, removed)
		gone = c.places(old.ids, before)
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
	case changed > 1 && changed > c.store.Articles()/rebuildShare:
		c.reset()
	default:
		c.list.Store(c.updated(old, before, after, gone))
	}
	return number, nil
}

// recordsOf returns the present records, as far as they have articles, of files that are put or removed.
func (c *catalog) recordsOf(puts []store.Put, removed []string) []*store.File {
	var out []*store.File
	add := func(id string) {
		if f := c.file(id); f != nil {
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
func (c *catalog) updated(old *articleList, before, after []*store.File, gone []int) *articleList {
	l := &articleList{languages: maps.Clone(old.languages), newest: old.newest}
	for _, f := range before {
		l.count(f.Lang, -1)
		c.detach(f, old.groups[f.ID])
	}
	for _, f := range after {
		l.count(f.Lang, 1)
		l.newest = later(l.newest, f.Published)
		c.attach(f)
	}
	if slices.ContainsFunc(before, func(f *store.File) bool { return f.Published.Equal(old.newest) }) {
		l.newest = c.latest()
	}
	if old.ids != nil {
		l.ids = c.replaceIDs(old.ids, gone, after)
	}
	l.groups = c.regroup(old.groups, before, after)
	c.setOverview(l)
	return l
}

// latest returns the latest day of publication.
func (c *catalog) latest() (day time.Time) {
	for f := range c.store.Summaries() {
		if f.HasArticle {
			day = later(day, f.Published)
		}
	}
	return day
}

// places returns where some files are in a sorted list, in ascending order. The store has the records that it was sorted by.
func (c *catalog) places(ids []store.ID, files []*store.File) []int {
	var out []int
	for _, f := range files {
		if i, ok := c.search(ids, f); ok {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// search returns the place of a file in a sorted list, or where it is to be inserted.
func (c *catalog) search(ids []store.ID, f *store.File) (int, bool) {
	return slices.BinarySearchFunc(ids, f, func(id store.ID, f *store.File) int {
		s, _ := c.store.Summary(id)
		if order := f.Published.Compare(s.Published); order != 0 {
			return order
		}
		if bytes.Equal(id[:], []byte(f.ID)) {
			return 0
		}
		path := ""
		if other := c.file(id.String()); other != nil {
			path = other.Path
		}
		return strings.Compare(path, f.Path)
	})
}

// replaceIDs returns a sorted list of ids without those at some places and with those of some files.
func (c *catalog) replaceIDs(ids []store.ID, gone []int, after []*store.File) []store.ID {
	out, next := make([]store.ID, 0, len(ids)+len(after)), 0
	for _, i := range gone {
		out = append(out, ids[next:i]...)
		next = i + 1
	}
	out = append(out, ids[next:]...)
	for _, f := range after {
		i, _ := c.search(out, f)
		id, _ := store.IDOf(f.ID)
		out = slices.Insert(out, i, id)
	}
	return out
}
