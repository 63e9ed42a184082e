// Package localdiscord is a Discord in this process: REST and gateway over real loopback
// sockets, as far as a bot with slash commands uses them, and a page as the client. A bot connects to it with the session
// that it uses with Discord. It has its own types of what is sent, and refuses what Discord's documentation forbids,
// unknown fields included. Messages are classic ones with embeds, or of Components V2. The guild of the page has two channels, and
// each user a direct one with the bot; the bot may post in all of them. For tests there can be thousands of guilds besides, with
// one channel each, whose events are divided among a bot's shards, and interactions can be sent to a bot's HTTP endpoint. Users upload files, fill in forms, write messages and use
// the bot's commands on them. It imports none of Lede's other packages.
//
// It is a server on somebody's laptop, where any web page can reach the port. Every route refuses a foreign Host and Origin
// (guard.go). The bot's token, the page's and those of interactions are random at each start. What one client can keep busy is
// bounded: bodies, frames, time to send and to receive, events kept, messages kept. What remains: a program of the same
// machine that reads the terminal or the bot's memory has the tokens.
//
// Package discordtest is a client for tests; Options.Interference lets it cause Discord's faults.
package localdiscord

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Ids of the one guild, its channels and its bot, in the form of Discord's.
const (
	GuildID       = "900000000000000001"
	ChannelID     = "900000000000000002" // #articles
	NewsChannelID = "900000000000000004" // #news
	AppID         = "900000000000000003"
	botName       = "Lede"
)

// Options are a server's settings. The zero Options are Discord's, but for IdentifyEvery.
type Options struct {
	HeartbeatInterval time.Duration // 41.25 s if zero
	FirstResponse     time.Duration // 3 s if zero: how long the bot has to respond to an interaction
	TokenLife         time.Duration // 15 min if zero: how long an interaction's token works

	Port           int // of 127.0.0.1; the next free one if it is taken, any free one if it is 0
	SessionStarts  int // 1,000 if zero: how often a bot may identify
	Guilds         int // that the bot is in; 1 if zero: the page's
	Shards         int // that are recommended; one for each 1,000 guilds if zero
	GuildsPerShard int // 2,500 if zero: how many one shard may have
	MaxConcurrency int // 1 if zero: how many shards may identify within IdentifyEvery

	IdentifyEvery time.Duration // how often shards with one key may identify; Discord has 5 s, zero sets no limit

	Interference Interference // nil: none

	Greetings map[string]Greeting // what the page opens with, by locale; "" is for all others

	Log *slog.Logger // nil: none

	Now func() time.Time // nil: the system's clock; of posts and their nonces

	// OnRequest is called with each body before it is checked; route is as in Discord's API description, for
	// example "/interactions/{interaction_id}/{interaction_token}/callback". It may be nil.
	OnRequest func(method, route string, body []byte)
}

// Server is a running local Discord, safe for concurrent use.
type Server struct {
	options  Options
	listener net.Listener
	http     *http.Server
	token    string             // the bot's
	pageKey  string             // in the page's address
	key      ed25519.PrivateKey // signs interactions that are sent to an endpoint

	mu           sync.Mutex
	changed      chan struct{} // closed by the next change
	closed       bool
	lastID       int64
	commands     map[string][]Command // by scope: "" is global, else a guild's id
	channels     []Channel
	permissions  map[string]uint64 // of the bot, by channel; a channel without an entry has the usual ones
	known        map[string]bool   // ids of the users that the bot can write to
	messages     []*Message
	nonces       map[string]posted       // the enforced ones of the last minutes
	uploads      []Attachment            // the oldest first
	forms        map[string]openForm     // by the id of the user who has it open
	interactions map[string]*interaction // by token
	tokens       []string                // of interactions, the oldest first
	sessions     map[string]*session     // by session id
	identifies   []Identify
	recommended  int       // shards
	endpoint     string    // where interactions are sent; "" for the gateway
	pushedOut    time.Time // when a second bot last took the place of one that was connected
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

// Bounds of what a client can keep busy.
const (
	readTimeout  = 15 * time.Second // of a whole request
	writeTimeout = 15 * time.Second // of an answer, and of each event of a stream
	idleTimeout  = 2 * time.Minute  // between requests
	maxHeader    = 32 << 10         // bytes
)

// withDefaults returns the options with Discord's figures in place of zeros.
func (o Options) withDefaults() Options {
	if o.HeartbeatInterval == 0 {
		o.HeartbeatInterval = 41250 * time.Millisecond
	}
	if o.FirstResponse == 0 {
		o.FirstResponse = 3 * time.Second
	}
	if o.TokenLife == 0 {
		o.TokenLife = 15 * time.Minute
	}
	if o.SessionStarts == 0 {
		o.SessionStarts = 1000
	}
	o.Guilds, o.MaxConcurrency = max(o.Guilds, 1), max(o.MaxConcurrency, 1)
	if o.Shards == 0 {
		o.Shards = (o.Guilds + guildsPerRecommended - 1) / guildsPerRecommended
	}
	if o.GuildsPerShard == 0 {
		o.GuildsPerShard = 2500
	}
	if o.Interference == nil {
		o.Interference = none{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Start starts a server on loopback.
func Start(o Options) (*Server, error) {
	o = o.withDefaults()
	listener, err := listen(o.Port)
	if err != nil {
		return nil, fmt.Errorf("local Discord: %w", err)
	}
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return nil, fmt.Errorf("local Discord: %w", err)
	}
	s := &Server{options: o, listener: listener, token: rand.Text(), pageKey: rand.Text(), key: key, recommended: o.Shards, commands: map[string][]Command{},
		channels: guildChannels(o.Guilds), permissions: map[string]uint64{}, known: map[string]bool{}, nonces: map[string]posted{}, forms: map[string]openForm{},
		interactions: map[string]*interaction{}, sessions: map[string]*session{}, lastID: 910000000000000000, changed: make(chan struct{})}
	for _, u := range Members() {
		s.known[u.ID] = true
	}
	s.http = &http.Server{Handler: s.guard(o.Interference.Wrap(s.routes())),
		ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader}
	go func() { _ = s.http.Serve(listener) }() // returns when Close closes the listener
	return s, nil
}

// URL returns the address that a bot uses in place of https://discord.com.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Token returns the only bot token that the server accepts: a new one at each start.
func (s *Server) Token() string { return s.token }

// PageURL returns the address of the page, with the key of this start.
func (s *Server) PageURL() string { return s.URL() + "/?" + keyParameter + "=" + s.pageKey }

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
