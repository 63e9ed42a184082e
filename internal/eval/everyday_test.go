package eval

import (
	"testing"

	"lede/internal/answer"
	"lede/internal/corpus"
)

// TestEveryday asks 100 questions as people type them, half of them with slips, of the shipped articles. They were written
// before the code, and the answers were marked by reading. It is about the figures, not about single questions.
func TestEveryday(t *testing.T) {
	questions, err := Lines[Question]("testdata/everyday/questions.jsonl")
	if err != nil || len(questions) != 100 {
		t.Fatalf("%d questions, %v", len(questions), err)
	}
	c, err := corpus.Load(t.Context(), corpus.Options{Dir: "../../corpus", MaxFileSize: 10 << 20, Data: ""})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	right, wrong, i := 0, 0, 0
	err = Ask(t.Context(), answer.New(c.Index), questions, func(r Run) error {
		q := questions[i]
		i++
		known := !q.Absent && !q.Unanswerable
		has := known && answerHolds(r.Answer, q.Answers)
		green := r.Verdict == answer.Answered
		switch {
		case has, !known && !green:
			right++
		case green:
			wrong++
			t.Logf("green and wrong: %s: %s", q.Question, r.Answer)
		default:
			t.Logf("%s: %s: %s", r.Verdict, q.Question, r.Answer)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d right, %d green and wrong of %d", right, wrong, len(questions))
	if right < 75 || wrong > 5 {
		t.Errorf("%d right, want 75 or more; %d green and wrong, want 5 or fewer", right, wrong)
	}
}
