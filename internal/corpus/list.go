package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"lede/internal/parallel"
	"lede/internal/store"
)

// listing is the files of a folder, unordered.
type listing struct {
	entries []entry
	walked
}

// list lists the files at some paths of the folder and below. Their stamps are taken while the folders are still read.
func (c *Corpus) list(root string, paths []string) (listing, error) {
	found := make(chan []entry, 4)
	w := &walker{root: root, now: c.Now(), walked: walked{folders: map[string]store.Stamp{}}, found: found}
	room := 0
	if slices.Equal(paths, wholeFolder) {
		room = c.Index.Len() // as many as there were
	}
	var err error
	go func() {
		defer close(found)
		err = w.walkAll(paths)
	}()
	entries := statAll(found, c.MaxFileSize, room)
	if err != nil {
		return listing{}, err
	}
	return listing{entries, w.walked}, nil
}

// statAll adds the ids and the stamps of files to their entries and refuses those that are too large. It returns the entries without those
// of files that are gone.
func statAll(found <-chan []entry, maxSize int64, room int) []entry {
	out := make([]entry, 0, room)
	var mu sync.Mutex
	parallel.Each(runtime.GOMAXPROCS(0), func(int) {
		s := statter{maxSize: maxSize}
		defer s.close()
		for run := range found {
			for k := range run {
				s.look(&run[k])
			}
			mu.Lock()
			for _, e := range run {
				if e.path != "" {
					out = append(out, e)
				}
			}
			mu.Unlock()
			runs.Put(&run)
		}
	})
	return out
}

// runs are reused.
var runs = sync.Pool{New: func() any { run := make([]entry, 0, filesOfRun); return &run }}

// filesOfRun is how many files one goroutine looks at in a row: a millisecond's work, so that opening their folder does not count.
const filesOfRun = 512

// statter looks at files. Those of one folder in a row are looked up in that folder, not from the root of the file system on,
// which takes half of the time.
type statter struct {
	maxSize int64
	folder  *openFolder // of the last file
}

// look adds the id and the stamp of a file to its entry, or refuses the file. The entry of a file that is gone becomes the zero entry.
func (s *statter) look(e *entry) {
	e.id = idOf(e.path)
	if e.real == "" {
		return
	}
	stamp, err := s.stat(e.real)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		*e = entry{}
	case err != nil:
		e.refuse("cannot be read: "+reason(err), "give the bot the right to read it")
	case stamp.Size > s.maxSize:
		e.refuse(fmt.Sprintf("has %d bytes; at most %d are read", stamp.Size, s.maxSize), "cut it into several files, or raise max_file_size in config.yaml")
	default:
		e.stamp = stamp
	}
}

// stat returns the stamp of a file, of a link's own.
func (s *statter) stat(real string) (store.Stamp, error) {
	dir, name := filepath.Split(real)
	if s.folder == nil || s.folder.path != dir {
		s.close()
		opened, err := openForStamps(dir)
		if err != nil {
			return lstat(real) // a folder that cannot be listed, which a link leads to
		}
		s.folder = opened
	}
	return s.folder.lstat(name)
}

func (s *statter) close() {
	if s.folder != nil {
		_ = s.folder.Close() // nothing was written
		s.folder = nil
	}
}
