package segments

import (
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// Plugin is zapx with another way to build a segment. Documents that have fields other than Terms are left to zapx.
type Plugin struct{ zap.ZapPlugin }

// Register makes bleve build its segments with Plugin.
func Register() { scorch.RegisterSegmentPlugin(&Plugin{}, true) }

// New builds a segment of some documents.
func (p *Plugin) New(documents []bindex.Document) (segment.Segment, uint64, error) {
	return p.NewUsing(documents, nil)
}

// NewUsing builds a segment of some documents, and returns its size in bytes.
func (p *Plugin) NewUsing(documents []bindex.Document, config map[string]any) (segment.Segment, uint64, error) {
	parsed, ok := parse(documents)
	if !ok {
		return p.ZapPlugin.NewUsing(documents, config)
	}
	b := builder{documents: parsed}
	b.build()
	stats, ok := config[segment.StatsKey].(*segment.Stats)
	if !ok || stats == nil {
		stats = &segment.Stats{}
	}
	s, err := zap.InitSegmentBase(b.out, b.checksum(), zap.DefaultChunkMode, uint64(len(parsed)), b.storedAt, b.fieldsAt, config, stats)
	if err != nil {
		return nil, 0, err // no interface around a nil segment
	}
	return s, uint64(len(b.out)), nil
}

// parsed is a document.
type parsed struct {
	id     string
	fields []*Terms
}

// idField is the name of the field with the id of a document.
const idField = "_id"

// parse returns the documents' ids and fields. It returns false if zapx has to read them.
func parse(documents []bindex.Document) (out []parsed, ok bool) {
	ok = len(documents) > 0
	for _, d := range documents {
		p := parsed{id: d.ID()}
		d.VisitFields(func(f bindex.Field) {
			terms, own := f.(*Terms)
			switch {
			case own:
				repeated := slices.ContainsFunc(p.fields, func(other *Terms) bool { return other.name == terms.name })
				ok = ok && !repeated && terms.found == nil
				p.fields = append(p.fields, terms)
			case f.Name() != idField:
				ok = false
			}
		})
		d.VisitComposite(func(bindex.CompositeField) { ok = false })
		if nested, is := d.(bindex.NestedDocument); is {
			nested.VisitNestedDocuments(func(bindex.Document) { ok = false })
		}
		out = append(out, p)
	}
	return out, ok
}
