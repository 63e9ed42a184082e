package corpus

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/parallel"
	"lede/internal/store"
)

// Sweep brings the index up to date with the folder. readAll reads every file, even if its stamp has not changed. It fails
// if the folder cannot be read or the index cannot be written; what was indexed until then remains, and the next sweep
// continues.
func (c *Corpus) Sweep(ctx context.Context, readAll bool) (Diff, error) {
	return c.sweep(ctx, wholeFolder, readAll)
}

// wholeFolder is the path of the folder, as a list of paths.
var wholeFolder = []string{"."}

// sweep brings the index up to date with some paths of the folder and everything below them; "." is the whole folder.
func (c *Corpus) sweep(ctx context.Context, roots []string, readAll bool) (Diff, error) {
	c.sweeping.Lock()
	defer c.sweeping.Unlock()
	c.begin()
	s := &sweep{Corpus: c, ctx: ctx, roots: roots, readAll: readAll, reread: map[string]bool{}}
	err := s.run()
	c.end(s, err)
	return s.diff, err
}

// sweep is one run of Corpus.sweep.
type sweep struct {
	*Corpus
	ctx     context.Context
	roots   []string
	readAll bool
	reread  map[string]bool // paths of files to read even if their stamp has not changed
	entries []entry
	files   *fileReader
	walked  walked
	diff    Diff
}

func (s *sweep) isFullScan() bool { return slices.Equal(s.roots, wholeFolder) }

func (s *sweep) run() error {
	if err := s.repair(); err != nil {
		return err
	}
	if err := s.Index.CatchUp(s.ctx, s.progress); err != nil {
		if errors.Is(err, index.ErrReadOnly) {
			return nil // the process that writes the index sweeps
		}
		return err
	}
	s.verifyArticles()
	if err := s.walk(); err != nil {
		return err
	}
	defer s.files.close()
	if s.isFullScan() {
		s.readSettingsFiles()
	}
	if err := s.update(s.jobs()); err != nil {
		return err
	}
	if s.isFullScan() {
		s.Corpus.walked = s.walked
	}
	return s.Index.FinishUpdate(s.ctx)
}

// walk lists the files below the roots, and opens the reader of their contents.
func (s *sweep) walk() error {
	root, err := s.root()
	if err != nil {
		return err
	}
	found, err := s.list(root, s.roots)
	if err != nil {
		return err
	}
	s.entries, s.walked = found.entries, found.walked
	if err := s.ctx.Err(); err != nil {
		return err
	}
	s.files, err = newFileReader(root, s.MaxFileSize)
	return err
}

// job is a file to read, because it is new or may have changed.
type job struct {
	entry
	before *store.File // its record in the index; nil for a new file
}

// jobs returns the files to read, by path, and the paths of files that no longer exist.
func (s *sweep) jobs() (jobs []job, removed []string) {
	seen := make(map[store.ID]bool, len(s.entries))
	read := map[store.ID]bool{} // in a partial sweep, those of files that are read
	chunks := slices.Collect(slices.Chunk(s.entries, filesOfRun))
	changed := make([][]job, len(chunks))
	parallel.Each(1+len(chunks), func(i int) {
		if i > 0 {
			changed[i-1] = s.changed(chunks[i-1])
			return
		}
		for k := range s.entries {
			e := &s.entries[k]
			seen[e.id] = true
			if !s.isFullScan() {
				read[e.id] = e.real != "" && !e.notArticle
			}
		}
	})
	jobs = slices.Concat(changed...)
	slices.SortFunc(jobs, func(a, b job) int { return strings.Compare(a.path, b.path) }) // an index that is built again is the same
	for _, f := range s.unseen(seen, read) {
		if !isKept(f, seen) {
			removed = append(removed, f.Path)
		}
	}
	return jobs, removed
}

// changed returns those of some files whose record is not up to date.
func (s *sweep) changed(entries []entry) (jobs []job) {
	hashes := defaultsHashes{corpus: s.Corpus}
	for i := range entries {
		e := &entries[i]
		if before, ok := s.Index.Summary(e.id); ok && s.isUnchanged(e, before, &hashes) {
			continue
		}
		before, _ := s.Index.File(e.id.String())
		jobs = append(jobs, job{*e, before})
	}
	return jobs
}

func idOf(path string) store.ID {
	id, _ := store.IDOf(article.ID(path))
	return id
}

// unseen returns the records of files at the roots and below that were not seen. read are the ids of files that are there and
// are read.
func (s *sweep) unseen(seen, read map[store.ID]bool) []*store.File {
	if s.isFullScan() {
		return s.Index.Records(func(f store.Summary) bool { return !seen[f.ID] })
	}
	found := map[store.ID]bool{}
	add := func(path string) bool {
		id := idOf(path)
		f, ok := s.Index.Summary(id)
		if ok {
			found[id] = true
		}
		return ok && f.Sum != store.Sum{}
	}
	var folders []string // roots that may have been folders
	for _, root := range s.roots {
		switch {
		case add(root): // a file that was read: below it are its parts alone
			for _, part := range s.partsFrom(root, 1) {
				add(part)
			}
		case !read[idOf(root)]:
			folders = append(folders, root)
		}
	}
	below := func(f store.Summary) bool {
		return slices.ContainsFunc(folders, func(folder string) bool {
			return f.Folder == folder || strings.HasPrefix(f.Folder, folder+"/")
		})
	}
	if len(found)+len(folders) == 0 {
		return nil
	}
	return s.Index.Records(func(f store.Summary) bool { return !seen[f.ID] && (found[f.ID] || below(f)) })
}

// isUnchanged reports whether the record of a file is up to date, judging by its stamp and its folder's defaults.
func (s *sweep) isUnchanged(e *entry, before store.Summary, hashes *defaultsHashes) bool {
	if s.readAll || s.reread[e.path] {
		return false
	}
	if e.real == "" || e.notArticle {
		f, ok := s.Index.File(before.ID.String())
		return ok && isRefused(f, problemsOf(*e), e.notArticle)
	}
	return before.Sum != store.Sum{} && before.StatReliable && before.Stamp == e.stamp && before.DefaultsHash == hashes.of(e.path)
}

// isRefused reports whether a record is of a file that is not read, for the same reasons.
func isRefused(f *store.File, problems []article.Problem, notArticle bool) bool {
	return f.Sum == store.Sum{} && f.NotArticle == notArticle && reflect.DeepEqual(f.Problems, problems)
}

func problemsOf(e entry) []article.Problem {
	if e.problem.Text == "" {
		return nil
	}
	return []article.Problem{e.problem}
}

func hash(raw []byte) (s store.Sum) {
	sum := sha256.Sum256(raw)
	copy(s[:], sum[:])
	return s
}

// result is the outcome of a job.
type result struct {
	job
	changes    []index.Change
	removed    []string // articles that the file no longer contains
	kind       kind
	hasArticle bool // the file has an article now
}

// kind is how a file differs from its record in the index.
type kind int

const (
	unchanged    kind = iota // nothing is written
	stampChanged             // same bytes, another stamp
	contentChanged
)

// Size of a batch of the index. Larger batches leave bleve less to merge, but an article takes three times the memory of its
// text until it is written.
const (
	batchFiles = 2000
	batchBytes = 16 << 20
)

// update runs the jobs in parallel and writes their results.
func (s *sweep) update(jobs []job, removed []string) error {
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	if len(jobs) > batchFiles {
		defer limitMemory(len(s.entries))()
	}
	todo, done := make(chan job), make(chan result, batchFiles/4)
	go func() {
		defer close(todo)
		for _, j := range jobs {
			select {
			case todo <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	var readers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		readers.Go(func() {
			for j := range todo {
				done <- s.read(j)
			}
		})
	}
	go func() {
		readers.Wait()
		close(done)
	}()
	err := s.write(done, removed, len(jobs))
	cancel()
	for range done {
	}
	return err
}

// write applies the results in batches. Only the last batch of a full scan marks the index as complete.
func (s *sweep) write(results <-chan result, removed []string, all int) error {
	before := s.Index.Complete()
	var batch []index.Change
	var parts []string // articles that are no longer in their files
	var size int64
	n := 0
	for r := range results {
		n++
		s.progress(n, all)
		s.record(r)
		if r.kind != unchanged {
			batch, parts = append(batch, r.changes...), append(parts, r.removed...)
			size += r.stamp.Size
		}
		if len(batch) >= batchFiles || size >= batchBytes {
			if err := s.Index.Apply(s.ctx, batch, parts, before); err != nil {
				return err
			}
			clear(batch)
			batch, parts, size = batch[:0], nil, 0
		}
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	s.diff.Removed = append(s.diff.Removed, removed...)
	removed = append(removed, parts...)
	if complete := before || s.isFullScan(); len(batch)+len(removed) > 0 || complete != before {
		return s.Index.Apply(s.ctx, batch, removed, complete)
	}
	return nil
}

// record adds a result to the diff.
func (s *sweep) record(r result) {
	hadArticle := r.before != nil && (r.before.HasArticle() || len(s.partsFrom(r.path, 1)) > 0)
	switch {
	case r.kind != contentChanged || !hadArticle && !r.hasArticle:
	case !hadArticle:
		s.diff.Added = append(s.diff.Added, r.path)
	case !r.hasArticle:
		s.diff.Removed = append(s.diff.Removed, r.path)
	default:
		s.diff.Changed = append(s.diff.Changed, r.path)
	}
}

// read reads and parses one file and prepares its change of the index.
func (s *sweep) read(j job) result {
	f := &store.File{Card: article.Card{ID: article.ID(j.path), Path: j.path}, Stamp: j.stamp, NotArticle: j.notArticle, Problems: problemsOf(j.entry)}
	if j.real == "" || j.notArticle {
		f.Stamp = store.Stamp{}
		return s.withoutArticle(j, f)
	}
	raw, stamp, err := s.files.read(j.real)
	switch {
	case errors.Is(err, errChanging), errors.Is(err, fs.ErrNotExist):
		return result{job: j} // the next sweep finds it as it is then
	case err != nil:
		f.Problems = []article.Problem{unreadable(err)}
		return s.withoutArticle(j, f)
	}
	f.Stamp, f.StatReliable = stamp, statReliable(stamp, s.Now())
	defaults := s.defaultsOf(path.Dir(j.path))
	f.Sum, f.DefaultsHash = hash(raw), hashDefaults(defaults)
	if old := j.before; old != nil && old.Sum == f.Sum && old.DefaultsHash == f.DefaultsHash && !s.reread[j.path] {
		return s.withSameContent(j, f)
	}
	articles, problems := article.ReadAll(article.File{Path: j.path, Raw: raw, Modified: time.Unix(0, stamp.Modified), Defaults: defaults})
	f.Problems = problems
	s.warn(f)
	r := result{job: j, changes: s.changesOf(f, articles), kind: contentChanged}
	r.hasArticle = len(articles[0].Sentences) > 0
	r.removed = s.partsFrom(j.path, len(r.changes))
	return r
}

// withoutArticle returns the result of a file that is not read.
func (s *sweep) withoutArticle(j job, f *store.File) result {
	if j.before != nil && isRefused(j.before, f.Problems, f.NotArticle) {
		return result{job: j}
	}
	s.warn(f)
	return result{job: j, changes: s.changesOf(f, nil), removed: s.partsFrom(j.path, 1), kind: contentChanged}
}

// withSameContent returns the result of a file whose bytes have not changed.
func (s *sweep) withSameContent(j job, f *store.File) result {
	if j.before.Stamp == f.Stamp && j.before.StatReliable == f.StatReliable {
		return result{job: j}
	}
	moved := *j.before
	moved.Stamp, moved.StatReliable = f.Stamp, f.StatReliable
	return result{job: j, changes: []index.Change{index.KeepContent(&moved)}, kind: stampChanged}
}

// warn logs the problems of a file.
func (s *sweep) warn(f *store.File) {
	for _, p := range f.Problems {
		s.Log.Warn("corpus file", "file", f.Path, "line", p.Line, "problem", p.Text, "cure", p.Hint)
	}
}
