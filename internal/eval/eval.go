// Package eval measures how well a corpus answers: a set of questions is asked through the same engine that
// Discord uses, and the answers are scored against what they should be.
//
// A set is a folder with articles/ and questions.jsonl, summaries.jsonl, or both. The figures are those of
// question answering and summarization in the literature: success@1, MRR and recall of the articles found;
// whether one of the first passages, and the answer, hold the expected words after SQuAD's normalization
// (Rajpurkar et al., 2016); how often the verdict is right; ROUGE (Lin, 2004).
package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
	"lede/internal/summary"
)

// Question is one line of questions.jsonl.
type Question struct {
	ID           json.RawMessage `json:"id"` // a text or a number; it comes back in the run as it is
	Question     string          `json:"question"`
	Answers      []string        `json:"answers"`      // any of them is right; none: not known
	Articles     []string        `json:"articles"`     // file names that answer; none: not known
	Absent       bool            `json:"absent"`       // nothing in the articles answers
	Unanswerable bool            `json:"unanswerable"` // written to look answerable; reported apart
}

// Reference is one line of summaries.jsonl: what a person wrote of an article. An article may have several.
type Reference struct {
	Article string `json:"article"`
	Summary string `json:"summary"`
}

// Run is what was answered to one question, as a run file holds it.
type Run struct {
	ID       json.RawMessage `json:"id"`
	Verdict  answer.Verdict  `json:"verdict"`
	Articles []string        `json:"articles"`
	Passages []string        `json:"passages"`
	Answer   string          `json:"answer"`
}

// Lines reads a file of one JSON value a line; blank lines are passed over. It returns nil if there is no
// such file. The error names file and line.
func Lines[T any](path string) ([]T, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var out []T
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var value T
		if err := json.Unmarshal(lines.Bytes(), &value); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", filepath.Base(path), n, err)
		}
		out = append(out, value)
	}
	return out, lines.Err()
}

// Ask answers every question in turn, through the engine, which is given its text and nothing else. done is
// called after each.
func Ask(ctx context.Context, e *answer.Engine, questions []Question, done func(Run) error) error {
	for _, q := range questions {
		run, err := ask(ctx, e, q)
		if err != nil {
			return err
		}
		if err := done(run); err != nil {
			return err
		}
	}
	return nil
}

func ask(ctx context.Context, e *answer.Engine, q Question) (Run, error) {
	run := Run{ID: q.ID, Verdict: answer.None, Articles: []string{}, Passages: []string{}}
	parsed, err := query.Parse(firstRunes(q.Question, query.MaxLength), time.Time{})
	if err != nil {
		return run, nil // no question that a person could ask; it scores as unanswered
	}
	a, err := e.Ask(ctx, parsed)
	if err != nil {
		return run, err
	}
	run.Verdict, run.Answer = a.Verdict, a.Text()
	run.Articles = append(run.Articles, a.Articles...)
	for _, p := range a.Passages[:min(answer.PageSize, len(a.Passages))] {
		run.Passages = append(run.Passages, p.Text())
	}
	return run, nil
}

// firstRunes returns the first n characters of a text.
func firstRunes(text string, n int) string {
	if runes := []rune(query.Clean(text)); len(runes) > n {
		return string(runes[:n])
	}
	return text
}

// Summarize returns the summary of medium length of each article that has a reference, in their order. References to
// articles that the index does not hold are passed over. The error is the index's.
func Summarize(x *index.Index, references []Reference) ([]Reference, error) {
	done := map[string]bool{}
	var out []Reference
	for _, r := range references {
		if done[r.Article] {
			continue
		}
		done[r.Article] = true
		a, err := x.Article(article.ID(r.Article))
		if err != nil {
			return nil, err
		}
		if a == nil {
			continue
		}
		var sentences []string
		for _, i := range summary.Of(a, summary.Medium) {
			sentences = append(sentences, a.Sentence(i))
		}
		out = append(out, Reference{Article: r.Article, Summary: strings.Join(sentences, " ")})
	}
	return out, nil
}
