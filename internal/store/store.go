// Package store keeps what a corpus holds on the disk: of each file what is known of it, and of each article its
// text, compressed.
//
// A store is a folder with two files that are only appended to. catalog-N is a log of small records: what a file
// is, that a file is gone, and after each set of changes a commit with its number. articles-N holds the bodies.
// All records carry a checksum. What follows the last commit was being written when the program was killed; it is
// cut off. Everything else that does not fit is ErrDamage: the store can be made anew from the corpus, so it is never
// mended. Compact writes both files anew under the next N.
//
// What is known of the files is held in memory, the bodies are read when they are asked for.
package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"lede/internal/article"
)

// ErrDamage is the error of a store that cannot be read as it is.
var ErrDamage = errors.New("the index is damaged")

// Put is a file that is new or has changed.
type Put struct {
	File *File
	Body Body // of the article; nil if the file holds none, or if File has the Ref of an earlier one
}

// Store is an open store. Commit and Compact are not safe for concurrent use; the other methods are.
type Store struct {
	dir      string // "" for one in memory
	readOnly bool   // changes are kept in memory

	mu         sync.RWMutex
	catalog    *log
	bodies     *log
	number     int               // N of the two files
	files      map[string]*File  // by id
	removed    map[string]uint64 // by id of the article, the commit that removed it
	commit     uint64
	complete   bool
	count      int // articles
	packer     *packer
	dictionary string // words that the packer knows
	dead       int64  // bytes of bodies that no file has any more
}

// Open opens the store in dir, which it makes if there is none. dir "" is a store in memory. With readOnly the
// files are not touched and changes are kept in memory. An error that is ErrDamage tells that the store has to be
// made anew: see Remove.
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

// File names, each followed by the number of the compaction.
const (
	catalogName = "catalog-"
	bodiesName  = "articles-"
)

// newestNumber returns the highest number of the catalogs in a folder, which is made if it is not there.
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

// escapeGlob returns a path in which no character means anything to filepath.Glob.
func escapeGlob(path string) string {
	return strings.NewReplacer("*", "\\*", "?", "\\?", "[", "\\[").Replace(path)
}

func (s *Store) path(name string, number int) string {
	return filepath.Join(s.dir, fmt.Sprintf("%s%d", name, number))
}

// open opens both files, or makes them, and loads the catalog.
func (s *Store) open(fresh bool) error {
	if fresh {
		if err := os.MkdirAll(s.dir, 0o755); err != nil {
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

// Remove deletes the files of a store; others in the folder stay.
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

// Commit writes a set of changes, all or none, and returns its number: files that are there now, and paths of
// files that are gone. whole tells that the store holds all of the corpus with them. If it fails, the store is as
// before.
func (s *Store) Commit(puts []Put, gone []string, whole bool) (uint64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	number := s.commit + 1
	var e encoder
	var bodies []byte
	at := s.bodies.size()
	for _, p := range puts {
		if p.Body != nil {
			p.File.Body = p.Body.ref(at + int64(len(bodies)))
			bodies = append(bodies, p.Body...)
		}
		p.File.Commit = number
		e.record(putRecord, func() { e.file(p.File) })
	}
	for _, path := range gone {
		e.record(removeRecord, func() { e.string(path) })
	}
	e.record(commitRecord, func() { e.uint(number); e.bool(whole) })
	end := s.catalog.size()
	if err := s.bodies.append(bodies); err != nil {
		return 0, errors.Join(err, s.bodies.truncate(at))
	}
	if err := s.catalog.append(e.bytes); err != nil {
		return 0, errors.Join(err, s.catalog.truncate(end), s.bodies.truncate(at))
	}
	for _, p := range puts {
		s.put(p.File)
	}
	for _, path := range gone {
		s.remove(path, number)
	}
	s.commit, s.complete = number, whole
	return number, nil
}

// put takes a file over into the memory.
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

// uncount takes a file out of the counts, before another takes its place that has a body.
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

// Since returns the files that commits after the given one have put, and the ids of the articles that they removed.
func (s *Store) Since(commit uint64) (files []*File, removed []string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
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

// File returns what is known of the file with the given id. It returns nil, false if there is none.
// Nobody may change what it points to.
func (s *Store) File(id string) (*File, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	f, ok := s.files[id]
	return f, ok
}

// Files returns all files, in no order.
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

// Complete reports whether the last commit completed the corpus.
func (s *Store) Complete() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.complete
}

// Article reads the article with the given id. It returns nil, nil if there is none. The error is ErrDamage if its
// bytes are not what was written.
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

// Verify reports whether the bytes of a file's article are what was written.
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
