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
	Index     *index.Index
	Weight    float64 // of all its questions together, whatever their number
}

// Sizes of a study.
const (
	folds           = 5
	passagesLearned = 60 // best passages of a question that the fit looks at
)

// What a candidate is worth that is right only in part: a passage of the right article without the answer's
// words, or the words in another place.
const (
	rightArticle = 0.1
	rightWords   = 0.1
)

// FitPassages fits the weights of the passages on every question that has an answer. Each set counts by its
// weight.
func FitPassages(ctx context.Context, sets []Set, w answer.Weights, ablate bool) (Study, error) {
	return fitted(ctx, sets, w, len(answer.PassageFeatures()), ablate, passageExample)
}

// FitSentences fits the weights of the sentences, under the passages' weights, on every question whose answer
// is known by its words.
func FitSentences(ctx context.Context, sets []Set, w answer.Weights, ablate bool) (Study, error) {
	return fitted(ctx, sets, w, len(answer.SentenceFeatures()), ablate, sentenceExample)
}

// asExample tells what a fit can learn from a question's passages and sentences; nothing, if it has no candidates.
type asExample func(q Question, passages, sentences []answer.Candidate) Example

func fitted(ctx context.Context, sets []Set, w answer.Weights, features int, ablate bool, as asExample) (Study, error) {
	var all [][]Example
	for _, s := range sets {
		examples, err := s.examples(ctx, w, as)
		if err != nil {
			return Study{}, err
		}
		all = append(all, examples)
	}
	return study(all, features, ablate), nil
}

func passageExample(q Question, passages, _ []answer.Candidate) Example {
	var e Example
	for _, c := range passages[:min(passagesLearned, len(passages))] {
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

func sentenceExample(q Question, _, sentences []answer.Candidate) Example {
	var e Example
	if len(q.Answers) == 0 {
		return e
	}
	for _, c := range sentences {
		holds, gain := Holds(c.Text, q.Answers), 0.0
		switch {
		case holds && rightPlace(q, c):
			gain = 1
		case holds:
			gain = rightWords
		}
		e.Candidates = append(e.Candidates, Candidate{Features: c.Features, Gain: gain, Hit: holds})
	}
	return e
}

// rightPlace reports whether a candidate stands in an article that answers.
func rightPlace(q Question, c answer.Candidate) bool {
	return slices.Contains(q.Articles, c.Article.Path)
}

// withCopies returns some articles and those that tell the same story.
func (s Set) withCopies(paths []string) []string {
	out := slices.Clone(paths)
	for _, path := range paths {
		for _, c := range s.Index.Copies(article.ID(path)) {
			out = append(out, c.Path)
		}
	}
	return out
}

// examples returns what the set's questions teach.
func (s Set) examples(ctx context.Context, w answer.Weights, as asExample) ([]Example, error) {
	engine := answer.With(s.Index, w)
	var out []Example
	for _, q := range s.Questions {
		parsed, err := query.Parse(firstRunes(q.Question, query.MaxLength), time.Time{})
		if err != nil || q.Absent || q.Unanswerable {
			continue
		}
		q.Articles = s.withCopies(q.Articles)
		passages, sentences, err := engine.Trace(ctx, parsed)
		if err != nil {
			return nil, err
		}
		if e := as(q, passages, sentences); len(e.Candidates) > 0 {
			out = append(out, e)
		}
	}
	for i := range out {
		out[i].Weight = s.Weight / float64(len(out))
	}
	return out, nil
}

// Study is a fit with what each feature adds to it.
type Study struct {
	Weights []float64
	Whole   []float64   // of each set, the share of questions whose first candidate is right, in cross-validation
	Without [][]float64 // the same without each feature; empty if it was not asked for
}

// study fits the weights of so many features on the examples of all sets, and without each feature in turn.
func study(sets [][]Example, features int, ablate bool) Study {
	use := slices.Repeat([]bool{true}, features)
	out := Study{Weights: Fit(slices.Concat(sets...), use), Whole: validate(sets, use)}
	for i := range use {
		if !ablate {
			break
		}
		use[i] = false
		out.Without = append(out.Without, validate(sets, use))
		use[i] = true
	}
	return out
}

// validate returns First of each set, each fold judged by the weights of the others.
func validate(sets [][]Example, use []bool) []float64 {
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
		weights := Fit(train, use)
		for i := range test {
			figures[i] += First(test[i], weights) / folds
		}
	}
	return figures
}

// Table returns the weights and figures for reading: a line a feature with its weight in package answer and the fitted
// one, and each set's change without it.
func (s Study) Table(features []string, now answer.Vector, sets []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-12s %8s %8s  %s\n%-12s %8s %8s", "feature", "now", "fitted", "first is right by set; change without the feature", "all", "", "")
	for i, name := range sets {
		fmt.Fprintf(&b, "  %s %.3f", name, s.Whole[i])
	}
	for i, name := range features {
		fmt.Fprintf(&b, "\n%-12s %8.3f %8.3f", name, now[i], s.Weights[i])
		for k, set := range sets {
			if len(s.Without) == 0 {
				break
			}
			fmt.Fprintf(&b, "  %*s", len(set)+6, fmt.Sprintf("%+.3f", s.Without[i][k]-s.Whole[k]))
		}
	}
	b.WriteByte('\n')
	return b.String()
}
