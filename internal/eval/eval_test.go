package eval

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/corpus"
)

var (
	update = flag.Bool("update", false, "write the golden figures anew")
	news   = flag.String("news", "", "folder of the English news articles that the questions of testdata/news-zh are about")
)

// askShipped asks the questions of a file of the shipped articles.
func askShipped(t *testing.T, path string) ([]Question, []Run) {
	t.Helper()
	questions, err := Lines[Question](path)
	if err != nil || len(questions) == 0 {
		t.Fatalf("%d questions, %v", len(questions), err)
	}
	c, err := corpus.Load(t.Context(), corpus.Options{Dir: "../../corpus", MaxFileSize: 10 << 20, Data: ""})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var runs []Run
	err = Ask(t.Context(), answer.New(c.Index), questions, func(r Run) error {
		runs = append(runs, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return questions, runs
}

// TestShipped compares the figures of the shipped corpus with a golden file, so that a change of ranking is seen.
func TestShipped(t *testing.T) {
	questions, runs := askShipped(t, "testdata/questions.jsonl")
	var lines strings.Builder
	for _, r := range runs {
		lines.WriteString(string(r.ID) + " " + string(r.Verdict) + ": " + r.Answer + "\n")
	}
	got := Table(Score(questions, runs)) + "\n" + lines.String()
	const golden = "testdata/shipped.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test ./internal/eval -update writes it anew); got:\n%s", golden, got)
	}
}

// TestNewsInChinese checks that at least 18 of 30 Chinese questions find the right English article first. The articles belong to
// their papers and are not in the tree.
func TestNewsInChinese(t *testing.T) {
	if *news == "" {
		t.Skip("no -news")
	}
	questions, err := Lines[Question]("testdata/news-zh/questions.jsonl")
	if err != nil || len(questions) != 30 {
		t.Fatalf("%d questions, %v", len(questions), err)
	}
	c, err := corpus.Load(t.Context(), corpus.Options{Dir: *news, MaxFileSize: 10 << 20, Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	right := 0
	for i, q := range questions {
		err := Ask(t.Context(), answer.New(c.Index), questions[i:i+1], func(r Run) error {
			if len(r.Articles) > 0 && slices.Contains(q.Articles, r.Articles[0]) {
				right++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if right < 18 {
		t.Errorf("%d right articles first of 30", right)
	}
}

func TestHolds(t *testing.T) {
	for _, c := range []struct {
		text, answer string
		want         bool
	}{
		{"It fell by 12 percent, he said", "12 percent", true},
		{"in 2012 percent", "12 percent", false},
		{"这是北京。", "北京", true},
		{"category", "cat", false},
		{"The U.S. Army's, an (old) “Fort”!", "US armys old fort", true},
		{"anything", "the", false},
	} {
		if got := holds(head(c.text, passageWords, article.HanUnit), []string{c.answer}); got != c.want {
			t.Errorf("%q holds %q: %v", c.text, c.answer, got)
		}
	}
	if holds(head("a1 b c", 2, 1), []string{"c"}) || !holds(head("北京市", 1, 0.5), []string{"京"}) {
		t.Error("the limit is not kept")
	}
}

func TestScore(t *testing.T) {
	questions := []Question{
		{Articles: []string{"a"}, Answers: []string{"Paris"}}, {Articles: []string{"b"}},
		{Absent: true}, {Absent: true}, {Unanswerable: true},
	}
	runs := []Run{
		{Verdict: "answered", Articles: []string{"a"}, Passages: []string{"no", "in Paris now"}, Answer: "No. Paris.", Sentence: "No."},
		{Verdict: "none", Articles: []string{"c", "b"}}, {Verdict: "answered"}, {Verdict: "none"}, {Verdict: "answered"},
	}
	want := map[string]float64{"success@1": .5, "MRR@10": .75, "recall@5": 1, "passage-hit@1": 0, "passage-hit@3": 1,
		"passage-hit@5": 1, "answer-contains": 1, "best-sentence": 0, "precision": 1. / 3, "precision-known": 1, "coverage": 1, "answered-rate": 1, "declined-rate": .5, "declined-adversarial": 0, "honesty": .75}
	figures := Score(questions, runs)
	for _, f := range figures {
		if math.Abs(f.Mean-want[f.Name]) > 1e-9 || f.Low > f.Mean || f.High < f.Mean {
			t.Errorf("%s", f)
		}
	}
	if len(figures) != len(want) {
		t.Errorf("%d figures, want %d", len(figures), len(want))
	}
}

func TestRouge(t *testing.T) {
	got := rouge("the cat sat on the mat", "the cat was on the mat")
	for name, want := range map[string]float64{"rouge1": 5.0 / 6, "rouge2": 3.0 / 5, "rougeL": 5.0 / 6} {
		if math.Abs(got[name]-want) > 1e-9 {
			t.Errorf("%s = %v, want %v", name, got[name], want)
		}
	}
	if n := longestCommon(strings.Fields("the cat sat on mat"), strings.Fields("the dog sat on the mat")); n != 4 {
		t.Errorf("longest common subsequence: %d", n)
	}
}

func TestLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "q.jsonl")
	if err := os.WriteFile(path, []byte("{\"id\": 1}\n\n{\"id\": \"x\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Lines[Question](path); err == nil || !strings.Contains(err.Error(), "q.jsonl:3") {
		t.Errorf("a broken line: %v", err)
	}
	if got, err := Lines[json.RawMessage](filepath.Join(t.TempDir(), "none")); got != nil || err != nil {
		t.Errorf("no file: %v, %v", got, err)
	}
}
