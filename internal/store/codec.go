package store

import (
	"encoding/binary"
	"errors"
)

// encoder appends values: integers as varints, texts and lists after their length.
type encoder struct{ bytes []byte }

func (e *encoder) uint(n uint64)      { e.bytes = binary.AppendUvarint(e.bytes, n) }
func (e *encoder) int(n int64)        { e.bytes = binary.AppendVarint(e.bytes, n) }
func (e *encoder) fixed32(n uint32)   { e.bytes = binary.LittleEndian.AppendUint32(e.bytes, n) }
func (e *encoder) fixed64(n uint64)   { e.bytes = binary.LittleEndian.AppendUint64(e.bytes, n) }
func (e *encoder) raw(b []byte)       { e.bytes = append(e.bytes, b...) }
func (e *encoder) string(s string)    { e.uint(uint64(len(s))); e.bytes = append(e.bytes, s...) }
func (e *encoder) strings(l []string) { list(e, l, e.string) }

func (e *encoder) bool(b bool) {
	n := uint64(0)
	if b {
		n = 1
	}
	e.uint(n)
}

// list writes a list with its length.
func list[T any](e *encoder, l []T, write func(T)) {
	e.uint(uint64(len(l)))
	for _, v := range l {
		write(v)
	}
}

// errShort is the error of bytes that end, or are invalid, where a value is expected.
var errShort = errors.New("a record is broken")

// decoder reads what encoder writes. After an error, see err, all values are zero. The texts it returns share the
// memory of its input.
type decoder struct {
	text string
	err  error
}

func (d *decoder) fail() { d.text, d.err = "", errShort }

func (d *decoder) uint() uint64 {
	var n uint64
	for i := 0; i < len(d.text) && i < binary.MaxVarintLen64; i++ {
		b := d.text[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			d.text = d.text[i+1:]
			return n
		}
	}
	d.fail()
	return 0
}

func (d *decoder) int() int64 {
	n := d.uint()
	return int64(n>>1) ^ -int64(n&1)
}

func (d *decoder) bool() bool { return d.uint() != 0 }

// take returns the next n bytes.
func (d *decoder) take(n uint64) string {
	if n > uint64(len(d.text)) {
		d.fail()
		return ""
	}
	s := d.text[:n]
	d.text = d.text[n:]
	return s
}

func (d *decoder) string() string { return d.take(d.uint()) }

func (d *decoder) fixed32() (n uint32) {
	if s := d.text; len(s) >= 4 {
		d.text = s[4:]
		return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
	}
	d.fail()
	return 0
}

func (d *decoder) fixed64() uint64 {
	if s := d.text; len(s) >= 8 {
		d.text = s[8:]
		return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	}
	d.fail()
	return 0
}

func (d *decoder) strings() []string { return readList(d, d.string) }

// readList reads a list. It returns nil for an empty one.
func readList[T any](d *decoder, read func() T) []T {
	n := d.uint()
	if n > uint64(len(d.text)) { // each value has a byte at least
		d.fail()
	}
	if n == 0 || d.err != nil {
		return nil
	}
	out := make([]T, n)
	for i := range out {
		out[i] = read()
	}
	return out
}
