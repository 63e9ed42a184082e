package segments

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/document"
	bindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// documents returns documents of up to so many random words, some without one of the fields.
func documents(random *rand.Rand, n, most int) []bindex.Document {
	var out []bindex.Document
	for i := range n {
		d := document.NewDocument(fmt.Sprintf("id%d", random.Uint32()))
		for f, name := range []string{"en", "names", "title"} {
			if i > 0 && random.IntN(4) == f {
				continue
			}
			options := bindex.IndexField
			if name != "en" {
				options |= bindex.SkipFreqNorm
			}
			t := NewTerms(name, options)
			for range 1 + random.IntN(most) {
				word := fmt.Sprintf("w%d", random.IntN(1+random.IntN(5000)))
				if random.IntN(3) > 0 {
					t.Count("common")
				}
				t.Add(word)
			}
			t.Finish()
			d.AddField(t)
		}
		d.AddIDField()
		d.VisitFields(func(f bindex.Field) { f.Analyze() })
		out = append(out, d)
	}
	return out
}

// content returns all that a segment has, as text, but for what is there once: lengths in other postings than those of lengthTerm, and
// counts in fields without.
func content(t *testing.T, s segment.Segment) []string {
	t.Helper()
	out := []string{fmt.Sprint(s.Count(), s.Fields())}
	for n := range s.Count() {
		err := s.VisitStoredFields(n, func(field string, typ byte, value []byte, pos []uint64) bool {
			out = append(out, fmt.Sprint(n, field, typ, string(value), pos))
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, field := range s.Fields() {
		dictionary, err := s.Dictionary(field)
		if err != nil {
			t.Fatal(err)
		}
		for all := dictionary.AutomatonIterator(nil, nil, nil); ; {
			entry, err := all.Next()
			if err != nil {
				t.Fatal(err)
			}
			if entry == nil {
				break
			}
			list, err := dictionary.PostingsList([]byte(entry.Term), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			line := fmt.Append(nil, field, " ", entry.Term, list.Count()) // zapx's entry.Count is wrong behind a term that one document has
			for postings := list.Iterator(true, true, true, nil); ; {
				p, err := postings.Next()
				if err != nil {
					t.Fatal(err)
				}
				if p == nil {
					break
				}
				line = fmt.Append(line, " ", p.Number(), len(p.Locations()))
				if field != "en" {
					continue
				}
				line = fmt.Append(line, " ", p.Frequency())
				if entry.Term == lengthTerm {
					line = fmt.Append(line, " ", p.Norm())
				}
			}
			out = append(out, string(line))
		}
	}
	return out
}

// TestSegmentsAreZapx compares segments with those that zapx builds out of the same documents, alone and merged.
func TestSegmentsAreZapx(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var ours, theirs []segment.Segment
	for _, n := range []int{1, 2, 900, 8000, 1} {
		all := documents(random, n, 4000/n+3)
		own, _, err := (&Plugin{}).New(all)
		if err != nil {
			t.Fatal(err)
		}
		other, _, err := (&zap.ZapPlugin{}).New(all)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, own, other)
		ours, theirs = append(ours, own), append(theirs, other)
	}
	compare(t, merged(t, ours), merged(t, theirs))
}

// TestSize checks that the length of a document is there once, and that fields without counts have none, after a merge too.
func TestSize(t *testing.T) {
	all := documents(rand.New(rand.NewPCG(5, 4)), 300, 2000)
	var size []int
	for _, plugin := range []interface {
		New([]bindex.Document) (segment.Segment, uint64, error)
	}{&Plugin{}, &zap.ZapPlugin{}} {
		s, _, err := plugin.New(all)
		if err != nil {
			t.Fatal(err)
		}
		size = append(size, len(merged(t, []segment.Segment{s, s}).(*zap.Segment).Data()))
	}
	if size[0] > size[1]*93/100 {
		t.Errorf("%d bytes; zapx has %d", size[0], size[1])
	}
}

func compare(t *testing.T, own, other segment.Segment) {
	t.Helper()
	got, want := content(t, own), content(t, other)
	if len(got) != len(want) {
		t.Fatalf("%d terms and articles instead of %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("got\n%s\nwant\n%s", got[i], want[i])
		}
	}
}

// merged returns what zapx merges some segments to, and opens it from the disk.
func merged(t *testing.T, all []segment.Segment) segment.Segment {
	t.Helper()
	path := t.TempDir() + "/merged.zap"
	if _, _, err := (&zap.ZapPlugin{}).Merge(all, make([]*roaring.Bitmap, len(all)), path, nil, nil); err != nil {
		t.Fatal(err)
	}
	s, err := (&zap.ZapPlugin{}).Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestOtherDocuments checks that documents with fields of bleve's own are indexed as well.
func TestOtherDocuments(t *testing.T) {
	d := document.NewDocument("id").AddField(document.NewTextField("title", nil, []byte("storm")))
	d.AddIDField()
	d.VisitFields(func(f bindex.Field) { f.Analyze() })
	own, _, err := (&Plugin{}).New([]bindex.Document{d})
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := (&zap.ZapPlugin{}).New([]bindex.Document{d})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, own, other)
}

// BenchmarkNew builds a segment of 900 documents, here and in zapx.
func BenchmarkNew(b *testing.B) {
	all := documents(rand.New(rand.NewPCG(1, 2)), 900, 600)
	for name, plugin := range map[string]interface {
		New([]bindex.Document) (segment.Segment, uint64, error)
	}{"own": &Plugin{}, "zapx": &zap.ZapPlugin{}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := plugin.New(all); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
