// Package endpoint takes interactions in over HTTP, where Discord sends them in place of the gateway once the endpoint's address is
// entered in the developer portal ("Interactions Overview"). Each request is signed by Discord; whatever is not, or was signed some
// seconds ago or before (verify.go), is refused before anything of it is decoded. The same handler as the gateway's answers: its
// first response is the answer to the request, all that follows are calls of package rest.
//
// A request that comes again is refused by the process that had it, not by another one: a balancer sends it there after the first one has
// died, and then it must be answered. A shared record of all interactions would refuse that, for a row of the state a question.
//
// Discord speaks HTTPS only: the listener is meant to be behind a proxy, which has the certificate.
package endpoint

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"lede/internal/discord"
	"lede/internal/discord/rest"
	"lede/internal/discord/wire"
)

// Handler answers interactions.
type Handler interface {
	Handle(ctx context.Context, i *wire.Interaction, r discord.Responder)
	Finish(within time.Duration)
}

// Options are what an endpoint needs.
type Options struct {
	Address   string            // host and port to listen on; ":8080" for all hosts
	PublicKey ed25519.PublicKey // of the application
	API       *rest.Client
	Handler   Handler
	Lanes     *discord.Lanes // in which the handler is called
	Log       *slog.Logger
	Now       func() time.Time // nil: the system's clock
}

// Server is an endpoint.
type Server struct {
	Options
	listener net.Listener
	http     *http.Server
	verifier verifier
	small    chan struct{}  // has a value for each small body that is read
	large    chan struct{}  // and for each other one
	clock    rate.Sometimes // limits the log

	serving  atomic.Bool
	accepted atomic.Int64
	mu       sync.Mutex
	refused  map[string]int // by reason
}

// Bounds of what anybody can keep busy. Discord gives a first response three seconds in all, so a slower request is of no use.
const (
	maxBody      = 1 << 20  // bytes; an interaction has some kB, one on a message with its embeds some tens
	smallBody    = 64 << 10 // bytes
	smallAtOnce  = 1024     // bodies that are read and say that they are small: 64 MB of them
	largeAtOnce  = 32       // others: 32 MB
	maxHeader    = 16 << 10
	readTimeout  = 2 * time.Second // of a request with its body
	writeTimeout = 5 * time.Second // from the end of the request's header to the end of the answer
	idleTimeout  = 2 * time.Minute // between the requests of a connection
)

// firstResponse is how long a handler has for the first response. Discord waits for three seconds, the way there and back included.
const firstResponse = 2800 * time.Millisecond

// finishWithin is how long Run waits for interactions under way.
const finishWithin = 3 * time.Second

// Listen returns an endpoint that listens, and serves nothing before Run.
func Listen(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	listener, err := net.Listen("tcp", o.Address)
	if err != nil {
		return nil, fmt.Errorf("discord.endpoint: %w; choose another address or end the program that has it", err)
	}
	s := &Server{Options: o, listener: listener, verifier: verifier{key: o.PublicKey, now: o.Now},
		small: make(chan struct{}, smallAtOnce), large: make(chan struct{}, largeAtOnce), refused: map[string]int{}, clock: rate.Sometimes{Interval: time.Minute}}
	s.http = &http.Server{Handler: s, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)} // strangers would fill the log
	return s, nil
}

// Addr returns where the endpoint listens.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Serving reports whether the endpoint takes interactions in.
func (s *Server) Serving() bool { return s.serving.Load() }

// Accepted returns how many requests were Discord's since the start.
func (s *Server) Accepted() int64 { return s.accepted.Load() }

// Refused returns how many requests were refused since the start, by reason: signature, time, replay, method, size, slow,
// unreadable, crowded.
func (s *Server) Refused() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.refused)
}

// refuse answers a request that is not taken.
func (s *Server) refuse(w http.ResponseWriter, why *refusal) {
	s.mu.Lock()
	s.refused[why.reason]++
	s.mu.Unlock()
	if why.age != 0 {
		s.clock.Do(func() {
			s.Log.Warn("a request to the endpoint has Discord's signature of another time and is refused: somebody has sent it again, or the clock of this machine is wrong",
				"seconds", int(why.age.Seconds()))
		})
	}
	w.Header().Set("Connection", "close") // what is left of the body is not read
	http.Error(w, why.text, why.status)
}

// Run takes interactions in until the context is done, then waits up to 3 s for those under way.
func (s *Server) Run(ctx context.Context) error {
	failed := make(chan error, 1)
	go func() { failed <- s.http.Serve(s.listener) }()
	s.serving.Store(true)
	defer s.serving.Store(false)
	select {
	case err := <-failed:
		return fmt.Errorf("discord.endpoint: %w", err)
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishWithin)
	defer cancel()
	_ = s.http.Shutdown(ctx) // after that time the connections that are left end with the program
	s.Handler.Finish(finishWithin)
	return nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	arrived := time.Now()
	body, refusal := s.read(w, r)
	if refusal != nil {
		s.refuse(w, refusal)
		return
	}
	s.accepted.Add(1)
	i, err := wire.DecodeInteraction(body)
	switch {
	case err != nil:
		s.Log.Error("an interaction cannot be read and gets no response", "err", err)
		http.Error(w, "this is no interaction", http.StatusBadRequest)
	case i.Type == wire.Ping:
		_ = write(w, wire.Response{Type: wire.Pong})
	default:
		i.Arrived = arrived
		s.answer(w, r, i)
	}
}

// answer has an interaction handled and answers with its first response.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, i *wire.Interaction) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // that of the body, at which net/http would end the request's context
	to := newResponder(s.API.Responder(i.Arrived))
	ctx := context.WithoutCancel(r.Context()) // what follows the first response outlives the request
	handled := make(chan struct{})
	accepted := s.Lanes.Run(func() {
		defer close(handled)
		s.Handler.Handle(ctx, i, to)
	})
	if !accepted {
		http.Error(w, "too many interactions wait", http.StatusServiceUnavailable)
		return
	}
	late := time.NewTimer(firstResponse - time.Since(i.Arrived))
	defer late.Stop()
	select {
	case response := <-to.first:
		to.written <- write(w, response)
	case <-handled: // without a response, such as of a type that is unknown
		http.Error(w, "there is no response to this", http.StatusNotImplemented)
	case <-r.Context().Done():
		close(to.over)
	case <-late.C:
		close(to.over)
		http.Error(w, "no response in time", http.StatusServiceUnavailable)
	}
}

// write writes a response, up to the last byte: its length is known, so that Discord waits for nothing more.
func write(w http.ResponseWriter, response wire.Response) error {
	raw, err := json.Marshal(response)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(raw)))
	if _, err := w.Write(raw); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}

// responder hands the first response to the request that waits for it. Its methods are called one after the other.
type responder struct {
	rest.Responder
	first   chan wire.Response
	written chan error
	over    chan struct{} // closed when the request does not wait any more
}

func newResponder(to rest.Responder) *responder {
	return &responder{Responder: to, first: make(chan wire.Response), written: make(chan error, 1), over: make(chan struct{})}
}

// Respond answers the request.
func (r *responder) Respond(_ context.Context, _ *wire.Interaction, response wire.Response) error {
	select {
	case r.first <- response:
		err := <-r.written
		r.Responder = r.Answered(time.Now())
		return err
	case <-r.over:
		return rest.ErrTooLate
	}
}

// errSlow is the error of a request whose body does not arrive in time.
var errSlow = errors.New("the body is too slow")

// readSigned reads a body of at most maxBody bytes behind the time of its signature, since Discord signs both in one.
func readSigned(w http.ResponseWriter, r *http.Request, stamp string) ([]byte, error) {
	var signed bytes.Buffer
	signed.Grow(len(stamp) + int(max(r.ContentLength, 0)) + bytes.MinRead)
	signed.WriteString(stamp)
	_, err := signed.ReadFrom(http.MaxBytesReader(w, r.Body, maxBody))
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return nil, errSlow
	}
	return signed.Bytes(), err
}
