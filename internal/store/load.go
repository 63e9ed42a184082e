package store

import (
	"errors"
	"fmt"
	"unsafe"

	"lede/internal/article"
	"lede/internal/parallel"
)

// load reads the catalog and truncates what follows the last commit. Records are verified and decoded in parallel; what stays
// in memory are their entries.
func (s *Store) load() error {
	l := loader{store: s}
	if err := l.run(); err != nil {
		return fmt.Errorf("%w: %w", ErrDamage, err)
	}
	s.journal.from = s.commit
	if err := s.catalog.truncate(l.end); err != nil {
		return err
	}
	return s.truncateBodies()
}

// loader applies the commits of a catalog to a store.
type loader struct {
	store   *Store
	pending []loaded
	end     int64 // of the last commit
	begun   bool  // the first record was read
}

// loaded is a decoded record.
type loaded struct {
	kind     byte
	entry    entry
	common   Common
	commit   uint64 // or the format
	complete bool
	end      int64 // where the next record begins
}

// errNoBeginning is the error of a catalog whose first record is not a header.
var errNoBeginning = errors.New("the catalog has no beginning")

// run applies the records of some blocks while the next ones are read and decoded.
func (l *loader) run() error {
	r := blockReader{log: l.store.catalog}
	var memory [2][2]block
	decoded := make(chan batch, 1)
	for i, more := 0, true; more; i++ {
		if i == 0 {
			decoded <- r.batch(memory[0][:])
		}
		now := <-decoded
		if more = now.more; more {
			go func() { decoded <- r.batch(memory[(i+1)%2][:]) }()
		}
		if err := l.apply(now); err != nil {
			if more {
				<-decoded // the file may be closed then
			}
			return err
		}
	}
	if !l.begun {
		return errNoBeginning
	}
	return nil
}

// apply applies the records of some blocks in order.
func (l *loader) apply(b batch) error {
	for i := range b.blocks {
		if b.blocks[i].err != nil {
			return b.blocks[i].err
		}
		l.reserve(&b.blocks[i])
		for j := range b.blocks[i].loaded {
			if err := l.record(&b.blocks[i].loaded[j]); err != nil {
				return err
			}
		}
	}
	return b.err
}

// reserve makes room for all entries, judging by the first block. Of a catalog that fits into that, there is nothing to gain.
func (l *loader) reserve(b *block) {
	if bytes := int64(len(b.raw)); b.at == 0 && bytes >= blockSize/2 {
		l.store.entries.reserve(int(int64(len(b.loaded)) * l.store.catalog.size() / bytes * 9 / 8))
	}
}

// record applies a record. Those of files wait for their commit.
func (l *loader) record(r *loaded) error {
	s := l.store
	if !l.begun {
		l.begun, l.end = true, r.end
		if r.kind != headerRecord {
			return errNoBeginning
		}
		if r.commit != Format {
			return fmt.Errorf("it has format %d, and this program writes %d", r.commit, Format)
		}
		return nil
	}
	switch r.kind {
	case putRecord:
		r.entry.common = s.entries.use(r.common) // now: the texts of a block are overwritten by those of a later one
		r.common = Common{}
		l.pending = append(l.pending, *r)
	case removeRecord:
		l.pending = append(l.pending, *r)
	case commitRecord:
		s.commit, s.complete, l.end = r.commit, r.complete, r.end
		l.commit()
	}
	return nil
}

// commit applies the pending records.
func (l *loader) commit() {
	for i := range l.pending {
		r := &l.pending[i]
		if r.kind == removeRecord {
			l.store.remove(r.entry.id, l.store.commit)
			continue
		}
		r.entry.commit = l.store.commit
		l.store.put(r.entry)
	}
	l.pending = l.pending[:0]
}

// block is a part of the catalog: whole records.
type block struct {
	raw    []byte
	at     int64 // offset in the catalog
	loaded []loaded
	err    error
}

// decode verifies and decodes the records of a block. Their texts are parts of its bytes.
func (b *block) decode() {
	b.loaded, b.err = b.loaded[:0], nil
	text := unsafe.String(unsafe.SliceData(b.raw), len(b.raw))
	var f File
	for at := 0; at < len(text); {
		content, ref, next, _ := frame(text, at)
		if b.err = verify(b.raw, ref); b.err != nil {
			return
		}
		b.loaded = append(b.loaded, loaded{kind: content[0], end: b.at + int64(next)})
		ref.Offset += b.at
		if b.err = b.loaded[len(b.loaded)-1].decode(content[1:], ref, &f); b.err != nil {
			return
		}
		at = next
	}
}

// verify compares a record in a block with its checksum.
func verify(block []byte, r Ref) error {
	if checksum(block[r.Offset:][:r.Length]) != r.Sum {
		return errors.New("the checksum of a record of the catalog is wrong")
	}
	return nil
}

// decode decodes the content of a record. f is memory for it.
func (r *loaded) decode(content string, ref Ref, f *File) error {
	d := decoder{text: content}
	switch r.kind {
	case headerRecord:
		r.commit = d.uint()
	case putRecord:
		*f = File{}
		d.file(f)
		r.entry, r.common = entryOf(f)
		r.entry.record = ref
		if _, ok := IDOf(f.ID); !ok && d.err == nil {
			d.fail()
		}
	case removeRecord:
		r.entry.id, _ = IDOf(article.ID(d.string()))
	case commitRecord:
		r.commit, r.complete = d.uint(), d.bool()
	}
	return d.err
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

// blockReader reads a catalog in blocks.
type blockReader struct {
	log *log
	at  int64
}

// batch are some blocks that are decoded; more is false behind the last record, or if they could not be read.
type batch struct {
	blocks []block
	more   bool
	err    error
}

// batch reads the next blocks, in the memory of earlier ones, and decodes them in parallel.
func (r *blockReader) batch(memory []block) batch {
	b := batch{more: true}
	n := 0
	for n < len(memory) && b.more && b.err == nil {
		if b.more, b.err = r.next(&memory[n]); b.err == nil {
			n++
		}
	}
	b.blocks = memory[:n]
	parallel.Each(n, func(i int) { memory[i].decode() })
	return b
}

// blockSize is the least size of a block. A record that is longer has one of its own.
const blockSize = 1 << 20

// next reads the next block, in the memory of an earlier one. more is false behind the last whole record: the process was
// killed while it wrote what follows.
func (r *blockReader) next(b *block) (more bool, err error) {
	b.at = r.at
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

// truncateBodies drops the bodies that were not committed.
func (s *Store) truncateBodies() error {
	end := int64(0)
	for _, e := range s.entries.all {
		end = max(end, e.body.Offset+int64(e.body.Length))
	}
	if end > s.bodies.size() {
		return fmt.Errorf("%w: %d bytes of articles are missing", ErrDamage, end-s.bodies.size())
	}
	return s.bodies.truncate(end)
}
