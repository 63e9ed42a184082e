package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"lede/internal/answer"
	"lede/internal/config"
	"lede/internal/eval"
)

// fitCommand is `bot fit`, for those who change the ranking.
type fitCommand struct {
	Dirs   []string `arg:"" help:"Folders with articles/ and questions.jsonl; DIR=2 counts twice."`
	Ablate bool     `help:"Fit without each feature in turn, too, to show what it adds."`
}

// Run fits the weights of package answer on sets of questions, and prints what each feature adds.
func (c *fitCommand) Run(e *env, f *flags) error {
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
	passages, err := eval.FitPassages(e.ctx, sets, weights, c.Ablate)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "Passages\n%s\n", passages.Table(answer.PassageFeatures(), weights.Passage, names))
	weights.Passage = passages.Weights
	sentences, err := eval.FitSentences(e.ctx, sets, weights, c.Ablate)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "Sentences\n%s\n", sentences.Table(answer.SentenceFeatures(), weights.Sentence, names))
	weights.Sentence = sentences.Weights
	verdict, err := eval.FitVerdict(e.ctx, sets, weights, c.Ablate)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "Verdict\n%s", verdict.Table(answer.VerdictFeatures(), weights.Verdict, names))
	return err
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
