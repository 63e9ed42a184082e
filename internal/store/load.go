package store

import (
	"cmp"
	"errors"
	"fmt"
	"unsafe"

	"lede/internal/parallel"
)

// load reads the catalog and truncates what follows the last commit. Records are verified and decoded in parallel; their
// texts are parts of the file's bytes, which stay in memory.
func (s *Store) load() error {
	raw, err := s.catalog.readAll()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamage, err)
	}
	text := unsafe.String(unsafe.SliceData(raw), len(raw)) // nothing writes to raw any more
	records, err := recordsOf(text)
	if err == nil && (len(records) == 0 || records[0].kind() != headerRecord) {
		err = errors.New("the catalog has no beginning")
	}
	if err == nil {
		err = records[0].verify()
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamage, err)
	}
	d := decoder{text: records[0].content[1:]}
	if v := d.uint(); v != Format {
		return fmt.Errorf("%w: it has format %d, and this program writes %d", ErrDamage, v, Format)
	}
	end, err := s.replay(records[1:], records[0].end)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamage, err)
	}
	s.journal.from = s.commit
	if err := s.catalog.truncate(int64(end)); err != nil {
		return err
	}
	return s.truncateBodies()
}

// rawRecord is a record of the catalog that is not decoded.
type rawRecord struct {
	content string // the kind, then the values
	sum     uint32
	end     int // offset of the next one
}

func (r rawRecord) kind() byte { return r.content[0] }

// verify compares a record with its checksum.
func (r rawRecord) verify() error {
	if checksum(unsafe.Slice(unsafe.StringData(r.content), len(r.content))) != r.sum {
		return errors.New("the checksum of a record of the catalog is wrong")
	}
	return nil
}

// recordsOf returns the records of a catalog without an incomplete one at its end, which the process was killed while
// writing.
func recordsOf(text string) ([]rawRecord, error) {
	var out []rawRecord
	for at := 0; at < len(text); {
		d := decoder{text: text[at:]}
		length, sum := d.uint(), d.fixed32()
		if d.err != nil || length > uint64(len(d.text)) {
			return out, nil
		}
		if length == 0 {
			return nil, errors.New("a record of the catalog is empty")
		}
		at = len(text) - len(d.text) + int(length)
		out = append(out, rawRecord{d.text[:length], sum, at})
	}
	return out, nil
}

// decodeBatch is the number of records that one goroutine decodes at once, into one block of memory.
const decodeBatch = 512

// decode verifies all records and returns those of files, with nil for the others.
func decode(records []rawRecord) ([]*File, error) {
	files := make([]*File, len(records))
	errs := make([]error, (len(records)+decodeBatch-1)/decodeBatch)
	parallel.Each(len(errs), func(b int) {
		first, end := b*decodeBatch, min((b+1)*decodeBatch, len(records))
		block := make([]File, puts(records[first:end]))
		for i := first; i < end && errs[b] == nil; i++ {
			r := records[i]
			if errs[b] = r.verify(); errs[b] == nil && r.kind() == putRecord {
				d := decoder{text: r.content[1:]}
				files[i], block = &block[0], block[1:]
				d.file(files[i])
				errs[b] = d.err
			}
		}
	})
	return files, cmp.Or(errs...)
}

// puts returns how many records are of files.
func puts(records []rawRecord) (n int) {
	for _, r := range records {
		if r.kind() == putRecord {
			n++
		}
	}
	return n
}

// replay applies all commits and returns where the last one ends; start is where the first may begin.
func (s *Store) replay(records []rawRecord, start int) (end int, err error) {
	decoded, err := decode(records)
	if err != nil {
		return 0, err
	}
	end = start
	s.files = make(map[string]*File, len(records))
	var files []*File
	var removed []string
	for i, r := range records {
		d := decoder{text: r.content[1:]}
		switch r.kind() {
		case putRecord:
			files = append(files, decoded[i])
		case removeRecord:
			removed = append(removed, d.string())
		case dictionaryRecord:
			if err := s.useDictionary(d.string()); err != nil {
				return 0, err
			}
			end = max(end, r.end)
		case commitRecord:
			s.commit, s.complete = d.uint(), d.bool()
			s.apply(files, removed)
			files, removed, end = files[:0], removed[:0], r.end
		}
		if d.err != nil {
			return 0, d.err
		}
	}
	return end, nil
}

// apply applies the last commit.
func (s *Store) apply(files []*File, removed []string) {
	for _, f := range files {
		f.Commit = s.commit
		s.put(f)
	}
	for _, path := range removed {
		s.remove(path, s.commit)
	}
}

// useDictionary sets the dictionary of the packer.
func (s *Store) useDictionary(common string) (err error) {
	if s.packer, err = newPacker(common); err != nil {
		return err
	}
	s.dictionary = common
	return nil
}

// truncateBodies drops the bodies that were not committed.
func (s *Store) truncateBodies() error {
	end := int64(0)
	for _, f := range s.files {
		end = max(end, f.Body.Offset+int64(f.Body.Length))
	}
	if end > s.bodies.size() {
		return fmt.Errorf("%w: %d bytes of articles are missing", ErrDamage, end-s.bodies.size())
	}
	return s.bodies.truncate(end)
}
