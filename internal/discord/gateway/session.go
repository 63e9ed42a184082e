package gateway

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Deadlines of a session. discordgo's Open can hang for ever (an op 7 as the first packet after a resume deadlocks it), so a
// session that hangs is dropped and a new one is built.
//
// With a new session Open makes about eight round trips: TCP, TLS and HTTP for the gateway's address, then TCP, TLS, the
// upgrade, hello and IDENTIFY. A resume makes the last five. At 300 ms, a slow way between continents, that is 2.4 s and
// 1.5 s; the deadlines leave three times as much and more. Close sleeps for one second.
const (
	openDeadline   = 15 * time.Second
	resumeDeadline = 5 * time.Second
	closeDeadline  = 2 * time.Second
	stuckCheck     = 100 * time.Millisecond // how often a pending Open is checked
)

// The back-off between connections. Discord allows 1,000 IDENTIFY a day ("Gateway", session start limit), one in 86.4 s.
const (
	firstBackOff = 250 * time.Millisecond
	lastBackOff  = 90 * time.Second
	steadyAfter  = lastBackOff // a connection of this length resets the back-off
)

// newSession returns a session that does nothing by itself: it does not reconnect, keeps no state, and requests no intents,
// since interactions need none.
func (g *Gateway) newSession() (*discordgo.Session, error) {
	s, err := discordgo.New("Bot " + g.Token)
	if err != nil {
		return nil, err
	}
	s.ShouldReconnectOnError = false
	s.StateEnabled = false
	s.Identify.Intents = discordgo.IntentsNone
	s.LogLevel = -1 // its log would contain questions
	s.Client = &http.Client{Transport: newTransport(g.APIURL), Timeout: 20 * time.Second}
	return s, nil
}

// connection is a gateway session: one connection at a time, resumed when it is lost.
type connection struct {
	*discordgo.Session
	frames *frameWatch   // of the socket
	lost   chan struct{} // a value when the connection is lost
	dead   bool          // it cannot be resumed: Open hung or failed
}

// newConnection returns a session with its handlers, not yet open.
func (g *Gateway) newConnection(ctx context.Context) (*connection, error) {
	session, err := g.newSession()
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	c := &connection{Session: session, frames: &frameWatch{}, lost: make(chan struct{}, 1)}
	session.Dialer = &websocket.Dialer{HandshakeTimeout: 10 * time.Second, NetDialContext: c.frames.dial, NetDialTLSContext: c.frames.dialTLS}
	session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { g.guard("an event", func() { g.event(ctx, e) }) })
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
	wait := firstBackOff
	for {
		began := time.Now()
		err := g.connectOnce(ctx, &c)
		if ctx.Err() != nil {
			c.leave()
			return nil
		}
		if fatal := c.fatal(err); fatal != nil {
			c.frames.cut()
			return fatal
		}
		if time.Since(began) > steadyAfter {
			wait = firstBackOff
		}
		g.Log.Warn("the connection to Discord was lost; connecting again", "cause", err, "in", wait.String())
		if c != nil && c.dead {
			c.frames.cut()
			c = nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		wait = min(2*wait, lastBackOff)
	}
}

// connectOnce opens the session, a new one if there is none, and returns when its connection is lost.
func (g *Gateway) connectOnce(ctx context.Context, c **connection) error {
	deadline := resumeDeadline
	if *c == nil {
		next, err := g.newConnection(ctx)
		if err != nil {
			return err
		}
		*c, deadline = next, openDeadline
	}
	if err := (*c).open(ctx, deadline); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-(*c).lost:
		return (*c).frames.cause()
	}
}

// open calls Open with a deadline. A session whose Open failed or hung is dead.
func (c *connection) open(ctx context.Context, deadline time.Duration) error {
	select {
	case <-c.lost: // of the previous connection
	default:
	}
	c.frames.reset()
	opened := make(chan error, 1)
	go func() { opened <- c.Open() }()
	err := c.await(ctx, opened, deadline)
	c.dead = err != nil
	return err
}

// await returns Open's error, or why it is not waited for any longer.
func (c *connection) await(ctx context.Context, opened <-chan error, deadline time.Duration) error {
	timeout := time.After(deadline)
	for {
		select {
		case err := <-opened:
			return err
		case <-time.After(stuckCheck):
			if c.stuck() {
				return errors.New("the gateway asked a session that was opening to reconnect")
			}
		case <-timeout:
			return errors.New("no answer from Discord in time")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// stuck reports whether the gateway asked Open to reconnect, which deadlocks it.
func (c *connection) stuck() bool {
	select {
	case <-c.frames.reconnectAsked():
		return true
	default:
		return false
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
	case <-c.frames.closed():
	case <-time.After(closeDeadline):
	}
	c.frames.cut()
}

// fatal returns the reason if connecting again cannot help, else nil.
func (c *connection) fatal(err error) error {
	if refused(err) {
		return errBadToken
	}
	if c == nil {
		return nil
	}
	switch code := c.frames.closeCode(); code {
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
