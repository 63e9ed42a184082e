package store

import (
	"fmt"

	"lede/internal/article"
)

// Format is the version of the store and of the search index built from it. Increase it with every change of the
// records and of how articles are parsed or analyzed: a store of another version is discarded and built again.
const Format = 11

// Kinds of record of the catalog.
const (
	headerRecord = 'h' // the first record: the format
	putRecord    = 'p'
	removeRecord = 'r'
	commitRecord = 'c'
)

// record appends one record: length, checksum, kind, content. It returns where kind and content are.
func (e *encoder) record(kind byte, write func()) Ref {
	var inner encoder
	inner.bytes, e.bytes = e.bytes, nil
	e.raw([]byte{kind})
	write()
	content := e.bytes
	inner.uint(uint64(len(content)))
	inner.fixed32(checksum(content))
	at := len(inner.bytes)
	inner.raw(content)
	e.bytes = inner.bytes
	return Ref{Offset: int64(at), Length: int32(len(content)), Sum: checksum(content)}
}

func header() []byte {
	var e encoder
	e.record(headerRecord, func() { e.uint(Format) })
	return e.bytes
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

// file fills a record.
func (d *decoder) file(f *File) {
	f.Path = d.string()
	f.ID = d.string()
	f.Stamp = Stamp{Size: d.int(), Modified: d.int(), Changed: d.int(), Inode: d.uint()}
	f.StatReliable = d.bool()
	f.NotArticle = d.bool()
	f.Sum = d.sum()
	f.DefaultsHash = d.sum()
	f.Problems = readList(d, d.problem)
	if !d.bool() {
		return
	}
	d.card(&f.Card)
	for i := range f.Sketch {
		f.Sketch[i] = d.fixed32()
	}
	f.CopyOf = readList(d, d.sum)
	f.Body = Ref{Offset: d.int(), Length: int32(d.uint()), Sum: d.fixed32()}
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
	*f = File{}
	if d.file(f); d.err != nil {
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
