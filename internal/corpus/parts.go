package corpus

import (
	"fmt"
	"path"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/store"
)

// A file that is several articles, a book or an export, has a record without an article and one for each of them. The
// path of an article in "book.epub" is "book.epub/3". All records of a file are written together.

// isPart reports whether a record is of an article in a file of several: no stamp is its own.
func isPart(f *store.File) bool { return f.HasArticle() && f.Stamp == store.Stamp{} }

// partPath returns the path of an article in a file of several, from 1.
func partPath(file string, n int) string { return fmt.Sprintf("%s/%d", file, n) }

// changesOf prepares what becomes of a file: its record, and its articles.
func (s *sweep) changesOf(f *store.File, articles []article.Article) []index.Change {
	if len(articles) == 1 && articles[0].Path == f.Path {
		if len(articles[0].Sentences) == 0 {
			return []index.Change{s.Index.NewChange(f, nil)}
		}
		return []index.Change{s.Index.NewChange(f, &articles[0])}
	}
	changes := []index.Change{s.Index.NewChange(f, nil)}
	for i := range articles {
		part := &store.File{Card: articles[i].Card, Sum: hash([]byte(articles[i].Text))}
		changes = append(changes, s.Index.NewChange(part, &articles[i]))
	}
	return changes
}

// partsFrom returns the paths of the articles in a file of several from one on, as far as the index has them.
func (s *sweep) partsFrom(file string, n int) []string {
	var out []string
	for ; ; n++ {
		part := partPath(file, n)
		if _, ok := s.Index.Summary(idOf(part)); !ok {
			return out
		}
		out = append(out, part)
	}
}

// isKept reports whether a record that no file of its own represents is an article in a file that is there.
func isKept(f *store.File, seen map[store.ID]bool) bool {
	return isPart(f) && seen[idOf(path.Dir(f.Path))]
}
