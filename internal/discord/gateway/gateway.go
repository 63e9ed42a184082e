// Package gateway has the connections to Discord's gateway, one a shard. It is the only package that imports discordgo, which has
// the session and its heartbeats. It works around defects of discordgo v0.29.0: a supervisor of each shard reconnects (session.go)
// and the shards count their new sessions together (identify.go), the socket passes only messages on that discordgo cannot
// panic on, and notices silence (frames.go, packet.go), and interactions are taken from the socket (package wire says why). Package
// rest sends what answers them.
//
// How many shards there are is planned from what Discord recommends, or configured; a process serves all of them or a range
// (shards.go). Each is supervised by itself: what happens to one leaves the others at work.
package gateway

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"lede/internal/discord"
	"lede/internal/discord/rest"
	"lede/internal/discord/wire"
)

// Handler answers interactions.
type Handler interface {
	Handle(ctx context.Context, i *wire.Interaction, r discord.Responder)
	Finish(within time.Duration)
	Joined(guilds []string) // the ids of all servers that the bot is in
}

// Options is what the connections need.
type Options struct {
	Token    string       // never logged
	API      *rest.Client // with the same token
	Shards   Shards       // those of this process
	Turns    Turns        // nil: no other process serves shards of the bot
	Handler  Handler
	Lanes    *discord.Lanes // in which the handler is called
	Endpoint bool           // interactions are expected over HTTP; one that comes here is handled, and logged once
	Log      *slog.Logger
}

// Gateway connects to Discord and passes interactions on.
type Gateway struct {
	Options
	budget     *budget
	patience   time.Duration // see ackPatience
	steady     time.Duration // see steadyAfter
	misdirects sync.Once     // limits the log of interactions that should come to the endpoint
	begun      chan struct{}
	begin      func() // closes begun

	mu     sync.Mutex
	shards []*shard // of the plan in force
	ended  int      // those of them that have ended for good
}

// New returns a gateway. Nothing is sent before Run.
func New(o Options) *Gateway {
	begun := make(chan struct{})
	return &Gateway{Options: o, budget: newBudget(o), patience: ackPatience, steady: steadyAfter, begun: begun, begin: sync.OnceFunc(func() { close(begun) })}
}

// Begun returns a channel that is closed when a shard is connected for the first time.
func (g *Gateway) Begun() <-chan struct{} { return g.begun }

// finishWithin is how long Run waits for work under way: Discord takes no first response later than 3 s after the
// interaction.
const finishWithin = 3 * time.Second

// Run connects and passes interactions on until the context is done. Then it waits up to 3 s for work under way and returns
// nil. An error means that Discord refuses the bot and trying again does not help; its text says what to do.
func (g *Gateway) Run(ctx context.Context) error {
	err := g.serve(ctx)
	g.Handler.Finish(finishWithin)
	return err
}

// interaction has the payload of an interaction handled in one of the lanes. It returns at once, since the connection's reader
// calls it.
func (g *Gateway) interaction(ctx context.Context, payload json.RawMessage) {
	arrived := time.Now()
	if g.Endpoint {
		g.misdirects.Do(func() {
			g.Log.Warn("interactions come over the gateway, though discord.endpoint is set; they are answered. Enter the public address of the endpoint in the developer portal (General Information, Interactions Endpoint URL)")
		})
	}
	g.Lanes.Run(func() { g.handle(ctx, payload, arrived) })
}

// handle passes an interaction on that arrived at a time.
func (g *Gateway) handle(ctx context.Context, payload json.RawMessage, arrived time.Time) {
	i, err := wire.DecodeInteraction(payload)
	if err != nil {
		g.Log.Error("an interaction cannot be read and gets no response", "err", err)
		return
	}
	i.Arrived = arrived
	g.Handler.Handle(ctx, i, g.API.Responder(arrived))
}
