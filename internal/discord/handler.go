package discord

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"lede/internal/commands"
	"lede/internal/discord/render"
	"lede/internal/discord/wire"
)

// Responder answers an interaction. Its methods return when Discord has accepted the request.
type Responder interface {
	// Respond sends the first response; Discord waits three seconds for it.
	Respond(ctx context.Context, i *wire.Interaction, r wire.Response) error
	// Edit changes the first response, or replaces the placeholder of a deferral.
	Edit(ctx context.Context, i *wire.Interaction, m *wire.Body) error
	// FollowUp sends a further message.
	FollowUp(ctx context.Context, i *wire.Interaction, m *wire.Body) error
	// Delete deletes the first response, or the placeholder of a deferral.
	Delete(ctx context.Context, i *wire.Interaction) error
}

// deferAfter is how long a reply may take before it is deferred: half of the three seconds that Discord gives for the
// first response, the way there and back included.
const deferAfter = 1500 * time.Millisecond

// crowdedAfter is how old an interaction may be when it is handled. An older one has waited behind others, and there is more to
// do than can be done: then it is refused as busy, which costs little, so that those behind it are not late. At 50
// interactions a second none waits for a tenth of this.
const crowdedAfter = 250 * time.Millisecond

// Handler answers interactions, wherever they come from.
type Handler struct {
	Service    *commands.Service
	Log        *slog.Logger
	DeferAfter time.Duration // how long a reply may take before it is deferred; 1.5 s if zero

	work work
}

// Handle answers one interaction through r. It returns when the answer is sent. After Finish it does nothing.
func (h *Handler) Handle(ctx context.Context, i *wire.Interaction, r Responder) {
	if !h.work.begin() {
		return
	}
	defer h.work.group.Done()
	Guard(h.Log, "an interaction", func() { h.handle(ctx, i, r) })
}

// handle answers one interaction.
func (h *Handler) handle(ctx context.Context, i *wire.Interaction, r Responder) {
	x := exchange{Handler: h, Interaction: i, to: r}
	switch i.Type {
	case wire.Autocomplete:
		x.suggest(ctx)
	case wire.UseCommand:
		x.answer(ctx, x.input(use(i.Command)))
	case wire.UseComponent:
		x.answer(ctx, x.input(press(i)))
	case wire.SubmitForm:
		x.answer(ctx, x.input(submit(i)))
	default:
		h.Log.Warn("an interaction of an unknown type is ignored", "type", int(i.Type))
	}
}

// Joined sets the servers that the bot is in.
func (h *Handler) Joined(guilds []string) { h.Service.Joined(guilds) }

// Finish ignores new interactions and waits for those under way, at most for the time within. Those that wait for the state end at once.
func (h *Handler) Finish(within time.Duration) { h.work.finish(within) }

// exchange is one interaction and the way to answer it.
type exchange struct {
	*Handler
	*wire.Interaction
	to Responder
}

// input returns what the interaction's user did.
func (x exchange) input(action commands.Action) commands.Input {
	crowded := !x.Arrived.IsZero() && time.Since(x.Arrived) > crowdedAfter
	return commands.Input{Actor: actor(x.Interaction), Action: action, Crowded: crowded}
}

// suggest answers an autocomplete, with an empty list if nothing fits.
func (x exchange) suggest(ctx context.Context) {
	choices := x.Service.Complete(ctx, x.input(use(x.Command)))
	err := x.to.Respond(ctx, x.Interaction, wire.Response{Type: wire.Suggestions, Data: render.Suggestions(choices)})
	if err != nil {
		x.Log.Warn("autocomplete failed", "interaction", x.ID, "err", err)
	}
}

// answer does the work and sends the reply. If the work takes longer than DeferAfter it sends a deferral, with which Discord
// shows that the bot is thinking, and the reply is an edit.
func (x exchange) answer(ctx context.Context, in commands.Input) {
	task := x.Service.Accept(in)
	if task.Refused() {
		x.send(ctx, task, task.Run(ctx))
		return
	}
	result, waits := make(chan commands.Reply, 1), make(chan commands.Reply, 1)
	task = task.OnWait(x.work.live, func(r commands.Reply) { waits <- r })
	go func() {
		defer close(result)
		Guard(x.Log, "an interaction", func() { result <- task.Run(context.WithoutCancel(ctx)) })
	}()
	timer := time.NewTimer(cmp.Or(x.DeferAfter, deferAfter))
	defer timer.Stop()
	select {
	case reply, ok := <-result:
		if ok {
			x.send(ctx, task, reply)
		}
	case <-timer.C:
		x.deferred(ctx, task, result, waits)
	}
}

// deferred sends a deferral, then that the work waits, if it does, and at last the reply.
func (x exchange) deferred(ctx context.Context, task commands.Task, result, waits <-chan commands.Reply) {
	failed := x.to.Respond(ctx, x.Interaction, deferral(task))
	for {
		select {
		case wait := <-waits:
			if failed == nil {
				x.sayWaiting(ctx, task, wait)
			}
		case reply, ok := <-result:
			switch {
			case !ok:
			case failed != nil:
				x.Log.Warn("the deferral failed; the reply is sent as a first response", "interaction", x.ID, "err", failed)
				x.send(ctx, task, reply)
			default:
				x.finishDeferred(ctx, task, reply)
			}
			return
		}
	}
}

// sayWaiting says in the place of the reply that the work waits. A message that the reply is to replace stays as it is until then.
func (x exchange) sayWaiting(ctx context.Context, task commands.Task, wait commands.Reply) {
	m := render.Message(wait)
	if task.Replaces {
		m.Flags |= wire.Ephemeral
		x.log("follow-up", x.to.FollowUp(ctx, x.Interaction, m))
		return
	}
	x.log("edit", x.to.Edit(ctx, x.Interaction, m))
}

// deferral returns the response that defers the reply to a task.
func deferral(t commands.Task) wire.Response {
	switch {
	case t.Replaces:
		return wire.Response{Type: wire.DeferredUpdate}
	case t.Ephemeral:
		return wire.Response{Type: wire.Deferred, Data: &wire.Body{Flags: wire.Ephemeral}}
	}
	return wire.Response{Type: wire.Deferred}
}

// send sends a reply as the first response. The reply to an error is always a new ephemeral message.
func (x exchange) send(ctx context.Context, task commands.Task, reply commands.Reply) {
	r := wire.Response{Type: wire.NewMessage, Data: render.Message(reply)}
	switch {
	case reply.Form != nil:
		r = wire.Response{Type: wire.ShowForm, Data: render.Form(reply.Form)}
	case reply.Err == nil && task.Replaces:
		r.Type = wire.UpdateMessage
	case reply.Err != nil || task.Ephemeral:
		r.Data.Flags |= wire.Ephemeral
	}
	x.log("reply", x.to.Respond(ctx, x.Interaction, r))
}

// finishDeferred sends a reply after a deferral. The reply to an error after a public deferral is an ephemeral message; the
// placeholder is deleted.
func (x exchange) finishDeferred(ctx context.Context, task commands.Task, reply commands.Reply) {
	if reply.Form != nil { // a form is a first response alone
		reply = x.Service.Present(x.Service.Locale(actor(x.Interaction)), commands.Outcome{Err: commands.ErrFormLate})
	}
	m := render.Message(reply)
	if reply.Err == nil || task.Ephemeral && !task.Replaces {
		x.log("edit", x.to.Edit(ctx, x.Interaction, m))
		return
	}
	if !task.Replaces {
		x.log("delete", x.to.Delete(ctx, x.Interaction))
	}
	m.Flags |= wire.Ephemeral
	x.log("follow-up", x.to.FollowUp(ctx, x.Interaction, m))
}

func (x exchange) log(what string, err error) {
	if err != nil {
		x.Log.Error("an answer is lost: sending it to Discord failed", "interaction", x.ID, "what", what, "err", err)
	}
}
