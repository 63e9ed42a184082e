package store

import (
	"fmt"
	"strings"
	"unsafe"
)

// scanShare is the share of all records from which on reading the whole catalog takes less than reading them one by one.
const scanShare = 8

// Files returns the records of the files that a function keeps, unordered; nil keeps all. The error is ErrDamage.
func (s *Store) Files(keep func(Summary) bool) ([]*File, error) {
	if keep != nil {
		if few, ok := s.few(keep); ok {
			return s.decodeAll(few)
		}
	}
	var out []*File
	err := s.scan(keep, func(f *File, content string) {
		own := &File{}
		d := decoder{text: strings.Clone(content)}
		d.file(own)
		own.Commit = f.Commit
		out = append(out, own)
	})
	return out, err
}

// few returns the ids that a function keeps; false if they are many.
func (s *Store) few(keep func(Summary) bool) ([]ID, bool) {
	var out []ID
	for f := range s.Summaries() {
		if keep(f) {
			out = append(out, f.ID)
		}
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return out, len(out) <= len(s.entries.at)/scanShare
}

// decodeAll returns the records of some files.
func (s *Store) decodeAll(ids []ID) ([]*File, error) {
	var out []*File
	for _, id := range ids {
		f, err := s.File(id.String())
		if err != nil {
			return out, err
		}
		if f != nil {
			out = append(out, f)
		}
	}
	return out, nil
}

// Each calls f with the records of the files that keep keeps, unordered. The record and its texts are valid during the call
// only: reading all so takes the memory of one. f must not use the store. The error is ErrDamage.
func (s *Store) Each(keep func(Summary) bool, f func(*File)) error {
	return s.scan(keep, func(x *File, _ string) { f(x) })
}

// scan reads the catalog in blocks and calls f with the records that are those of an entry and pass keep, and with what they
// are decoded from.
func (s *Store) scan(keep func(Summary) bool, f func(x *File, content string)) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r := blockReader{log: s.catalog}
	var b block
	for more := true; more; {
		var err error
		if more, err = r.next(&b); err == nil {
			err = s.scanBlock(&b, keep, f)
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamage, err)
		}
	}
	return nil
}

func (s *Store) scanBlock(b *block, keep func(Summary) bool, f func(x *File, content string)) error {
	text := unsafe.String(unsafe.SliceData(b.raw), len(b.raw))
	var file File
	for at := 0; at < len(text); {
		content, ref, next, _ := frame(text, at)
		at = next
		if content[0] != putRecord {
			continue
		}
		if err := verify(b.raw, ref); err != nil {
			return err
		}
		file = File{}
		d := decoder{text: content[1:]}
		if d.file(&file); d.err != nil {
			return d.err
		}
		id, _ := IDOf(file.ID)
		if e := s.entries.get(id); e != nil && e.record.Offset == b.at+ref.Offset && (keep == nil || keep(s.entries.summary(e))) {
			file.Commit = e.commit
			f(&file, content[1:])
		}
	}
	return nil
}
