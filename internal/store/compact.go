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

// Wasted returns the size of the bodies in bytes, and how much of it belongs to removed or changed articles.
func (s *Store) Wasted() (dead, all int64) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.dead, s.bodies.size()
}

// Compact rewrites both files without removed and changed content, and deletes the old ones. If it fails, the store is
// unchanged.
func (s *Store) Compact() error {
	if s.dir == "" || s.readOnly {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	next := &Store{dir: s.dir, number: s.number + 1, entries: newEntries()}
	if err := s.copyTo(next); err != nil {
		return errors.Join(err, next.catalog.close(), next.bodies.close(), next.discard())
	}
	old := &Store{dir: s.dir, catalog: s.catalog, bodies: s.bodies, number: s.number}
	s.catalog, s.bodies, s.number, s.entries, s.dead = next.catalog, next.bodies, next.number, next.entries, 0
	return errors.Join(old.catalog.close(), old.bodies.close(), old.discard())
}

// copyTo writes all files to another store, in the order of their bodies. Renaming its catalog is the last step, which
// makes it valid.
func (s *Store) copyTo(next *Store) (err error) {
	name := next.path(catalogName, next.number)
	if next.bodies, err = openLog(next.path(bodiesName, next.number), false, true); err != nil {
		return err
	}
	if next.catalog, err = openLog(name+unfinishedSuffix, false, true); err != nil {
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
	var e encoder
	e.record(commitRecord, func() { e.uint(s.commit); e.bool(s.complete) })
	if err = next.catalog.append(e.bytes); err != nil {
		return err
	}
	return os.Rename(name+unfinishedSuffix, name)
}

func (s *Store) copyFiles(next *Store, files []entry) error {
	var e encoder
	var bodies []byte
	for i := range files {
		f, err := s.decode(&files[i])
		if err != nil {
			return err
		}
		if f.HasArticle() {
			raw, err := s.bodies.read(f.Body, nil)
			if err != nil {
				return err
			}
			f.Body.Offset = next.bodies.size() + int64(len(bodies))
			bodies = append(bodies, raw...)
		}
		moved, common := entryOf(f)
		moved.record = e.record(putRecord, func() { e.file(f) })
		moved.record.Offset += next.catalog.size()
		moved.common = next.entries.use(common)
		next.entries.put(moved)
	}
	return errors.Join(next.bodies.append(bodies), next.catalog.append(e.bytes))
}

// discard deletes the files of a store that exist.
func (s *Store) discard() error {
	var errs []error
	for _, path := range []string{s.path(catalogName, s.number) + unfinishedSuffix, s.path(catalogName, s.number), s.path(bodiesName, s.number)} {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
