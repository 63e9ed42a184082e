package segments

import (
	"math"
	"runtime"
	"sync"
	"weak"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// normsOf returns the reciprocal of the square root of each document's length in a field; nil if the field has no lengths.
func normsOf(s segment.Segment, f *Field) ([]float32, error) {
	p, err := f.Postings(lengthTerm)
	if err != nil || p.Count(nil) == 0 {
		return nil, err
	}
	norms := make([]float32, s.Count())
	b := Blocks.Get().(*Block)
	defer Blocks.Put(b)
	at := 0
	p.each(b, func(documents []uint32) {
		for _, document := range documents {
			var length uint64
			_, length, at = entry(p.entries, at)
			norms[document] = float32(1 / math.Sqrt(float64(length)))
		}
	})
	return norms, nil
}

// kept are the norms of the fields of segments that are open: four bytes for each document.
var kept sync.Map // from fieldOf to []float32

// fieldOf is a field of a segment.
type fieldOf struct {
	segment weak.Pointer[zap.Segment]
	name    string
}

// keptNorms returns normsOf for a segment on disk, which never changes.
func keptNorms(s *zap.Segment, name string, f *Field) ([]float32, error) {
	key := fieldOf{weak.Make(s), name}
	if norms, ok := kept.Load(key); ok {
		return norms.([]float32), nil
	}
	norms, err := normsOf(s, f)
	if err != nil {
		return nil, err
	}
	if _, before := kept.Swap(key, norms); !before {
		runtime.AddCleanup(s, func(key fieldOf) { kept.Delete(key) }, key)
	}
	return norms, nil
}
