package commands

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/internal/answer"
	"lede/internal/corpus"
)

// bare returns a service whose presenter says only what was wrong, and the log that it writes.
func bare(t *testing.T) (*Service, *bytes.Buffer) {
	t.Helper()
	c, err := corpus.OpenShared(corpus.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	var log bytes.Buffer
	return New(Config{Corpus: c, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Present: func(_ Locale, o Outcome) Reply {
			if r, ok := o.Result.(AskResult); ok && len(r.Answer.Missing) > 0 {
				panic("no words for it")
			}
			return Reply{}
		}}), &log
}

// TestRun checks that whatever a job does becomes a reply, and that its cause is in the log if it is not the user's.
func TestRun(t *testing.T) {
	s, log := bare(t)
	s.commands = append(s.commands, Command{Name: "test"})
	seen := &watcher{}
	s.Observer = seen
	for _, c := range []struct {
		name   string
		job    job
		err    string
		logged string
	}{
		{"an answer", func(context.Context) (Result, error) {
			return AskResult{Answer: answer.Answer{Verdict: answer.Related}}, nil
		}, "", "verdict=related"},
		{"a user's error", func(context.Context) (Result, error) { return AskResult{}, refuse("type %d words", 2) }, "type 2 words", `err="type %d words"`}, // nothing that was typed
		{"a failure", func(context.Context) (Result, error) { return nil, errors.New("disk full") }, "disk full", `level=ERROR msg="answering failed" input=test err="disk full"`},
		{"a panic", func(context.Context) (Result, error) { panic("out of range") }, "panic: out of range", "level=ERROR"},
		{"a presenter's panic", func(context.Context) (Result, error) {
			return AskResult{Answer: answer.Answer{Missing: []string{"x"}}}, nil
		}, "panic: no words for it", "level=ERROR"},
	} {
		log.Reset()
		r := Task{service: s, action: Use{Command: "test"}, job: c.job, actor: Actor{User: "77"}}.Run(t.Context())
		if c.err == "" && (r.Err != nil || r.Result == nil) || c.err != "" && (r.Err == nil || !strings.HasPrefix(r.Err.Error(), c.err) || r.Result != nil) {
			t.Errorf("%s: error %v, result %v", c.name, r.Err, r.Result)
		}
		if text := log.String(); !strings.Contains(text, c.logged) || strings.Count(text, "level=DEBUG msg=answered input=test user=77") != 1 {
			t.Errorf("%s: the log is %s", c.name, text)
		}
		if expected := strings.Contains(log.String(), "level=ERROR"); expected != strings.Contains(c.logged, "level=ERROR") {
			t.Errorf("%s: the log is %s", c.name, log.String())
		}
	}
	Task{service: s, action: Use{Command: "typed"}, err: busy(time.Second)}.Run(t.Context())
	Task{service: s, action: Press{State: State{Kind: "forged"}}, err: oldButton("")}.Run(t.Context())
	if want := "test related ok; test  refused; test  failed; test  failed; test  failed; unknown  busy; unknown  refused; "; seen.ended != want {
		t.Errorf("observed %q, want %q", seen.ended, want)
	}
}

// watcher is an observer that writes down what it is called with.
type watcher struct{ ended string }

func (w *watcher) Begin(ctx context.Context, input string) (context.Context, func(verdict, outcome string)) {
	return ctx, func(verdict, outcome string) { w.ended += input + " " + verdict + " " + outcome + "; " }
}

func (w *watcher) Stage(context.Context, string) func() { return func() {} }

// TestTimeLimit checks that work ends after two minutes, unless the operator waits for it.
func TestTimeLimit(t *testing.T) {
	s, _ := bare(t)
	limit := func(a Actor) (left time.Duration) {
		Task{service: s, actor: a, job: func(ctx context.Context) (Result, error) {
			if deadline, ok := ctx.Deadline(); ok {
				left = time.Until(deadline)
			}
			return AskResult{}, nil
		}}.Run(t.Context())
		return left
	}
	if left := limit(Actor{User: "1"}); left <= 110*time.Second || left > 2*time.Minute {
		t.Errorf("a user has %v", left)
	}
	if left := limit(Actor{Operator: true}); left != 0 {
		t.Errorf("the operator has %v", left)
	}
}

// TestAtWork checks that what is beyond the limit waits and is then asked to try again, that the operator and suggestions do not wait,
// and that a slot comes back after the work, even after a panic.
func TestAtWork(t *testing.T) {
	s, _ := bare(t)
	synctest.Test(t, func(t *testing.T) {
		s.limits = newLimits(1, 0) // whose waiting counts as such in the bubble
		checkAtWork(t, s)
	})
}

func checkAtWork(t *testing.T, s *Service) {
	began := time.Now()
	user := Actor{User: "1"}
	s.commands = []Command{{Name: "x", Options: []Option{{Name: "y", Complete: func(context.Context, *Service, string) ([]Choice, error) { return []Choice{{"a", "b"}}, nil }}}}}
	typing := Input{Actor: user, Action: Use{Command: "x", Focused: "y"}}
	if s.Complete(t.Context(), typing) == nil {
		t.Fatal("no suggestions within the limit")
	}
	var inner, operators Reply
	var suggested []Choice
	finished := false
	idle := func(context.Context) (Result, error) { return AskResult{}, nil }
	Task{service: s, actor: user, job: func(ctx context.Context) (Result, error) {
		inner = Task{service: s, actor: user, job: idle}.Run(ctx)
		operators = Task{service: s, actor: Actor{Operator: true}, job: idle}.Run(ctx)
		suggested = s.Complete(t.Context(), typing)
		finished = true
		panic("under way")
	}}.Run(t.Context())
	if waited := time.Since(began); inner.Err == nil || inner.Err.Error() != "I am busy; please try again in 1 s." || waited != queueTime {
		t.Errorf("beyond the limit: %v after %v", inner.Err, waited)
	}
	if operators.Err != nil {
		t.Errorf("the operator: %v", operators.Err)
	}
	if suggested != nil || !finished {
		t.Errorf("suggestions beyond the limit: %v", suggested)
	}
	if r := (Task{service: s, actor: user, job: idle}).Run(t.Context()); r.Err != nil {
		t.Errorf("after the work: %v", r.Err)
	}
}

// TestCrowded checks that what comes when too much is waiting is refused before any work, unless it is the operator's, and does
// not count as a use.
func TestCrowded(t *testing.T) {
	s, _ := bare(t)
	s.limits = newLimits(0, 1)
	s.commands = []Command{{Name: "x", WorksWhenEmpty: true, prepare: func(*Service, Actor, Options) (job, error) {
		return func(context.Context) (Result, error) { return AskResult{}, nil }, nil
	}}}
	in := Input{Actor: Actor{User: "1"}, Action: Use{Command: "x"}, Crowded: true}
	for range 3 {
		task := s.Accept(in)
		if r := task.Run(t.Context()); !task.Refused() || !task.Ephemeral || r.Err == nil || r.Err.Error() != busy(time.Second).Error() {
			t.Errorf("crowded: %v", r.Err)
		}
	}
	in.Actor.Operator = true
	if task := s.Accept(in); task.Refused() {
		t.Error("the operator is refused")
	}
	in.Actor.Operator, in.Crowded = false, false
	if task := s.Accept(in); task.Refused() {
		t.Error("a refused use counts")
	}
}

func TestBusy(t *testing.T) {
	for wait, want := range map[time.Duration]string{time.Millisecond: "in 1 s", time.Second: "in 1 s", time.Second + 1: "in 2 s", 0: "in 1 s"} {
		if got := busy(wait).Error(); !strings.Contains(got, want) {
			t.Errorf("%v: %s", wait, got)
		}
	}
}

// TestCompletePanics checks that a panic in a suggestion goes to the log and no further.
func TestCompletePanics(t *testing.T) {
	s, log := bare(t)
	s.commands = []Command{{Name: "x", Options: []Option{{Name: "y", Complete: func(context.Context, *Service, string) ([]Choice, error) { panic("oh") }}}}}
	if got := s.Complete(t.Context(), Input{Action: Use{Command: "x", Focused: "y"}}); got != nil || !strings.Contains(log.String(), "panic: oh") {
		t.Errorf("%v, log %s", got, log)
	}
}

// TestAcceptPanics checks that a panic over hostile options becomes an error's reply.
func TestAcceptPanics(t *testing.T) {
	s, _ := bare(t)
	s.commands = []Command{{Name: "x", WorksWhenEmpty: true, prepare: func(*Service, Actor, Options) (job, error) { panic("oh") }}}
	task := s.Accept(Input{Action: Use{Command: "x"}})
	if r := task.Run(t.Context()); r.Err == nil || !strings.HasPrefix(r.Err.Error(), "panic: oh") || !task.Ephemeral {
		t.Errorf("%+v", r.Err)
	}
}
