package discord

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"lede/internal/commands"
	"lede/internal/commands/present"
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
				b.answer(ctx, i, use(data))
			}
		case discordgo.MessageComponentInteractionData:
			b.answer(ctx, i, press(i, data))
		default:
			b.Log.Warn("an interaction of an unknown kind was passed over", "type", int(i.Type))
		}
	})
	if !ok {
		l := commands.LocaleOf(string(i.Locale))
		b.sendEphemeral(ctx, i, present.Reply(l, commands.Outcome{Err: errPanic}))
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

// actor returns who made an interaction, and with which permissions.
func actor(i *discordgo.Interaction) commands.Actor {
	a := commands.Actor{User: userOf(i), Guild: i.GuildID, Channel: i.ChannelID, Locale: commands.LocaleOf(string(i.Locale))}
	if i.Member != nil {
		a.Permissions = uint64(i.Member.Permissions)
	}
	return a
}

// use translates a slash command.
func use(data discordgo.ApplicationCommandInteractionData) commands.Use {
	u := commands.Use{Command: data.Name, Options: commands.Options{}}
	for _, o := range data.Options {
		u.Options[o.Name] = o.Value
		if o.Focused {
			u.Focused = o.Name
		}
	}
	return u
}

// complete answers an autocomplete with suggestions; an empty list is fine.
func (b *Bot) complete(ctx context.Context, i *discordgo.Interaction, data discordgo.ApplicationCommandInteractionData) {
	choices := b.Service.Complete(commands.Input{Actor: actor(i), Action: use(data)})
	if err := b.respond(ctx, i, response{Type: typeChoices, Data: choicesData(choices)}); err != nil {
		b.Log.Warn("autocomplete failed", "err", err)
	}
}

// press translates the press of a button or a menu.
func press(i *discordgo.Interaction, data discordgo.MessageComponentInteractionData) commands.Press {
	return commands.Press{State: commands.ParseState(data.CustomID), Values: data.Values, Reply: stateOf(i.Message), ByAsker: isAsker(i)}
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

// answer does the work and sends the reply. This is the one place that defers: if the work takes longer than
// DeferAfter, Discord is told to wait, and the reply is an edit.
func (b *Bot) answer(ctx context.Context, i *discordgo.Interaction, action commands.Action) {
	task := b.Service.Accept(commands.Input{Actor: actor(i), Action: action})
	result := make(chan commands.Reply, 1)
	go func() { result <- task.Run(context.WithoutCancel(ctx)) }()
	timer := time.NewTimer(b.DeferAfter)
	defer timer.Stop()
	select {
	case reply := <-result:
		b.send(ctx, i, task, reply)
	case <-timer.C:
		deferred := b.respond(ctx, i, deferral(task)) == nil
		reply := <-result
		if !deferred {
			b.Log.Warn("the deferral failed; the reply is sent as a first response")
			b.send(ctx, i, task, reply)
			return
		}
		b.finishDeferred(ctx, i, task, reply)
	}
}

// send sends a reply as the first response.
func (b *Bot) send(ctx context.Context, i *discordgo.Interaction, task commands.Task, reply commands.Reply) {
	if reply.Err != nil {
		b.sendEphemeral(ctx, i, reply)
		return
	}
	r := response{Type: typeMessage, Data: render(reply)}
	if task.Replaces {
		r.Type = typeUpdate
	} else if task.Ephemeral {
		r.Data.Flags = flagEphemeral
	}
	b.log("reply", b.respond(ctx, i, r))
}

// finishDeferred sends a reply after a deferral. An error after a public deferral removes the placeholder, since
// nobody else needs to see it, and answers privately.
func (b *Bot) finishDeferred(ctx context.Context, i *discordgo.Interaction, task commands.Task, reply commands.Reply) {
	switch {
	case reply.Err == nil:
		b.log("edit", b.edit(ctx, i, render(reply)))
	case task.Replaces:
		b.log("follow-up", b.followUp(ctx, i, reply))
	case task.Ephemeral:
		b.log("edit", b.edit(ctx, i, render(reply)))
	default:
		b.log("delete", b.remove(ctx, i))
		b.log("follow-up", b.followUp(ctx, i, reply))
	}
}

// sendEphemeral sends an ephemeral first response.
func (b *Bot) sendEphemeral(ctx context.Context, i *discordgo.Interaction, reply commands.Reply) {
	data := render(reply)
	data.Flags = flagEphemeral
	b.log("reply", b.respond(ctx, i, response{Type: typeMessage, Data: data}))
}

func (b *Bot) log(what string, err error) {
	if err != nil {
		b.Log.Error("sending to Discord failed", "what", what, "err", err)
	}
}
