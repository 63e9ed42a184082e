// Package gateway is the connection to Discord. It is the only package that imports discordgo, which has the session, its
// heartbeats, and REST for all but interactions. It works around defects of discordgo v0.29.0: a supervisor reconnects
// (session.go) and counts new sessions (identify.go), the socket passes only messages on that it cannot
// panic on, and notices silence (frames.go, packet.go), interactions are taken from the socket (package wire says why), handled so many at a time
// (lanes.go) and answered by a client of our own (rest.go), and a transport pauses on a global rate limit (transport.go).
package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/time/rate"

	"lede/internal/discord"
	"lede/internal/discord/wire"
)

// Handler answers interactions.
type Handler interface {
	Handle(ctx context.Context, i *wire.Interaction, r discord.Responder)
	Finish(within time.Duration)
	Joined(guilds []string) // the ids of all servers that the bot is in
}

// Options is what a connection needs.
type Options struct {
	Token    string         // never logged
	APIURL   string         // scheme and host of REST, "https://discord.com" for Discord itself
	Guilds   []string       // guilds in which to register the commands; none: globally
	Commands []wire.Command // what is registered
	Handler  Handler
	AtWork   int // how many interactions the handler works on at once; it answers any number of others
	Log      *slog.Logger
}

// Gateway connects to Discord and passes interactions on.
type Gateway struct {
	Options
	session    *discordgo.Session // of REST calls, apart from those about interactions; it outlives every connection
	rest       rest
	identifies identifies
	lanes      lanes
	overflow   rate.Sometimes // limits the log

	mu          sync.Mutex
	registering context.CancelFunc // ends the registration of the commands that is under way; nil for none
}

// New returns a gateway. Nothing is sent before Run.
func New(o Options) (*Gateway, error) {
	g := &Gateway{Options: o, rest: rest{&http.Client{Transport: newRedirect(o.APIURL)}, &atomic.Int32{}}, identifies: identifies{spacing: identifySpacing},
		lanes: lanes{most: o.AtWork + sending}, overflow: rate.Sometimes{Interval: time.Minute}}
	session, err := g.newSession()
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	g.session = session
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

// interaction has the payload of an interaction handled in one of the lanes. It returns at once, since the connection's reader
// calls it.
func (g *Gateway) interaction(ctx context.Context, payload json.RawMessage) {
	arrived := time.Now()
	accepted := g.lanes.run(func() { g.guard("an interaction", func() { g.handle(ctx, payload, arrived) }) })
	if !accepted {
		g.overflow.Do(func() { g.Log.Error("interactions get no response: too many wait", "waiting", mostWaiting) })
	}
}

// handle passes an interaction on that arrived at a time.
func (g *Gateway) handle(ctx context.Context, payload json.RawMessage, arrived time.Time) {
	i, err := wire.DecodeInteraction(payload)
	if err != nil {
		g.Log.Error("an interaction cannot be read and gets no response", "err", err)
		return
	}
	i.Arrived = arrived
	g.Handler.Handle(ctx, i, responder{g.rest, arrived})
}

// ready registers the commands, and again until it succeeds, and logs where. It is called with each READY, and ends the
// registration that an earlier one began.
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
	g.Handler.Joined(guilds)
	ctx = g.supersede(ctx)
	for failures := 0; ctx.Err() == nil; failures++ {
		where, err := g.register(ctx, app, guilds)
		if err == nil {
			g.Log.Info("commands are registered", "where", where)
			g.Log.Info("to add the bot to a server, open", "invite", inviteURL(app))
			g.Log.Info("a server that invited the bot before /follow came: open the link again, or give its role View Channel and Send Messages in the channels where it is to post")
			return
		}
		wait := min(lastRegistration, firstRegistration<<min(failures, 10))
		wait = wait/2 + rand.N(wait/2)
		g.Log.Error("registering the commands failed; they may be missing or old until it succeeds", "err", err, "again_in", wait.Round(time.Second).String())
		pause(ctx, wait)
	}
}

// The waits between two registrations. Discord allows 200 new commands a day and server; a bulk overwrite counts only new ones.
const (
	firstRegistration = 2 * time.Second
	lastRegistration  = 10 * time.Minute
)

// supersede returns a context for a registration, and ends the one before.
func (g *Gateway) supersede(ctx context.Context) context.Context {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.registering != nil {
		g.registering()
	}
	ctx, g.registering = context.WithCancel(ctx)
	return ctx
}

// postPermissions are VIEW_CHANNEL and SEND_MESSAGES, which posts need. Replies need none.
const postPermissions = 1<<10 | 1<<11

// inviteURL is the link that adds the bot to a server, with both scopes and the permissions that it needs.
func inviteURL(app string) string {
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&permissions=%d&scope=bot+applications.commands", app, postPermissions)
}
