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

	"lede/internal/discord"
)

// Deadlines of a session, since discordgo's Open waits for ever.
//
// Open makes about five round trips: TCP, TLS, the upgrade, hello, and IDENTIFY or RESUME. At 300 ms, a slow way between
// continents, that is 1.5 s. A READY of 2,500 servers takes Discord longer than RESUMED; the deadlines leave three times as much
// and more. Close sleeps for one second.
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

// unopened returns a session of the shard that does nothing by itself: it does not reconnect, keeps no state, and requests no
// intents, since interactions need none.
func (s *shard) unopened() (*discordgo.Session, error) {
	session, err := discordgo.New("Bot " + s.Token)
	if err != nil {
		return nil, err
	}
	session.ShouldReconnectOnError = false
	session.StateEnabled = false
	session.Compress = false // the socket reads the messages
	session.Identify.Intents = discordgo.IntentsNone
	session.LogLevel = -1 // its log would contain questions
	session.ShardID, session.ShardCount = s.id, s.count
	return session, nil
}

// connection is a gateway session: one connection at a time, resumed when it is lost.
type connection struct {
	*discordgo.Session
	socket *socketWatch
	lost   chan struct{} // a value when the connection is lost
	dead   bool          // it cannot be resumed
}

// newConnection returns a session with its handlers, not yet open.
func (s *shard) newConnection(ctx context.Context) (*connection, error) {
	session, err := s.unopened()
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	watch := &socketWatch{log: s.log, beat: s.status.beat, patience: s.patience,
		interaction: func(payload json.RawMessage) { s.interaction(ctx, payload) }}
	c := &connection{Session: session, socket: watch, lost: make(chan struct{}, 1)}
	session.Client = &http.Client{Transport: gatewayAddress{watch, s.address}}
	session.Dialer = &websocket.Dialer{HandshakeTimeout: 10 * time.Second, NetDialContext: c.socket.dial, NetDialTLSContext: c.socket.dialTLS}
	session.AddHandler(func(_ *discordgo.Session, r *discordgo.Ready) { discord.Guard(s.log, "READY", func() { s.ready(r) }) })
	session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case c.lost <- struct{}{}:
		default:
		}
	})
	return c, nil
}

// pause waits for a time, or until the context is done.
func pause(ctx context.Context, wait time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
}

var errLost = errors.New("the gateway's connection ended")

// open calls Open with a deadline. A session whose Open hangs is dead.
func (c *connection) open(ctx context.Context, deadline time.Duration) error {
	select {
	case <-c.lost: // of the previous connection
	default:
	}
	c.socket.reset()
	opened := make(chan error, 1)
	go func() {
		if c.socket.move() {
			_ = c.Open() // is refused
		}
		opened <- c.Open()
	}()
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
