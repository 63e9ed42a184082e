package corpus

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"time"

	"lede/internal/article"
)

// ErrSweeping is returned by Inspect while a sweep is running.
var ErrSweeping = errors.New("the folder is being read")

// Inspect reads the file of an article again and returns how it is read: its facts with their places, its text, and what
// was left out of it. It fails if the file has gone or no longer contains the article.
func (c *Corpus) Inspect(id string) (article.Reading, error) {
	f, ok := c.Index.File(id)
	if !ok {
		return article.Reading{}, fmt.Errorf("there is no article %s", id)
	}
	if !c.sweeping.TryLock() {
		return article.Reading{}, ErrSweeping
	}
	defer c.sweeping.Unlock()
	file := f.Path
	if isPart(f) {
		file = path.Dir(file)
	}
	root, err := c.root()
	if err != nil {
		return article.Reading{}, err
	}
	found, err := c.list(root, []string{file})
	if err != nil {
		return article.Reading{}, err
	}
	if len(found.entries) != 1 || found.entries[0].real == "" {
		return article.Reading{}, fmt.Errorf("%s is no longer read", file)
	}
	files, err := newFileReader(root, c.MaxFileSize)
	if err != nil {
		return article.Reading{}, err
	}
	defer files.close()
	raw, stamp, err := files.read(found.entries[0].real)
	if err != nil {
		return article.Reading{}, err
	}
	readings := article.Inspect(article.File{Path: file, Raw: raw, Modified: time.Unix(0, stamp.Modified), Defaults: c.defaultsOf(path.Dir(file))})
	i := slices.IndexFunc(readings, func(r article.Reading) bool { return r.Article.Path == f.Path })
	if i < 0 {
		return article.Reading{}, fmt.Errorf("%s no longer contains the article", file)
	}
	return readings[i], nil
}
