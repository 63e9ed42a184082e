package store

import (
	"fmt"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"

	"lede/internal/article"
)

// Body is an article without its card, encoded and compressed on its own, so that it can be read on its own.
type Body []byte

// The compressor and decompressor of bodies. Both are safe for concurrent use. A dictionary of zstd's would make bodies of news
// a tenth smaller, but klauspost/compress has no assembler for it: reading took twice as long, and writing a fifth longer.
var (
	compressor = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<18),
		zstd.WithLowerEncoderMem(true)))
	decompressor = must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxMemory(maxBody)))
)

// buffer is reusable memory for one body, compressed and not: a question reads sixty bodies, and indexing packs many.
type buffer struct{ packed, plain []byte }

var buffers = sync.Pool{New: func() any { return &buffer{} }}

func (b Body) ref(offset int64) Ref {
	return Ref{Offset: offset, Length: int32(len(b)), Sum: checksum(b)}
}

// maxBody is the most bytes that a body may decompress to, far above what the largest permitted file can have.
const maxBody = 1 << 30

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // the options are constants
	}
	return v
}

// Pack returns the encoded and compressed body of an article. It is safe for concurrent use.
func Pack(a *article.Article) Body {
	buffer := buffers.Get().(*buffer)
	defer buffers.Put(buffer)
	e := encoder{bytes: buffer.plain[:0]}
	e.string(a.Author)
	e.strings(a.Captions)
	e.string(a.Disclaimer)
	e.string(a.Text)
	list(&e, a.HeadingPaths, e.strings)
	end, paragraph := 0, 0
	list(&e, a.Sentences, func(s article.Sentence) {
		e.uint(uint64(s.Start - end))
		e.uint(uint64(s.End - s.Start))
		e.uint(uint64(s.Paragraph - paragraph))
		e.uint(uint64(s.HeadingPath))
		end, paragraph = s.End, s.Paragraph
	})
	buffer.plain, buffer.packed = e.bytes, compressor.EncodeAll(e.bytes, buffer.packed[:0])
	return slices.Clone(buffer.packed)
}

// Unpack returns the article of a body that Pack has made, without its card. The error is ErrDamage.
func Unpack(b Body) (*article.Article, error) {
	buffer := buffers.Get().(*buffer)
	defer buffers.Put(buffer)
	return buffer.unpack(b)
}

// unpack is Unpack in the memory of a buffer.
func (b *buffer) unpack(raw []byte) (*article.Article, error) {
	plain, err := decompressor.DecodeAll(raw, b.plain[:0])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamage, err)
	}
	b.plain = plain
	d := &decoder{text: string(plain)}
	a := &article.Article{Author: d.string(), Captions: d.strings(), Disclaimer: d.string(), Text: d.string(), HeadingPaths: readList(d, d.strings)}
	end, paragraph := 0, 0
	a.Sentences = readList(d, func() article.Sentence {
		s := article.Sentence{Start: end + int(d.uint())}
		s.End = s.Start + int(d.uint())
		s.Paragraph = paragraph + int(d.uint())
		s.HeadingPath = int(d.uint())
		if s.Start < end || s.End < s.Start || s.End > len(a.Text) || s.HeadingPath < 0 || s.HeadingPath >= len(a.HeadingPaths) {
			d.fail()
			return article.Sentence{}
		}
		end, paragraph = s.End, s.Paragraph
		return s
	})
	if d.err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamage, errShort)
	}
	return a, nil
}
