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
	"lede/internal/index"
	"lede/internal/parallel"
	"lede/internal/query"
)

// Built is what building an index took.
type Built struct {
	Articles int
	Passages int
	Took     time.Duration
	Peak     Memory
}

// Build builds the index of a corpus from nothing, reading and parsing included.
func Build(ctx context.Context, o corpus.Options) (Built, error) {
	start, most := time.Now(), samplePeak()
	c, err := corpus.Load(ctx, o)
	if err != nil {
		return Built{}, err
	}
	b := Built{Articles: c.Index.Len(), Took: time.Since(start)}
	for _, card := range c.Index.Cards() {
		b.Passages += card.Passages
	}
	err = c.Close()
	b.Peak = most()
	return b, err
}

// Read reads and parses all articles of a corpus, as many at once as there are processors, and returns how long that
// takes: it is the same whatever they are indexed with.
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

// Baseline indexes the passages of a corpus with bleve's default mapping into a folder, and returns how long that
// took without the reading and the cutting.
func Baseline(ctx context.Context, o corpus.Options, dir string) (time.Duration, error) {
	c, err := corpus.Load(ctx, o)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	return index.Baseline(ctx, c.Index, dir)
}

// Served is how a bot did after a start with a warm index.
type Served struct {
	FirstAnswer time.Duration // from the start of the program
	Idle        Memory        // after the folder was looked through
	Half, Most  time.Duration // that half of the questions took at most, and 99 in 100
	Edits       []time.Duration
}

// idle is how long a bot is left alone before its memory is looked at.
const idle = 3 * time.Second

// edits is how often a file is edited.
const edits = 5

// Serve starts as the bot does, since a program's start, answers questions and waits for edits to show. The corpus
// has an index already; it is written to.
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
	s.Half, s.Most, err = askAll(ctx, engine, questions)
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

// askAll returns how long half of the questions took at most, and 99 in 100. The first round is not counted.
func askAll(ctx context.Context, e *answer.Engine, questions []string) (half, most time.Duration, err error) {
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

// pollEvery is how often it is looked whether an edit shows: asking without a pause would take the machine from it.
const pollEvery = 50 * time.Millisecond

// patience is how long an edit may take to show before that is an error.
const patience = time.Minute

// edit writes a file and waits until a question finds what it says.
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

// Size returns the bytes of all files in a folder.
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
