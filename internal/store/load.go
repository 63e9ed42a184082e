package store

import (
	"errors"
	"fmt"
	"unsafe"
)

// load reads the catalog and truncates what follows the last commit.
func (s *Store) load() error {
	s.entries.loading = true
	l := loader{store: s}
	if err := l.run(); err != nil {
		return fmt.Errorf("%w: %w", ErrDamage, err)
	}
	l.drop()
	s.entries.endLoading()
	s.journal.from = s.commit
	if err := s.catalog.truncate(l.end); err != nil {
		return err
	}
	return s.truncate()
}

// loader applies the commits of a catalog to a store.
type loader struct {
	store   *Store
	pending []change
	end     int64 // of the last commit
	begun   bool  // the first record was read
}

// change is a file that was put or removed and waits for its commit.
type change struct {
	entry   entry
	removed bool
}

// The errors of a catalog whose first record is not a header, of one of another format, and of a record of a kind that is not known.
var (
	errNoBeginning = errors.New("the catalog has no beginning")
	errOtherFormat = errors.New("another format")
	errUnknownKind = errors.New("a record of the catalog has an unknown kind")
)

// run reads the next block while the records of the one before are applied.
func (l *loader) run() error {
	r := blockReader{log: l.store.catalog}
	next := make(chan *block, 1)
	go func() { next <- r.next(&block{}) }()
	spare := &block{}
	for {
		b := <-next
		if b.more {
			go func(memory *block) { next <- r.next(memory) }(spare)
		}
		if err := l.apply(b); err != nil {
			if b.more {
				<-next // the file may be closed then
			}
			return err
		}
		if spare = b; !b.more {
			break
		}
	}
	if !l.begun {
		return errNoBeginning
	}
	return nil
}

// apply applies the records of a block.
func (l *loader) apply(b *block) error {
	if b.err != nil {
		return b.err
	}
	text := unsafe.String(unsafe.SliceData(b.raw), len(b.raw)) // the memory is used again: what is kept is copied
	l.reserve(b)
	for at := 0; at < len(text); {
		content, _, next, _ := frame(text, at)
		if err := l.record(content, b.at+int64(next)); err != nil {
			return err
		}
		at = next
	}
	return nil
}

// reserve makes room for all entries, judging by the first block. Of a catalog that fits into that, there is nothing to gain.
func (l *loader) reserve(b *block) {
	if bytes := int64(len(b.raw)); b.at == 0 && bytes >= blockSize/2 {
		l.store.entries.reserve(int(l.store.catalog.size() / putSize))
	}
}

// putSize is the number of bytes that a put record takes with its length, checksum and kind.
const putSize = 115

// record applies a record that ends at an offset. Those of files wait for their commit.
func (l *loader) record(content string, end int64) error {
	s := l.store
	d := decoder{text: content[1:]}
	switch kind := content[0]; {
	case !l.begun && kind != headerRecord:
		return errNoBeginning
	case kind == headerRecord:
		l.begun, l.end = true, end
		if format := d.uint(); d.err == nil && format != Format {
			return fmt.Errorf("%w: it has %d, and this program writes %d", errOtherFormat, format, Format)
		}
	case kind == commonRecord:
		n := d.uint()
		if common := d.common(); d.err == nil {
			return s.entries.set(n, &common)
		}
	case kind == putRecord:
		e := &l.add().entry
		if d.entry(e); d.err == nil {
			return s.entries.count(e)
		}
	case kind == removeRecord:
		c := l.add()
		c.removed = true
		copy(c.entry.id[:], d.take(uint64(len(c.entry.id))))
	case kind == commitRecord:
		s.commit, s.complete, l.end = d.uint(), d.bool(), end
		if d.err == nil {
			l.commit()
		}
	default:
		return errUnknownKind
	}
	return d.err
}

// add returns a new pending change.
func (l *loader) add() *change {
	l.pending = append(l.pending, change{})
	return &l.pending[len(l.pending)-1]
}

// commit applies the pending records.
func (l *loader) commit() {
	for i := range l.pending {
		c := &l.pending[i]
		if c.removed {
			l.store.remove(c.entry.id, l.store.commit)
			continue
		}
		c.entry.commit = l.store.commit
		l.store.put(&c.entry)
	}
	l.pending = l.pending[:0]
}

// frame returns the content of the record at a place of a text, where it is in it and where the next one begins. It returns
// false if the text ends before the record does.
func frame(text string, at int) (content string, ref Ref, next int, ok bool) {
	d := decoder{text: text[at:]}
	length, sum := d.uint(), d.fixed32()
	if d.err != nil || length > uint64(len(d.text)) {
		return "", Ref{}, 0, false
	}
	start := len(text) - len(d.text)
	next = start + int(length)
	return text[start:next], Ref{Offset: int64(start), Length: int32(length), Sum: sum}, next, true
}

// drop takes the entries behind the last commit from those that use a number of a Common.
func (l *loader) drop() {
	for i := range l.pending {
		if c := &l.pending[i]; !c.removed {
			l.store.entries.drop(c.entry.common)
		}
	}
}

// blockReader reads a log of records in blocks.
type blockReader struct {
	log *log
	at  int64
}

// block is a part of the catalog: whole records.
type block struct {
	raw  []byte
	at   int64 // offset in the catalog
	more bool  // there may be records behind it; false if they could not be read
	err  error
}

// next reads and verifies the next block, in the memory of an earlier one.
func (r *blockReader) next(b *block) *block {
	b.at = r.at
	if b.more, b.err = r.read(b); b.err == nil {
		b.err = b.verify()
	}
	return b
}

// verify compares the records of a block with their checksums.
func (b *block) verify() error {
	text := unsafe.String(unsafe.SliceData(b.raw), len(b.raw))
	for at := 0; at < len(text); {
		_, ref, next, _ := frame(text, at)
		if checksum(b.raw[ref.Offset:][:ref.Length]) != ref.Sum {
			return errors.New("the checksum of a record of the catalog is wrong")
		}
		at = next
	}
	return nil
}

// blockSize is the least size of a block. A record that is longer has one of its own.
const blockSize = 1 << 20

// read reads the next block. more is false behind the last whole record: the process was killed while it wrote what follows.
func (r *blockReader) read(b *block) (more bool, err error) {
	for size := max(blockSize, cap(b.raw)); ; size *= 2 {
		if cap(b.raw) < size {
			b.raw = make([]byte, size)
		}
		n, err := r.log.readAt(b.raw[:size], r.at)
		if err != nil {
			return false, err
		}
		end, err := wholeRecords(b.raw[:n])
		if err != nil {
			return false, err
		}
		if end == 0 && n == size {
			continue // a long record
		}
		b.raw = b.raw[:end]
		r.at += int64(end)
		return end > 0 && n == size, nil
	}
}

// wholeRecords returns where the last whole record ends.
func wholeRecords(raw []byte) (end int, err error) {
	text := unsafe.String(unsafe.SliceData(raw), len(raw))
	for end < len(text) {
		content, _, next, ok := frame(text, end)
		if !ok {
			break
		}
		if content == "" {
			return 0, errors.New("a record of the catalog is empty")
		}
		end = next
	}
	return end, nil
}

// truncate drops the records and bodies that were not committed.
func (s *Store) truncate() error {
	var records, bodies int64
	for i := range s.entries.all {
		e := &s.entries.all[i]
		records, bodies = max(records, e.record.end()), max(bodies, e.body.end())
	}
	if lacking := max(records-s.records.size(), bodies-s.bodies.size()); lacking > 0 {
		return fmt.Errorf("%w: %d bytes of records or articles are missing", ErrDamage, lacking)
	}
	if err := s.records.truncate(records); err != nil {
		return err
	}
	return s.bodies.truncate(bodies)
}
