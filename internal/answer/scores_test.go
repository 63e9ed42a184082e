package answer

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/query"
)

var update = flag.Bool("update", false, "write the golden scores anew")

// scoredQuestions are asked of the shipped corpus; together they make every feature matter.
var scoredQuestions = []string{
	"Who is travelling to London for the talks?", "When did Suzuki stop production of the Swift?", "How long was the call between Trump and Xi?",
	"How far did magnet exports fall in May?", "Which car makers were named this week?", "Why did Suzuki stop production in 2025?",
	"Where was Lutnick?", "How many export licences?", "中美会谈什么时候举行？", `the "rare earth" magnets`, "London trade talks", "Is the export ban of rare earths over?", "何立峰是谁？", "What are rare earth magnets?",
	"Which country bans the export of rare earths?", "The talks on rare earths were held in London. Who led them?",
}

// traced are the scored windows and sentences of scoredQuestions.
var traced = sync.OnceValue(func() (out []Traced) {
	for _, question := range scoredQuestions {
		q := must(query.Parse(question, time.Date(2025, 6, 20, 0, 0, 0, 0, time.UTC)))
		t, err := shippedEngine().Trace(context.Background(), q)
		if err != nil {
			panic(err)
		}
		out = append(out, t)
	}
	return out
})

// TestScores pins what is scored and how, so that a change of the ranking is a visible diff.
func TestScores(t *testing.T) {
	var b strings.Builder
	list := func(kind string, candidates []Candidate, features []string) {
		fmt.Fprintf(&b, "%d %s\n", len(candidates), kind)
		for _, c := range candidates[:min(2, len(candidates))] {
			opening := []rune(c.Text)
			fmt.Fprintf(&b, "  %.3f %s %.30q\n   ", c.Score, c.Article.Path, string(opening[:min(30, len(opening))]))
			for i, f := range c.Features {
				if math.Abs(f) > 1e-9 {
					fmt.Fprintf(&b, " %s=%.3f", features[i], f)
				}
			}
			b.WriteByte('\n')
		}
	}
	for i, question := range scoredQuestions {
		b.WriteString(question + "\n")
		list("windows", traced()[i].Passages, PassageFeatures())
		list("sentences", traced()[i].Sentences, SentenceFeatures())
	}
	const golden = "testdata/scores.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(want), "\n")
	for i, got := range strings.Split(b.String(), "\n") {
		if i >= len(lines) || got != lines[i] {
			t.Fatalf("%s:%d differs (go test ./internal/answer -update writes it anew); got:\n%s", golden, i+1, got)
		}
	}
}

// TestEveryFeatureCounts checks that no feature is without effect: each makes a difference of score between two
// candidates for one question.
func TestEveryFeatureCounts(t *testing.T) {
	check := func(kind string, names []string, weights Vector, candidates func(i int) []Candidate) {
		for k, name := range names {
			most := 0.0
			for i := range scoredQuestions {
				for _, c := range candidates(i) {
					most = max(most, math.Abs(weights[k]*(c.Features[k]-candidates(i)[0].Features[k])))
				}
			}
			if most < 0.001 {
				t.Errorf("the %s feature %s decides nothing", kind, name)
			}
		}
	}
	check("passage", PassageFeatures(), Fitted().Passage, func(i int) []Candidate { return traced()[i].Passages })
	check("sentence", SentenceFeatures(), Fitted().Sentence, func(i int) []Candidate { return traced()[i].Sentences })
}
