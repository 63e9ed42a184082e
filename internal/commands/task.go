package commands

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"lede/internal/answer"
)

// Task is an accepted Input: work to run, and how its reply is to be shown.
type Task struct {
	Ephemeral bool // only the actor may see the reply
	Replaces  bool // the reply takes the place of the message whose button was pressed

	service *Service
	actor   Actor
	name    string // of the command or of the button's kind, for the log
	noted   bool   // its reply has the notice, if there is one
	job     job
	err     error // why there is no job
}

// job does the work of one accepted input.
type job func(ctx context.Context) (Result, error)

// workLimit bounds the work on one input, unless it is the operator's.
const workLimit = time.Minute

// Accept checks what somebody did: whether there is such a command or button, whether the options fit, whether the actor
// may do it and does not do too much. It is fast, so that a front end can call it before it decides whether to defer.
// Whatever is wrong becomes the reply of the Task, which is then ephemeral.
func (s *Service) Accept(in Input) Task {
	t := Task{service: s, actor: in.Actor}
	switch a := in.Action.(type) {
	case Use:
		c, _ := s.find(a.Command)
		t.name, t.noted, t.Ephemeral = a.Command, !c.WorksWhenEmpty, c.Ephemeral || a.Options.Flag("private")
		t.job, t.err = s.acceptUse(in.Actor, a)
	case Press:
		t.name, t.Replaces = string(a.State.Kind), a.State.Kind == TurnPage && a.ByAsker
		t.Ephemeral = !t.Replaces
		t.job, t.err = s.acceptPress(a)
	default:
		t.err = unknownCommand()
	}
	if wait := s.wait(&s.limits.uses, in.Actor); wait > 0 {
		t.err = busy(wait)
	}
	if t.err != nil {
		t.Ephemeral, t.Replaces = true, false
	}
	return t
}

// wait takes one from an actor's allowance, or returns how long until there is one. The operator never waits.
func (s *Service) wait(a *allowance, actor Actor) time.Duration {
	if actor.Operator {
		return 0
	}
	return a.take(actor.User, s.Now())
}

// Run does the work and returns the reply. An error, a panic among them, becomes a reply with Err; the cause of one that
// is not the user's is logged.
func (t Task) Run(ctx context.Context) Reply {
	began := time.Now()
	var o Outcome
	o.Result, o.Err = t.work(ctx)
	if o.Err == nil && t.noted {
		o.Notice = t.service.notice()
	}
	reply, err := t.present(o)
	if err != nil {
		o = Outcome{Err: err}
		reply = t.service.Present(t.actor.Locale, o)
	}
	reply.Result, reply.Err = o.Result, o.Err
	t.service.observe(t.name, t.actor, time.Since(began), o)
	return reply
}

// present makes the reply to an outcome. The error is a panic of the presenter.
func (t Task) present(o Outcome) (reply Reply, err error) {
	defer recovered(&err)
	return t.service.Present(t.actor.Locale, o), nil
}

// work runs the job within the limits. The result is nil if there is an error.
func (t Task) work(ctx context.Context) (r Result, err error) {
	if t.err != nil {
		return nil, t.err
	}
	if !t.actor.Operator {
		leave, ok := t.service.limits.enter()
		if !ok {
			return nil, busy(time.Second)
		}
		defer leave()
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, workLimit)
		defer cancel()
	}
	defer recovered(&err)
	if r, err = t.job(ctx); err != nil {
		return nil, err
	}
	return r, nil
}

// recovered makes an error of a panic. It must be deferred.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// observe logs how an input ended: one record at debug level, and the cause of an error that is not the user's.
func (s *Service) observe(name string, a Actor, took time.Duration, o Outcome) {
	var expected *UserError
	if o.Err != nil && !errors.As(o.Err, &expected) {
		s.Log.Error("answering failed", "input", name, "err", o.Err)
	}
	var verdict answer.Verdict
	if r, ok := o.Result.(AskResult); ok {
		verdict = r.Answer.Verdict
	}
	s.Log.Debug("answered", "input", name, "user", a.User, "guild", a.Guild, "took", took, "verdict", verdict, "err", o.Err)
}

// Complete returns up to 25 suggestions for the option that is being typed. It never fails: whatever is wrong, and an
// actor who asks too often, gets none.
func (s *Service) Complete(in Input) (choices []Choice) {
	began := time.Now()
	use, ok := in.Action.(Use)
	if !ok || s.wait(&s.limits.suggestions, in.Actor) > 0 {
		return nil
	}
	leave, ok := s.limits.enter()
	if !ok {
		return nil
	}
	defer leave()
	var err error
	defer func() { s.observe("complete "+use.Command, in.Actor, time.Since(began), Outcome{Err: err}) }()
	defer recovered(&err)
	return s.complete(use)
}

// complete returns the suggestions of the option that is being typed.
func (s *Service) complete(use Use) []Choice {
	c, _ := s.find(use.Command)
	for _, o := range c.Options {
		if o.Name == use.Focused && o.Complete != nil {
			choices := o.Complete(s, use.Options.Text(o.Name))
			return choices[:min(maxChoices, len(choices))]
		}
	}
	return nil
}

// maxChoices is Discord's limit on suggestions and on a menu's items.
const maxChoices = 25
