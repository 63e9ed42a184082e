package corpus

import (
	"context"
	"slices"
	"time"

	"lede/internal/article"
	"lede/internal/store"
)

// Diff is what a sweep found changed. Its paths are in order.
type Diff struct {
	Added, Changed, Removed []string
	Took                    time.Duration
}

// Len returns the number of files that differ.
func (d Diff) Len() int { return len(d.Added) + len(d.Changed) + len(d.Removed) }

// FileError is a file of which something is lost, and the first reason.
type FileError struct {
	Path    string
	Problem article.Problem
}

// Status is how a corpus is at the moment.
type Status struct {
	Sweeping  bool      // a sweep is under way
	Done, All int       // of the files that it has to read
	LastSweep time.Time // when the whole folder was looked through last
	Err       error     // why the last sweep ended early; nil if it did not
}

// Status returns how the corpus is at the moment.
func (c *Corpus) Status() Status {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.status
}

// FileErrors returns the files of which something is lost, by path.
func (c *Corpus) FileErrors() []FileError {
	var out []FileError
	for _, f := range c.Index.Files() {
		if f.Failed() {
			out = append(out, FileError{f.Path, firstError(f)})
		}
	}
	return out
}

// firstError returns the first problem of a file that costs something.
func firstError(f *store.File) article.Problem {
	i := slices.IndexFunc(f.Problems, func(p article.Problem) bool { return p.Level == article.Error })
	return f.Problems[i]
}

// WaitComplete waits until the index holds all of the corpus, but no longer than the given time.
func (c *Corpus) WaitComplete(ctx context.Context, most time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
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

// progress notes how many files of how many are done.
func (c *Corpus) progress(done, all int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.status.Done, c.status.All = done, all
}

// end notes how a sweep ended.
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
