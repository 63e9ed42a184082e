package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/corpus"
	"lede/internal/eval"
	"lede/internal/query"
	"lede/internal/testkit/growth"
)

// Benchmarks of a bot at work, over the shipped corpus. TEST_CORPUS names another folder of articles, TEST_DATA the data folder
// of its index, so that it is not built for each run, and TEST_QUESTIONS a file of questions as in a set of `bot eval`.
// cpu-ms/op is the processor time of the whole process: unlike ns/op it is the same on a busy machine, and it includes what
// runs beside.

// served returns a corpus whose index is built, and closes it at the end.
func served(b *testing.B) *corpus.Corpus {
	c, err := corpus.OpenExclusive(indexed(b))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { c.Close() })
	if !c.Index.Complete() {
		b.Fatal("the index is not complete")
	}
	return c
}

// indexed returns the options of a corpus whose index is up to date.
func indexed(b *testing.B) corpus.Options {
	o := corpus.Options{Dir: os.Getenv("TEST_CORPUS"), Data: os.Getenv("TEST_DATA"), MaxFileSize: 10 << 20}
	if o.Dir == "" {
		o, _ = copied(b)
	}
	if o.Data == "" {
		o.Data = b.TempDir()
	}
	current.Lock()
	defer current.Unlock()
	if current.data[o.Data] {
		return o
	}
	if _, err := Build(b.Context(), o); err != nil {
		b.Fatal(err)
	}
	if os.Getenv("TEST_DATA") == o.Data {
		current.data[o.Data] = true
	}
	return o
}

// current are the data folders whose index this process has brought up to date.
var current = struct {
	sync.Mutex
	data map[string]bool
}{data: map[string]bool{}}

// asked returns the questions, parsed.
func asked(b *testing.B) []query.Query {
	texts := []string{"Who is travelling to London?", "When were the talks held?", "How many licences were given?", "伦敦会谈在哪里举行？"}
	if path := os.Getenv("TEST_QUESTIONS"); path != "" {
		set, err := eval.Lines[eval.Question](path)
		if err != nil {
			b.Fatal(err)
		}
		texts = nil
		for _, q := range set {
			texts = append(texts, q.Question)
		}
	}
	var out []query.Query
	for _, text := range texts {
		if q, err := query.Parse(text, time.Time{}); err == nil {
			out = append(out, q)
		}
	}
	return out
}

// measured runs an operation as often as the benchmark asks. It reports the processor time of one, and the times by the clock that
// half of all and 99 in 100 take at most: mean that on an idle machine only.
func measured(b *testing.B, f func(i int) error) {
	b.ReportAllocs()
	var took []time.Duration
	start := growth.ProcessorTime()
	for b.Loop() {
		begin := time.Now()
		if err := f(len(took)); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	b.ReportMetric(float64((growth.ProcessorTime()-start).Microseconds())/1e3/float64(len(took)), "cpu-ms/op")
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1e3, "p50-ms")
	b.ReportMetric(took[len(took)*99/100].Seconds()*1e3, "p99-ms")
}

// BenchmarkSearch finds the best 50 articles for the words of a question: the part of an answer that grows with the number of
// articles.
func BenchmarkSearch(b *testing.B) {
	c, questions := served(b), asked(b)
	find := func(i int) error {
		_, err := c.Index.Search(b.Context(), questions[i%len(questions)], nil, 50)
		return err
	}
	for i := range questions { // as in a bot that has answered before
		if err := find(i); err != nil {
			b.Fatal(err)
		}
	}
	measured(b, find)
}

// BenchmarkAsk answers a question: search, passages, sentence and verdict, without the reply.
func BenchmarkAsk(b *testing.B) {
	c, questions := served(b), asked(b)
	engine := answer.New(c.Index)
	ask := func(i int) error {
		_, err := engine.Ask(b.Context(), questions[i%len(questions)])
		return err
	}
	for i := range min(200, len(questions)) {
		if err := ask(i); err != nil {
			b.Fatal(err)
		}
	}
	measured(b, ask)
}

// BenchmarkOpen opens an index that is there and answers one question: open-ms is the time until it is open,
// first-answer-ms until the answer. The operation includes closing it.
func BenchmarkOpen(b *testing.B) {
	o, questions := indexed(b), asked(b)
	var opened, answered time.Duration
	n := 0
	measured(b, func(i int) error {
		start := time.Now()
		c, err := corpus.OpenExclusive(o)
		if err != nil {
			return err
		}
		opened += time.Since(start)
		_, err = answer.New(c.Index).Ask(b.Context(), questions[i%len(questions)])
		answered += time.Since(start)
		n++
		if err != nil {
			return err
		}
		return c.Close()
	})
	b.ReportMetric(opened.Seconds()*1e3/float64(n), "open-ms")
	b.ReportMetric(answered.Seconds()*1e3/float64(n), "first-answer-ms")
}

// BenchmarkAdd writes an article into the watched folder and waits until the index has it, and removes it likewise: two
// operations of the watch, with the wait of 0.3 s after each. cpu-ms/op is that of both.
func BenchmarkAdd(b *testing.B) {
	c := served(b)
	ctx, cancel := context.WithCancel(b.Context())
	watched := make(chan struct{})
	go func() { defer close(watched); c.Watch(ctx) }()
	defer func() { cancel(); <-watched }()
	await := func(done func() bool) error {
		for start := time.Now(); !done(); time.Sleep(5 * time.Millisecond) {
			if time.Since(start) > patience {
				return fmt.Errorf("not within %s", patience)
			}
		}
		return nil
	}
	if err := await(func() bool { return !c.Status().LastSweep.IsZero() }); err != nil {
		b.Fatal(err)
	}
	time.Sleep(idle) // what the start leaves to do beside
	const name = "bench-added.txt"
	path := filepath.Join(c.Dir, name)
	b.Cleanup(func() { os.Remove(path) })
	has := func() bool { _, ok := c.Index.File(article.ID(name)); return ok }
	measured(b, func(i int) error {
		text := fmt.Sprintf("The harvest of Zanzibarovia failed on %d March 2024. Nobody in the ministry knows why, and %d farmers wait.", 1+i%28, i)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
		if err := await(has); err != nil {
			return err
		}
		if err := os.Remove(path); err != nil {
			return err
		}
		return await(func() bool { return !has() })
	})
}

// BenchmarkSweep compares all files of a folder, of which none has changed, with the index.
func BenchmarkSweep(b *testing.B) {
	c := served(b)
	sweep := func(int) error {
		_, err := c.Sweep(b.Context(), false)
		return err
	}
	if err := sweep(0); err != nil { // the first one verifies the articles
		b.Fatal(err)
	}
	measured(b, sweep)
}
