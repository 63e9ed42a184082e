package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Deadlines of a session, since discordgo's Open waits for ever.
//
// With a new session Open makes about eight round trips: TCP, TLS and HTTP for the gateway's address, then TCP, TLS, the
// upgrade, hello and IDENTIFY. A resume makes the last five. At 300 ms, a slow way between continents, that is 2.4 s and
// 1.5 s; the deadlines leave three times as much and more. Close sleeps for one second.
const (
	openDeadline   = 15 * time.Second
	resumeDeadline = 5 * time.Second
	closeDeadline  = 2 * time.Second
)

// The back-off between connections doubles with each that fails or is short, with full jitter: the wait is any time up to it
// (Exponential Backoff And Jitter, AWS Architecture Blog, 2015). It stays short, since to connect and to resume cost Discord
// little: a bot is back within ten seconds of a loss. A new session costs one of a thousand a day, so identifies
// (identify.go) may add to it.
const (
	firstBackOff = 500 * time.Millisecond
	lastBackOff  = 4 * time.Second
	steadyAfter  = 30 * time.Second // a connection of this length resets the back-off
)

// backOff returns how long to wait after so many failures in a row.
func backOff(failures int) time.Duration {
	return rand.N(min(lastBackOff, firstBackOff<<min(failures, 10)))
}

// newSession returns a session that does nothing by itself: it does not reconnect, keeps no state, and requests no intents,
// since interactions need none.
func (g *Gateway) newSession() (*discordgo.Session, error) {
	s, err := discordgo.New("Bot " + g.Token)
	if err != nil {
		return nil, err
	}
	s.ShouldReconnectOnError = false
	s.StateEnabled = false
	s.Compress = false // the socket reads the messages
	s.Identify.Intents = discordgo.IntentsNone
	s.LogLevel = -1 // its log would contain questions
	s.Client = &http.Client{Transport: &transport{next: newRedirect(g.APIURL)}, Timeout: 20 * time.Second}
	return s, nil
}

// connection is a gateway session: one connection at a time, resumed when it is lost.
type connection struct {
	*discordgo.Session
	socket *socketWatch
	lost   chan struct{} // a value when the connection is lost
	dead   bool          // it cannot be resumed
}

// newConnection returns a session with its handlers, not yet open.
func (g *Gateway) newConnection(ctx context.Context) (*connection, error) {
	session, err := g.newSession()
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	watch := &socketWatch{log: g.Log, interaction: func(payload json.RawMessage) { g.interaction(ctx, payload) }}
	c := &connection{Session: session, socket: watch, lost: make(chan struct{}, 1)}
	session.Dialer = &websocket.Dialer{HandshakeTimeout: 10 * time.Second, NetDialContext: c.socket.dial, NetDialTLSContext: c.socket.dialTLS}
	session.AddHandler(func(_ *discordgo.Session, r *discordgo.Ready) { g.guard("READY", func() { g.ready(ctx, r) }) })
	session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case c.lost <- struct{}{}:
		default:
		}
	})
	return c, nil
}

// supervise keeps a session open until the context is done or Discord refuses it for good.
func (g *Gateway) supervise(ctx context.Context) error {
	var c *connection
	for failures := 0; ; failures++ {
		began := time.Now()
		err := g.connectOnce(ctx, &c)
		if ctx.Err() != nil {
			c.leave()
			return nil
		}
		if fatal := c.fatal(err); fatal != nil {
			c.drop()
			return fatal
		}
		if c != nil && (c.dead || c.ended(err)) {
			c.drop()
			c = nil
		}
		if time.Since(began) > steadyAfter {
			failures = 0
		}
		wait := backOff(failures)
		g.Log.Warn("the connection to Discord was lost; connecting again", "cause", err, "in", wait.Round(time.Millisecond).String(), "resume", c != nil)
		pause(ctx, wait)
	}
}

// pause waits for a time, or until the context is done.
func pause(ctx context.Context, wait time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
}

// connectOnce opens the session, a new one if there is none, and returns when its connection is lost.
func (g *Gateway) connectOnce(ctx context.Context, c **connection) error {
	var err error
	if *c == nil {
		*c, err = g.begin(ctx)
	} else {
		err = (*c).open(ctx, resumeDeadline)
	}
	if err == nil {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-(*c).lost:
			err = (*c).socket.why(errLost)
		}
	}
	return err
}

var errLost = errors.New("the gateway's connection ended")

// begin opens a new session. It returns one that Discord has refused, too, for its close code.
func (g *Gateway) begin(ctx context.Context) (*connection, error) {
	if err := g.awaitIdentify(ctx); err != nil {
		return nil, err
	}
	c, err := g.newConnection(ctx)
	if err != nil {
		return nil, err
	}
	err = c.open(ctx, openDeadline)
	if c.socket.greeted() { // discordgo identifies after hello
		g.identifies.spend(time.Now())
	}
	c.dead = err != nil
	return c, err
}

// open calls Open with a deadline. A session whose Open hangs is dead.
func (c *connection) open(ctx context.Context, deadline time.Duration) error {
	select {
	case <-c.lost: // of the previous connection
	default:
	}
	c.socket.reset()
	opened := make(chan error, 1)
	go func() { opened <- c.Open() }()
	select {
	case err := <-opened:
		if err != nil {
			err = c.socket.why(err)
		}
		return err
	case <-time.After(deadline):
		c.dead = true
		return errors.New("no answer from Discord in time")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ended reports whether the session cannot be resumed after an error: the gateway said so with op 9, or with a close code
// ("Gateway Close Event Codes": sequence or session not valid any more).
func (c *connection) ended(err error) bool {
	code := c.socket.closeCode()
	return errors.Is(err, errInvalid) || code == 4003 || code == 4007 || code == 4009
}

// drop closes the connection of a session that is not used any more.
func (c *connection) drop() {
	if c != nil {
		c.socket.cut()
	}
}

// leave closes the session and its connection. It returns when Discord has closed the connection, too, and does not wait
// for the second that discordgo sleeps.
func (c *connection) leave() {
	if c == nil {
		return
	}
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_ = c.Close() // the program ends; Discord ends the session by itself
	}()
	select {
	case <-closed:
	case <-c.socket.closed():
	case <-time.After(closeDeadline):
	}
	c.socket.cut()
}

// fatal returns the reason if connecting again cannot help, else nil.
func (c *connection) fatal(err error) error {
	if refused(err) {
		return errBadToken
	}
	if c == nil {
		return nil
	}
	switch code := c.socket.closeCode(); code {
	case 4004:
		return errBadToken
	case 4010, 4011:
		return fmt.Errorf("sharding is demanded by Discord (code %d): the bot is in more than 2,500 servers, which it cannot serve", code)
	case 4012:
		return fmt.Errorf("this version of the gateway is not spoken by Discord any more (code %d); a newer Lede is needed", code)
	case 4013, 4014:
		return fmt.Errorf("the bot's intents are refused by Discord (code %d), though it asks for none; a newer Lede is needed", code)
	}
	return nil
}

var errBadToken = errors.New("the token is not accepted by Discord; reset it in the developer portal (Bot, Reset Token) and put the new one into DISCORD_TOKEN")

// refused reports whether REST refused the token.
func refused(err error) bool {
	var rest *discordgo.RESTError
	return errors.Is(err, discordgo.ErrUnauthorized) ||
		errors.As(err, &rest) && rest.Response != nil && rest.Response.StatusCode == http.StatusUnauthorized
}
