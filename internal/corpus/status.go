package corpus

import (
	"context"
	"slices"
	"strings"
	"time"

	"lede/internal/article"
	"lede/internal/store"
)

// Diff is the set of paths that a sweep found changed, sorted.
type Diff struct {
	Added, Changed, Removed []string
	Took                    time.Duration
}

// Len returns the number of changed files.
func (d Diff) Len() int { return len(d.Added) + len(d.Changed) + len(d.Removed) }

// FileError is a file that was not read or only in part, and the first reason.
type FileError struct {
	Path    string
	Problem article.Problem
}

// Status is the state of a corpus.
type Status struct {
	Sweeping  bool      // a sweep is running
	Done, All int       // number of files it has read and has to read; 0 when none is running
	LastSweep time.Time // when the last sweep of the whole folder ended
	Err       error     // of the last sweep, unless it was cancelled; nil after a full one that succeeded
}

// Status returns the current state of the corpus.
func (c *Corpus) Status() Status {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.status
}

// FileErrors returns the files that were not read or only in part, sorted by path.
func (c *Corpus) FileErrors() []FileError {
	var out []FileError
	files := c.Index.Records(func(f store.Summary) bool { return f.HasProblems })
	slices.SortFunc(files, func(a, b *store.File) int { return strings.Compare(a.Path, b.Path) })
	for _, f := range files {
		if f.Failed() || !f.HasArticle() && len(f.Problems) > 0 {
			out = append(out, FileError{f.Path, firstError(f)})
		}
	}
	return out
}

// firstError returns the first problem of a file that is an error, or the first one. The file must have one.
func firstError(f *store.File) article.Problem {
	i := slices.IndexFunc(f.Problems, func(p article.Problem) bool { return p.Level == article.Error })
	return f.Problems[max(0, i)]
}

// IsFilled reports whether the index contains the whole corpus as of an earlier sweep, and any article.
func (c *Corpus) IsFilled() bool { return c.Index.Complete() && c.Index.Len() > 0 }

// IsOwner reports whether this process has locked the data folder.
func (c *Corpus) IsOwner() bool { return c.lock != nil }

// WaitSettled returns when the changes that were reported are in the index, or after a time.
func (c *Corpus) WaitSettled(ctx context.Context, most time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	for c.Status().Sweeping || c.watched.Load().isBehind() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// WaitComplete returns when the index contains the whole corpus, or when ctx ends.
func (c *Corpus) WaitComplete(ctx context.Context) {
	for !c.Index.Complete() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func (c *Corpus) begin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.status.Sweeping, c.status.Done, c.status.All = true, 0, 0
	c.began = time.Now()
}

// progress records how many of the files to read are done.
func (c *Corpus) progress(done, all int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.status.Done, c.status.All = done, all
}

// end sorts the diff and records the result of a sweep.
func (c *Corpus) end(s *sweep, err error) {
	slices.Sort(s.diff.Added)
	slices.Sort(s.diff.Changed)
	slices.Sort(s.diff.Removed)
	c.mu.Lock()
	defer c.mu.Unlock()
	s.diff.Took = time.Since(c.began)
	c.status.Sweeping, c.status.Done, c.status.All = false, 0, 0
	switch {
	case err == nil && s.isFullScan():
		c.status.Err, c.status.LastSweep = nil, c.Now()
	case err != nil && s.ctx.Err() == nil:
		c.status.Err = err
	}
}
