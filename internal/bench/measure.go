package bench

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/corpus"
	"lede/internal/index/bleveindex"
	"lede/internal/parallel"
	"lede/internal/query"
)

// Built is the cost of building an index.
type Built struct {
	Articles int
	Passages int
	Took     time.Duration
	Peak     Memory
}

// Build builds the index of a corpus from nothing, including reading and parsing.
func Build(ctx context.Context, o corpus.Options) (Built, error) {
	start, most := time.Now(), samplePeak()
	c, err := corpus.Load(ctx, o)
	if err != nil {
		return Built{}, err
	}
	b := Built{Articles: c.Index.Len(), Took: time.Since(start)}
	overview, err := c.Index.Overview(ctx)
	b.Passages = overview.Passages
	err = errors.Join(err, c.Close())
	b.Peak = most()
	return b, err
}

// Read reads and parses all articles of a corpus in parallel, and returns the time: the part of Build that does not
// depend on the index.
func Read(o corpus.Options) (time.Duration, error) {
	start := time.Now()
	var paths []string
	err := filepath.WalkDir(o.Dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	parallel.Each(len(paths), func(i int) {
		if raw, err := os.ReadFile(paths[i]); err == nil {
			article.Parse(filepath.Base(paths[i]), raw)
		}
	})
	return time.Since(start), nil
}

// Baseline indexes the passages of a corpus into a folder with bleve's default mapping, and returns the time without
// reading and cutting the articles.
func Baseline(ctx context.Context, o corpus.Options, dir string) (time.Duration, error) {
	c, err := corpus.Load(ctx, o)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	return bleveindex.Baseline(ctx, c.Index.(*bleveindex.Index), dir)
}

// Served is how the bot performs after a start with an index that exists.
type Served struct {
	FirstAnswer time.Duration // since the start of the process
	Idle        Memory        // after the first sweep
	P50, P99    time.Duration // percentiles of the times of the answers
	Edits       []time.Duration
}

// idle is the time after the first sweep before memory is measured.
const idle = 3 * time.Second

// edits is the number of edits that are measured.
const edits = 5

// Serve starts as the bot does, answers questions and waits for edits to be found. started is the start of the process.
// The corpus must be indexed already; Serve adds a file to it.
func Serve(ctx context.Context, o corpus.Options, started time.Time, questions []string) (Served, error) {
	c, err := corpus.OpenExclusive(o)
	if err != nil {
		return Served{}, err
	}
	var s Served
	engine := answer.New(c.Index)
	if _, err := ask(ctx, engine, questions[0]); err != nil {
		return s, errors.Join(err, c.Close())
	}
	s.FirstAnswer = time.Since(started)
	ctx, cancel := context.WithCancel(ctx)
	watched := make(chan struct{})
	go func() { defer close(watched); c.Watch(ctx) }()
	for c.Status().LastSweep.IsZero() && ctx.Err() == nil {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(idle)
	s.Idle = memory()
	s.P50, s.P99, err = askAll(ctx, engine, questions)
	for i := 0; i < edits && err == nil; i++ {
		var took time.Duration
		took, err = edit(ctx, engine, o.Dir, i)
		s.Edits = append(s.Edits, took)
	}
	cancel()
	<-watched
	return s, errors.Join(err, c.Close())
}

func ask(ctx context.Context, e *answer.Engine, question string) (answer.Answer, error) {
	q, err := query.Parse(question, time.Time{})
	if err != nil {
		return answer.Answer{}, fmt.Errorf("%q: %w", question, err)
	}
	return e.Ask(ctx, q)
}

// askAll returns the 50th and 99th percentile of the times of the answers, in a second round over the questions.
func askAll(ctx context.Context, e *answer.Engine, questions []string) (p50, p99 time.Duration, err error) {
	var took []time.Duration
	for range 2 {
		took = took[:0]
		for _, q := range questions {
			start := time.Now()
			if _, err := ask(ctx, e, q); err != nil {
				return 0, 0, err
			}
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	return took[len(took)/2], took[len(took)*99/100], nil
}

// pollEvery is the interval between two questions for an edit; asking without a pause would slow the sweep down.
const pollEvery = 50 * time.Millisecond

// patience is the longest time until an edit must be found.
const patience = time.Minute

// edit writes a file and returns the time until a question finds its content.
func edit(ctx context.Context, e *answer.Engine, dir string, n int) (time.Duration, error) {
	name := []string{"Zanzibarovia", "Quexelstan", "Brindlemark", "Ottervania", "Fuljukhia"}[n%5]
	path := filepath.Join(dir, "bench-edit.txt")
	if err := os.WriteFile(path, []byte("The harvest of "+name+" failed on 3 March 2024. Nobody knows why."), 0o644); err != nil {
		return 0, err
	}
	start := time.Now()
	for time.Since(start) < patience {
		a, err := ask(ctx, e, "When did the harvest of "+name+" fail?")
		if err != nil {
			return 0, err
		}
		if len(a.Passages) > 0 && strings.Contains(a.Passages[0].Text(), name) {
			return time.Since(start), nil
		}
		time.Sleep(pollEvery)
	}
	return 0, fmt.Errorf("an edit of %s did not show within %s", path, patience)
}

// Size returns the size of all files in a folder in bytes.
func Size(dir string) (total int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}
