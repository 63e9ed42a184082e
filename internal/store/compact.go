package store

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"slices"
)

// unfinishedSuffix is the suffix of a catalog that Compact has not completed.
const unfinishedSuffix = ".new"

// Wasted returns the size of the records and bodies in bytes, and how much of it belongs to removed or changed files.
func (s *Store) Wasted() (dead, all int64) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.dead, s.records.size() + s.bodies.size()
}

// Compact rewrites the files without removed and changed content, and deletes the old ones. If it fails, the store is
// unchanged.
func (s *Store) Compact() error {
	if s.dir == "" || s.readOnly {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	next := &Store{dir: s.dir, number: s.number + 1, entries: newEntries()}
	if err := s.copyTo(next); err != nil {
		return errors.Join(err, next.logs.close(), next.discard())
	}
	old := &Store{dir: s.dir, logs: s.logs, number: s.number}
	s.logs, s.number, s.entries, s.dead = next.logs, next.number, next.entries, 0
	return errors.Join(old.logs.close(), old.discard())
}

// copyTo writes all files to another store, in the order of their bodies. Renaming its catalog is the last step, which
// makes it valid.
func (s *Store) copyTo(next *Store) (err error) {
	if next.logs, err = openLogs(s.dir, next.number, unfinishedSuffix, false, true); err != nil {
		return err
	}
	if err = next.catalog.append(header()); err != nil {
		return err
	}
	all := slices.DeleteFunc(slices.Clone(s.entries.all), func(e entry) bool { return e.id == ID{} })
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(a.body.Offset, b.body.Offset) })
	for chunk := range slices.Chunk(all, 1000) {
		if err = s.copyFiles(next, chunk); err != nil {
			return err
		}
	}
	w := next.newWriter(0)
	w.commit(s.commit, s.complete)
	if err = w.write(); err != nil {
		return err
	}
	w.add()
	name := logPath(s.dir, catalogName, next.number)
	return os.Rename(name+unfinishedSuffix, name)
}

func (s *Store) copyFiles(next *Store, files []entry) error {
	w := next.newWriter(0)
	var record, body []byte
	for _, x := range files {
		var err error
		if record, err = s.records.read(x.record, record); err == nil {
			body, err = s.bodies.read(x.body, body)
		}
		if err != nil {
			return err
		}
		if x.hasArticle() {
			x.body.Offset = next.bodies.size() + int64(len(w.bodies))
			w.bodies = append(w.bodies, body...)
		}
		w.entry(x, s.entries.commons[x.common], record)
	}
	if err := w.write(); err != nil {
		return err
	}
	w.add()
	for i := range w.entries {
		next.entries.put(&w.entries[i])
	}
	return nil
}

// discard deletes the files of a store that exist.
func (s *Store) discard() error {
	var errs []error
	for _, name := range logNames {
		path := logPath(s.dir, name, s.number)
		for _, path := range []string{path, path + unfinishedSuffix} {
			if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(errs...)
}
