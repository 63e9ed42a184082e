package commands

import (
	"context"
	"errors"
	"time"

	"lede/internal/answer"
)

// Observer observes the work on inputs, and the steps of answers.
type Observer interface {
	answer.Observer
	// Begin is called before the work on an input: the name of a command or of a button's kind, never what was typed. The work's
	// context is the one that it returns. end is called after the work, with the verdict of an answer ("" for anything else) and
	// the outcome: one of the constants.
	Begin(ctx context.Context, input string) (work context.Context, end func(verdict, outcome string))
}

// The outcomes of an input.
const (
	OutcomeOK      = "ok"
	OutcomeRefused = "refused" // the user can do something about it
	OutcomeBusy    = "busy"    // there is too much to do, or the user has done too much
	OutcomeFailed  = "failed"

	OutcomeUnavailable = "unavailable" // the index does not answer
)

// begin reports the beginning of the work on an input. The returned function reports its end, and logs it: one record at debug
// level, and the cause of an error that is not the user's.
func (s *Service) begin(ctx context.Context, name string, a Actor) (context.Context, func(Outcome)) {
	began := time.Now()
	observed := func(string, string) {}
	if s.Observer != nil {
		ctx, observed = s.Observer.Begin(ctx, name)
	}
	return ctx, func(o Outcome) {
		outcome, cause := outcomeOf(o.Err)
		if outcome == OutcomeFailed {
			s.Log.Error("answering failed", "input", name, "err", cause)
		}
		var verdict answer.Verdict
		if r, ok := o.Result.(AskResult); ok {
			verdict = r.Answer.Verdict
		}
		observed(string(verdict), outcome)
		s.Log.Debug("answered", "input", name, "user", a.User, "guild", a.Guild, "took", time.Since(began), "verdict", verdict, "outcome", outcome, "err", cause)
	}
}

// outcomeOf returns the outcome of an error, and what the log says of it: of what the user can do something about, nothing that
// was typed.
func outcomeOf(err error) (outcome string, cause any) {
	var expected *UserError
	switch {
	case err == nil:
		return OutcomeOK, nil
	case !errors.As(err, &expected):
		return OutcomeFailed, err
	case errors.Is(err, errUnavailable):
		return OutcomeUnavailable, expected.Text
	case expected.busy:
		return OutcomeBusy, expected.Text
	}
	return OutcomeRefused, expected.Text
}

// nameOf returns the name of an action: the command's or the button's kind, "unknown" if there is none.
func (s *Service) nameOf(a Action) string {
	state := State{}
	switch a := a.(type) {
	case Use:
		if c, ok := s.find(a.Command); ok {
			return c.Name
		}
	case Press:
		state = a.State
	case Submit:
		state = a.State
	}
	if state.valid() {
		return string(state.Kind)
	}
	return "unknown"
}
