package index

import (
	"cmp"
	"slices"
	"strings"

	"lede/internal/article"
	"lede/internal/copies"
	"lede/internal/store"
)

// groups holds for each article that has copies all articles of its group, the best first, by id.
type groups map[string][]*article.Card

// groupCopies finds the groups among the files of articles: files of the same bytes, and those that were found alike when
// they were read. Copies of copies are of one group.
func groupCopies(files []*store.File) groups {
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
	out := groups{}
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

// compareCopies orders the copies of a story: first the one that tells most of where it comes from, of those the earliest,
// then the longest.
func compareCopies(a, b *store.File) int {
	return cmp.Or(cmp.Compare(provenanceScore(b), provenanceScore(a)), a.Published.Compare(b.Published), cmp.Compare(b.Words, a.Words), strings.Compare(a.Path, b.Path))
}

// provenanceScore counts what is known of an article's origin.
func provenanceScore(f *store.File) int {
	n := 0
	for _, known := range []bool{f.URL != "", f.Outlet != "", !f.Published.IsZero(), !f.Published.IsZero() && !f.Inferred} {
		if known {
			n++
		}
	}
	return n
}

// Bounds of the search for copies of one article. A group of more copies hangs together by those that are found: a
// story that is posted a thousand times must not be compared a million times.
const (
	maxLinks      = 16
	maxCandidates = 64
)

// duplicateFinder finds the articles of an index that a new one is a copy of.
type duplicateFinder struct {
	store  *store.Store
	files  []*store.File
	finder *copies.Finder
}

func newDuplicateFinder(s *store.Store) *duplicateFinder {
	k := &duplicateFinder{store: s, files: slices.DeleteFunc(s.Files(), func(f *store.File) bool { return !f.HasArticle() })}
	k.finder = copies.NewFinder(len(k.files), func(i int32) copies.Sketch { return k.files[i].Sketch })
	return k
}

// link sets which files the articles of some changes are copies of, of the index and of each other.
func (k *duplicateFinder) link(changes []Change) {
	fresh := map[store.Sum]*article.Article{}
	for _, c := range changes {
		if c.article == nil {
			continue
		}
		f := c.put.File
		f.CopyOf = k.copiesOf(f, c.article, fresh)
		fresh[f.Sum] = c.article
		k.files = append(k.files, f)
		k.finder.Add(int32(len(k.files) - 1))
	}
}

func (k *duplicateFinder) copiesOf(f *store.File, a *article.Article, fresh map[store.Sum]*article.Article) []store.Sum {
	var out []store.Sum
	candidates := k.finder.Candidates(f.Sketch)
	for _, i := range candidates[:min(len(candidates), maxCandidates)] {
		other := k.files[i]
		if other.ID == f.ID || other.Sum == f.Sum || slices.Contains(out, other.Sum) {
			continue
		}
		if text, ok := k.text(other, fresh); ok && copies.Same(a.Text, text) {
			out = append(out, other.Sum)
		}
		if len(out) == maxLinks {
			break
		}
	}
	return out
}

// text returns the text of a file's article; false if the file holds another by now.
func (k *duplicateFinder) text(f *store.File, fresh map[store.Sum]*article.Article) (string, bool) {
	if a, ok := fresh[f.Sum]; ok {
		return a.Text, true
	}
	if now, ok := k.store.File(f.ID); !ok || now.Sum != f.Sum {
		return "", false
	}
	a, err := k.store.Article(f.ID)
	if err != nil || a == nil {
		return "", false
	}
	return a.Text, true
}
