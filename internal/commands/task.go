package commands

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"lede/internal/state"
)

// Task is an accepted Input: work to run, and how its reply is to be shown.
type Task struct {
	Ephemeral bool // only the actor may see the reply
	Replaces  bool // the reply takes the place of the message whose button was pressed

	service *Service
	actor   Actor
	action  Action
	noted   bool // its reply has the notice, if there is one
	job     job
	err     error           // why there is no job
	live    context.Context // see OnWait; nil if it does not end
	waits   func(Reply)
}

// job does the work of one accepted input.
type job func(ctx context.Context) (Result, error)

// workLimit bounds the work on one input, unless it is the operator's. Most of it is for the state, which waits for its database.
const workLimit = 2 * time.Minute

// Accept checks what somebody did: whether there is such a command or button, whether the options fit, whether the actor
// may do it and does not do too much. It is fast, so that a front end can call it before it decides whether to defer.
// Whatever is wrong becomes the reply of the Task, which is then ephemeral.
func (s *Service) Accept(in Input) Task {
	t := Task{service: s, actor: in.Actor, action: in.Action}
	if (in.Crowded || s.limits.full()) && !in.Actor.Operator { // before the work of reading the question
		t.err = busy(time.Second)
	} else if wait := s.wait(&s.limits.uses, in.Actor); wait > 0 {
		t.err = busy(wait)
	} else {
		t.err = t.prepare()
	}
	if t.err != nil {
		t.Ephemeral, t.Replaces = true, false
	}
	return t
}

// Refused reports whether there is no work to do: Run returns the reply to an error at once.
func (t Task) Refused() bool { return t.err != nil }

// prepare checks the action and sets what is to be done. The error may be a panic.
func (t *Task) prepare() (err error) {
	defer recovered(&err)
	switch a := t.action.(type) {
	case Use:
		c, _ := t.service.find(a.Command)
		t.noted, t.Ephemeral = !c.WorksWhenEmpty, c.Ephemeral || t.service.isPrivate(t.actor, a.Options)
		t.job, err = t.service.acceptUse(t.actor, a)
	case Press:
		t.Replaces = a.State.replaces() && a.ByAsker
		t.Ephemeral = !t.Replaces
		t.job, err = t.service.acceptPress(t.actor, a)
	case Submit:
		t.Replaces = a.State.replaces() && a.ByAsker
		t.Ephemeral = !t.Replaces
		t.job, err = t.service.acceptSubmit(t.actor, a)
	default:
		err = unknownCommand()
	}
	return err
}

// wait takes one from an actor's allowance, or returns how long until there is one. The operator never waits.
func (s *Service) wait(a *allowance, actor Actor) time.Duration {
	if actor.Operator {
		return 0
	}
	return a.take(actor.User, s.Now())
}

// OnWait returns the task with a function that Run calls once with a reply, while the work waits for the state. Work that waits, for
// the state or for its turn, ends with live.
func (t Task) OnWait(live context.Context, f func(Reply)) Task {
	t.live, t.waits = live, f
	return t
}

// Run does the work and returns the reply. An error, a panic among them, becomes a reply with Err; the cause of one that
// is not the user's is logged.
func (t Task) Run(ctx context.Context) Reply {
	if t.live == nil {
		t.live = context.Background()
	}
	ctx, end := t.service.begin(ctx, t.service.nameOf(t.action), t.actor)
	var o Outcome
	o.Result, o.Err = t.work(ctx)
	if o.Err == nil && t.noted {
		o.Notice = t.service.notice()
	}
	o.Pending = t.service.pending(ctx, o.Result)
	reply, err := t.present(o)
	if err != nil {
		o = Outcome{Err: err}
		reply = t.service.Present(t.service.Locale(t.actor), o)
	}
	reply.Result, reply.Err = o.Result, o.Err
	end(o)
	return reply
}

// present makes the reply to an outcome. The error is a panic of the presenter.
func (t Task) present(o Outcome) (reply Reply, err error) {
	defer recovered(&err)
	return t.service.Present(t.service.Locale(t.actor), o), nil
}

// work runs the job within the limits. The result is nil if there is an error.
func (t Task) work(ctx context.Context) (r Result, err error) {
	if t.err != nil {
		return nil, t.err
	}
	leave := func() {}
	if !t.actor.Operator {
		slot, ok := t.enter(ctx)
		if !ok {
			return nil, busy(time.Second)
		}
		leave = sync.OnceFunc(slot)
		defer leave()
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, workLimit)
		defer cancel()
	}
	defer recovered(&err)
	if r, err = t.job(state.OnWait(ctx, t.live, t.waiting(leave))); err != nil {
		return nil, t.service.unavailable(t.service.nameOf(t.action), err)
	}
	return r, nil
}

// enter waits for a slot, until the time is over or the program ends.
func (t Task) enter(ctx context.Context) (leave func(), ok bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(t.live, cancel)()
	return t.service.limits.enter(ctx, queueTime)
}

// waiting returns what is called when the work waits for the state: it leaves its slot to others, and says so.
func (t Task) waiting(leave func()) func() {
	return sync.OnceFunc(func() {
		leave()
		t.service.Log.Warn("the state does not answer; it is waited for", "input", t.service.nameOf(t.action))
		if t.waits != nil {
			t.waits(t.service.Present(t.service.Locale(t.actor), Outcome{Err: errWaiting}))
		}
	})
}

// recovered makes an error of a panic. It must be deferred.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}
