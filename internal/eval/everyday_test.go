package eval

import (
	"testing"

	"lede/internal/answer"
)

// TestEveryday asks 100 questions as people type them, half of them with slips, of the shipped articles. They were written
// before the code, and the answers were marked by reading. It is about the figures, not about single questions.
func TestEveryday(t *testing.T) {
	questions, runs := askShipped(t, "testdata/everyday/questions.jsonl")
	right, wrong := 0, 0
	for i, r := range runs {
		q := questions[i]
		known := !q.Absent && !q.Unanswerable
		green := r.Verdict == answer.Answered
		switch {
		case known && answerHolds(r.Answer, q.Answers), !known && !green:
			right++
		case green:
			wrong++
			t.Logf("green and wrong: %s: %s", q.Question, r.Answer)
		default:
			t.Logf("%s: %s: %s", r.Verdict, q.Question, r.Answer)
		}
	}
	t.Logf("%d right, %d green and wrong of %d", right, wrong, len(questions))
	if len(runs) != 100 || right < 75 || wrong > 5 {
		t.Errorf("%d right, want 75 or more; %d green and wrong, want 5 or fewer", right, wrong)
	}
}
