// Package localdiscord is a Discord for one guild in this process: REST and gateway over real loopback
// sockets, as far as a bot with slash commands uses them, and a page as the client. A bot connects to it with the session
// that it uses with Discord. It has its own types of what is sent, and refuses what Discord's documentation forbids,
// unknown fields included. Messages are classic ones with embeds, or of Components V2; files and modals are refused. It
// imports none of Lede's other packages.
//
// Package discordtest is a client for tests; Options.Interference lets it cause Discord's faults.
package localdiscord

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Ids of the one guild, its channel and its bot, in the form of Discord's.
const (
	GuildID   = "900000000000000001"
	ChannelID = "900000000000000002"
	AppID     = "900000000000000003"
	botName   = "Lede"
)

// Token is the only bot token that the server accepts. Discord does not.
const Token = "local-token-for-tests"

// Options are a server's settings. The zero Options are Discord's.
type Options struct {
	HeartbeatInterval time.Duration // 41.25 s if zero
	FirstResponse     time.Duration // 3 s if zero: how long the bot has to respond to an interaction
	TokenLife         time.Duration // 15 min if zero: how long an interaction's token works

	Port           int  // of 127.0.0.1; the next free one if it is taken, any free one if it is 0
	NoGatewayRoute bool // GET /gateway is not served, as by some proxies; /gateway/bot is

	Interference Interference // nil: none

	Greetings map[string]Greeting // what the page opens with, by locale; "" is for all others

	// OnRequest is called with each body before it is checked; route is as in Discord's API description, for
	// example "/interactions/{interaction_id}/{interaction_token}/callback". It may be nil.
	OnRequest func(method, route string, body []byte)
}

// Server is a running local Discord, safe for concurrent use.
type Server struct {
	options  Options
	listener net.Listener
	http     *http.Server

	mu           sync.Mutex
	changed      chan struct{} // closed by the next change
	closed       bool
	lastID       int64
	commands     map[string][]Command // by scope: "" is global, else a guild's id
	messages     []*Message
	interactions map[string]*interaction // by token
	sessions     map[string]*session     // by session id
}

// portsTried is how many ports are tried, beginning with Options.Port.
const portsTried = 20

// listen listens on loopback, on the given port or the next free one.
func listen(port int) (net.Listener, error) {
	var err error
	for i := range portsTried {
		var l net.Listener
		l, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port+i)))
		if err == nil || port == 0 {
			return l, err
		}
	}
	return nil, err
}

// Start starts a server on loopback.
func Start(o Options) (*Server, error) {
	if o.HeartbeatInterval == 0 {
		o.HeartbeatInterval = 41250 * time.Millisecond
	}
	if o.FirstResponse == 0 {
		o.FirstResponse = 3 * time.Second
	}
	if o.TokenLife == 0 {
		o.TokenLife = 15 * time.Minute
	}
	if o.Interference == nil {
		o.Interference = none{}
	}
	listener, err := listen(o.Port)
	if err != nil {
		return nil, fmt.Errorf("local Discord: %w", err)
	}
	s := &Server{options: o, listener: listener, commands: map[string][]Command{},
		interactions: map[string]*interaction{}, sessions: map[string]*session{}, lastID: 910000000000000000, changed: make(chan struct{})}
	s.http = &http.Server{Handler: o.Interference.Wrap(s.routes()), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(listener) }() // returns when Close closes the listener
	return s, nil
}

// URL returns the address that a bot uses in place of https://discord.com.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Close ends the server and all connections.
func (s *Server) Close() error {
	s.mu.Lock()
	s.closed = true
	for _, session := range s.sessions {
		if session.socket != nil {
			session.socket.Cut()
		}
	}
	s.touch()
	s.mu.Unlock()
	if err := s.http.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("local Discord: %w", err)
	}
	return nil
}

// touch wakes everything that waits for a change. The server must be locked.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// newID returns a new id, larger than all before. The server must be locked.
func (s *Server) newID() string {
	s.lastID++
	return strconv.FormatInt(s.lastID, 10)
}

// change returns a channel that the next change closes, or nil after Close.
func (s *Server) change() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	return s.changed
}

// Wait returns when ready reports true. It calls ready at once and after each change. It fails when the context is done or
// the server is closed; what names what is waited for in the error.
func (s *Server) Wait(ctx context.Context, what string, ready func() bool) error {
	for {
		changed := s.change()
		switch {
		case ready():
			return nil
		case changed == nil:
			return fmt.Errorf("waiting for %s: the server is closed", what)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", what, ctx.Err())
		}
	}
}
