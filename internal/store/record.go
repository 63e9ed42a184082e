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
	commonRecord = 'm' // the number of a Common, which entries behind it refer to, and the Common
	putRecord    = 'p' // an entry
	removeRecord = 'r' // an id
	commitRecord = 'c'
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

// entry appends what the catalog has of a file, in a fixed number of bytes: all entries are read by each start.
func (e *encoder) entry(x *entry) {
	e.raw(x.id[:])
	e.raw([]byte{x.flags})
	e.ref(x.record)
	e.ref(x.body)
	e.stamp(x.stamp)
	e.raw(x.sum[:])
	e.fixed64(uint64(x.day))
	e.fixed32(x.parts)
	e.fixed32(x.common)
}

// entry fills an entry but for its commit.
func (d *decoder) entry(x *entry) {
	copy(x.id[:], d.take(uint64(len(x.id))))
	if flags := d.take(1); flags != "" {
		x.flags = flags[0]
	}
	x.record, x.body = d.ref(), d.ref()
	x.stamp = d.stamp()
	x.sum = d.sum()
	x.day = int64(d.fixed64())
	x.parts, x.common = d.fixed32(), d.fixed32()
}

func (e *encoder) ref(r Ref) {
	e.fixed64(uint64(r.Offset))
	e.fixed32(uint32(r.Length))
	e.fixed32(r.Sum)
}

func (d *decoder) ref() Ref {
	return Ref{Offset: int64(d.fixed64()), Length: int32(d.fixed32()), Sum: d.fixed32()}
}

func (e *encoder) stamp(s Stamp) {
	e.fixed64(uint64(s.Size))
	e.fixed64(uint64(s.Modified))
	e.fixed64(uint64(s.Changed))
	e.fixed64(s.Inode)
}

func (d *decoder) stamp() Stamp {
	return Stamp{Size: int64(d.fixed64()), Modified: int64(d.fixed64()), Changed: int64(d.fixed64()), Inode: d.fixed64()}
}

func (e *encoder) common(c *Common) {
	for _, s := range []string{c.Folder, c.Outlet, c.Host, c.Lang} {
		e.string(s)
	}
	e.strings(c.Tags)
	e.raw(c.DefaultsHash[:])
}

func (d *decoder) common() Common {
	return Common{Folder: d.string(), Outlet: d.string(), Host: d.string(), Lang: d.string(), Tags: d.strings(), DefaultsHash: d.sum()}
}

// details appends what neither the entry of a file nor its Common has.
func (e *encoder) details(f *File) {
	e.string(f.Path)
	list(e, f.Problems, e.problem)
	if !f.HasArticle() {
		return
	}
	e.string(f.Title)
	e.string(f.URL)
	e.bool(f.Inferred)
	e.bool(f.Derived)
	e.uint(uint64(f.Words))
	for _, key := range f.Sketch {
		e.fixed32(key)
	}
	list(e, f.CopyOf, func(s Sum) { e.raw(s[:]) })
}

// details fills a file that has its entry.
func (d *decoder) details(f *File) {
	f.Path = d.string()
	f.Problems = readList(d, d.problem)
	if !f.HasArticle() {
		return
	}
	f.Title = d.string()
	f.URL = d.string()
	f.Inferred = d.bool()
	f.Derived = d.bool()
	f.Words = int(d.uint())
	for i := range f.Sketch {
		f.Sketch[i] = d.fixed32()
	}
	f.CopyOf = readList(d, d.sum)
}

// MarshalBinary returns all of a file but its commit, for another store. The error is nil.
func (f *File) MarshalBinary() ([]byte, error) {
	var e encoder
	x, common := entryOf(f)
	e.entry(&x)
	e.common(&common)
	e.details(f)
	return e.bytes, nil
}

// UnmarshalBinary reads what MarshalBinary has written. The error is ErrDamage.
func (f *File) UnmarshalBinary(raw []byte) error {
	d := decoder{text: string(raw)}
	var x entry
	d.entry(&x)
	common := d.common()
	x.fill(f, &common)
	if d.details(f); d.err != nil {
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
