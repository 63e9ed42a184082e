package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unsafe"
)

// scanShare is the share of all records from which on reading all in the order of the disk takes less than reading them one by one.
const scanShare = 8

// Files returns the records of the files that a function keeps, unordered; nil keeps all. The error is ErrDamage.
func (s *Store) Files(keep func(Summary) bool) ([]*File, error) {
	if keep != nil {
		if few, ok := s.few(keep); ok {
			return s.decodeAll(few)
		}
	}
	var out []*File
	err := s.scan(keep, func(x *entry, record string) error {
		f := &File{}
		out = append(out, f)
		return s.entries.decode(x, strings.Clone(record), f)
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
	return out, len(out) <= s.entries.places.used/scanShare
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
	var file File
	return s.scan(keep, func(x *entry, record string) error {
		err := s.entries.decode(x, record, &file)
		if err == nil {
			f(&file)
		}
		return err
	})
}

// scan calls f with the entries that pass keep and their records, which are valid during the call, in the order of the records on the
// disk. keep may be nil.
func (s *Store) scan(keep func(Summary) bool, f func(x *entry, record string) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var kept []*entry
	for i := range s.entries.all {
		if x := &s.entries.all[i]; x.id != (ID{}) && (keep == nil || keep(s.entries.summary(x))) {
			kept = append(kept, x)
		}
	}
	slices.SortFunc(kept, func(a, b *entry) int { return cmp.Compare(a.record.Offset, b.record.Offset) })
	r := ahead{log: s.records}
	for _, x := range kept {
		raw, err := r.read(x.record)
		if err == nil {
			err = f(x, unsafe.String(unsafe.SliceData(raw), len(raw)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ahead reads parts of a log in ascending order, many with one call of the system.
type ahead struct {
	log *log
	at  int64 // of raw in the log
	raw []byte
}

// read returns the bytes of a reference, which are valid until the next read. The error is ErrDamage.
func (a *ahead) read(r Ref) ([]byte, error) {
	if r.Offset < 0 || r.Length < 0 {
		return nil, fmt.Errorf("%w: a record cannot be there", ErrDamage)
	}
	if r.Offset < a.at || r.end() > a.at+int64(len(a.raw)) {
		size := max(blockSize, int(r.Length))
		a.raw = slices.Grow(a.raw[:0], size)[:size]
		n, err := a.log.readAt(a.raw, r.Offset)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamage, err)
		}
		a.at, a.raw = r.Offset, a.raw[:n]
	}
	if r.end() > a.at+int64(len(a.raw)) {
		return nil, fmt.Errorf("%w: a record is missing", ErrDamage)
	}
	raw := a.raw[r.Offset-a.at:][:r.Length]
	if checksum(raw) != r.Sum {
		return nil, fmt.Errorf("%w: the checksum of a record is wrong", ErrDamage)
	}
	return raw, nil
}
