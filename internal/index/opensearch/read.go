package opensearch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/store"
)

// pageSize is how many documents a page of a listing has.
const pageSize = 2000

// pointLife is how long a point in time is kept between two pages.
const pointLife = "2m"

// hit is a document that a search finds.
type hit struct {
	ID     string          `json:"_id"`
	Score  float64         `json:"_score"`
	Source json.RawMessage `json:"_source"`
	Fields json.RawMessage `json:"fields"`
	Sort   []any           `json:"sort"`
}

// found is the answer to a search.
type found struct {
	Error    json.RawMessage `json:"error"` // of one of several searches
	Status   int
	Shards   shards `json:"_shards"`
	TimedOut bool   `json:"timed_out"`
	Hits     struct {
		Total struct{ Value int }
		Hits  []hit
	}
	Aggregations map[string]json.RawMessage
}

// shards is of how many shards an answer is.
type shards struct{ Total, Successful, Failed int }

// primary has a search look at the primary shards, which have what was written from the refresh on. The others have it a moment later.
const primary = "_primary"

// eachHit calls f with all documents that a search finds, by path, as they are at one point in time.
func (x *Index) eachHit(ctx context.Context, name string, body object, f func(hit) error) (err error) {
	var point struct {
		ID string `json:"pit_id"`
	}
	err = x.client.work(ctx, http.MethodPost, "/"+name+"/_search/point_in_time?preference="+primary+"&allow_partial_pit_creation=false&keep_alive="+pointLife, nil, &point)
	if err != nil {
		return err
	}
	defer func() {
		// one that is not deleted ends by itself
		_ = x.client.call(context.WithoutCancel(ctx), http.MethodDelete, "/_search/point_in_time", object{"pit_id": []string{point.ID}}, nil)
	}()
	maps.Copy(body, object{"size": pageSize, "pit": object{"id": point.ID, "keep_alive": pointLife}, "sort": []object{{"path": "asc"}}, "track_total_hits": false})
	for {
		var page found
		if err := x.client.work(ctx, http.MethodPost, "/_search", body, &page); err != nil {
			return err
		}
		if err := x.failed(page); err != nil {
			return err
		}
		for _, h := range page.Hits.Hits {
			if err := f(h); err != nil {
				return err
			}
		}
		if len(page.Hits.Hits) < pageSize {
			return nil
		}
		body["search_after"] = page.Hits.Hits[pageSize-1].Sort
	}
}

// eachRecord calls f with the records of the files that match a query, by path.
func (x *Index) eachRecord(ctx context.Context, name string, query object, f func(*store.File)) error {
	return x.eachHit(ctx, name, object{"query": query}, func(h hit) error {
		var doc struct {
			Record []byte
			Commit uint64
		}
		if err := json.Unmarshal(h.Source, &doc); err != nil {
			return damaged(h.ID, err)
		}
		file := &store.File{}
		if err := file.UnmarshalBinary(doc.Record); err != nil {
			return damaged(h.ID, err)
		}
		file.Commit = doc.Commit
		f(file)
		return nil
	})
}

// Changed returns the files with articles that commits after the given one have put, by commit, then by path.
func (x *Index) Changed(ctx context.Context, commit uint64) ([]*store.File, error) {
	var out []*store.File
	query := object{"bool": object{"filter": []object{{"range": object{"commit": object{"gt": commit}}}, {"term": object{"article": true}}}}}
	err := x.eachRecord(ctx, x.names.files, query, func(f *store.File) { out = append(out, f) })
	slices.SortFunc(out, func(a, b *store.File) int {
		return cmp.Or(cmp.Compare(a.Commit, b.Commit), strings.Compare(a.Path, b.Path))
	})
	return out, err
}

// get returns an article of an index; nil if there is none.
func (x *Index) get(ctx context.Context, name, id string) (*article.Article, error) {
	k, err := x.document(ctx, name, id)
	if err != nil || k == nil {
		return nil, err
	}
	return k.read()
}

// document returns what an article of an index has kept; nil if there is none.
func (x *Index) document(ctx context.Context, name, id string) (*kept, error) {
	if !isID(id) {
		return nil, nil
	}
	var doc struct {
		Source *kept `json:"_source"`
	}
	x.note(ctx)
	err := x.client.call(ctx, http.MethodGet, "/"+name+"/_doc/"+id, nil, &doc)
	if isMissing(err) && !errors.Is(err, index.ErrUnavailable) {
		return nil, nil
	}
	return doc.Source, err
}

// isID reports whether a text may be the id of an article. Others may be anything that somebody typed.
func isID(id string) bool {
	return id != "" && len(id) < 64 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// failed returns an error for the answer to a search that is not of all shards. A shard that no node has is not counted as failed.
func (x *Index) failed(f found) error {
	switch {
	case len(f.Error) > 0:
		return x.client.failure(f.Status, append(append([]byte(`{"error":`), f.Error...), '}'))
	case f.Shards.Failed > 0 || f.Shards.Successful < f.Shards.Total || f.TimedOut:
		return x.partial("some shards do not answer")
	}
	return nil
}

// partial returns the error of an answer that lacks a part.
func (x *Index) partial(reason string) error {
	return &failure{status: http.StatusServiceUnavailable, kind: "partial", reason: reason, where: x.client.where}
}

// searches makes several searches in one call. exact has the frequencies of all shards count, not of each its own.
func (x *Index) searches(ctx context.Context, name string, exact bool, bodies ...object) ([]found, error) {
	header := object{"index": name}
	if exact {
		header["search_type"] = "dfs_query_then_fetch"
	}
	return x.searchesWith(ctx, header, bodies...)
}

// searchesWith makes several searches with one header in one call.
func (x *Index) searchesWith(ctx context.Context, header object, bodies ...object) ([]found, error) {
	first, err := json.Marshal(header)
	if err != nil {
		return nil, err
	}
	var out []byte
	for _, body := range bodies {
		second, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		out = append(append(append(append(out, first...), '\n'), second...), '\n')
	}
	for wait := firstRetry; ; wait *= 2 {
		found, err := x.searchesOnce(ctx, out, len(bodies))
		slow := isTimeout(err) // client.ask has asked twice
		if !errors.Is(err, index.ErrUnavailable) || slow || wait > lastRetry {
			return found, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(wait):
		}
	}
}

// Waits before searches are made again, while a node is gone and the others take over its part.
const (
	firstRetry = 100 * time.Millisecond
	lastRetry  = 800 * time.Millisecond
)

// searchesOnce makes some searches in one call.
func (x *Index) searchesOnce(ctx context.Context, lines []byte, n int) ([]found, error) {
	x.note(ctx)
	var answer struct{ Responses []found }
	if err := x.client.ask(ctx, http.MethodPost, "/_msearch", linesType, lines, &answer); err != nil {
		return nil, err
	}
	if len(answer.Responses) != n {
		return nil, errors.New("OpenSearch answers another number of searches than were asked")
	}
	for _, r := range answer.Responses {
		if err := x.failed(r); err != nil {
			return nil, err
		}
	}
	return answer.Responses, nil
}
