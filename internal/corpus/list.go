package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"lede/internal/parallel"
	"lede/internal/store"
)

// listing is the files of a folder.
type listing struct {
	entries []entry
	walked
}

// list lists the files at some paths of the folder and below.
func (c *Corpus) list(root string, paths []string) (listing, error) {
	w := &walker{root: root, now: c.Now(), walked: walked{folders: map[string]store.Stamp{}}}
	if slices.Equal(paths, wholeFolder) {
		w.entries = make([]entry, 0, c.Index.Len()) // as many as there were
	}
	for _, rel := range paths {
		if err := w.walk(rel); err != nil {
			return listing{}, err
		}
	}
	return listing{statAll(w.entries, c.MaxFileSize), w.walked}, nil
}

// statAll adds the ids and the stamps of files to their entries and refuses those that are too large. It returns the entries without those
// of files that are gone.
func statAll(entries []entry, maxSize int64) []entry {
	runs := slices.Collect(slices.Chunk(entries, filesOfRun))
	parallel.Each(len(runs), func(i int) {
		s := statter{maxSize: maxSize}
		defer s.close()
		for k := range runs[i] {
			s.look(&runs[i][k])
		}
	})
	return slices.DeleteFunc(entries, func(e entry) bool { return e.path == "" })
}

// filesOfRun is how many files one goroutine looks at in a row: a millisecond's work, so that opening their folder does not count.
const filesOfRun = 512

// statter looks at files. Those of one folder in a row are looked up in that folder, not from the root of the file system on,
// which takes half of the time.
type statter struct {
	maxSize    int64
	folder     *os.Root // of the last file
	folderPath string
}

// look adds the id and the stamp of a file to its entry, or refuses the file. The entry of a file that is gone becomes the zero entry.
func (s *statter) look(e *entry) {
	e.id = idOf(e.path)
	if e.real == "" {
		return
	}
	info, err := s.stat(e.real)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		*e = entry{}
	case err != nil:
		e.refuse("cannot be read: "+reason(err), "give the bot the right to read it")
	case info.Size() > s.maxSize:
		e.refuse(fmt.Sprintf("has %d bytes; at most %d are read", info.Size(), s.maxSize), "cut it into several files, or raise max_file_size in config.yaml")
	default:
		e.stamp = stampOf(info)
	}
}

// stat returns what os.Lstat does.
func (s *statter) stat(real string) (fs.FileInfo, error) {
	dir, name := filepath.Split(real)
	if s.folder == nil || s.folderPath != dir {
		s.close()
		root, err := os.OpenRoot(dir)
		if err != nil {
			return os.Lstat(real) // a folder that cannot be listed, which a link leads to
		}
		s.folder, s.folderPath = root, dir
	}
	return s.folder.Lstat(name)
}

func (s *statter) close() {
	if s.folder != nil {
		_ = s.folder.Close() // nothing was written
		s.folder = nil
	}
}
