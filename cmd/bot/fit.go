package main

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"lede/internal/answer"
	"lede/internal/config"
	"lede/internal/eval"
)

// fitCommand is `bot fit`, for those who change the ranking.
type fitCommand struct {
	Dirs   []string `arg:"" help:"Folders with articles/ and questions.jsonl; DIR=2 counts twice."`
	Only   []string `help:"What to fit: passages, sentences, verdict, or one feature of theirs, like sentences/timely. All else keeps its weight."`
	Ablate bool     `help:"Fit without each feature in turn, too, to show what it adds."`
}

// fittedTable is one of the tables of weights.
type fittedTable struct {
	name     string
	features []string
	weights  func(*answer.Weights) *answer.Vector
	fit      func(context.Context, []eval.Set, answer.Weights, eval.Plan) (eval.Study, error)
}

// fittedTables are fitted one after the other, since each depends on the weights of those before it.
var fittedTables = []fittedTable{
	{"passages", answer.PassageFeatures(), func(w *answer.Weights) *answer.Vector { return &w.Passage }, eval.FitPassages},
	{"sentences", answer.SentenceFeatures(), func(w *answer.Weights) *answer.Vector { return &w.Sentence }, eval.FitSentences},
	{"verdict", answer.VerdictFeatures(), func(w *answer.Weights) *answer.Vector { return &w.Verdict }, eval.FitVerdict},
}

// Run fits the weights of package answer on sets of questions, and prints them.
func (c *fitCommand) Run(e *env, f *flags) error {
	plans, err := c.plans()
	if err != nil {
		return err
	}
	config, err := e.configure(f)
	if err != nil {
		return err
	}
	var sets []eval.Set
	var names []string
	for _, dir := range c.Dirs {
		set, done, err := e.set(config, dir)
		if err != nil {
			return err
		}
		defer done()
		sets, names = append(sets, set), append(names, set.Name)
		fmt.Fprintf(e.stderr, "%s is indexed\n", set.Name)
	}
	weights := answer.Fitted()
	for i, t := range fittedTables {
		if !slices.Contains(plans[i].Free, true) {
			continue
		}
		study, err := t.fit(e.ctx, sets, weights, plans[i])
		if err != nil {
			return err
		}
		now := t.weights(&weights)
		if _, err = fmt.Fprintf(e.stdout, "%s\n%s\n", t.name, study.Table(t.features, *now, names)); err != nil {
			return err
		}
		*now = study.Weights
	}
	return nil
}

// plans returns what to fit of each table. The error names what is in none.
func (c *fitCommand) plans() ([]eval.Plan, error) {
	known := map[string]bool{}
	plans := make([]eval.Plan, len(fittedTables))
	for i, t := range fittedTables {
		known[t.name] = true
		plans[i] = eval.Plan{Free: make([]bool, len(t.features)), Ablate: c.Ablate}
		for k, feature := range t.features {
			name := t.name + "/" + feature
			known[name] = true
			plans[i].Free[k] = len(c.Only) == 0 || slices.Contains(c.Only, t.name) || slices.Contains(c.Only, name)
		}
	}
	for _, name := range c.Only {
		if !known[name] {
			return nil, fmt.Errorf("--only %s: there is no such table or feature; `bot fit DIR` lists them all", name)
		}
	}
	return plans, nil
}

// set reads the questions of a folder and indexes its articles. "=2.5" after the name is the weight of the questions. The
// returned function deletes the index.
func (e *env) set(c config.Config, dir string) (eval.Set, func(), error) {
	weight := 1.0
	if i := strings.LastIndex(dir, "="); i >= 0 {
		var err error
		if weight, err = strconv.ParseFloat(dir[i+1:], 64); err != nil || !(weight > 0) || math.IsInf(weight, 0) {
			return eval.Set{}, nil, fmt.Errorf("%s: what follows the last = is how much the set counts, like %s=2", dir, dir[:i])
		}
		dir = dir[:i]
	}
	questions, err := eval.Lines[eval.Question](filepath.Join(dir, "questions.jsonl"))
	if err != nil {
		return eval.Set{}, nil, err
	}
	x, done, err := e.scratch(c, filepath.Join(dir, "articles"))
	return eval.Set{Name: filepath.Base(filepath.Clean(dir)), Questions: questions, Index: x, Weight: weight}, done, err
}
