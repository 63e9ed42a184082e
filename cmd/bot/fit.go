package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"lede/internal/answer"
	"lede/internal/eval"
)

// fitCommand is `bot fit`, for those who change the ranking.
type fitCommand struct {
	Dirs   []string `arg:"" help:"Folders with articles/ and questions.jsonl."`
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
		questions, err := eval.Lines[eval.Question](filepath.Join(dir, "questions.jsonl"))
		if err != nil {
			return err
		}
		x, done, err := e.scratch(config, filepath.Join(dir, "articles"))
		if err != nil {
			return err
		}
		defer done()
		name := filepath.Base(filepath.Clean(dir))
		sets = append(sets, eval.Set{Name: name, Questions: questions, Index: x})
		names = append(names, name)
		fmt.Fprintf(e.stderr, "%s is indexed\n", name)
	}
	weights := answer.Fitted()
	passages, err := eval.FitPassages(e.ctx, sets, weights, c.Ablate)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "Passages\n%s%s\n\n", passages.Table(answer.PassageFeatures(), names), literal(passages.Weights))
	weights.Passage = passages.Weights
	sentences, err := eval.FitSentences(e.ctx, sets, weights, c.Ablate)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "Sentences\n%s%s\n", sentences.Table(answer.SentenceFeatures(), names), literal(sentences.Weights))
	return err
}

// literal returns weights as they stand in package answer.
func literal(weights []float64) string {
	var out []string
	for _, w := range weights {
		out = append(out, fmt.Sprintf("%.3f", w))
	}
	return "{" + strings.Join(out, ", ") + "}"
}
