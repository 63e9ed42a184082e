package segments

import (
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
	"weak"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// TestNormsAreKept checks that the norms of a segment are computed once, and are not kept longer than the segment.
func TestNormsAreKept(t *testing.T) {
	memory, _, err := (&Plugin{}).New(documents(rand.New(rand.NewPCG(8, 2)), 20, 30))
	if err != nil {
		t.Fatal(err)
	}
	s, err := (&zap.ZapPlugin{}).Open(merged(t, []segment.Segment{memory}).(*zap.Segment).Path())
	if err != nil {
		t.Fatal(err)
	}
	key := fieldOf{weak.Make(s.(*zap.Segment)), "en"}
	var norms []*float32
	for range 2 {
		f, err := OpenField(s, "en")
		if err != nil {
			t.Fatal(err)
		}
		norms = append(norms, &f.norms[0])
	}
	if _, ok := kept.Load(key); !ok || norms[0] != norms[1] {
		t.Error("they are computed twice")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, norms = nil, nil
	for range 100 {
		runtime.GC()
		if _, ok := kept.Load(key); !ok {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("they are kept")
}
