// Package localdiscord is a Discord for one guild in this process: REST and gateway over real loopback
// sockets, as far as a bot with slash commands uses them. A bot's own session connects to it; tests are its
// users. It has wire types of its own, refuses what Discord's documentation refuses, unknown fields included,
// and can misbehave on demand. It imports nothing of Lede's other packages.
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

// Ids of the one guild, its channel and its bot. They look like Discord's and stand for nothing there.
const (
	GuildID   = "900000000000000001"
	ChannelID = "900000000000000002"
	AppID     = "900000000000000003"
	botName   = "Lede"
)

// Token is the bot token that the server accepts. It is no token of Discord's.
const Token = "local-token-for-tests"

// Options are a server's settings. The zero Options are Discord's.
type Options struct {
	HeartbeatInterval time.Duration // 41.25 s if zero
	FirstResponse     time.Duration // 3 s if zero: how long the bot has to respond to an interaction
	TokenLife         time.Duration // 15 min if zero: how long an interaction's token works

	Port           int  // of 127.0.0.1; the next free one if it is taken, any free one if it is 0
	NoGatewayRoute bool // GET /gateway is not served, as behind some proxies; /gateway/bot is

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
	changed      *sync.Cond // broadcast by touch
	version      int        // goes up with every change
	closed       bool
	lastID       int64
	commands     map[string][]Command // by scope: "" is global, else a guild's id
	messages     []*Message
	interactions map[string]*Interaction // by token
	sessions     map[string]*session     // by session id
	faults       faults
	puts         int // bulk overwrites seen
}

// portsTried is how many ports are tried from Options.Port on.
const portsTried = 20

// listen listens on loopback, on the first free port from the given one on.
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
	listener, err := listen(o.Port)
	if err != nil {
		return nil, fmt.Errorf("local Discord: %w", err)
	}
	s := &Server{options: o, listener: listener, commands: map[string][]Command{},
		interactions: map[string]*Interaction{}, sessions: map[string]*session{}, lastID: 910000000000000000}
	s.changed = sync.NewCond(&s.mu)
	s.http = &http.Server{Handler: s.routes(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(listener) }() // returns when Close closes the listener
	return s, nil
}

// URL returns the address that stands in for https://discord.com.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Close ends the server and all connections.
func (s *Server) Close() error {
	s.mu.Lock()
	s.closed = true
	for _, session := range s.sessions {
		session.cut()
	}
	s.touch()
	s.mu.Unlock()
	if err := s.http.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("local Discord: %w", err)
	}
	return nil
}

// touch tells everybody who waits that something has changed. The caller holds the lock.
func (s *Server) touch() {
	s.version++
	s.changed.Broadcast()
}

// newID returns a fresh id, larger than all before. The caller holds the lock.
func (s *Server) newID() string {
	s.lastID++
	return strconv.FormatInt(s.lastID, 10)
}

// wait blocks until ready says so, the context is done or the server is closed. ready is called with the lock
// held, after every change.
func (s *Server) wait(ctx context.Context, what string, ready func() bool) error {
	stop := context.AfterFunc(ctx, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.changed.Broadcast()
	})
	defer stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !ready() {
		if ctx.Err() != nil {
			return fmt.Errorf("waiting for %s: %w", what, ctx.Err())
		}
		if s.closed {
			return fmt.Errorf("waiting for %s: the server is closed", what)
		}
		s.changed.Wait()
	}
	return nil
}
