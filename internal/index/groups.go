package index

import (
	"cmp"
	"slices"
	"strings"

	"lede/internal/article"
	"lede/internal/copies"
	"lede/internal/store"
)

// groups maps the id of each article that has copies to all articles of its group, the best documented first.
type groups map[string][]*article.Card

// groupCopies returns the groups among the files of articles: the connected components of files with equal bytes and of
// the links in CopyOf.
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

// Limits per article: compare at most 64 candidates, keep at most 16 links, so that a story posted n times costs 64n
// comparisons, not n²/2, and 256 bytes for the links. Larger groups stay connected through shared members:
// TestReposts has 150 copies in which different words are replaced.
const (
	maxLinks      = 16
	maxCandidates = 64
)

// duplicateFinder finds the articles of an index that a new article is a near-copy of.
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

// link sets CopyOf of the files of some changes, to files of the index and to each other.
func (k *duplicateFinder) link(changes []Change) {
	pending := map[store.Sum]*article.Article{}
	for _, c := range changes {
		if c.article == nil {
			continue
		}
		f := c.put.File
		f.CopyOf = k.copiesOf(f, c.article, pending)
		pending[f.Sum] = c.article
		k.files = append(k.files, f)
		k.finder.Add(int32(len(k.files) - 1))
	}
}

// CopiesOf returns the articles of which another text is a near-copy, the most similar first, at most 16.
func (x *Index) CopiesOf(text string) []*article.Card {
	k := newDuplicateFinder(x.store)
	var out []*article.Card
	for _, sum := range k.copiesOf(&store.File{Sketch: copies.Of(text)}, &article.Article{Text: text}, nil) {
		at := slices.IndexFunc(k.files, func(f *store.File) bool { return f.Sum == sum })
		out = append(out, &k.files[at].Card)
	}
	return out
}

func (k *duplicateFinder) copiesOf(f *store.File, a *article.Article, pending map[store.Sum]*article.Article) []store.Sum {
	var out []store.Sum
	candidates := k.finder.Candidates(f.Sketch)
	for _, i := range candidates[:min(len(candidates), maxCandidates)] {
		other := k.files[i]
		if other.ID == f.ID || other.Sum == f.Sum || slices.Contains(out, other.Sum) {
			continue
		}
		if text, ok := k.text(other, pending); ok && copies.Same(a.Text, text) {
			out = append(out, other.Sum)
		}
		if len(out) == maxLinks {
			break
		}
	}
	return out
}

// text returns the text of a file's article; false if the file has other content by now.
func (k *duplicateFinder) text(f *store.File, pending map[store.Sum]*article.Article) (string, bool) {
	if a, ok := pending[f.Sum]; ok {
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
