package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"lede/internal/answer"
	"lede/internal/config"
	"lede/internal/corpus"
	"lede/internal/eval"
	"lede/internal/index"
)

// evalCommand is `bot eval`.
type evalCommand struct {
	Dir  string `arg:"" help:"Folder with articles/ and questions.jsonl, summaries.jsonl, or both."`
	Runs string `help:"Write what was answered to this file, one JSON object a line." placeholder:"FILE"`
}

// Run measures how well a set's articles answer its questions.
func (c *evalCommand) Run(e *env, f *flags) error {
	config, err := e.configure(f)
	if err != nil {
		return err
	}
	questions, err := eval.Lines[eval.Question](filepath.Join(c.Dir, "questions.jsonl"))
	if err != nil {
		return err
	}
	references, err := eval.Lines[eval.Reference](filepath.Join(c.Dir, "summaries.jsonl"))
	if err != nil {
		return err
	}
	if len(questions)+len(references) == 0 {
		return fmt.Errorf("%s has neither questions.jsonl nor summaries.jsonl; README.md tells what they hold", c.Dir)
	}
	x, done, err := e.scratch(config, filepath.Join(c.Dir, "articles"))
	if err != nil {
		return err
	}
	defer done()
	out, closeRuns, err := c.create()
	if err != nil {
		return err
	}
	err = errors.Join(e.evalQuestions(answer.New(x), questions, out), e.evalSummaries(x, references, out))
	return errors.Join(err, closeRuns())
}

// scratch indexes a folder of articles in a folder of its own, which the returned function deletes: a measurement
// leaves the bot's index alone.
func (e *env) scratch(c config.Config, dir string) (index.Engine, func(), error) {
	data, err := os.MkdirTemp("", "lede-scratch-")
	if err != nil {
		return nil, nil, err
	}
	c, drop := e.scratchIndex(c)
	read, err := corpus.Load(e.ctx, corpus.Options{Dir: dir, MaxFileSize: c.MaxFileSize, Data: data, Open: e.opener(c)})
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(data))
	}
	return read.Index, func() { _ = errors.Join(drop(read.Index), read.Close(), os.RemoveAll(data)) }, nil
}

// create opens the run file; without one, runs go nowhere.
func (c *evalCommand) create() (io.Writer, func() error, error) {
	if c.Runs == "" {
		return io.Discard, func() error { return nil }, nil
	}
	file, err := os.Create(c.Runs)
	if err != nil {
		return nil, nil, err
	}
	return file, file.Close, nil
}

func (e *env) evalQuestions(engine *answer.Engine, questions []eval.Question, out io.Writer) error {
	if len(questions) == 0 {
		return nil
	}
	var runs []eval.Run
	lines := json.NewEncoder(out)
	err := eval.Ask(e.ctx, engine, questions, func(r eval.Run) error {
		runs = append(runs, r)
		return lines.Encode(r)
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(e.stdout, eval.Table(eval.Score(questions, runs)))
	return err
}

func (e *env) evalSummaries(x index.Engine, references []eval.Reference, out io.Writer) error {
	if len(references) == 0 {
		return nil
	}
	summaries, err := eval.Summarize(e.ctx, x, references)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(out)
	for _, s := range summaries {
		if err := lines.Encode(s); err != nil {
			return err
		}
	}
	_, err = fmt.Fprint(e.stdout, eval.Table(eval.ScoreSummaries(references, summaries)))
	return err
}
