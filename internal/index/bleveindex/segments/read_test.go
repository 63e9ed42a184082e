package segments

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// TestPostingsAreZapx compares the postings of all terms with those that zapx reads: of a segment in memory and of a file, without
// and with removed documents.
func TestPostingsAreZapx(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 2))
	for _, n := range []struct{ documents, words int }{{3000, 30}, {400, 200}} { // words and lengths of up to two bytes, see roots as well
		memory, _, err := (&Plugin{}).New(documents(random, n.documents, n.words))
		if err != nil {
			t.Fatal(err)
		}
		file := merged(t, []segment.Segment{memory})
		removed := roaring.New()
		for range n.documents / 4 {
			removed.Add(uint32(random.IntN(n.documents)))
		}
		for _, s := range []segment.Segment{memory, file} {
			for _, r := range []*roaring.Bitmap{nil, removed} {
				comparePostings(t, s, r)
			}
		}
		if f, err := OpenField(file, "none"); f != nil || err != nil {
			t.Error(f, err)
		}
	}
}

func comparePostings(t *testing.T, s segment.Segment, removed *roaring.Bitmap) {
	t.Helper()
	for _, name := range s.Fields() {
		field, err := OpenField(s, name)
		if err != nil {
			t.Fatal(err)
		}
		dictionary, err := s.Dictionary(name)
		if err != nil {
			t.Fatal(err)
		}
		norms := zapxNorms(t, dictionary)
		if hasLengths := name == "en"; hasLengths != (len(norms) > 0) {
			t.Errorf("%s has %d lengths", name, len(norms))
		}
		terms := []string{"absent"}
		for all := dictionary.AutomatonIterator(nil, nil, nil); ; {
			entry, err := all.Next()
			if err != nil {
				t.Fatal(err)
			}
			if entry == nil {
				break
			}
			terms = append(terms, entry.Term)
		}
		for _, term := range terms {
			list, err := dictionary.PostingsList([]byte(term), removed, nil)
			if err != nil {
				t.Fatal(err)
			}
			p, err := field.Postings(term)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := own(p, removed), zapx(t, list, norms); got != want {
				t.Fatalf("%s of %s: got\n%s\nwant\n%s", term, name, got, want)
			}
		}
	}
}

func own(p Postings, removed *roaring.Bitmap) string {
	out := fmt.Append(nil, p.Count(removed))
	p.Each(removed, &Block{}, func(documents []uint32, shares []float64) {
		for i := range documents {
			out = fmt.Append(out, " ", documents[i], math.Float64bits(shares[i]))
		}
	})
	return string(out)
}

// zapxNorms returns the norms of documents, as zapx reads them from the postings of lengthTerm.
func zapxNorms(t *testing.T, dictionary segment.TermDictionary) map[uint64]float64 {
	t.Helper()
	list, err := dictionary.PostingsList([]byte(lengthTerm), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[uint64]float64{}
	for all := list.Iterator(true, true, false, nil); ; {
		p, err := all.Next()
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			return out
		}
		out[p.Number()] = p.Norm()
	}
}

func zapx(t *testing.T, list segment.PostingsList, norms map[uint64]float64) string {
	t.Helper()
	out := fmt.Append(nil, list.Count())
	for all := list.Iterator(true, true, false, nil); ; {
		p, err := all.Next()
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			return string(out)
		}
		share := math.Sqrt(float64(p.Frequency())) * norms[p.Number()]
		out = fmt.Append(out, " ", p.Number(), math.Float64bits(share))
	}
}
