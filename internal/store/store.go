// Package store keeps the files and articles of a corpus on disk: a record of each file, and the compressed text of
// each article.
//
// In: package index calls Pack for each new article and Commit for each batch of changes. Out: File, Files and Article
// read them; Since lists what changed after a commit, so that the search index can catch up.
//
// A store is a folder with three files that are only appended to. catalog-N is a log: a file was put, a file was removed,
// and after each set of changes a commit with its number. It has what is in memory of each file. records-N contains the
// rest that is known of each file, and articles-N the bodies; both are read on demand. Each part has a checksum. What
// follows the last commit is incomplete, because the process was killed while writing it, and is truncated. Anything else
// that is invalid is ErrDamage: the store is never repaired, since it can be rebuilt from the corpus. Compact rewrites all
// files under the next N.
package store

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"lede/internal/article"
)

// ErrDamage is the error of a store or a search index whose files are invalid.
var ErrDamage = errors.New("the index is damaged")

// Put is a new or changed file.
type Put struct {
	File *File
	Body Body // of the article; nil if the file has none, or if File.Body already refers to one
}

// Store is an open store. Commit and Compact are not safe for concurrent use; the other methods are.
type Store struct {
	dir      string // "" for a store in memory
	readOnly bool   // changes stay in memory

	mu sync.RWMutex
	logs
	number   int // N in the names of the files
	entries  *entries
	removed  map[ID]uint64 // the commit that removed an article
	commit   uint64
	complete bool
	count    int   // articles
	dead     int64 // bytes of records and bodies that no entry refers to
	journal  journal
}

// Open opens the store in dir and creates it if there is none. dir "" is a store in memory. With readOnly the files are
// not changed and changes stay in memory. It returns ErrDamage if the files are invalid: see Remove.
func Open(dir string, readOnly bool) (*Store, error) {
	s := &Store{dir: dir, readOnly: readOnly, entries: newEntries(), removed: map[ID]uint64{}}
	if dir == "" {
		s.logs = logsInMemory()
		return s, nil
	}
	number, found, err := newestNumber(dir)
	if err != nil {
		return nil, err
	}
	s.number = number
	if !found && readOnly {
		s.logs = logsInMemory()
		return s, nil
	}
	if err := s.open(!found); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// newestNumber returns the highest number of the catalogs in a folder; false if there is none.
func newestNumber(dir string) (number int, found bool, err error) {
	names, err := filepath.Glob(filepath.Join(escapeGlob(dir), catalogName+"*"))
	if err != nil {
		return 0, false, err
	}
	for _, name := range names {
		var n int
		if _, err := fmt.Sscanf(filepath.Base(name), catalogName+"%d", &n); err == nil && !strings.HasSuffix(name, unfinishedSuffix) {
			number, found = max(number, n), true
		}
	}
	return number, found, nil
}

// escapeGlob escapes the characters of a path that are special in filepath.Glob.
func escapeGlob(path string) string {
	return strings.NewReplacer("*", "\\*", "?", "\\?", "[", "\\[").Replace(path)
}

// open opens the files and loads the catalog; fresh creates them.
func (s *Store) open(fresh bool) (err error) {
	if fresh {
		if err := MakeFolder(s.dir); err != nil {
			return err
		}
	}
	if s.logs, err = openLogs(s.dir, s.number, "", s.readOnly, fresh); err != nil {
		return cmp.Or(s.otherFormat(), err)
	}
	if fresh {
		return s.catalog.append(header())
	}
	return s.load()
}

// otherFormat returns ErrDamage if the catalog has another format, which may have other files. The store cannot be used afterwards.
func (s *Store) otherFormat() error {
	if err := (&loader{store: s}).run(); errors.Is(err, errOtherFormat) {
		return fmt.Errorf("%w: %w", ErrDamage, err)
	}
	return nil
}

// Remove deletes the files of a store and no others in its folder.
func Remove(dir string) error {
	var errs []error
	for _, name := range logNames {
		paths, err := filepath.Glob(filepath.Join(escapeGlob(dir), name+"*"))
		errs = append(errs, err)
		for _, path := range paths {
			errs = append(errs, os.Remove(path))
		}
	}
	return errors.Join(errs...)
}

// Close closes the files.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logs.close()
}

// Commit writes a set of changes, all or none, and returns its number: new and changed files, and the paths of removed
// ones. complete says that the store then contains the whole corpus. If it fails, the store is unchanged. Readers do not
// wait for the disk.
func (s *Store) Commit(puts []Put, removed []string, complete bool) (uint64, error) {
	number := s.commit + 1 // only this goroutine changes it
	w := s.newWriter(sizeOf(puts))
	for _, p := range puts {
		p.File.Commit = number
		w.put(p)
	}
	for _, path := range removed {
		w.remove(path)
	}
	w.commit(number, complete)
	if err := w.write(); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w.add()
	for i := range w.entries {
		s.put(&w.entries[i])
		s.journal.add(number, w.entries[i].id)
	}
	for _, path := range removed {
		id, _ := IDOf(article.ID(path))
		s.remove(id, number)
		s.journal.add(number, id)
	}
	s.commit, s.complete = number, complete
	return number, nil
}

// sizeOf returns the bytes of the bodies of some changes.
func sizeOf(puts []Put) (n int) {
	for _, p := range puts {
		n += len(p.Body)
	}
	return n
}

// put adds an entry to the memory. Its Common is in use already.
func (s *Store) put(e *entry) {
	if old := s.entries.get(e.id); old != nil {
		s.uncount(old, e, e.commit)
	}
	s.entries.put(e)
	if e.hasArticle() {
		s.count++
		delete(s.removed, e.id)
	}
}

// remove removes an entry from the memory.
func (s *Store) remove(id ID, commit uint64) {
	if old := s.entries.get(id); old != nil {
		s.uncount(old, &entry{}, commit)
		s.entries.remove(old)
	}
	s.removed[id] = commit
}

// uncount removes an entry from the counts, after a commit has replaced it by another one, or by the zero entry.
func (s *Store) uncount(old, next *entry, commit uint64) {
	if old.record != next.record {
		s.dead += int64(old.record.Length)
	}
	if !old.hasArticle() {
		return
	}
	s.count--
	if old.body != next.body {
		s.dead += int64(old.body.Length)
	}
	if !next.hasArticle() {
		s.removed[old.id] = commit
	}
}

// Since returns the files with articles that commits after the given one have put, and the ids of the articles they
// removed, as far as Forget was not called. Files whose record is damaged are left out; the error is then ErrDamage.
func (s *Store) Since(commit uint64) (files []*File, removed []string, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	add := func(e *entry) {
		if e == nil || e.commit <= commit || !e.hasArticle() {
			return
		}
		f, damage := s.decode(e)
		if damage != nil {
			err = damage
			return
		}
		files = append(files, f)
	}
	if ids, ok := s.journal.since(commit); ok {
		for _, id := range ids {
			add(s.entries.get(id))
			if s.removed[id] > commit {
				removed = append(removed, id.String())
			}
		}
		return files, removed, err
	}
	for i := range s.entries.all {
		add(&s.entries.all[i])
	}
	for id, n := range s.removed {
		if n > commit {
			removed = append(removed, id.String())
		}
	}
	return files, removed, err
}

// Forget frees the memory of which articles were removed, up to a commit.
func (s *Store) Forget(commit uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.removed, func(_ ID, n uint64) bool { return n <= commit })
}

// Articles returns the number of articles.
func (s *Store) Articles() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.count
}

// Commits returns the number of the last commit, 0 before the first.
func (s *Store) Commits() uint64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.commit
}

// Complete reports whether the last commit was marked as complete.
func (s *Store) Complete() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.complete
}

// Article reads the article with the given id. It returns nil, nil if there is none, and ErrDamage if its bytes are not
// those that were written.
func (s *Store) Article(id string) (*article.Article, error) {
	buffer := buffers.Get().(*buffer)
	defer buffers.Put(buffer)
	f, raw, err := s.packed(id, buffer)
	if f == nil || err != nil {
		return nil, err
	}
	buffer.packed = raw
	a, err := buffer.unpack(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Path, err)
	}
	a.Card = f.Card
	return a, nil
}

// packed returns the record of an article and its body, in the memory of a buffer; nil if there is none.
func (s *Store) packed(id string, b *buffer) (*File, []byte, error) {
	key, _ := IDOf(id)
	s.mu.RLock()
	defer s.mu.RUnlock()
	e := s.entries.get(key)
	if e == nil || !e.hasArticle() {
		return nil, nil, nil
	}
	f, err := s.decode(e)
	if err != nil {
		return nil, nil, err
	}
	raw, err := s.bodies.read(f.Body, b.packed)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", f.Path, err)
	}
	return f, raw, nil
}
