// Package eval measures the quality of answers and summaries, and fits the weights of package answer.
//
// A set is a folder with articles/ and questions.jsonl, summaries.jsonl, or both (Lines reads them). Ask sends the
// questions to the engine that the bot uses and returns a Run for each; Score compares the runs with the expected
// answers. Summarize and ScoreSummaries do the same for summaries. The figures are the usual ones of question
// answering and summarization: success@1, MRR and recall of the articles found; whether one of the first passages, the
// answer, and its first sentence alone (best-sentence) contain the expected words after SQuAD's normalization (Rajpurkar
// et al., 2016); how often the verdict is right; ROUGE (Lin, 2004). Of the verdict "answered", coverage is its share of
// the answerable questions whose words are known; precision is the share of the answers that have the words, among all
// with this verdict, unanswerable and absent questions included; precision-known is the same among the answerable alone.
//
// FitPassages and FitSentences fit the weights of the ranking on sets of questions (fit.go), and measure in
// cross-validation what each feature adds (study.go).
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
	"lede/internal/query"
	"lede/internal/summary"
)

// Question is one line of questions.jsonl.
type Question struct {
	ID           json.RawMessage `json:"id"` // a string or a number, copied to the run
	Question     string          `json:"question"`
	Answers      []string        `json:"answers"`      // any of them is right; empty: unknown
	Articles     []string        `json:"articles"`     // file names of the articles with the answer; empty: unknown
	Absent       bool            `json:"absent"`       // no article has the answer
	Unanswerable bool            `json:"unanswerable"` // written to look answerable; has a figure of its own
}

// Reference is one line of summaries.jsonl: a person's summary of an article. An article may have several.
type Reference struct {
	Article string `json:"article"`
	Summary string `json:"summary"`
}

// Run is the answer to one question, one line of a run file.
type Run struct {
	ID       json.RawMessage `json:"id"`
	Verdict  answer.Verdict  `json:"verdict"`
	Articles []string        `json:"articles"`
	Passages []string        `json:"passages"`
	Answer   string          `json:"answer"`
	Sentence string          `json:"sentence"` // the first that the answer shows
}

// Lines reads a file with one JSON value per line and skips blank lines. It returns nil, nil if the file does not
// exist. The error names the file and the line.
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

// Ask asks the engine each question in turn; the engine gets the text of the question only, as far as query.MaxText, which is
// more than Discord's option takes. It calls done after each
// and returns the first error of the engine or of done.
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
	parsed, err := query.ParseText(firstRunes(q.Question, query.MaxText), time.Time{})
	if err != nil {
		return run, nil // the bot would refuse it, too: it scores as unanswered
	}
	a, err := e.Ask(ctx, parsed)
	if err != nil {
		return run, err
	}
	run.Verdict, run.Answer = a.Verdict, a.Text()
	if len(a.Sentences) > 0 {
		run.Sentence = a.Sentences[0].Text
	}
	run.Articles = append(run.Articles, a.Articles...)
	for _, p := range a.Passages[:min(answer.PageSize, len(a.Passages))] {
		run.Passages = append(run.Passages, p.Text())
	}
	return run, nil
}

// firstRunes returns the first n characters of a text, without a word that is cut.
func firstRunes(text string, n int) string {
	runes := []rune(query.Clean(text))
	if len(runes) <= n {
		return text
	}
	cut := string(runes[:n])
	if at := strings.LastIndexByte(cut, ' '); at > 0 && runes[n] != ' ' {
		return cut[:at]
	}
	return cut
}

// Texts are the articles of an index.
type Texts interface {
	Article(ctx context.Context, id string) (*article.Article, error)
}

// Summarize returns the summary of medium length of each article that has a reference, in the order of the references.
// It skips articles that are not in the index. The error is the index's.
func Summarize(ctx context.Context, x Texts, references []Reference) ([]Reference, error) {
	done := map[string]bool{}
	var out []Reference
	for _, r := range references {
		if done[r.Article] {
			continue
		}
		done[r.Article] = true
		a, err := x.Article(ctx, article.ID(r.Article))
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
