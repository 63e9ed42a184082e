// Package discord is the front end on Discord. It translates: an interaction into a commands.Input, a commands.Reply into a message, within Discord's limits. It is the only package that knows
// discordgo, and works around its defects: its own supervisor keeps the session (session.go), its own
// transport pauses on a global rate limit (transport.go), and a fixed set of rate-limit buckets serves the
// interactions (send.go).
package discord

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/bwmarrin/discordgo"

	"lede/internal/commands"
)

// Options is what a bot needs.
type Options struct {
	Token      string        // never logged
	APIURL     string        // scheme and host of REST, "https://discord.com" for Discord itself
	Guilds     []string      // guilds in which to register the commands; none: globally
	DeferAfter time.Duration // how long work may take before a reply is deferred; 1.5 s if zero
	Service    *commands.Service
	Log        *slog.Logger
}

// Bot answers interactions.
type Bot struct {
	Options
	rest *discordgo.Session // for REST alone; it outlives every gateway session
	work work
}

// deferAfter is how long a reply may take before Discord is told to wait. Discord gives 3 s for the first
// response, the way there and back included.
const deferAfter = 1500 * time.Millisecond

// New returns a bot. Nothing is sent before Run.
func New(o Options) (*Bot, error) {
	if o.DeferAfter == 0 {
		o.DeferAfter = deferAfter
	}
	b := &Bot{Options: o}
	rest, err := b.newSession()
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	b.rest = rest
	return b, nil
}

// Run connects and answers until the context is done; then it finishes what is under way, for a few seconds,
// and returns nil. An error means that Discord refused the bot for good: its text says what to do.
func (b *Bot) Run(ctx context.Context) error {
	err := b.supervise(ctx)
	b.work.finish(finishWithin)
	return err
}

// finishWithin is how long work under way may still take after the end was asked for. Closing the session
// takes discordgo another second.
const finishWithin = 3 * time.Second

// started is called with each READY: it registers the commands and logs where.
func (b *Bot) started(ctx context.Context, ready *discordgo.Ready) {
	app := ready.User.ID
	if ready.Application != nil && ready.Application.ID != "" {
		app = ready.Application.ID
	}
	b.Log.Info("connected to Discord", "bot", ready.User.Username, "guilds", len(ready.Guilds))
	var guilds []string
	for _, g := range ready.Guilds {
		guilds = append(guilds, g.ID)
	}
	where, err := b.sync(ctx, app, guilds)
	if err != nil {
		b.Log.Error("registering the commands failed; they may be missing or old until the next start", "err", err)
		return
	}
	b.Log.Info("commands are registered", "where", where)
	b.Log.Info("to add the bot to a server, open", "invite", inviteURL(app))
}

// inviteURL is the link that adds the bot to a server, with both scopes that it needs.
func inviteURL(app string) string {
	return "https://discord.com/oauth2/authorize?client_id=" + app + "&permissions=0&scope=bot+applications.commands"
}
