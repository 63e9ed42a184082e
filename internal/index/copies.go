package index

import (
	"slices"

	"lede/internal/article"
	"lede/internal/copies"
	"lede/internal/store"
)

// Limits per article: compare at most 64 candidates, keep at most 16 links, so that a story posted n times costs 64n
// comparisons, not n²/2, and 256 bytes for the links. Larger groups stay connected through shared members:
// TestReposts has 150 copies in which different words are replaced.
const (
	maxLinks      = 16
	maxCandidates = 64
)

// CopyFinder finds the articles that a new article is a near-copy of.
type CopyFinder struct {
	texts  Texts
	files  []sketched
	finder *copies.Finder
	built  int // number of files at first
}

// sketched is what is compared of a file: 92 bytes without a pointer.
type sketched struct {
	id     store.ID
	sum    store.Sum
	sketch copies.Sketch
}

// Texts are the articles of an index as they are now.
type Texts interface {
	File(id string) (*store.File, bool)
	Article(id string) (*article.Article, error) // nil, nil if there is none
}

// NewCopyFinder returns a finder over the files that each passes to its argument; those without an article are left out.
func NewCopyFinder(each func(add func(*store.File)) error, texts Texts) (*CopyFinder, error) {
	k := &CopyFinder{texts: texts}
	if err := each(k.add); err != nil {
		return nil, err
	}
	k.files = slices.Clip(k.files)
	k.built = len(k.files)
	k.finder = copies.NewFinder(k.built, func(i int32) copies.Sketch { return k.files[i].sketch })
	return k, nil
}

func (k *CopyFinder) add(f *store.File) {
	if id, ok := store.IDOf(f.ID); ok && f.HasArticle() {
		k.files = append(k.files, sketched{id, f.Sum, f.Sketch})
	}
}

// maxAdded is the least number of files added to a CopyFinder from which on it is wasteful. Each takes a kilobyte; building it
// again takes 0.1 s for 92,000 files.
const maxAdded = 2000

// IsWasteful reports whether so many files were added that building the finder again saves memory: it keeps the records of
// files that have been changed or removed since.
func (k *CopyFinder) IsWasteful() bool { return len(k.files)-k.built > max(maxAdded, k.built/8) }

// Link sets CopyOf of the files of some changes, to files of the index and to each other.
func (k *CopyFinder) Link(changes []Change) {
	pending := map[store.Sum]*article.Article{}
	for _, c := range changes {
		if c.Article == nil {
			continue
		}
		f := c.File
		f.CopyOf = k.copiesOf(f, c.Article, pending)
		pending[f.Sum] = c.Article
		id, _ := store.IDOf(f.ID)
		k.files = append(k.files, sketched{id, f.Sum, f.Sketch})
		k.finder.Add(int32(len(k.files) - 1))
	}
}

// CopiesOf returns the articles of which another text is a near-copy, the most similar first, at most 16.
func (k *CopyFinder) CopiesOf(text string) []*article.Card {
	var out []*article.Card
	for _, sum := range k.copiesOf(&store.File{Sketch: copies.Of(text)}, &article.Article{Text: text}, nil) {
		at := slices.IndexFunc(k.files, func(f sketched) bool { return f.sum == sum })
		if f, ok := k.texts.File(k.files[at].id.String()); ok {
			out = append(out, &f.Card)
		}
	}
	return out
}

func (k *CopyFinder) copiesOf(f *store.File, a *article.Article, pending map[store.Sum]*article.Article) []store.Sum {
	var out []store.Sum
	candidates := k.finder.Candidates(f.Sketch)
	for _, i := range candidates[:min(len(candidates), maxCandidates)] {
		other := &k.files[i]
		if other.id.String() == f.ID || other.sum == f.Sum || slices.Contains(out, other.sum) {
			continue
		}
		if text, ok := k.text(other, pending); ok && copies.Same(a.Text, text) {
			out = append(out, other.sum)
		}
		if len(out) == maxLinks {
			break
		}
	}
	return out
}

// text returns the text of a file's article; false if the file has other content by now.
func (k *CopyFinder) text(f *sketched, pending map[store.Sum]*article.Article) (string, bool) {
	if a, ok := pending[f.sum]; ok {
		return a.Text, true
	}
	id := f.id.String()
	if now, ok := k.texts.File(id); !ok || now.Sum != f.sum {
		return "", false
	}
	a, err := k.texts.Article(id)
	if err != nil || a == nil {
		return "", false
	}
	return a.Text, true
}
