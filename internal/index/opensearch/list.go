package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/copies"
	"lede/internal/index"
	"lede/internal/names"
	"lede/internal/query"
	"lede/internal/text"
)

// overview is what the articles are like, as last seen.
type overview struct {
	index.Overview
	articles  int
	analyzers map[string]int // articles by their analyzer
	newest    time.Time
	bytes     int64
}

func (x *Index) overview() overview {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.look
}

// lookAgain reads the state of the index, and what its articles are like if that may have changed or anew is set.
func (x *Index) lookAgain(ctx context.Context, anew bool) error {
	x.looking.Lock()
	defer x.looking.Unlock()
	files := x.names.files
	if !x.IsSnapshot() {
		files = x.names.filesVersion
	}
	now, err := x.readState(ctx, files)
	if err != nil {
		return err
	}
	x.mu.Lock()
	same := !anew && x.look.analyzers != nil && now.Complete && now.Commit == x.state.Commit && now.Writer == x.state.Writer
	x.mu.Unlock()
	look := x.overview()
	if !same {
		look, err = x.readOverview(ctx)
		if err != nil && !isMissing(err) { // the process that writes has not made the index yet
			return err
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.state, x.look = now.state, look
	return nil
}

// maxValues is how many outlets and tags are counted, those of the most articles.
const maxValues = 10000

// readOverview counts the articles.
func (x *Index) readOverview(ctx context.Context) (overview, error) {
	values := func(field string) object {
		return object{"terms": object{"field": field, "size": maxValues}}
	}
	answers, err := x.searchesWith(ctx, object{"index": x.names.articles, "preference": primary}, object{"size": 0, "track_total_hits": true, "aggs": object{
		"outlets": values("outlet"), "tags": values("tags"), "languages": values("lang"), "analyzers": values("analyzer"),
		"days": object{"stats": object{"field": "published"}}, "passages": object{"sum": object{"field": "passages"}},
	}})
	if err != nil {
		return overview{}, err
	}
	o := overview{analyzers: map[string]int{}, articles: answers[0].Hits.Total.Value}
	o.Articles = o.articles
	var days struct {
		Count    int
		Min, Max float64
	}
	var passages struct{ Value float64 }
	for name, to := range map[string]any{"days": &days, "passages": &passages} {
		if err := json.Unmarshal(answers[0].Aggregations[name], to); err != nil {
			return overview{}, err
		}
	}
	o.Passages, o.Undated = int(passages.Value), o.articles-days.Count
	if days.Count > 0 {
		o.First, o.Last = ofDay(int64(days.Min)), ofDay(int64(days.Max))
		o.newest = o.Last
	}
	tallies := map[string]index.Tally{}
	for _, name := range []string{"outlets", "tags", "languages", "analyzers"} {
		if tallies[name], err = tallyOf(answers[0].Aggregations[name]); err != nil {
			return overview{}, err
		}
	}
	o.Outlets, o.Tags, o.Languages = tallies["outlets"].Counts(), tallies["tags"].Counts(), tallies["languages"].Counts()
	for name, count := range tallies["analyzers"] {
		o.analyzers[name] = count.Articles
	}
	o.bytes, err = x.readSize(ctx)
	return o, err
}

// tallyOf reads an aggregation of values.
func tallyOf(raw json.RawMessage) (index.Tally, error) {
	var terms struct {
		Buckets []struct {
			Key   string
			Count int `json:"doc_count"`
		}
	}
	err := json.Unmarshal(raw, &terms)
	t := index.Tally{}
	for _, b := range terms.Buckets {
		t.Add(b.Key, b.Count)
	}
	return t, err
}

// readSize returns the bytes of the indices on the disks, copies on other nodes left out.
func (x *Index) readSize(ctx context.Context) (int64, error) {
	var stats struct {
		All struct {
			Primaries struct {
				Store struct {
					Bytes int64 `json:"size_in_bytes"`
				}
			}
		} `json:"_all"`
	}
	err := x.client.call(ctx, "GET", "/"+x.names.articles+","+x.names.files+"/_stats/store", nil, &stats)
	return stats.All.Primaries.Store.Bytes, err
}

// Len returns the number of articles, as last seen.
func (x *Index) Len() int { return x.overview().articles }

// Newest returns the latest publication day, as last seen.
func (x *Index) Newest() time.Time { return x.overview().newest }

// Size returns the bytes on the cluster's disks, as last seen.
func (x *Index) Size() int64 { return x.overview().bytes }

// HasLang reports whether there are articles of an analyzer.
func (x *Index) HasLang(lang analysis.Lang) bool { return x.overview().analyzers[string(lang)] > 0 }

// Overview returns what the articles are like, as last seen.
func (x *Index) Overview(context.Context) (index.Overview, error) {
	return x.overview().Overview, nil
}

// Complete reports whether the index has the whole corpus.
func (x *Index) Complete() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.state.Complete
}

// Rebuilt returns 0: a new index is filled before it takes the place of the old one.
func (x *Index) Rebuilt() uint64 { return 0 }

// Commits returns the number of the last commit that is found.
func (x *Index) Commits() uint64 {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.state.Commit
}

// Aliases returns the groups of spellings: those that this process has set, or those of the process that writes.
func (x *Index) Aliases() names.Aliases {
	if !x.IsSnapshot() {
		x.recordsMu.RLock()
		defer x.recordsMu.RUnlock()
		return x.aliases
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.state.Aliases
}

// documents returns what the articles with some ids have kept.
func (x *Index) documents(ctx context.Context, ids []string, fields ...string) ([]*kept, error) {
	s := sessionOf(ctx)
	var out []*kept
	var missing []string
	asked := make(map[string]bool, len(ids))
	for _, id := range ids {
		if k := s.kept(id); k != nil {
			out = append(out, k)
		} else if isID(id) && !asked[id] {
			missing = append(missing, id)
		}
		asked[id] = true
	}
	for part := range slices.Chunk(missing, pageSize) {
		var answer struct {
			Docs []struct {
				Source *kept           `json:"_source"`
				Error  json.RawMessage `json:"error"`
			}
		}
		x.note(ctx)
		if err := x.client.call(ctx, "POST", "/"+x.names.articles+"/_mget", object{"docs": sources(part, fields)}, &answer); err != nil {
			return nil, err
		}
		if len(answer.Docs) != len(part) {
			return nil, x.partial("it answers with another number of documents than were asked for")
		}
		for _, d := range answer.Docs {
			switch {
			case len(d.Error) > 0:
				return nil, x.partial("some documents cannot be read")
			case d.Source != nil:
				out = append(out, d.Source)
			}
		}
	}
	return out, nil
}

// sources names documents and the fields of them to read.
func sources(ids, fields []string) []object {
	out := make([]object, len(ids))
	for i, id := range ids {
		out[i] = object{"_id": id, "_source": fields}
	}
	return out
}

// Cards returns the cards of the articles with some ids, by id.
func (x *Index) Cards(ctx context.Context, ids ...string) (map[string]*article.Card, error) {
	found, err := x.documents(ctx, ids, "card")
	out := map[string]*article.Card{}
	for _, k := range found {
		out[k.Card.ID] = &k.Card
	}
	return out, err
}

// Groups returns the copies of the articles with some ids, by id.
func (x *Index) Groups(ctx context.Context, ids ...string) (map[string][]*article.Card, error) {
	found, err := x.documents(ctx, ids, "card.ID", "group")
	out := map[string][]*article.Card{}
	for _, k := range found {
		if len(k.Group) > 0 {
			out[k.Card.ID] = k.Group
		}
	}
	return out, err
}

// Latest returns the newest articles that pass a filter, each story once.
func (x *Index) Latest(ctx context.Context, f query.Filter, skip, size int) ([]*article.Card, int, error) {
	skip = max(0, min(skip, maxWindow-size)) // no page is further
	body := object{"from": skip, "size": size, "query": filtered(filters(f)...), "sort": newestFirst(), "collapse": object{"field": "story"}, "_source": []string{"card"},
		"track_total_hits": false, "aggs": object{"stories": object{"cardinality": object{"field": "story", "precision_threshold": 40000}}}}
	answers, err := x.searches(ctx, x.names.articles, false, body)
	if err != nil {
		return nil, 0, fmt.Errorf("list the newest: %w", err)
	}
	var stories struct{ Value int }
	if err := json.Unmarshal(answers[0].Aggregations["stories"], &stories); err != nil {
		return nil, 0, err
	}
	cards, err := cardsOf(answers[0].Hits.Hits)
	return cards, stories.Value, err
}

// Titled returns the articles whose title has all words of a text, see index.Lister.
func (x *Index) Titled(ctx context.Context, words string, size int) ([]*article.Card, error) {
	q := index.ParseTitle(words)
	var all []object
	for _, w := range q.Words {
		all = append(all, term(index.TitleField, w))
	}
	for _, beginning := range q.Begins {
		all = append(all, object{"prefix": object{index.TitleField: object{"value": beginning}}})
	}
	exact := object{"constant_score": object{"filter": term(index.TitleField, q.Key), "boost": 2}}
	best := object{"dis_max": object{"queries": []object{exact, {"constant_score": object{"filter": filtered(all...), "boost": 1}}}}}
	sort := append([]object{{"_score": "desc"}}, newestFirst()...)
	return x.cards(ctx, object{"query": best, "size": size, "sort": sort})
}

// cards returns the cards that a search finds.
func (x *Index) cards(ctx context.Context, body object) ([]*article.Card, error) {
	body["_source"], body["track_total_hits"] = []string{"card"}, false
	answers, err := x.searches(ctx, x.names.articles, false, body)
	if err != nil {
		return nil, fmt.Errorf("look up articles: %w", err)
	}
	return cardsOf(answers[0].Hits.Hits)
}

// Linked returns the articles whose link leads to a place.
func (x *Index) Linked(ctx context.Context, place string) ([]*article.Card, error) {
	return x.cards(ctx, object{"query": filtered(term(index.TitleField, index.PlaceTerm(place))), "size": index.MaxNames, "sort": newestFirst()})
}

// TitleWords returns words of titles that are spelled like another.
func (x *Index) TitleWords(ctx context.Context, word string) ([]string, error) {
	found, err := x.cards(ctx, object{"size": index.MaxNames, "query": object{"fuzzy": object{index.TitleField: object{"value": word, "fuzziness": 2, "max_expansions": 200}}}})
	var out []string
	for _, c := range found {
		for _, w := range index.TitleTerms(c) {
			if index.IsTitleWord(w) && text.EditDistance(word, w) <= 2 && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	slices.Sort(out)
	return out[:min(index.MaxNames, len(out))], err
}

// CopiesOf returns the articles of which another text is a near-copy.
func (x *Index) CopiesOf(ctx context.Context, words string) ([]*article.Card, error) {
	var should []object
	for _, key := range sketchKeys(copies.Of(words)) {
		should = append(should, object{"constant_score": object{"filter": term("sketch", key)}})
	}
	if should == nil {
		return nil, nil
	}
	answers, err := x.searches(ctx, x.names.articles, false, object{"query": anyOf(should), "size": index.MaxNames, "track_total_hits": false})
	if err != nil {
		return nil, fmt.Errorf("look for copies: %w", err)
	}
	var out []*article.Card
	for _, h := range answers[0].Hits.Hits {
		k, err := h.kept()
		if err != nil {
			return nil, err
		}
		if a, err := k.read(); err == nil && copies.Same(words, a.Text) && len(out) < maxCopies {
			out = append(out, &k.Card)
		}
	}
	return out, nil
}

// maxCopies is how many copies of a text are returned.
const maxCopies = 16
