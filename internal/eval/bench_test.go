package eval_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"lede/internal/answer"
	"lede/internal/corpus"
	"lede/internal/eval"
)

// BenchmarkQuestions asks every question of a set and reports how long half of them and 99 in 100 take. The set
// is the one over the shipped corpus, or the folder that TEST_SET names.
func BenchmarkQuestions(b *testing.B) {
	articles, questions := "../../corpus", "testdata/questions.jsonl"
	if dir := os.Getenv("TEST_SET"); dir != "" {
		articles, questions = filepath.Join(dir, "articles"), filepath.Join(dir, "questions.jsonl")
	}
	list, err := eval.Lines[eval.Question](questions)
	if err != nil || len(list) == 0 {
		b.Fatal("no questions", err)
	}
	c, err := corpus.Load(b.Context(), corpus.Options{Dir: articles, MaxFileSize: 10 << 20, Data: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	engine := answer.New(c.Index)
	var took []time.Duration
	for b.Loop() {
		for i := range list {
			start := time.Now()
			if err := eval.Ask(b.Context(), engine, list[i:i+1], func(eval.Run) error { return nil }); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
