package store

import (
	"fmt"
	"slices"

	"github.com/klauspost/compress/zstd"

	"lede/internal/article"
)

// Body is an article without its card, encoded and compressed by itself, so that it can be read by itself.
type Body []byte

func (b Body) ref(offset int64) Ref {
	return Ref{Offset: offset, Length: int32(len(b)), Sum: checksum(b)}
}

// maxBody bounds what is unpacked: far above what an article of the largest file size can have.
const maxBody = 1 << 30

// One compressor and one decompressor for all, which are safe for concurrent use. Their windows are small: few
// articles are longer.
var (
	compressor   = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<18), zstd.WithLowerEncoderMem(true)))
	decompressor = must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxBody)))
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // the options above are constants
	}
	return v
}

// Pack returns the body of an article. It is slow, and safe for concurrent use.
func Pack(a *article.Article) Body {
	var e encoder
	e.string(a.Author)
	e.strings(a.Captions)
	e.string(a.Disclaimer)
	e.string(a.Text)
	list(&e, a.Trails, e.strings)
	end, paragraph := 0, 0
	list(&e, a.Sentences, func(s article.Sentence) {
		e.uint(uint64(s.Start - end))
		e.uint(uint64(s.End - s.Start))
		e.uint(uint64(s.Paragraph - paragraph))
		e.uint(uint64(s.Trail))
		end, paragraph = s.End, s.Paragraph
	})
	return slices.Clone(compressor.EncodeAll(e.bytes, nil)) // which takes as much room as the text
}

func unpack(raw []byte) (*article.Article, error) {
	plain, err := decompressor.DecodeAll(raw, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamage, err)
	}
	d := &decoder{text: string(plain)}
	a := &article.Article{Author: d.string(), Captions: d.strings(), Disclaimer: d.string(), Text: d.string(), Trails: readList(d, d.strings)}
	end, paragraph := 0, 0
	a.Sentences = readList(d, func() article.Sentence {
		s := article.Sentence{Start: end + int(d.uint())}
		s.End = s.Start + int(d.uint())
		s.Paragraph = paragraph + int(d.uint())
		s.Trail = int(d.uint())
		if s.Start < end || s.End < s.Start || s.End > len(a.Text) || s.Trail < 0 || s.Trail >= len(a.Trails) {
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
