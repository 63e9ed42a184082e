// Package gateway is the connection to Discord. It is the only package that imports discordgo, which has the socket, the
// sessions and REST, and it works around defects of discordgo v0.29.0: a supervisor reconnects (session.go),
// interactions are decoded from raw events (package wire says why), a transport pauses on a global rate limit
// (transport.go), the socket's frames are parsed for close codes and silence (frames.go), and interactions share a fixed
// set of rate-limit buckets (rest.go).
package gateway

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"lede/internal/discord"
	"lede/internal/discord/wire"
)

// Handler answers interactions.
type Handler interface {
	Handle(ctx context.Context, i *wire.Interaction, r discord.Responder)
	Finish(within time.Duration)
}

// Options is what a connection needs.
type Options struct {
	Token    string         // never logged
	APIURL   string         // scheme and host of REST, "https://discord.com" for Discord itself
	Guilds   []string       // guilds in which to register the commands; none: globally
	Commands []wire.Command // what is registered
	Handler  Handler
	Log      *slog.Logger
}

// Gateway connects to Discord and passes interactions on.
type Gateway struct {
	Options
	rest rest
}

// New returns a gateway. Nothing is sent before Run.
func New(o Options) (*Gateway, error) {
	g := &Gateway{Options: o}
	session, err := g.newSession()
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	g.rest = rest{session} // it outlives every session of the gateway
	return g, nil
}

// finishWithin is how long Run waits for work under way: Discord takes no first response later than 3 s after the
// interaction.
const finishWithin = 3 * time.Second

// Run connects and passes interactions on until the context is done. Then it waits up to 3 s for work under way and returns
// nil. An error means that Discord refuses the bot and trying again does not help; its text says what to do.
func (g *Gateway) Run(ctx context.Context) error {
	err := g.supervise(ctx)
	g.Handler.Finish(finishWithin)
	return err
}

// guard calls f and logs its panic: discordgo recovers none, and a panic ends the process.
func (g *Gateway) guard(what string, f func()) {
	defer func() {
		if p := recover(); p != nil {
			g.Log.Error("panic", "in", what, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		}
	}()
	f()
}

// event passes the interaction of a raw event on and ignores other events. discordgo calls it in a new goroutine.
func (g *Gateway) event(ctx context.Context, e *discordgo.Event) {
	if e.Type != "INTERACTION_CREATE" {
		return
	}
	i, err := wire.DecodeInteraction(e.RawData)
	if err != nil {
		g.Log.Error("an interaction cannot be read and gets no response", "err", err)
		return
	}
	g.Handler.Handle(ctx, i, g.rest)
}

// ready registers the commands and logs where; it is called with each READY.
func (g *Gateway) ready(ctx context.Context, r *discordgo.Ready) {
	app := r.User.ID
	if r.Application != nil && r.Application.ID != "" {
		app = r.Application.ID
	}
	g.Log.Info("connected to Discord", "bot", r.User.Username, "guilds", len(r.Guilds))
	var guilds []string
	for _, guild := range r.Guilds {
		guilds = append(guilds, guild.ID)
	}
	where, err := g.register(ctx, app, guilds)
	if err != nil {
		g.Log.Error("registering the commands failed; they may be missing or old until the next start", "err", err)
		return
	}
	g.Log.Info("commands are registered", "where", where)
	g.Log.Info("to add the bot to a server, open", "invite", inviteURL(app))
}

// inviteURL is the link that adds the bot to a server, with both scopes that it needs.
func inviteURL(app string) string {
	return "https://discord.com/oauth2/authorize?client_id=" + app + "&permissions=0&scope=bot+applications.commands"
}
