package store

import "context"

// Damaged returns the paths of the files whose article does not match its checksum. A file whose record does not is forgotten, so that it
// counts as new; it returns how many there were. It reads all; if ctx ends it returns what was found so far.
func (s *Store) Damaged(ctx context.Context) (paths []string, forgotten int) {
	var buffer []byte
	for i := 0; ctx.Err() == nil; i++ {
		id, damaged, more := s.check(i, &buffer)
		if !more {
			break
		}
		if !damaged {
			continue
		}
		if f, err := s.File(id.String()); err == nil && f != nil {
			paths = append(paths, f.Path)
			continue
		}
		s.forget(id)
		forgotten++
	}
	return paths, forgotten
}

// check reports whether the record or the body at a place is damaged; more is false behind the last place.
func (s *Store) check(i int, buffer *[]byte) (id ID, damaged, more bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if i >= len(s.entries.all) {
		return ID{}, false, false
	}
	e := s.entries.all[i]
	if e.id == (ID{}) {
		return ID{}, false, true
	}
	raw, err := s.records.read(e.record, *buffer)
	if err == nil {
		*buffer = raw
		raw, err = s.bodies.read(e.body, raw)
	}
	if err == nil {
		*buffer = raw
	}
	return e.id, err != nil, true
}

// forget removes an entry from the memory alone. The catalog has it still, so that its Common keeps its number.
func (s *Store) forget(id ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.entries.get(id)
	if e == nil {
		return
	}
	if e.hasArticle() {
		s.count--
	}
	s.entries.users[e.common]++
	s.entries.remove(e)
}
