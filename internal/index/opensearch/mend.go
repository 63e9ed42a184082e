package opensearch

import (
	"context"
	"encoding/json"
	"maps"
	"path"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/store"
)

// mending makes the articles those of the records. A process that ends between two bulks leaves articles that no record lists, others that are
// newer than their record, or records whose article is gone.
type mending struct {
	update
	touched map[string]bool // ids of articles that may list copies which they do not have
	odd     *bulk           // articles to remove
}

// mend compares the articles with the records. An article without a record is removed; a file whose article is missing or newer than its
// record is to be read again; what lists any of those as a copy is written again.
func (x *Index) mend(ctx context.Context, records map[string]*store.File, groups index.Groups, claim int64) error {
	m := &mending{update: update{Index: x, ctx: ctx, records: records, after: groups}, touched: map[string]bool{},
		odd: &bulk{index: x.names.articlesVersion, claim: claim}}
	written, err := x.commitsOfArticles(ctx)
	if err != nil {
		return err
	}
	for id, f := range records {
		if _, ok := written[id]; f.HasArticle() && !ok {
			m.readAgain(f)
		}
	}
	for id, commit := range written {
		f := records[id]
		switch {
		case f == nil || !f.HasArticle():
			m.odd.remove(id)
		case commit > f.Commit:
			m.readAgain(f)
		default:
			continue
		}
		if err := m.touch(id); err != nil {
			return err
		}
	}
	if len(m.touched)+len(m.odd.items) == 0 {
		return nil
	}
	x.dirty = true
	x.log.Warn("a process has ended while it wrote the index; it is mended", "removed", len(m.odd.items), "written", len(m.touched))
	if err := m.rewrite(m.odd, maps.Keys(m.touched)); err != nil {
		return err
	}
	return x.client.bulk(ctx, m.odd)
}

// readAgain has a file read again, of a part the one that contains it.
func (m *mending) readAgain(f *store.File) {
	f.Sum = store.Sum{}
	if whole := m.records[article.ID(path.Dir(f.Path))]; whole != nil {
		whole.Sum = store.Sum{}
	}
	for _, c := range m.after[f.ID] {
		m.touched[c.ID] = true
	}
}

// touch notes the copies that an article lists.
func (m *mending) touch(id string) error {
	k, err := m.document(m.ctx, m.names.articlesVersion, id)
	if err != nil || k == nil {
		return err
	}
	for _, c := range k.Group {
		if f := m.records[c.ID]; f != nil && f.HasArticle() {
			m.touched[c.ID] = true
		}
	}
	return nil
}

// commitsOfArticles returns the commits that have put the articles, by id.
func (x *Index) commitsOfArticles(ctx context.Context) (map[string]uint64, error) {
	out := map[string]uint64{}
	all := object{"query": object{"match_all": object{}}, "_source": false, "docvalue_fields": []string{"commit"}}
	err := x.eachHit(ctx, x.names.articlesVersion, all, func(h hit) error {
		var fields struct{ Commit []uint64 }
		if err := json.Unmarshal(h.Fields, &fields); err != nil || len(fields.Commit) != 1 {
			return damaged(h.ID, err)
		}
		out[h.ID] = fields.Commit[0]
		return nil
	})
	return out, err
}
