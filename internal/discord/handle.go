package discord

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"lede/internal/commands"
)

// guard runs a handler; a panic in it goes to the log and no further. It reports whether there was none.
func (b *Bot) guard(what string, f func()) (ok bool) {
	defer func() {
		if p := recover(); p != nil {
			b.Log.Error("panic", "in", what, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			ok = false
		}
	}()
	f()
	return true
}

// handle answers one interaction. discordgo calls it in a goroutine of its own.
func (b *Bot) handle(ctx context.Context, i *discordgo.Interaction) {
	if !b.work.begin() {
		return
	}
	defer b.work.group.Done()
	ok := b.guard("interaction", func() {
		switch data := i.Data.(type) {
		case discordgo.ApplicationCommandInteractionData:
			if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
				b.complete(ctx, i, data)
			} else {
				b.command(ctx, i, data)
			}
		case discordgo.MessageComponentInteractionData:
			b.press(ctx, i, data)
		default:
			b.Log.Warn("an interaction of an unknown kind was passed over", "type", int(i.Type))
		}
	})
	if !ok {
		l := commands.LocaleOf(string(i.Locale))
		b.tell(ctx, i, commands.ErrorReply(l, errPanic))
	}
}

var errPanic = errors.New("the command panicked")

// userOf returns who made an interaction, in a guild or in a direct message.
func userOf(i *discordgo.Interaction) string {
	switch {
	case i.Member != nil && i.Member.User != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}

// request translates a slash command.
func request(i *discordgo.Interaction, data discordgo.ApplicationCommandInteractionData) commands.Request {
	r := commands.Request{Command: data.Name, Options: map[string]string{}, Locale: commands.LocaleOf(string(i.Locale))}
	for _, o := range data.Options {
		r.Options[o.Name] = strings.TrimSpace(fmt.Sprint(o.Value))
		if o.Focused {
			r.Focused = o.Name
		}
	}
	return r
}

// complete answers an autocomplete with suggestions; an empty list is fine.
func (b *Bot) complete(ctx context.Context, i *discordgo.Interaction, data discordgo.ApplicationCommandInteractionData) {
	choices := b.Service.Complete(request(i, data))
	if err := b.respond(ctx, i, response{Type: typeChoices, Data: choicesData(choices)}); err != nil {
		b.Log.Warn("autocomplete failed", "err", err)
	}
}

// command answers a slash command.
func (b *Bot) command(ctx context.Context, i *discordgo.Interaction, data discordgo.ApplicationCommandInteractionData) {
	r := request(i, data)
	done, wait := b.limits.admit(userOf(i), time.Now())
	if done == nil {
		b.tell(ctx, i, commands.Busy(r.Locale, wait))
		return
	}
	defer done()
	b.Log.Debug("command", "name", r.Command, "options", r.Options, "user", userOf(i))
	job, err := b.Service.Prepare(r)
	if err != nil {
		b.tell(ctx, i, b.apology(r.Locale, err))
		return
	}
	b.answer(ctx, i, exchange{locale: r.Locale, private: r.WantsEphemeral()}, job)
}

// press answers a button or a menu.
func (b *Bot) press(ctx context.Context, i *discordgo.Interaction, data discordgo.MessageComponentInteractionData) {
	p := commands.Press{State: data.CustomID, Locale: commands.LocaleOf(string(i.Locale))}
	if len(data.Values) > 0 {
		p.Value = data.Values[0]
	}
	p.Question, p.Filters = stateOf(i.Message)
	done, wait := b.limits.admit(userOf(i), time.Now())
	if done == nil {
		b.tell(ctx, i, commands.Busy(p.Locale, wait))
		return
	}
	defer done()
	b.Log.Debug("press", "state", p.State, "user", userOf(i))
	job, err := b.Service.PreparePress(p)
	if err != nil {
		b.tell(ctx, i, b.apology(p.Locale, err))
		return
	}
	b.answer(ctx, i, exchange{locale: p.Locale, private: true, update: p.TurnsPage() && isAsker(i)}, job)
}

// isAsker reports whether the presser is the one who asked for the message.
func isAsker(i *discordgo.Interaction) bool {
	m := i.Message
	switch {
	case m == nil:
		return false
	case m.InteractionMetadata != nil && m.InteractionMetadata.User != nil:
		return m.InteractionMetadata.User.ID == userOf(i)
	case m.Interaction != nil && m.Interaction.User != nil:
		return m.Interaction.User.ID == userOf(i)
	}
	return m.Flags&discordgo.MessageFlagsEphemeral != 0
}

// apology returns the reply to an error; the cause of one that is not the user's goes to the log.
func (b *Bot) apology(l commands.Locale, err error) commands.Reply {
	var told *commands.UserError
	if !errors.As(err, &told) {
		b.Log.Error("answering failed", "err", err)
	}
	return commands.ErrorReply(l, err)
}

// exchange is how an interaction is answered.
type exchange struct {
	locale  commands.Locale
	private bool // a new message, seen by the asker only
	update  bool // no new message: the one with the button is changed
}

// answer does the work and sends the reply. This is the one place that defers: if the work takes longer than
// DeferAfter, Discord is told to wait, and the reply is an edit.
func (b *Bot) answer(ctx context.Context, i *discordgo.Interaction, x exchange, job commands.Job) {
	result := make(chan outcome, 1)
	work, cancel := context.WithTimeout(context.WithoutCancel(ctx), jobDeadline)
	defer cancel()
	go func() {
		var o outcome
		o.err = errPanic
		b.guard("command", func() { o.reply, o.err = job(work) })
		result <- o
	}()
	timer := time.NewTimer(b.DeferAfter)
	defer timer.Stop()
	select {
	case o := <-result:
		b.send(ctx, i, x, o)
	case <-timer.C:
		deferred := b.respond(ctx, i, x.deferral()) == nil
		o := <-result
		if !deferred {
			b.Log.Warn("the deferral failed; the reply is sent as a first response")
			b.send(ctx, i, x, o)
			return
		}
		b.follow(ctx, i, x, o)
	}
}

// outcome is what a job gave.
type outcome struct {
	reply commands.Reply
	err   error
}

// send sends an outcome as the first response.
func (b *Bot) send(ctx context.Context, i *discordgo.Interaction, x exchange, o outcome) {
	if o.err != nil {
		b.tell(ctx, i, b.apology(x.locale, o.err))
		return
	}
	r := response{Type: typeMessage, Data: render(o.reply)}
	if x.update {
		r.Type = typeUpdate
	} else if x.private || o.reply.Ephemeral {
		r.Data.Flags = flagEphemeral
	}
	b.log("reply", b.respond(ctx, i, r))
}

// follow sends an outcome after a deferral. An error after a public deferral removes the placeholder, for
// nobody else needs to see it, and answers privately.
func (b *Bot) follow(ctx context.Context, i *discordgo.Interaction, x exchange, o outcome) {
	switch {
	case o.err == nil:
		b.log("edit", b.edit(ctx, i, render(o.reply)))
	case x.update:
		b.log("follow-up", b.followUp(ctx, i, b.apology(x.locale, o.err)))
	case x.private:
		b.log("edit", b.edit(ctx, i, render(b.apology(x.locale, o.err))))
	default:
		b.log("delete", b.remove(ctx, i))
		b.log("follow-up", b.followUp(ctx, i, b.apology(x.locale, o.err)))
	}
}

// tell sends a private first response.
func (b *Bot) tell(ctx context.Context, i *discordgo.Interaction, reply commands.Reply) {
	data := render(reply)
	data.Flags = flagEphemeral
	b.log("reply", b.respond(ctx, i, response{Type: typeMessage, Data: data}))
}

func (b *Bot) log(what string, err error) {
	if err != nil {
		b.Log.Error("sending to Discord failed", "what", what, "err", err)
	}
}
