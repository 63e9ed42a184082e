package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lede/internal/bench"
	"lede/internal/corpus"
	"lede/internal/eval"
	"lede/internal/query"
	"lede/internal/text"
)

// benchCommand is `bot bench`.
type benchCommand struct {
	Dir      string `arg:"" help:"Folder of articles; or one with articles/ and questions.jsonl."`
	Articles []int  `help:"Measure so many articles, made of those in the folder by replacing words; several are measured in turn." placeholder:"N"`
	Baseline bool   `help:"Index the passages with bleve's default mapping, too, to compare." default:"true" negatable:""`
}

// Run measures each number of articles in turn, and how the time of an answer grows with them.
func (c *benchCommand) Run(e *env) error {
	sizes := c.Articles
	if len(sizes) == 0 {
		sizes = []int{0}
	}
	var tables []*benchTable
	for _, n := range sizes {
		t, err := c.measure(e, n)
		if err != nil {
			return err
		}
		tables = append(tables, t)
	}
	first, last := tables[0], tables[len(tables)-1]
	if len(tables) == 1 {
		return nil
	}
	_, err := fmt.Fprintf(e.stdout, "%-28s %.1f x the articles, %.1f x the time of half of the answers\n", "growth",
		float64(last.articles)/float64(first.articles), last.answer.Seconds()/first.answer.Seconds())
	return err
}

// benchTable is the figures of one number of articles.
type benchTable struct {
	*env
	step     benchStep
	articles int
	text     int64         // bytes
	answer   time.Duration // median time of an answer
	rows     [][2]string
}

// row adds a figure, and prints it to the standard error at once: all of them take minutes.
func (t *benchTable) row(name, format string, args ...any) {
	t.rows = append(t.rows, [2]string{name, fmt.Sprintf(format, args...)})
	fmt.Fprintf(t.stderr, "%s: %s\n", name, t.rows[len(t.rows)-1][1])
}

// measure fills and prints the table of one number of articles; 0 means the articles of the folder as they are.
func (c *benchCommand) measure(e *env, n int) (t *benchTable, err error) {
	dir, err := os.MkdirTemp("", "lede-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	t = &benchTable{env: e, step: benchStep{Corpus: filepath.Join(dir, "corpus"), Data: filepath.Join(dir, "data"), Scratch: filepath.Join(dir, "baseline")}}
	if err := c.prepare(t, n); err != nil {
		return nil, err
	}
	built, err := t.build()
	if err == nil {
		err = t.serve()
	}
	if err == nil && c.Baseline {
		err = t.compare(built)
	}
	if err != nil {
		return nil, err
	}
	return t, printRows(e, t.rows)
}

// prepare makes the folder of articles.
func (c *benchCommand) prepare(t *benchTable, n int) (err error) {
	articles := filepath.Join(c.Dir, "articles")
	if _, err := os.Stat(articles); err != nil {
		articles = c.Dir
	}
	fmt.Fprintf(t.stderr, "copying the articles to %s\n", t.step.Corpus)
	if t.articles, t.text, err = bench.Generate(articles, t.step.Corpus, n); err != nil {
		return err
	}
	t.row("articles", "%d", t.articles)
	t.row("text", "%.1f MB", megabytes(t.text))
	t.step.Questions, err = c.questions()
	return err
}

// build measures a first build and what it leaves on the disk.
func (t *benchTable) build() (built bench.Built, err error) {
	if err := t.step.run(t.env, "build", &built); err != nil {
		return built, err
	}
	t.row("indexing", "%.1f s, %.1f MB/s, %.0f articles/s, %d passages", built.Took.Seconds(), megabytes(t.text)/built.Took.Seconds(),
		float64(built.Articles)/built.Took.Seconds(), built.Passages)
	t.row("peak memory while indexing", "%.0f MB (mapped files: %.0f MB)", megabytes(built.Peak.Anonymous), megabytes(built.Peak.Mapped))
	disk, err := bench.Size(t.step.Data)
	if err == nil {
		t.row("disk", "%.1f MB, %.2f x the text", megabytes(disk), float64(disk)/float64(t.text))
	}
	return built, err
}

// serve measures a start with the index, answers, and edits.
func (t *benchTable) serve() error {
	var served bench.Served
	if err := t.step.run(t.env, "serve", &served); err != nil {
		return err
	}
	t.answer = served.P50
	t.row("start to the first answer", "%.2f s", served.FirstAnswer.Seconds())
	t.row("memory when idle", "%.0f MB (mapped files: %.0f MB)", megabytes(served.Idle.Anonymous), megabytes(served.Idle.Mapped))
	t.row("ask", "p50 %.1f ms, p99 %.1f ms", served.P50.Seconds()*1000, served.P99.Seconds()*1000)
	t.row("an edit shows after", "%.2f s at most, of %d", slices.Max(served.Edits).Seconds(), len(served.Edits))
	return nil
}

// compare measures bleve's default mapping over the same passages.
func (t *benchTable) compare(built bench.Built) error {
	var took, read time.Duration
	if err := t.step.run(t.env, "baseline", &took); err != nil {
		return err
	}
	if err := t.step.run(t.env, "read", &read); err != nil {
		return err
	}
	size, err := bench.Size(t.step.Scratch)
	if err != nil {
		return err
	}
	t.row("reading and parsing", "%.1f s of the indexing", read.Seconds())
	t.row("bleve's default mapping", "%.1f s, %.2f x the text, over the passages as they were read", took.Seconds(), float64(size)/float64(t.text))
	t.row("ours is", "%.1f x as fast; %.1f x with the reading on both sides, %.1f x without", took.Seconds()/built.Took.Seconds(),
		(took+read).Seconds()/built.Took.Seconds(), took.Seconds()/(built.Took-read).Seconds())
	return nil
}

func printRows(e *env, rows [][2]string) error {
	for _, r := range rows {
		if _, err := fmt.Fprintf(e.stdout, "%-28s %s\n", r[0], r[1]); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(e.stdout)
	return err
}

func megabytes(n int64) float64 { return float64(n) / 1e6 }

// questions returns those of the set, or some that any corpus can be asked.
func (c *benchCommand) questions() ([]string, error) {
	set, err := eval.Lines[eval.Question](filepath.Join(c.Dir, "questions.jsonl"))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, q := range set {
		out = append(out, text.Shorten(q.Question, query.MaxLength))
	}
	if len(out) == 0 {
		out = strings.Split("Who won the election?\nWhen were the talks held?\nHow many people died?\nWhy did prices rise?\nWhere is the factory?", "\n")
	}
	return out, nil
}

// benchStep is one part of `bot bench`. It runs in a process of its own, so that its memory and start can be measured.
type benchStep struct {
	Step      string `arg:""`
	Corpus    string `kong:"-"`
	Data      string `kong:"-"`
	Scratch   string `kong:"-"`
	Questions []string
	Started   time.Time `kong:"-"`
}

// run does a step in a process of its own and decodes its result.
func (s benchStep) run(e *env, step string, result any) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	s.Step, s.Started = step, time.Now()
	input, err := json.Marshal(s)
	if err != nil {
		return err
	}
	command := exec.CommandContext(e.ctx, self, "bench-step", step)
	command.Stdin, command.Stderr = strings.NewReader(string(input)), e.stderr
	output, err := command.Output()
	if err != nil {
		return fmt.Errorf("bench %s: %w", step, err)
	}
	return json.Unmarshal(output, result)
}

// Run does the step that is described on the standard input.
func (s *benchStep) Run(e *env) error {
	if err := json.NewDecoder(e.stdin).Decode(s); err != nil {
		return err
	}
	result, err := s.do(e.ctx)
	if err != nil {
		return err
	}
	return json.NewEncoder(e.stdout).Encode(result)
}

func (s *benchStep) do(ctx context.Context) (any, error) {
	o := corpus.Options{Dir: s.Corpus, Data: s.Data, MaxFileSize: 10 << 20}
	switch s.Step {
	case "build":
		return bench.Build(ctx, o)
	case "serve":
		return bench.Serve(ctx, o, s.Started, s.Questions)
	case "read":
		return bench.Read(o)
	}
	return bench.Baseline(ctx, o, s.Scratch)
}
