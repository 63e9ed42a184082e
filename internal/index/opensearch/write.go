package opensearch

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"lede/internal/article"
	"lede/internal/copies"
	"lede/internal/index"
	"lede/internal/names"
	"lede/internal/store"
)

// writer is what the process that writes the index has in memory: the records of all files.
type writer struct {
	x    *Index
	self string // the name of this process in the state

	recordsMu sync.RWMutex
	records   map[string]*store.File // by id
	loaded    bool
	aliases   names.Aliases

	claimed  int64  // the claim of this process, see claim.go
	commit   uint64 // of the last Apply
	complete bool
	dirty    bool      // something was written since the state
	shown    time.Time // when what was written was made found last
	finder   *index.CopyFinder
	groups   index.Groups
}

func newWriter(x *Index) *writer {
	return &writer{x: x, self: rand.Text(), records: map[string]*store.File{}}
}

// File returns the record of a file.
func (w *writer) File(id string) (*store.File, bool) {
	w.recordsMu.RLock()
	defer w.recordsMu.RUnlock()
	f, ok := w.records[id]
	return f, ok
}

// Files returns the records of all files, sorted by path.
func (w *writer) Files() []*store.File {
	out := w.Records(func(store.Summary) bool { return true })
	slices.SortFunc(out, func(a, b *store.File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// Records returns the records that a function keeps, unordered.
func (w *writer) Records(keep func(store.Summary) bool) []*store.File {
	w.recordsMu.RLock()
	defer w.recordsMu.RUnlock()
	var out []*store.File
	for _, f := range w.records {
		if keep(store.SummaryOf(f)) {
			out = append(out, f)
		}
	}
	return out
}

// Summary returns what Records judges a file by.
func (w *writer) Summary(id store.ID) (store.Summary, bool) {
	f, ok := w.File(id.String())
	if !ok {
		return store.Summary{}, false
	}
	return store.SummaryOf(f), true
}

// SetAliases sets the groups of spellings that an editor declares to be one name. FinishUpdate writes them.
func (w *writer) SetAliases(a names.Aliases) {
	w.recordsMu.Lock()
	defer w.recordsMu.Unlock()
	w.aliases = a
}

// NewChange prepares a file and its article; a is nil if the file has none. It sets f.Card, f.Sketch and f.Body.
func (w *writer) NewChange(f *store.File, a *article.Article) index.Change {
	if a == nil {
		return index.Change{File: f}
	}
	f.Card = a.Card
	f.Sketch = copies.Of(a.Text)
	body := store.Pack(a)
	f.Body = store.Ref{Length: int32(len(body))} // so that the record says that there is an article
	return index.Change{File: f, Article: a, Body: body, Prepared: newDocument(a, f.Sketch, body)}
}

// CatchUp claims the index and reads the records of all files, unless this process has claimed it already. The records that another
// process has written since this one read them last are of files to be read again: so they are in a commit of this process, and what
// the other one removed or did not know is found.
func (x *Index) CatchUp(ctx context.Context, progress func(done, all int)) error {
	if x.IsSnapshot() {
		return index.ErrReadOnly
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.loaded {
		err := x.check(ctx)
		if !errors.Is(err, errSuperseded) {
			return err
		}
	}
	var now state
	err := x.again(ctx, func() (err error) {
		now, err = x.claim(ctx)
		return err
	})
	if err != nil {
		return err
	}
	records, err := x.readRecords(ctx, progress)
	if err != nil {
		return err
	}
	groups := index.GroupCopies(articles(records))
	if err := x.again(ctx, func() error { return x.mend(ctx, records, groups, now.Claim) }); err != nil {
		return fmt.Errorf("mend the index: %w", err)
	}
	x.recordsMu.Lock()
	defer x.recordsMu.Unlock()
	last := now.Commit
	for id, f := range records {
		last = max(last, f.Commit)
		if before := x.records[id]; x.loaded && (before == nil || before.Commit != f.Commit) {
			f.StatReliable = false
		}
	}
	x.records, x.loaded, x.claimed = records, true, now.Claim
	x.commit, x.complete, x.finder = last+1, now.Complete, nil // last+1 is the commit with which another process may be writing
	x.groups = groups
	return nil
}

// readRecords returns the records of all files that were written until now, by id.
func (x *Index) readRecords(ctx context.Context, progress func(done, all int)) (map[string]*store.File, error) {
	records := map[string]*store.File{}
	err := x.again(ctx, func() error {
		clear(records)
		if err := x.refresh(ctx); err != nil {
			return err
		}
		return x.eachRecord(ctx, x.names.filesVersion, object{"exists": object{"field": "path"}}, func(f *store.File) {
			records[f.ID] = f
			progress(len(records), len(records))
		})
	})
	return records, err
}

// articles returns those of some records that have an article, unordered.
func articles(records map[string]*store.File) []*store.File {
	out := make([]*store.File, 0, len(records))
	for _, f := range records {
		if f.HasArticle() {
			out = append(out, f)
		}
	}
	return out
}

// visit calls f with all records. The error is nil.
func (w *writer) visit(f func(*store.File)) error {
	for _, record := range w.Files() {
		f(record)
	}
	return nil
}

// Apply writes changes and removes the files at some paths. It is tried until it succeeds or the context ends.
func (x *Index) Apply(ctx context.Context, changes []index.Change, removed []string, complete bool) error {
	if x.IsSnapshot() {
		return index.ErrReadOnly
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	if err := x.check(ctx); err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	if x.finder == nil {
		x.finder, _ = index.NewCopyFinder(x.visit, texts{ctx, x}) // without an error
	}
	x.finder.Link(changes)
	x.dirty = true
	u := &update{Index: x, ctx: ctx, commit: x.commit + 1, changes: changes, before: x.groups}
	u.removed(removed)
	err := u.write()
	if err == nil {
		err = x.check(ctx)
	}
	if errors.Is(err, errSuperseded) {
		err = errors.Join(err, x.disturb(ctx))
	}
	if err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	x.commit, x.complete, x.groups = u.commit, complete, u.after
	x.recordsMu.Lock()
	defer x.recordsMu.Unlock()
	x.records = u.records
	return nil
}

// texts are the articles as the cluster has them, for index.CopyFinder.
type texts struct {
	ctx context.Context
	x   *Index
}

// File returns the record of a file.
func (t texts) File(id string) (*store.File, bool) { return t.x.File(id) }

// Article returns an article.
func (t texts) Article(id string) (a *article.Article, err error) {
	err = t.x.again(t.ctx, func() (err error) {
		a, err = t.x.get(t.ctx, t.x.names.articlesVersion, id)
		return err
	})
	return a, err
}

// update is one call of Apply.
type update struct {
	*Index
	ctx           context.Context
	commit        uint64
	changes       []index.Change
	gone          []string               // ids of removed files
	records       map[string]*store.File // as they are afterwards
	before, after index.Groups
}

// removed notes the ids of removed files, and makes the records as they are afterwards.
func (u *update) removed(paths []string) {
	u.records = maps.Clone(u.Index.records)
	for _, path := range paths {
		id := article.ID(path)
		u.gone = append(u.gone, id)
		delete(u.records, id)
	}
	for _, c := range u.changes {
		c.File.Commit = u.commit
		u.records[c.File.ID] = c.File
	}
	u.after = index.GroupCopies(articles(u.records))
}

// write writes the articles, and then the files: what is not written is not in a file's record.
func (u *update) write() error {
	articles, files := &bulk{index: u.names.articlesVersion, claim: u.claimed}, &bulk{index: u.names.filesVersion, claim: u.claimed}
	done := map[string]bool{}
	for _, c := range u.changes {
		id := c.File.ID
		if d, ok := c.Prepared.(*articleDocument); ok {
			raw, err := d.JSON(u.commit, u.after[id])
			if err != nil {
				return err
			}
			articles.put(id, raw)
			done[id] = true
		} else if !c.File.HasArticle() {
			articles.remove(id)
			done[id] = true
		}
		raw, err := fileDocument(c.File)
		if err != nil {
			return err
		}
		files.put(id, raw)
	}
	for _, id := range u.gone {
		articles.remove(id)
		files.remove(id)
		done[id] = true
	}
	if err := u.regroup(articles, done); err != nil {
		return err
	}
	if err := u.client.bulk(u.ctx, articles); err != nil {
		return err
	}
	return u.client.bulk(u.ctx, files)
}

// regroup writes the articles again whose copies are others than before. done are those that are written anyway.
func (u *update) regroup(articles *bulk, done map[string]bool) error {
	return u.rewrite(articles, slices.Values(u.regrouped(done)))
}

// rewrite writes articles again as they are, with the copies that they have.
func (u *update) rewrite(articles *bulk, ids iter.Seq[string]) error {
	for id := range ids {
		var a *article.Article
		err := u.again(u.ctx, func() (err error) {
			a, err = u.get(u.ctx, u.names.articlesVersion, id)
			return err
		})
		if err != nil {
			return err
		}
		if a == nil {
			continue
		}
		f := u.records[id]
		raw, err := newDocument(a, f.Sketch, store.Pack(a)).JSON(f.Commit, u.after[id])
		if err != nil {
			return err
		}
		articles.put(id, raw)
	}
	return nil
}

// regrouped returns the ids of articles whose listed copies have changed, but for those that are written anyway.
func (u *update) regrouped(done map[string]bool) []string {
	seen := map[string]bool{}
	var out []string
	for changed := range done {
		for _, c := range slices.Concat(u.before[changed], u.after[changed]) {
			f := u.records[c.ID]
			if done[c.ID] || seen[c.ID] || f == nil || !f.HasArticle() {
				continue
			}
			seen[c.ID] = true
			before, after := u.before[c.ID], u.after[c.ID]
			if !slices.Equal(before[:min(maxGroup, len(before))], after[:min(maxGroup, len(after))]) {
				out = append(out, c.ID)
			}
		}
	}
	slices.Sort(out)
	return out
}

// fileDocument returns the document of a file.
func fileDocument(f *store.File) ([]byte, error) {
	raw, err := f.MarshalBinary()
	if err != nil {
		return nil, err
	}
	return json.Marshal(object{"record": raw, "path": f.Path, "commit": f.Commit, "article": f.HasArticle()})
}
