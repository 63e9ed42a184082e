package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
)

// Set is a set of questions to fit on, with the index that their answers come from.
type Set struct {
	Name      string
	Questions []Question
	Index     answer.Index
	Weight    float64 // of all its questions together, whatever their number
}

// Sizes of a study.
const (
	folds            = 5
	passagesLearned  = 60 // the best passages of a question in the training data
	sentencesLearned = 20 // likewise. 40: first sentence -0.2 en, +0.1 zh, -0.7 translated questions
)

// Plan is what a fit does.
type Plan struct {
	Free   []bool // the features that are fitted; the others keep their weights, also in cross-validation
	Ablate bool   // measure the ranking without each fitted feature, too
}

// Gain of a candidate that is right in part: a passage of the right article without the words of the answer, and a passage or
// a sentence with the words in another article.
const (
	rightArticle  = 0.1
	rightWords    = 0.1
	rightSentence = 0.3
)

// FitPassages fits the weights of the passage features on the questions that have an answer. The error is the engine's.
func FitPassages(ctx context.Context, sets []Set, w answer.Weights, p Plan) (Study, error) {
	return fitted(ctx, sets, w, w.Passage, p, passageExample)
}

// FitSentences does the same for the sentence features, on the questions whose answer has words. The passages are
// ranked with the weights w.
func FitSentences(ctx context.Context, sets []Set, w answer.Weights, p Plan) (Study, error) {
	return fitted(ctx, sets, w, w.Sentence, p, sentenceExample)
}

// FitVerdict does the same for the features of the verdict, on all questions whose answer is known or that have none.
func FitVerdict(ctx context.Context, sets []Set, w answer.Weights, p Plan) (Study, error) {
	return fitted(ctx, sets, w, w.Verdict, p, verdictExample)
}

// asExample makes training data of a question's passages and sentences; none if the result has no candidates.
type asExample func(q Question, t answer.Traced) Example

func fitted(ctx context.Context, sets []Set, w answer.Weights, former answer.Vector, p Plan, as asExample) (Study, error) {
	var all [][]Example
	for _, s := range sets {
		examples, err := s.examples(ctx, w, as)
		if err != nil {
			return Study{}, err
		}
		all = append(all, examples)
	}
	return study(all, former, p), nil
}

func passageExample(q Question, t answer.Traced) Example {
	e := Example{Weight: 1}
	if q.Absent || q.Unanswerable {
		return e
	}
	for _, c := range t.Passages[:min(passagesLearned, len(t.Passages))] {
		right, holds := rightPlace(q, c), len(q.Answers) == 0 || Holds(c.Text, q.Answers)
		gain := 0.0
		switch {
		case right && holds:
			gain = 1
		case right:
			gain = rightArticle
		case holds:
			gain = rightWords
		}
		e.Candidates = append(e.Candidates, Candidate{Features: c.Features, Gain: gain, Hit: right && holds})
	}
	return e
}

func sentenceExample(q Question, t answer.Traced) Example {
	e := Example{Weight: 1}
	if len(q.Answers) == 0 || q.Absent || q.Unanswerable {
		return e
	}
	for _, c := range t.Sentences[:min(sentencesLearned, len(t.Sentences))] {
		holds, gain := Holds(c.Text, q.Answers), 0.0
		switch {
		case holds && rightPlace(q, c):
			gain = 1
		case holds:
			gain = rightSentence
		}
		e.Candidates = append(e.Candidates, Candidate{Features: c.Features, Gain: gain, Hit: holds})
	}
	return e
}

// verdictExample makes the verdict a choice between what answers and nothing, whose features are 0: so Fit is a logistic
// regression.
func verdictExample(q Question, t answer.Traced) Example {
	known := !q.Absent && !q.Unanswerable
	if known && len(q.Answers) == 0 || t.Answer.Features == nil {
		return Example{}
	}
	right := known && answerHolds(t.Answer.Text, q.Answers)
	gain := when(right)
	return Example{Weight: 1, Candidates: []Candidate{
		{Features: t.Answer.Features, Gain: gain, Hit: right},
		{Features: make([]float64, len(t.Answer.Features)), Gain: 1 - gain, Hit: !right},
	}}
}

// rightPlace reports whether a candidate is from an article with the answer.
func rightPlace(q Question, c answer.Candidate) bool {
	return slices.Contains(q.Articles, c.Article.Path)
}

// withCopies returns the paths of articles and of their copies.
func (s Set) withCopies(ctx context.Context, paths []string) ([]string, error) {
	out := slices.Clone(paths)
	var ids []string
	for _, path := range paths {
		ids = append(ids, article.ID(path))
	}
	groups, err := s.Index.Groups(ctx, ids...)
	for _, id := range ids {
		for _, c := range index.Copies(groups[id], id) {
			out = append(out, c.Path)
		}
	}
	return out, err
}

// examples returns the training data of a set.
func (s Set) examples(ctx context.Context, w answer.Weights, as asExample) ([]Example, error) {
	engine := answer.With(s.Index, w)
	var out []Example
	for _, q := range s.Questions {
		parsed, err := query.ParseText(firstRunes(q.Question, query.MaxText), time.Time{})
		if err != nil {
			continue
		}
		if q.Articles, err = s.withCopies(ctx, q.Articles); err != nil {
			return nil, err
		}
		traced, err := engine.Trace(ctx, parsed)
		if err != nil {
			return nil, err
		}
		if e := as(q, traced); len(e.Candidates) > 0 {
			out = append(out, e)
		}
	}
	sum := 0.0
	for _, e := range out {
		sum += e.Weight
	}
	for i := range out {
		out[i].Weight *= s.Weight / sum
	}
	return out, nil
}

// Study is the result of a fit.
type Study struct {
	Weights []float64
	Whole   []float64   // for each set, the share of questions whose first candidate is right, in cross-validation
	Without [][]float64 // Without[i] is Whole without feature i, nil if it is not fitted; nil unless requested
}

// study fits the weights on the examples of all sets, with all features and, if it is to ablate, without each in turn.
func study(sets [][]Example, former answer.Vector, p Plan) Study {
	out := Study{Weights: Fit(slices.Concat(sets...), p.Free, former), Whole: validate(sets, p.Free, former)}
	if !p.Ablate {
		return out
	}
	for i := range former {
		if !p.Free[i] {
			out.Without = append(out.Without, nil)
			continue
		}
		free, held := slices.Clone(p.Free), slices.Clone(former)
		free[i], held[i] = false, 0
		out.Without = append(out.Without, validate(sets, free, held))
	}
	return out
}

// validate returns First of each set in cross-validation: each fold is ranked with weights fitted on the others.
func validate(sets [][]Example, free []bool, held []float64) []float64 {
	figures := make([]float64, len(sets))
	for fold := range folds {
		var train []Example
		test := make([][]Example, len(sets))
		for i, set := range sets {
			for n, e := range set {
				if n%folds == fold {
					test[i] = append(test[i], e)
				} else {
					train = append(train, e)
				}
			}
		}
		weights := Fit(train, free, held)
		for i := range test {
			figures[i] += First(test[i], weights) / folds
		}
	}
	return figures
}

// Table returns the study as text: one line per feature with its weight in package answer, the fitted one, and the change of
// each set without it.
func (s Study) Table(features []string, now answer.Vector, sets []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-12s %8s %8s  %s\n%-12s %8s %8s", "feature", "now", "fitted", "first is right by set; change without the feature", "all", "", "")
	for i, name := range sets {
		fmt.Fprintf(&b, "  %s %.3f", name, s.Whole[i])
	}
	for i, name := range features {
		fmt.Fprintf(&b, "\n%-12s %8.3f %8.3f", name, now[i], s.Weights[i])
		for k, set := range sets {
			if len(s.Without) == 0 || s.Without[i] == nil {
				break
			}
			fmt.Fprintf(&b, "  %*s", len(set)+6, fmt.Sprintf("%+.3f", s.Without[i][k]-s.Whole[k]))
		}
	}
	b.WriteByte('\n')
	return b.String()
}
