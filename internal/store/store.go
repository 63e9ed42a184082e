// Package store keeps the files and articles of a corpus on disk: a record of each file, and the compressed text of
// each article.
//
// In: package index calls Pack for each new article and Commit for each batch of changes. Out: File, Files and Article
// read them; Since lists what changed after a commit, so that the search index can catch up.
//
// A store is a folder with two files that are only appended to. catalog-N is a log of small records: a file was put, a
// file was removed, and after each set of changes a commit with its number. articles-N contains the bodies. Each record
// and each body has a checksum. What follows the last commit is incomplete, because the process was killed while
// writing it, and is truncated. Anything else that is invalid is ErrDamage: the store is never repaired, since it can
// be rebuilt from the corpus. Compact rewrites both files under the next N.
//
// All records are in memory; bodies are read from disk on demand.
package store

import (
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

	mu         sync.RWMutex
	catalog    *log
	bodies     *log
	number     int               // N in the names of the two files
	files      map[string]*File  // by id
	removed    map[string]uint64 // the commit that removed an article, by its id
	commit     uint64
	complete   bool
	count      int // articles
	packer     *packer
	dictionary string // dictionary of the packer
	dead       int64  // bytes of bodies that no record refers to
	journal    journal
}

// Open opens the store in dir and creates it if there is none. dir "" is a store in memory. With readOnly the files are
// not changed and changes stay in memory. It returns ErrDamage if the files are invalid: see Remove.
func Open(dir string, readOnly bool) (*Store, error) {
	s := &Store{dir: dir, readOnly: readOnly, files: map[string]*File{}, removed: map[string]uint64{}, packer: withoutDictionary}
	if dir == "" {
		s.catalog, s.bodies = &log{}, &log{}
		return s, nil
	}
	number, found, err := newestNumber(dir)
	if err != nil {
		return nil, err
	}
	s.number = number
	if !found && readOnly {
		s.catalog, s.bodies = &log{}, &log{}
		return s, nil
	}
	if err := s.open(!found); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// File names, each followed by the number of compactions.
const (
	catalogName = "catalog-"
	bodiesName  = "articles-"
)

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

func (s *Store) path(name string, number int) string {
	return filepath.Join(s.dir, fmt.Sprintf("%s%d", name, number))
}

// open opens both files and loads the catalog; fresh creates them.
func (s *Store) open(fresh bool) error {
	if fresh {
		if err := MakeFolder(s.dir); err != nil {
			return err
		}
	}
	var err error
	if s.catalog, err = openLog(s.path(catalogName, s.number), s.readOnly, fresh); err != nil {
		return err
	}
	if s.bodies, err = openLog(s.path(bodiesName, s.number), s.readOnly, fresh); err != nil {
		return err
	}
	if fresh {
		return s.catalog.append(header())
	}
	return s.load()
}

// Remove deletes the files of a store and no others in its folder.
func Remove(dir string) error {
	var errs []error
	for _, name := range []string{catalogName, bodiesName} {
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
	return errors.Join(s.catalog.close(), s.bodies.close())
}

// Commit writes a set of changes, all or none, and returns its number: new and changed files, and the paths of removed
// ones. complete says that the store then contains the whole corpus. If it fails, the store is unchanged. Readers do not
// wait for the disk.
func (s *Store) Commit(puts []Put, removed []string, complete bool) (uint64, error) {
	number := s.commit + 1 // only this goroutine changes it
	var e encoder
	bodies := make([]byte, 0, sizeOf(puts))
	at := s.bodies.size()
	for _, p := range puts {
		if p.Body != nil {
			p.File.Body = p.Body.ref(at + int64(len(bodies)))
			bodies = append(bodies, p.Body...)
		}
		p.File.Commit = number
		e.record(putRecord, func() { e.file(p.File) })
	}
	for _, path := range removed {
		e.record(removeRecord, func() { e.string(path) })
	}
	e.record(commitRecord, func() { e.uint(number); e.bool(complete) })
	if err := s.bodies.write(bodies); err != nil {
		return 0, errors.Join(err, s.bodies.cut())
	}
	if err := s.catalog.write(e.bytes); err != nil {
		return 0, errors.Join(err, s.catalog.cut(), s.bodies.cut())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bodies.add(bodies)
	s.catalog.add(e.bytes)
	for _, p := range puts {
		s.put(p.File)
		s.journal.add(number, p.File.ID)
	}
	for _, path := range removed {
		s.remove(path, number)
		s.journal.add(number, article.ID(path))
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

// put adds a record to the memory.
func (s *Store) put(f *File) {
	s.uncount(f.ID, f.Body)
	s.files[f.ID] = f
	if f.HasArticle() {
		s.count++
		delete(s.removed, f.ID)
	}
}

func (s *Store) remove(path string, commit uint64) {
	id := article.ID(path)
	s.uncount(id, Ref{})
	delete(s.files, id)
	s.removed[id] = commit
}

// uncount removes an earlier record from the counts, before one with the body next replaces it.
func (s *Store) uncount(id string, next Ref) {
	old, ok := s.files[id]
	if !ok || !old.HasArticle() {
		return
	}
	s.count--
	if old.Body != next {
		s.dead += int64(old.Body.Length)
	}
	if next.Length == 0 {
		s.removed[id] = s.commit + 1
	}
}

// Since returns the files with articles that commits after the given one have put, and the ids of the articles they
// removed, as far as Forget was not called.
func (s *Store) Since(commit uint64) (files []*File, removed []string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if ids, ok := s.journal.since(commit); ok {
		for _, id := range ids {
			if f, ok := s.files[id]; ok && f.HasArticle() {
				files = append(files, f)
			}
			if s.removed[id] > commit {
				removed = append(removed, id)
			}
		}
		return files, removed
	}
	for _, f := range s.files {
		if f.Commit > commit && f.HasArticle() {
			files = append(files, f)
		}
	}
	for id, n := range s.removed {
		if n > commit {
			removed = append(removed, id)
		}
	}
	return files, removed
}

// Forget frees the memory of which articles were removed, up to a commit.
func (s *Store) Forget(commit uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.removed, func(_ string, n uint64) bool { return n <= commit })
}

// File returns the record of the file with the given id; nil, false if there is none. Callers must not change it.
func (s *Store) File(id string) (*File, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	f, ok := s.files[id]
	return f, ok
}

// Files returns the records of all files, unordered.
func (s *Store) Files() []*File {
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := make([]*File, 0, len(s.files))
	for _, f := range s.files {
		out = append(out, f)
	}
	return out
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
	s.mu.RLock()
	f, ok := s.files[id]
	if !ok || !f.HasArticle() {
		s.mu.RUnlock()
		return nil, nil
	}
	raw, err := s.bodies.read(f.Body, buffer.packed)
	p := s.packer
	s.mu.RUnlock()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Path, err)
	}
	buffer.packed = raw
	a, err := p.unpack(raw, buffer)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Path, err)
	}
	a.Card = f.Card
	return a, nil
}

// Verify reports whether the body of a file matches its checksum.
func (s *Store) Verify(f *File) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	buffer := buffers.Get().(*buffer)
	defer buffers.Put(buffer)
	raw, err := s.bodies.read(f.Body, buffer.packed)
	if err == nil {
		buffer.packed = raw
	}
	return err == nil
}
