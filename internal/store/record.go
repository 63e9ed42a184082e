package store

import (
	"fmt"

	"lede/internal/article"
)

// Format is the version of the store and of the search index built from it. Increase it with every change of the
// records and of how articles are parsed or analyzed: a store of another version is discarded and built again.
const Format = 8

// Kinds of record of the catalog.
const (
	headerRecord     = 'h' // the first record: the format
	putRecord        = 'p'
	removeRecord     = 'r'
	commitRecord     = 'c'
	dictionaryRecord = 'w' // the zstd dictionary; valid without a commit
)

// record appends one record: length, checksum, kind, content.
func (e *encoder) record(kind byte, write func()) {
	var inner encoder
	inner.bytes, e.bytes = e.bytes, nil
	e.raw([]byte{kind})
	write()
	content := e.bytes
	inner.uint(uint64(len(content)))
	inner.fixed32(checksum(content))
	inner.raw(content)
	e.bytes = inner.bytes
}

func header() []byte {
	var e encoder
	e.record(headerRecord, func() { e.uint(Format) })
	return e.bytes
}

// load reads the catalog and truncates what follows the last commit.
func (s *Store) load() error {
	raw, err := s.catalog.readAll()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamage, err)
	}
	text := string(raw)
	first, at, err := nextRecord(raw, text, 0)
	if err != nil || first == "" || first[0] != headerRecord {
		return fmt.Errorf("%w: the catalog has no beginning", ErrDamage)
	}
	d := decoder{text: first[1:]}
	if v := d.uint(); v != Format {
		return fmt.Errorf("%w: it has format %d, and this program writes %d", ErrDamage, v, Format)
	}
	if at, err = s.replay(raw, text, at); err != nil {
		return err
	}
	if err := s.catalog.truncate(int64(at)); err != nil {
		return err
	}
	return s.truncateBodies()
}

// replay applies all commits from an offset on, and returns where the last one ends.
func (s *Store) replay(raw []byte, text string, at int) (int, error) {
	end := at
	var files []*File
	var removed []string
	for at < len(raw) {
		content, after, err := nextRecord(raw, text, at)
		if err != nil {
			return 0, err
		}
		if content == "" {
			break // an incomplete record: the process was killed while writing it
		}
		at = after
		d := decoder{text: content[1:]}
		switch content[0] {
		case putRecord:
			files = append(files, d.file())
		case removeRecord:
			removed = append(removed, d.string())
		case dictionaryRecord:
			if err := s.useDictionary(d.string()); err != nil {
				return 0, err
			}
			end = max(end, at)
		case commitRecord:
			s.commit, s.complete = d.uint(), d.bool()
			for _, f := range files {
				f.Commit = s.commit
				s.put(f)
			}
			for _, path := range removed {
				s.remove(path, s.commit)
			}
			files, removed, end = files[:0], removed[:0], at
		}
		if d.err != nil {
			return 0, fmt.Errorf("%w: %w", ErrDamage, d.err)
		}
	}
	return end, nil
}

// useDictionary sets the dictionary of the packer.
func (s *Store) useDictionary(common string) (err error) {
	if s.packer, err = newPacker(common); err != nil {
		return fmt.Errorf("%w: %w", ErrDamage, err)
	}
	s.dictionary = common
	return nil
}

// nextRecord returns the content of the record at an offset and the offset of the next one; "" if the record is
// incomplete.
func nextRecord(raw []byte, text string, at int) (content string, after int, err error) {
	d := decoder{text: text[at:]}
	length := d.uint()
	sum := d.fixed32()
	start := len(text) - len(d.text)
	if d.err != nil || length > uint64(len(d.text)) {
		return "", 0, nil
	}
	after = start + int(length)
	if length == 0 || checksum(raw[start:after]) != sum {
		return "", 0, fmt.Errorf("%w: the checksum of a record of the catalog is wrong", ErrDamage)
	}
	return text[start:after], after, nil
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

func (e *encoder) file(f *File) {
	e.string(f.Path)
	e.string(f.ID)
	e.int(f.Stamp.Size)
	e.int(f.Stamp.Modified)
	e.int(f.Stamp.Changed)
	e.uint(f.Stamp.Inode)
	e.bool(f.StatReliable)
	e.bool(f.NotArticle)
	e.raw(f.Sum[:])
	e.raw(f.DefaultsHash[:])
	list(e, f.Problems, e.problem)
	e.bool(f.HasArticle())
	if !f.HasArticle() {
		return
	}
	e.card(&f.Card)
	for _, key := range f.Sketch {
		e.fixed32(key)
	}
	list(e, f.CopyOf, func(s Sum) { e.raw(s[:]) })
	e.int(f.Body.Offset)
	e.uint(uint64(f.Body.Length))
	e.fixed32(f.Body.Sum)
}

func (d *decoder) file() *File {
	f := &File{}
	f.Path = d.string()
	f.ID = d.string()
	f.Stamp = Stamp{Size: d.int(), Modified: d.int(), Changed: d.int(), Inode: d.uint()}
	f.StatReliable = d.bool()
	f.NotArticle = d.bool()
	f.Sum = d.sum()
	f.DefaultsHash = d.sum()
	f.Problems = readList(d, d.problem)
	if !d.bool() {
		return f
	}
	d.card(&f.Card)
	for i := range f.Sketch {
		f.Sketch[i] = d.fixed32()
	}
	f.CopyOf = readList(d, d.sum)
	f.Body = Ref{Offset: d.int(), Length: int32(d.uint()), Sum: d.fixed32()}
	return f
}

// MarshalBinary returns the record of a file as a catalog has it, for another store. The error is nil.
func (f *File) MarshalBinary() ([]byte, error) {
	var e encoder
	e.file(f)
	return e.bytes, nil
}

// UnmarshalBinary reads what MarshalBinary has written. The error is ErrDamage.
func (f *File) UnmarshalBinary(raw []byte) error {
	d := decoder{text: string(raw)}
	if *f = *d.file(); d.err != nil {
		return fmt.Errorf("%w: %w", ErrDamage, d.err)
	}
	return nil
}

func (d *decoder) sum() (s Sum) {
	copy(s[:], d.take(uint64(len(s))))
	return s
}

func (e *encoder) problem(p article.Problem) {
	e.int(int64(p.Line))
	e.uint(uint64(p.Level))
	e.string(p.Text)
	e.string(p.Hint)
}

func (d *decoder) problem() article.Problem {
	return article.Problem{Line: int(d.int()), Level: article.Level(d.uint()), Text: d.string(), Hint: d.string()}
}

func (e *encoder) card(c *article.Card) {
	for _, s := range []string{c.Title, c.URL, c.Outlet, c.Host, c.Lang} {
		e.string(s)
	}
	e.time(c.Published)
	e.bool(c.Inferred)
	e.bool(c.Derived)
	e.strings(c.Tags)
	e.uint(uint64(c.Words))
	e.uint(uint64(c.Passages))
}

func (d *decoder) card(c *article.Card) {
	for _, s := range []*string{&c.Title, &c.URL, &c.Outlet, &c.Host, &c.Lang} {
		*s = d.string()
	}
	c.Published = d.time()
	c.Inferred = d.bool()
	c.Derived = d.bool()
	c.Tags = d.strings()
	c.Words = int(d.uint())
	c.Passages = int(d.uint())
}
